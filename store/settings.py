"""What a steunpunt has set for itself: how long parents wait, and within how many days it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Engine

from store.mails import Mail, put_mail
from store.tables import steunpunt_setting


@dataclass(frozen=True)
class SteunpuntSettings:
    """Minutes in the queue before a parent is offered to leave a message; working days to answer one.

    Without `reply_working_days` the term is what the register says of the steunpunt.
    """

    claim_minutes: int = 10
    reply_working_days: int | None = None
    daily_overview: bool = False


def of_steunpunt(engine: Engine, steunpunt_id: str) -> SteunpuntSettings:
    """Return what a steunpunt has set, else what holds for all."""
    query = select(steunpunt_setting).where(steunpunt_setting.c.steunpunt_id == steunpunt_id)
    with engine.connect() as db:
        row = db.execute(query).first()
    if row is None:
        return SteunpuntSettings()
    return SteunpuntSettings(row.claim_minutes, row.reply_working_days, row.daily_overview)


def put(engine: Engine, steunpunt_id: str, chosen: SteunpuntSettings) -> None:
    """Store what a steunpunt has set."""
    table = steunpunt_setting
    with engine.begin() as db:
        done = db.execute(update(table).where(table.c.steunpunt_id == steunpunt_id).values(**vars(chosen)))
        if done.rowcount == 0:
            db.execute(insert(table).values(steunpunt_id=steunpunt_id, **vars(chosen)))


def without_overview_of(engine: Engine, today: date) -> list[str]:
    """Return the steunpunten that want a daily overview and have not had that of today."""
    with engine.connect() as db:
        return list(
            db.execute(select(steunpunt_setting.c.steunpunt_id).where(*_wants_overview(today))).scalars()
        )


def send_overview(
    engine: Engine, steunpunt_id: str, mails: Sequence[Mail], today: date, now: datetime
) -> None:
    """Store the overview of today for sending, once."""
    table = steunpunt_setting
    with engine.begin() as db:
        done = db.execute(
            update(table)
            .where(table.c.steunpunt_id == steunpunt_id, *_wants_overview(today))
            .values(overview_sent_on=today)
        )
        for mail in mails if done.rowcount else ():
            put_mail(db, mail, now)


def _wants_overview(today: date) -> tuple[Any, ...]:
    sent_on = steunpunt_setting.c.overview_sent_on
    return steunpunt_setting.c.daily_overview, or_(sent_on.is_(None), sent_on < today)
