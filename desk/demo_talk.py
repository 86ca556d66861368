"""`wegwijs demo`: two conversations played in the terminal, with a system that runs, over its chat API."""

import asyncio
import secrets
from collections.abc import Sequence
from types import TracebackType
from typing import Any

import aiohttp
from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from sqlalchemy.engine import Engine

from desk import clock
from desk.demo_data import CODE, PEOPLE
from desk.handover import talks
from store import handovers, staff

_COLOURS = {"parent": "cyan", "bot": "green", "system": "yellow", "person": "magenta"}
_QUIET_SECONDS = 1.2
_LONGEST_SECONDS = 30
APPLICATION = "we hebben 28 september het formulier ingeleverd bij de Klimop maar horen niks"
HOW_TO_SEE_MORE = "To see a person brought in as well: [bold]wegwijs demo-data[/bold], then this again."


class Talk:
    """A conversation of an invented parent: what is said stands in the terminal, and is erased at the end."""

    def __init__(self, url: str, console: Console) -> None:
        """Take the address of the desk."""
        self.url, self._console, self._last = url.rstrip("/"), console, 0
        self.id = ""

    async def __aenter__(self) -> "Talk":  # noqa: PYI034  (Self is of Python 3.11)
        """Begin."""
        self._session = aiohttp.ClientSession(raise_for_status=True)
        page = {"locale": "nl", "sector": "po", "swv": CODE}
        async with self._session.post(f"{self.url}/api/conversations", json=page) as answer:
            begun = await answer.json()
        self.id = begun["id"]
        self._address = f"{self.url}/api/conversations/{self.id}"
        self._headers = {"Authorization": f"Bearer {begun['token']}"}
        await self.hears()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Erase it: an invented parent leaves nothing behind."""
        try:
            async with self._session.delete(self._address, headers=self._headers):
                pass
        finally:
            await self._session.close()

    async def says(self, **what: str) -> None:
        """Say something, as `text` or as the `value` of a button, and hear the answer."""
        body = {"client_id": secrets.token_hex(8), **what}
        async with self._session.post(f"{self._address}/messages", json=body, headers=self._headers):
            pass
        await self.hears()

    async def hears(self) -> None:
        """Show what is said until all is quiet. Raises TimeoutError when nothing comes."""
        end = asyncio.get_running_loop().time() + _LONGEST_SECONDS
        heard = False
        while True:
            new = await self._new()
            heard = heard or any(message["sender"] != "parent" for message in new)
            for message in new:
                self._show(message)
            if heard and not new:
                return
            if asyncio.get_running_loop().time() > end:
                raise asyncio.TimeoutError
            await asyncio.sleep(_QUIET_SECONDS)

    async def _new(self) -> Sequence[dict[str, Any]]:
        address = f"{self._address}/messages?after={self._last}"
        async with self._session.get(address, headers=self._headers) as answer:
            found: list[dict[str, Any]] = (await answer.json())["messages"]
        self._last = found[-1]["seq"] if found else self._last
        return found

    def _show(self, message: dict[str, Any]) -> None:
        custom = message.get("custom", {})
        who = {"parent": "Ouder", "person": custom.get("name", "")}.get(message["sender"], "Wegwijs")
        dates = [f"- **{one['date']}** {one['what']} ({one['basis']})" for one in custom.get("deadlines", ())]
        sources = [f"- {one['title']}" for one in custom.get("sources", ())]
        parts = [message["text"], "\n".join(dates), "\n".join(sources and ["Waar dit staat:\n", *sources])]
        self._console.print(
            Panel(
                Markdown("\n\n".join(filter(None, parts))),
                title=who,
                title_align="left",
                border_style=_COLOURS[message["sender"]],
                subtitle=" · ".join(button["title"] for button in message.get("buttons", ())) or None,
            )
        )


async def play(url: str, engine: Engine, console: Console) -> None:
    """Play dialogue 2, and dialogue 11 where the invented Monday is in the database.

    Raises aiohttp.ClientError when no desk answers at `url`.
    """
    console.rule("De klok van een aanmelding")
    async with Talk(url, console) as talk:
        await talk.says(text=APPLICATION)
        await talk.says(value="/hoe_gerekend")
    anna = staff.by_email(engine, PEOPLE[0][1])
    if anna is None:
        console.print(HOW_TO_SEE_MORE)
        return
    console.rule("Een mens erbij")
    staff.change(engine, anna.id, seen_at=clock.now(), is_available=True)
    async with Talk(url, console) as talk:
        await talk.says(text=APPLICATION)
        await talk.says(text="ik wil iemand spreken")
        await talk.says(text="De school laat niets horen over onze aanmelding")
        await talk.says(value="handover:share")
        seen = handovers.open_of(engine, talk.id)
        if seen and talks.claim(engine, seen, anna, clock.now()):
            say = "Dag, ik kijk met u mee. Kreeg u een brief dat de school meer tijd nodig heeft?"
            talks.write(engine, seen, anna, say, "nl", "", clock.now())
        await talk.hears()
        await talk.says(value="handover:end")
    console.print("Both conversations are erased again.")
