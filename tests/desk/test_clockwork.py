"""What happens by itself, at whatever hour: closing time, long waits, a consultant who is gone, terms."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from desk.handover import availability, clockwork
from guide.register import Closing, Opening
from store import conversations, handovers, settings, staff
from store.database import open_database
from store.handovers import Asked, Handover, Told
from store.migrate import upgrade
from store.settings import SteunpuntSettings
from store.tables import outgoing_mail
from tests.people import employ, invent

# Friday 20 November 2026, 10:00 in Amsterdam; UTC is an hour behind.
FRIDAY = datetime(2026, 11, 20, 9)
WEEKDAYS = [Opening(day, "09:00", "16:00") for day in range(5)]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    upgrade(url)
    made = open_database(url)
    invent(made, "PO9901", "Steunpunt", WEEKDAYS)
    anna = employ(made, "test-po9901", "Anna")
    for person in (anna, employ(made, "test-po9901", "Carla", "coordinator")):
        staff.seen(made, person, FRIDAY)
    yield made
    made.dispose()


def waits(engine: Engine, since: datetime = FRIDAY, **more: object) -> Handover:
    conversation, _ = conversations.start(engine, "nl", {}, since)
    handovers.offer(engine, conversation.id, Asked("test-po9901", "PO9901", **more), "consent", since)
    handovers.wait(engine, handovers.open_of(engine, conversation.id), since, Told(), shares=True)
    return handovers.open_of(engine, conversation.id)


def left(engine: Engine, at: datetime, due: date) -> Handover:
    seen = waits(engine, at)
    handovers.leave_message(engine, seen, at, Told(), due_on=due)
    return handovers.get(engine, seen.id)


def mails(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as db:
        return [(row.kind, row.to.split("@")[0]) for row in db.execute(select(outgoing_mail))]


def said(engine: Engine, seen: Handover) -> list[str]:
    return [m.text for m in conversations.messages_after(engine, seen.conversation_id, 0)]


def test_who_waits_longer_than_agreed_is_asked_once_whether_she_would_rather_leave_a_message(
    engine: Engine,
) -> None:
    seen = waits(engine)
    settings.put(engine, "test-po9901", SteunpuntSettings(claim_minutes=5))
    assert clockwork.once(engine, FRIDAY + timedelta(minutes=1), FRIDAY.date()) == []
    staff.seen(engine, staff.everyone(engine)[0].id, FRIDAY + timedelta(minutes=6))
    assert clockwork.once(engine, FRIDAY + timedelta(minutes=6), FRIDAY.date()) == [seen.conversation_id]
    assert "Wilt u blijven wachten" in said(engine, seen)[-1]
    assert clockwork.once(engine, FRIDAY + timedelta(minutes=7), FRIDAY.date()) == []
    assert handovers.get(engine, seen.id).state == "waiting"


def test_when_nobody_is_there_any_more_she_is_asked_at_once(engine: Engine) -> None:
    seen = waits(engine)
    assert clockwork.once(engine, FRIDAY + timedelta(minutes=2), FRIDAY.date()) == [seen.conversation_id]


def test_at_closing_time_a_question_becomes_a_message_with_a_term_and_mail_goes_out(engine: Engine) -> None:
    settings.put(engine, "test-po9901", SteunpuntSettings(reply_working_days=2))
    seen = waits(engine, datetime(2026, 11, 20, 14, 55))
    clockwork.once(engine, datetime(2026, 11, 20, 15, 1), FRIDAY.date())
    now = handovers.get(engine, seen.id)
    # Friday afternoon, two working days: Tuesday.
    assert (now.state, now.step, now.due_on) == ("left_message", "contact", date(2026, 11, 24))
    kept, ask = said(engine, seen)[-2:]
    assert now.reference in kept
    assert "telefoonnummer" in ask
    assert mails(engine) == [("message_left", "anna"), ("message_left", "carla")]
    assert clockwork.once(engine, datetime(2026, 11, 20, 15, 2), FRIDAY.date()) == []


def test_a_consultant_who_is_gone_while_the_parent_waits_for_her_gives_the_talk_back(engine: Engine) -> None:
    seen = waits(engine)
    anna, carla = staff.everyone(engine)
    handovers.claim(engine, seen.id, anna.id, FRIDAY)
    conversations.receive(
        engine, seen.conversation_id, "1", "bent u er nog?", None, FRIDAY + timedelta(minutes=1)
    )
    later = FRIDAY + timedelta(minutes=12)
    staff.seen(engine, carla.id, later)
    assert clockwork.once(engine, later, FRIDAY.date()) == [seen.conversation_id]
    now = handovers.get(engine, seen.id)
    assert (now.state, now.owner) == ("waiting", None)
    assert "weggevallen" in said(engine, seen)[-1]
    # "In front again": she keeps the place that she had before another who came later.
    later_one = waits(engine, FRIDAY + timedelta(minutes=5))
    here = availability.look(engine, "test-po9901", later)
    assert [one.id for one in here.waiting] == [seen.id, later_one.id]


def test_a_consultant_who_has_spoken_last_keeps_the_talk(engine: Engine) -> None:
    seen = waits(engine)
    anna = staff.everyone(engine)[0]
    handovers.claim(engine, seen.id, anna.id, FRIDAY)
    handovers.speak(
        engine,
        handovers.get(engine, seen.id),
        anna.id,
        conversations.Said("person", "dag", "nl"),
        "a",
        FRIDAY,
    )
    assert clockwork.once(engine, FRIDAY + timedelta(minutes=30), FRIDAY.date()) == []


def test_a_message_that_nobody_takes_up_is_reminded_of_once_and_goes_to_the_coordinator_when_late(
    engine: Engine,
) -> None:
    left(engine, FRIDAY, date(2026, 11, 24))
    clockwork.once(engine, FRIDAY + timedelta(hours=1), FRIDAY.date())
    assert mails(engine) == []
    for _ in range(2):
        clockwork.once(engine, datetime(2026, 11, 23, 9), date(2026, 11, 23))
    assert mails(engine) == [("reminder", "anna"), ("reminder", "carla")]
    for _ in range(2):
        clockwork.once(engine, datetime(2026, 11, 25, 9), date(2026, 11, 25))
    assert mails(engine)[2:] == [("escalation", "carla")]


def test_what_was_taken_up_is_not_reminded_of(engine: Engine) -> None:
    seen = left(engine, FRIDAY, date(2026, 11, 24))
    handovers.assign(engine, seen, "anna", FRIDAY, handovers.Note("anna", "assigned", "Anna"))
    clockwork.once(engine, datetime(2026, 11, 23, 9), date(2026, 11, 23))
    assert mails(engine) == []


def test_the_daily_overview_goes_out_once_on_working_days_after_eight(engine: Engine) -> None:
    settings.put(engine, "test-po9901", SteunpuntSettings(daily_overview=True))
    left(engine, FRIDAY, date(2026, 12, 4))
    clockwork.once(engine, datetime(2026, 11, 23, 6, 30), date(2026, 11, 23))  # half past seven
    clockwork.once(engine, datetime(2026, 11, 22, 12), date(2026, 11, 22))  # Sunday
    assert mails(engine) == []
    for _ in range(2):
        clockwork.once(engine, datetime(2026, 11, 23, 7, 5), date(2026, 11, 23))
    assert mails(engine) == [("daily", "anna"), ("daily", "carla")]


def test_the_queue_emergencies_first_then_terms_before_it_opens_again_then_waiting_time(
    engine: Engine,
) -> None:
    long = waits(engine, FRIDAY - timedelta(minutes=30))
    # It opens again on Monday: a term on Sunday may not wait, one on Monday may.
    on_monday = waits(engine, FRIDAY - timedelta(minutes=20), nearest_term=date(2026, 11, 23))
    on_sunday = waits(engine, FRIDAY - timedelta(minutes=10), nearest_term=date(2026, 11, 22))
    danger = waits(engine, FRIDAY, urgent=True)
    here = availability.look(engine, "test-po9901", FRIDAY)
    assert [one.id for one in here.waiting] == [danger.id, on_sunday.id, long.id, on_monday.id]


@pytest.mark.parametrize(
    ("hours", "closings", "now", "is_open", "opens"),
    [
        (WEEKDAYS, [], FRIDAY, True, None),
        (
            WEEKDAYS,
            [],
            datetime(2026, 11, 20, 20),
            False,
            "2026-11-23 09:00",
        ),  # Friday at nine in the evening
        (WEEKDAYS, [], datetime(2026, 12, 25, 10), False, "2026-12-28 09:00"),  # Christmas, then a weekend
        (WEEKDAYS, [Closing(date(2026, 11, 20), date(2026, 11, 24))], FRIDAY, False, "2026-11-25 09:00"),
        ([], [], FRIDAY, None, None),
    ],
)
def test_the_truth_about_now(engine: Engine, hours, closings, now, is_open, opens) -> None:
    invent(engine, "PO9902", "Ander", hours, closings=closings)
    here = availability.look(engine, "test-po9902", now)
    assert here.is_open is is_open
    if opens:
        assert f"{here.changes_at:%Y-%m-%d %H:%M}" == opens


def test_a_term_of_working_days_leaves_out_holidays_and_days_on_which_it_is_closed(engine: Engine) -> None:
    invent(engine, "PO9903", "Kerst", WEEKDAYS, closings=[Closing(date(2026, 12, 28), date(2026, 12, 29))])
    settings.put(engine, "test-po9903", SteunpuntSettings(reply_working_days=3))
    point = availability.look(engine, "test-po9903", FRIDAY).steunpunt
    # Wednesday 23; Thursday 24, (Christmas, weekend, closed), Wednesday 30, Thursday 31.
    term = availability.reply_term(engine, point, date(2026, 12, 23))
    assert (term.due_on, term.is_promised) == (date(2026, 12, 31), True)


def test_a_term_of_a_website_that_nobody_has_checked_is_not_promised(engine: Engine) -> None:
    from guide.register import Value

    values = {"reply": Value("reply", {"nl": "3 werkdagen"}, "draft", "https://x.nl", date(2026, 11, 1))}
    invent(engine, "PO9904", "Gevonden", WEEKDAYS, values=values)
    point = availability.look(engine, "test-po9904", FRIDAY).steunpunt
    term = availability.reply_term(engine, point, FRIDAY.date())
    assert (term.due_on, term.is_promised) == (date(2026, 11, 25), False)
