"""People for the tests: an invented swv with its steunpunt, and who works there."""

import re
from datetime import datetime, timezone

import aiohttp
from sqlalchemy.engine import Engine

from desk.console import session
from guide.register import Opening, Steunpunt, Swv
from store import register, staff

PASSWORD = "een lange zin als wachtwoord"
_HASH = session.hashed(PASSWORD)
ALWAYS = [Opening(day, "00:00", "24:00") for day in range(7)]


def now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)


def other_day() -> list[Opening]:
    """Hours on a day of the week that is neither today nor tomorrow."""
    return [Opening((datetime.now().weekday() + 3) % 7, "09:00", "12:00")]


def invent(engine: Engine, code: str, name: str, hours: list[Opening] = ALWAYS, **more: object) -> str:
    """Add an invented swv and its steunpunt; return the id of the steunpunt."""
    point = Steunpunt(f"test-{code.lower()}", name, hours=hours, **more)
    swv = Swv(code, f"Verzonnen verband {code}", code[:2].lower(), ["Verzonnenstad"], "", "test", "2026")
    register.add(engine, now(), swv, point)
    return point.id


def employ(engine: Engine, point: str, name: str, role: str = "consultant", **more: object) -> str:
    """Add somebody who has chosen a password and whose console is open; return the id."""
    staff_id = staff.add(engine, name, email_of(name, point), "nl", now())
    staff.change(engine, staff_id, password_hash=_HASH, seen_at=now(), **more)
    staff.set_roles(engine, staff_id, point, [role])
    return staff_id


def email_of(name: str, point: str) -> str:
    """Return the mail address by which somebody signs in."""
    return f"{name.lower().replace(' ', '.')}@{point or 'wegwijs'}.example"


class Console:
    """A signed-in browser without a screen: what a member of staff can reach, over real HTTP."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url, self.email, self.password = url, email, password

    async def __aenter__(self) -> "Console":
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            # A desk that was killed leaves no connection to go on with.
            connector=aiohttp.TCPConnector(force_close=True),
        )
        try:
            self.answer = await self.post("/console/sign-in", email=self.email, password=self.password)
        except BaseException:
            await self.session.close()
            raise
        self.csrf = _csrf_in(self.answer[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def get(self, path: str) -> tuple[int, str]:
        async with self.session.get(self.url + path) as response:
            return response.status, await response.text()

    async def post(self, path: str, **fields: object) -> tuple[int, str]:
        """Send a form and follow where it leads; return the status and the page."""
        data = {"csrf": getattr(self, "csrf", ""), **fields}
        async with self.session.post(self.url + path, data=data) as response:
            return response.status, await response.text()


def _csrf_in(page: str) -> str:
    found = re.search(r'data-csrf="([0-9a-f]*)"', page)
    return found[1] if found else ""
