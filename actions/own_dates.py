"""Her own dates beside an answer: until when she can object, when the school must have decided."""

from collections.abc import Sequence
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Case, Turn, case_of, last_answer
from actions.dates import HOW_COUNTED
from actions.events import told_in
from actions.offers import button
from actions.shown_dates import day_to_keep, facts_of
from guide.events import NO_EVENT
from guide.explain import UNCERTAIN
from guide.follow_ups import asks_when
from guide.language import N_, date_in_words, days_away, translate
from guide.terms import Deadline
from guide.timeline import HAPPENED
from guide.topics import Topic

HAS_BEEN = N_("- {wat}: {datum}")
LAST_DAY = N_("- {wat}: **{datum}** ({over})")
_OWN_DATES = "utter_uw_data"
# What need not be done any more, by the event that it was done with.
_DONE_BY = {"objection": ("objection-refusal-removal", "tlv-objection"), "gpo-request": ("gpo-filing",)}


def say_own_dates(dispatcher: CollectingDispatcher, tracker: Tracker, topic: Topic, now: Turn) -> bool:
    """Say those dates of the case that an answer is about (`terms` of its topic), and what they follow from.

    Nothing is said where none follows from what is known, or where the message names another event; and who
    does not ask for a date has just been told them. Returns whether anything was said.
    """
    case = case_of(tracker)
    found = _dates_of(topic, case)
    just_told = not asks_when(now.text) and _dates_were_told_last(tracker)
    if not found or just_told or _is_about_another(case, now):
        return False
    dispatcher.utter_message(
        response=_OWN_DATES,
        values={"regels": "\n".join([*_what_happened(case, now), *_what_follows(found, now)])},
        payload={"facts": facts_of(found)},
        buttons=[button(HOW_COUNTED, "/hoe_gerekend", now.locale)],
    )
    return True


def _dates_of(topic: Topic, case: Case) -> list[Deadline]:
    """Return the dates that a topic turns on, nearest first, without what has been done already."""
    left = set(topic.terms) - {term for event in case.dates_of for term in _DONE_BY.get(event, ())}
    found = (deadline for deadline in case.deadlines() if deadline.id in left)
    return sorted(found, key=lambda deadline: (day_to_keep(deadline), topic.terms.index(deadline.id)))


def _is_about_another(case: Case, now: Turn) -> bool:
    """Tell whether the message names an event that is not of this case."""
    named = told_in(now, "").named - NO_EVENT
    return bool(named) and not named & case.dates_of.keys()


def _dates_were_told_last(tracker: Tracker) -> bool:
    """Tell whether the last answer gave dates, itself or beside it."""
    return any("deadlines" in said["custom"] or said["name"] == _OWN_DATES for said in last_answer(tracker))


def _what_happened(case: Case, now: Turn) -> list[str]:
    line, days = translate(HAS_BEEN, now.locale), sorted(case.dates_of.items(), key=lambda row: row[1])
    return [
        line.format(wat=translate(HAPPENED[event], now.locale), datum=date_in_words(day, now.locale))
        for event, day in days
    ]


def _what_follows(found: Sequence[Deadline], now: Turn) -> list[str]:
    return [_line(deadline, day_to_keep(deadline), now) for deadline in found]


def _line(deadline: Deadline, day: date, now: Turn) -> str:
    line = translate(LAST_DAY, now.locale).format(
        wat=translate(deadline.what, now.locale),
        datum=date_in_words(day, now.locale),
        over=days_away(day, now.today, now.locale),
    )
    return line if deadline.certainty == "certain" else f"{line} {translate(UNCERTAIN, now.locale)}"
