"""A parent for the tests: speaks the chat API as the widget does, over a real connection."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from types import TracebackType

import aiohttp


class Parent:
    """A conversation with a running system. `says` and `presses` return what the bot answers."""

    def __init__(self, url: str, locale: str = "nl", seconds: float = 30, **page: str) -> None:
        self.url, self.locale, self.page, self.seconds = url, locale, page, seconds
        self.events: list[tuple[str, dict]] = []
        self.id = self.token = ""
        self.heard_at = 0.0  # when the last message came, by time.perf_counter
        self._news = asyncio.Condition()
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> "Parent":
        self.session = aiohttp.ClientSession()
        try:
            return await self._begins()
        except BaseException:
            await self.session.close()
            raise

    async def _begins(self) -> "Parent":
        page = {"locale": self.locale, **self.page}
        async with self.session.post(f"{self.url}/api/conversations", json=page) as response:
            assert response.status == 201, await response.text()
            begun = await response.json()
        self.id, self.token = begun["id"], begun["token"]
        self._reader = asyncio.create_task(self._read())
        await self.is_greeted()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        await self.session.close()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def address(self) -> str:
        return f"{self.url}/api/conversations/{self.id}"

    @property
    def messages(self) -> list[dict]:
        return [data for name, data in self.events if name == "message"]

    @property
    def is_over(self) -> bool:
        """Whether the stream has ended: the conversation is no more."""
        return self._reader.done()

    async def is_greeted(self) -> list[dict]:
        # The greeting may be done before the stream is open; what is not stored (done) is then not heard.
        await self.until(lambda: bool(self.messages))
        return self.messages

    async def says(self, text: str) -> list[dict]:
        return await self._sends(text=text)

    async def presses(self, title: str) -> list[dict]:
        offered = [
            button
            for message in self.messages
            for button in [
                *message.get("buttons", ()),
                *message.get("custom", {}).get("otherwise", {}).get("buttons", ()),
            ]
            if button["title"] == title
        ]
        assert offered, f"no button {title!r} in {[m.get('buttons') for m in self.messages]}"
        return await self._sends(value=offered[-1]["value"])

    async def picks(self, day: str) -> list[dict]:
        return await self._sends(value=day)

    async def _sends(self, **what: str) -> list[dict]:
        client_id = f"c{next(self._numbers)}"
        before = len(self.events)
        body = {"client_id": client_id, **what}
        async with self.session.post(f"{self.address}/messages", json=body, headers=self.headers) as response:
            assert response.status == 202, (response.status, await response.text())
        await self.until_answered(client_id)
        return [d for n, d in self.events[before:] if n == "message" and d["sender"] != "parent"]

    async def until_told(self, words: str) -> dict:
        """Wait for a message that holds these words, whenever it comes."""
        await self.until(lambda: any(words in m["text"] for m in self.messages))
        return next(m for m in self.messages if words in m["text"])

    async def until_answered(self, *client_ids: str) -> None:
        """Wait until the bot is done with each of these messages, or the conversation is no more."""
        await self.until(
            lambda: (
                set(client_ids) <= {data["client_id"] for name, data in self.events if name == "done"}
                or self._reader.done()
            )
        )

    async def until(self, true: Callable[[], bool]) -> None:
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(true), self.seconds)
            except asyncio.TimeoutError:
                raise AssertionError(f"waited in vain; seen so far: {self.events}") from None

    async def _read(self) -> None:
        last = 0
        no_limit = aiohttp.ClientTimeout(total=None)
        headers = {**self.headers, "Last-Event-ID": str(last)}
        try:
            async with self.session.get(
                f"{self.address}/events", headers=headers, timeout=no_limit
            ) as stream:
                name = ""
                async for line in stream.content:
                    text = line.decode().rstrip("\n")
                    if text.startswith("event: "):
                        name = text[7:]
                    elif text.startswith("data: "):
                        if name == "message":
                            self.heard_at = time.perf_counter()
                        async with self._news:
                            self.events.append((name, json.loads(text[6:])))
                            self._news.notify_all()
        finally:
            async with self._news:
                self._news.notify_all()


def text_of(messages: list[dict]) -> str:
    """Return all that was said, one text."""
    return "\n".join(message["text"] for message in messages)
