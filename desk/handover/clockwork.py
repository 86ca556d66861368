"""What happens by itself: who waits too long, who closes, who went away, which messages nobody takes up.

Each deed is guarded in the store, so that two desks that look at the clock at once do it once.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

import structlog
from aiohttp import web
from sqlalchemy.engine import Engine

from desk import clock, keys
from desk.faults import place_of
from desk.handover import notices, texts
from desk.handover.availability import Now, half_way, look, reply_term
from desk.handover.flow import said
from guide.workdays import is_working_day
from store import handovers, register, settings
from store.conversations import Said
from store.handovers import Handover, Told

SECONDS_BETWEEN_ROUNDS = 5.0
OVERVIEW_FROM_HOUR = 8
# How long a consultant may give no sign while the parent waits for a word of hers.
OWNER_AWAY_FOR = timedelta(minutes=10)

log = structlog.get_logger()


async def run(app: web.Application) -> None:
    """Look every few seconds, until cancelled."""
    engine, call = app[keys.ENGINE], app[keys.RUN]
    while True:
        try:
            today = clock.today(app[keys.SETTINGS].today)
            for conversation_id in await call(once, engine, clock.now(), today):
                await app[keys.NUDGES].changed(conversation_id)
        except Exception as error:  # noqa: BLE001  (whatever it is, the clock must go on)
            log.error("the clock of the hand-overs failed", kind=type(error).__name__, where=place_of(error))
        await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)


def once(engine: Engine, now: datetime, today: date) -> list[str]:
    """Do what is due at this moment and return the conversations in which something has changed."""
    changed = [*_queues(engine, now, today), *_absent_owners(engine, now, today)]
    _messages(engine, now, today)
    if _is_morning(now):
        _overviews(engine, now, today)
    return changed


def _queues(engine: Engine, now: datetime, today: date) -> list[str]:
    changed = []
    for steunpunt_id in {one.steunpunt_id for one in handovers.in_states(engine, ["waiting"])}:
        here = look(engine, steunpunt_id, now)
        if here is None:
            continue
        limit = timedelta(minutes=settings.of_steunpunt(engine, steunpunt_id).claim_minutes)
        spoken = handovers.languages_of(engine, [one.conversation_id for one in here.waiting])
        for one in here.waiting:
            locale = spoken[one.conversation_id]
            if here.is_open is False:
                done = _becomes_a_message(engine, one, here, locale, now, today)
            elif not here.present or now - (one.waiting_since or now) > limit:
                done = handovers.mark(
                    engine, one, "asked_to_leave_at", now, Told([_takes_long(one, here, locale)])
                )
            else:
                done = False
            if done:
                changed.append(one.conversation_id)
    return changed


def _takes_long(one: Handover, here: Now, locale: str) -> Said:
    buttons = [(texts.STAY, "stay"), (texts.RATHER_A_MESSAGE, "message")]
    return said(locale, texts.TAKES_LONG, buttons, None, {"steunpunt": here.steunpunt.name})


def _becomes_a_message(
    engine: Engine, one: Handover, here: Now, locale: str, now: datetime, today: date
) -> bool:
    """Keep the question of one who still waits at closing time, and ask how she can be reached."""
    term = reply_term(engine, here.steunpunt, today)
    told = Told(
        _kept(one, here, locale),
        mails=notices.message_left(engine, one, here.steunpunt, term.due_on),
    )
    step = "" if one.contact else "contact"
    return handovers.leave_message(engine, one, now, told, due_on=term.due_on, step=step)


def _kept(one: Handover, here: Now, locale: str) -> Sequence[Said]:
    values = {"steunpunt": here.steunpunt.name, "kenmerk": one.reference}
    kept = said(locale, texts.CLOSED_MEANWHILE, (), None, values)
    if one.contact:
        return [kept]
    ask = said(locale, texts.HOW_TO_REACH, [(texts.READ_HERE, "here")], {"input": "phone_or_mail"})
    return [kept, ask]


def _absent_owners(engine: Engine, now: datetime, today: date) -> list[str]:
    """Give a talk back whose consultant is gone while the parent waits for her."""
    changed = []
    for one in handovers.with_absent_owner(engine, now - OWNER_AWAY_FOR):
        here = look(engine, one.steunpunt_id, now)
        if here is None:
            continue
        locale = handovers.languages_of(engine, [one.conversation_id])[one.conversation_id]
        if here.is_live:
            told = Told([said(locale, texts.LOST_CONTACT)])
            done = handovers.hand_back(engine, one, now, told, open_now=True)
        else:
            term = reply_term(engine, here.steunpunt, today)
            told = Told(
                _kept(one, here, locale),
                mails=notices.message_left(engine, one, here.steunpunt, term.due_on),
            )
            step = "" if one.contact else "contact"
            done = handovers.hand_back(engine, one, now, told, open_now=False, due_on=term.due_on, step=step)
        if done:
            changed.append(one.conversation_id)
    return changed


def _messages(engine: Engine, now: datetime, today: date) -> None:
    """Remind of messages that nobody takes up, and tell the coordinators when the term is over."""
    for one in handovers.in_states(engine, ["left_message"]):
        here = look(engine, one.steunpunt_id, now) if one.due_on else None
        if here is None or one.due_on is None:
            continue
        taken_up = one.assignee or handovers.tries(engine, [one.id])
        if today > one.due_on:
            mails = notices.escalation(engine, one, here.steunpunt)
            handovers.mark(engine, one, "escalated_at", now, Told(mails=mails))
        elif not taken_up and today >= half_way(here.steunpunt, one.started_at.date(), one.due_on):
            mails = notices.reminder(engine, one, here.steunpunt)
            handovers.mark(engine, one, "reminded_at", now, Told(mails=mails))


def _is_morning(now: datetime) -> bool:
    """Tell whether it is a working day in the Netherlands, and past the hour of the overview."""
    here = now.replace(tzinfo=timezone.utc).astimezone(clock.AMSTERDAM)
    return is_working_day(here.date()) and here.hour >= OVERVIEW_FROM_HOUR


def _overviews(engine: Engine, now: datetime, today: date) -> None:
    """Send the daily overview to those who want one: how much is open, due today, too late."""
    for steunpunt_id in settings.without_overview_of(engine, today):
        point = register.steunpunt(engine, steunpunt_id)
        left = handovers.in_states(engine, ["left_message"], [steunpunt_id])
        if point:
            mails = notices.overview(engine, point, [one.due_on for one in left if one.due_on], today)
            settings.send_overview(engine, steunpunt_id, mails, today, now)
