"""The websites of schools that may embed the chat, each for one swv or for all."""

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from store.tables import site

EVERY_SWV = ""


def add(engine: Engine, origin: str, swv_code: str) -> None:
    """Let a website embed the chat of a swv (EVERY_SWV: of any)."""
    with engine.begin() as db:
        db.execute(delete(site).where(site.c.origin == origin, site.c.swv_code == swv_code))
        db.execute(insert(site).values(origin=origin, swv_code=swv_code))


def remove(engine: Engine, origin: str) -> bool:
    """Take a website away. False when it was not there."""
    with engine.begin() as db:
        done = db.execute(delete(site).where(site.c.origin == origin))
    return bool(done.rowcount)


def everyone(engine: Engine) -> list[tuple[str, str]]:
    """Return every website with the swv that it may embed, by address."""
    with engine.connect() as db:
        rows = db.execute(select(site).order_by(site.c.origin, site.c.swv_code)).all()
    return [(row.origin, row.swv_code) for row in rows]
