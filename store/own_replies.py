"""Standard replies that a steunpunt wrote itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete as delete_from
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from store.tables import own_reply


@dataclass(frozen=True)
class OwnReply:
    """A reply by its number; `texts` has it per language, Dutch at least."""

    id: int
    title: str
    texts: Mapping[str, str]


def of_steunpunt(engine: Engine, steunpunt_id: str) -> list[OwnReply]:
    """Return the replies of a steunpunt, by title."""
    query = select(own_reply).where(own_reply.c.steunpunt_id == steunpunt_id).order_by(own_reply.c.title)
    with engine.connect() as db:
        return [OwnReply(row.id, row.title, row.texts) for row in db.execute(query)]


def add(engine: Engine, steunpunt_id: str, title: str, texts: Mapping[str, str]) -> None:
    """Keep a reply."""
    with engine.begin() as db:
        db.execute(insert(own_reply).values(steunpunt_id=steunpunt_id, title=title, texts=dict(texts)))


def delete(engine: Engine, steunpunt_id: str, reply_id: int) -> None:
    """Delete a reply of a steunpunt."""
    with engine.begin() as db:
        db.execute(
            delete_from(own_reply).where(own_reply.c.id == reply_id, own_reply.c.steunpunt_id == steunpunt_id)
        )
