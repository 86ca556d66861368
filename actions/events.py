"""Which event (terms.yml) a message with a day, or one that asks for dates, is about."""

from collections.abc import Container, Iterator

from rasa_sdk import Tracker

from actions.conversation import ROUTES, Case, Turn, topic_answered_last
from guide.date_shifts import shift_in
from guide.dates import Prefer, read_date
from guide.events import NEWS
from guide.routes import in_talk_of, situations
from guide.stages import DECIDED, STAGES, stage_in
from guide.told import Told, told
from guide.topics import ANY_EVENT, topics
from guide.yes_no import asks_something, corrects

FUTURE_EVENTS = {"wished-start"}
ANY_TIME = {"third-birthday", "fourth-birthday", "fifth-birthday", "exemption-year"}


def event_of(tracker: Tracker, case: Case, now: Turn) -> str:
    """Return the event that a message is about, "" where that must be asked.

    It is the one that a button or the message names, the one that was asked for or is corrected, or the one
    that she spoke of last.
    """
    if "gebeurtenis" in now.entities:
        return now.entities["gebeurtenis"]
    if case.asking == ROUTES and case.situation:
        return situations()[case.situation].event
    named = _spoken_of(now)
    if named:
        return named
    says_another_day = corrects(now.text) and _tells_no_more_than_a_day(now)
    if case.event and (now.awaits == "date" or says_another_day or shift_in(now.text) is not None):
        return case.event
    return _spoken_of_last(tracker, case, now)


def _spoken_of_last(tracker: Tracker, case: Case, now: Turn) -> str:
    """Return the event that the talk is about, named in it or that of the last answer.

    Where dates of one event were said, a day after an answer on another may be of either, unless that answer
    is for whom it has happened to. A day of something that is not known here is of neither.
    """
    topic, before = topic_answered_last(tracker), _named_since_the_dates(tracker, now)
    answered = _event_of_topic(topic)
    if answered not in FUTURE_EVENTS and not _tells_no_more_than_a_day(now):
        return ""
    if before:
        return answered if before in STAGES and answered == DECIDED else before
    if not answered or case.event not in case.happened or answered == case.event:
        return case.event or answered
    return answered if any(answered == situation.event for situation in in_talk_of(topic)) else ""


def stage(tracker: Tracker, case: Case, now: Turn) -> str:
    """Return the event that a removal has come to, "" where the talk of it leaves that open."""
    if "gebeurtenis" in now.entities or case.asking == ROUTES or case.event == DECIDED:
        return DECIDED
    if DECIDED in told_in(now, DECIDED).named:
        return DECIDED
    before = (_stage_told_in(text, now) for text in _said_since_the_dates(tracker))
    return stage_in(now.text) or next(filter(None, before), "")


def tells_a_day(now: Turn, happened: Container[str]) -> bool:
    """Tell whether a message about a topic gives the day from which dates can be counted.

    A day in a question ("can he come back on Friday?") is none of what has `happened` on a known day.
    """
    event, topic = _spoken_of(now), topics().get(now.intent)
    days = told_in(now, event)
    found = days.day_of(event, asked=not event)
    must_be_named = (topic and topic.event_named) or (event in happened and asks_something(now.text))
    if found is None or (must_be_named and event not in days.named):
        return False
    ahead = found.day is not None and found.day > now.today
    return not ahead or event in FUTURE_EVENTS | ANY_TIME


def told_in(now: Turn, event: str) -> Told:
    """Read which days the message tells of which events, in talk of an event."""
    return told(now.text, now.today, prefers(event))


def prefers(event: str) -> Prefer:
    """Return where a day without its year lies for an event."""
    return "future" if event in FUTURE_EVENTS else "past"


def _spoken_of(now: Turn) -> str:
    """Return the event that a message is about, its topic's or one that it names; "" when it has none."""
    of_topic = _event_of_topic(now.intent)
    return told_in(now, of_topic).spoken_of(of_topic)


def _tells_no_more_than_a_day(now: Turn) -> bool:
    """Tell whether a message with a day says little else: how the news came, or how far a removal is."""
    # "Vanaf 16 tot 20 november": read ahead, the day until which it lasts is a day as well.
    readings = [read_date(now.text, now.today, prefer) for prefer in ("past", "future")]
    is_news = NEWS in told_in(now, "").of_event or bool(stage_in(now.text))
    return readings[0].day is None or is_news or any(reading.only_a_date for reading in readings)


def _named_since_the_dates(tracker: Tracker, now: Turn) -> str:
    """Return the event that she named last before this message, "" for none since dates were said."""
    named = (told(text, now.today).spoken_of("") for text in _said_since_the_dates(tracker))
    return next(filter(None, named), "")


def _stage_told_in(text: str, now: Turn) -> str:
    """Return how far a removal that a text tells of has come: "zij is uitgeschreven" is decided."""
    named = told(text, now.today).named & set(STAGES)
    return DECIDED if named == {DECIDED} else stage_in(text) if named else ""


def _said_since_the_dates(tracker: Tracker) -> Iterator[str]:
    """Yield what she typed before this message, latest first, back to where dates were said."""
    messages = 0
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and ((event.get("data") or {}).get("custom") or {}).get("deadlines"):
            return
        if event.get("event") == "user":
            messages += 1
            text = event.get("text") or ""
            if messages > 1 and not text.startswith("/"):
                yield text


def _event_of_topic(topic_id: str) -> str:
    """Return the event that a topic counts from: a day said after its answer belongs to it."""
    topic = topics().get(topic_id)
    return topic.event if topic and topic.event != ANY_EVENT else ""
