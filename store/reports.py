"""What the reports count: contacts by week, theme, language; never a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Engine

from store.tables import contact_line


@dataclass(frozen=True)
class Line:
    """A contact that has ended; `week` is its Monday, `kind` live or message."""

    swv_code: str
    week: date
    language: str
    kind: str
    theme: str
    outcome: str
    waited_seconds: int
    handled_seconds: int
    helped: bool | None


def lines(engine: Engine, steunpunt_id: str, since: date) -> list[Line]:
    """Return the contacts of a steunpunt from the week of `since` on."""
    columns: Sequence[str] = tuple(Line.__dataclass_fields__)
    query = select([contact_line.c[name] for name in columns]).where(
        contact_line.c.steunpunt_id == steunpunt_id, contact_line.c.week >= since
    )
    with engine.connect() as db:
        return [Line(*row) for row in db.execute(query)]
