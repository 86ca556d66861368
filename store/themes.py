"""The house style of a swv: a name, a colour and a logo for the chat on its schools' websites."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from store.tables import theme


@dataclass(frozen=True)
class Theme:
    """What a swv has chosen: `primary` as #rrggbb, the logo as PNG, each empty when it has not."""

    name: str = ""
    primary: str = ""
    logo: bytes = b""


def of_swv(engine: Engine, swv_code: str) -> Theme:
    """Return the house style of a swv, an empty one when there is none."""
    with engine.connect() as db:
        row = db.execute(select(theme).where(theme.c.swv_code == swv_code)).first()
    return Theme(row.name, row.primary, row.logo) if row else Theme()


def put(engine: Engine, swv_code: str, chosen: Theme) -> None:
    """Store the house style of a swv in place of what was there."""
    with engine.begin() as db:
        db.execute(delete(theme).where(theme.c.swv_code == swv_code))
        db.execute(insert(theme).values(swv_code=swv_code, **vars(chosen)))
