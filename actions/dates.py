"""Dates: ask what happened and when, read the date back, say what follows from it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import routes
from actions.conversation import Case, Turn, case_of, turn
from actions.events import ANY_TIME, FUTURE_EVENTS, event_of, prefers, stage, told_in
from actions.offers import button, letter_button, person
from actions.shown_dates import belongs_to, dates_payload, day_to_keep, facts_of
from guide.cases import ended_by, out_of_order
from guide.date_shifts import shift_in
from guide.dates import Reading, read_date
from guide.explain import explained
from guide.language import N_, date_in_words, translate
from guide.routes import situations
from guide.stages import DECIDED
from guide.terms import Deadline
from guide.timeline import HAPPENED

LINE_OF_CHANGE = N_("- {wat}: **{nieuw}** (eerst {oud})")
HOW_COUNTED = N_("Hoe is dit gerekend?")
WHAT_CAN_I_DO = N_("Wat kan ik doen?")
LETTERS = {
    "wished-start": "aanmelding",
    "refusal": "bezwaar-weigering",
    "removal": "bezwaar-verwijdering",
    "tlv-decision": "bezwaar-tlv",
    "enrolment": "opp-gesprek",
}
# Events before which one applies: who does so late is not too late.
_BEFORE_SCHOOL = {"wished-start", "fourth-birthday"}


class ActionTermijnen(Action):
    """Work out the dates of a case, asking for what is missing, one thing at a time."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_termijnen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer a message that is about dates."""
        now, case = turn(tracker), case_of(tracker)
        before = dict(case.happened)
        spoken = event_of(tracker, case, now)
        case.event = stage(tracker, case, now) if spoken == DECIDED else spoken
        if "gebeurtenis" in now.entities:
            case.asking = ""
        reading = _reading(now, spoken, before.get(case.event))
        said = reading.day or case.loose_day
        day = said or before.get(case.event)
        objection = _objection(reading, day, case, now)
        if objection:
            dispatcher.utter_message(**objection)
            return case.slots()
        if not case.event:
            case.loose_day = day
            dispatcher.utter_message(response="utter_vraag_fase" if spoken else "utter_vraag_gebeurtenis")
            return case.slots()
        if day is None:
            _ask_for_the_day(dispatcher, case.event, now)
            return case.slots()
        case.happened[case.event], case.loose_day = day, None
        if case.asking == routes.ROUTES:
            if said:
                dispatcher.utter_message(response="utter_datum_gelezen", values={"datum": _words(day, now)})
            return routes.go_on(dispatcher, tracker, case, now)
        later = ended_by(case.event, case.happened)
        if later:
            dispatcher.utter_message(response="utter_datum_ingehaald", values={"datum": _words(day, now)})
            case.event = later
        elif said:
            _say_what_changed(dispatcher, reading.denied or before.get(case.event), case, now)
        say_what_follows(dispatcher, case, now)
        return case.slots()


class ActionUitlegData(Action):
    """Explain in words how the last dates were counted."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_uitleg_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say for each date from which day was counted, how long, and whether it moved."""
        now, case = turn(tracker), case_of(tracker)
        if case.event not in case.happened:
            dispatcher.utter_message(response="utter_uitleg_data_niets")
            return []
        found = case.deadlines()
        lines = [f"- {explained(deadline, now.locale)}" for deadline in found]
        dispatcher.utter_message(
            response="utter_uitleg_data",
            values={"regels": "\n".join(lines)},
            payload={"facts": facts_of(found)},
            buttons=[person(now.locale)],
        )
        return []


def say_what_follows(dispatcher: CollectingDispatcher, case: Case, now: Turn) -> None:
    """Say the dates that follow from the event that is spoken of."""
    found = case.deadlines()
    say = {
        "application": _after_application,
        "refusal": _after_decision,
        "removal": _after_decision,
        "removal-intention": _after_decision,
    }.get(case.event, _after_other)
    say(dispatcher, case, found, now)


def _reading(now: Turn, event: str, before: date | None) -> Reading:
    """Read the day of an event; who was asked for a day, or says little else, means that one.

    "A day earlier" is one before the day of which was spoken `before`.
    """
    if now.is_button:
        return Reading()
    asked = now.awaits == "date" or now.intent in {"datum_noemen", "termijn_berekenen"}
    found = told_in(now, event).day_of(event, asked=asked)
    whole = read_date(now.text, now.today, prefers(event))
    shift = shift_in(now.text)
    if before and shift is not None and not whole.day:
        return Reading(before + timedelta(days=shift))
    return Reading(found.day, found.problem, whole.denied) if found else Reading(denied=whole.denied)


def _objection(reading: Reading, day: date | None, case: Case, now: Turn) -> dict[str, Any] | None:
    """Return what to say when the date cannot be, None when it can."""
    if reading.problem:
        return {"response": f"utter_datum_{reading.problem}"}
    if day is None or not case.event:
        return None
    values = {"datum": date_in_words(day, now.locale)}
    if case.event in FUTURE_EVENTS and day < now.today:
        return {"response": "utter_datum_verleden", "values": values}
    if case.event not in FUTURE_EVENTS | ANY_TIME and day > now.today:
        return {"response": "utter_datum_toekomst", "values": values}
    happened = {**case.happened, case.event: day}
    wrong = out_of_order(happened, case.event)
    if wrong and case.event in wrong and wrong != out_of_order(case.happened):
        earlier, later = (date_in_words(happened[event], now.locale) for event in wrong)
        return {"response": "utter_datum_volgorde", "values": {"datum": later, "eerder": earlier}}
    return None


def _ask_for_the_day(dispatcher: CollectingDispatcher, event: str, now: Turn) -> None:
    asked_already = now.awaits == "date" and now.intent == "datum_noemen"
    response = "utter_datum_niet_begrepen" if asked_already else f"utter_vraag_datum_{event}"
    dispatcher.utter_message(response=response)


def _say_what_changed(dispatcher: CollectingDispatcher, before: date | None, case: Case, now: Turn) -> None:
    day = case.happened[case.event]
    if before is None or (before == day and now.again):
        return
    if before == day:
        dispatcher.utter_message(response="utter_datum_hetzelfde")
        return
    old = Case({**case.happened, case.event: before}, case.event, None, case.sector, case.board)
    line = translate(LINE_OF_CHANGE, now.locale)
    lines = [
        line.format(wat=translate(what, now.locale), nieuw=_words(new, now), oud=_words(earlier, now))
        for what, earlier, new in _changes(old.deadlines(), case.deadlines())
    ]
    dispatcher.utter_message(
        response="utter_datum_verbeterd" if lines else "utter_datum_verbeterd_gelijk",
        values={"nieuw": _words(day, now), "oud": _words(before, now), "regels": "\n".join(lines)},
    )


def _changes(before: Sequence[Deadline], after: Sequence[Deadline]) -> list[tuple[str, date, date]]:
    """Return what is to be done on another day than before: what, the day to keep to before and after."""
    pairs = [
        (old, new)
        for old, new in zip(_by_term(before), _by_term(after), strict=False)
        if (old.id, old.extended) == (new.id, new.extended)
    ]
    days = [(new.what, day_to_keep(old), day_to_keep(new)) for old, new in pairs]
    return sorted(((what, old, new) for what, old, new in days if old != new), key=lambda row: row[2])


def _by_term(found: Sequence[Deadline]) -> list[Deadline]:
    return sorted(found, key=lambda d: (d.id, d.extended, d.date))


def _after_application(
    dispatcher: CollectingDispatcher, case: Case, found: Sequence[Deadline], now: Turn
) -> None:
    decision = next(d for d in found if d.id == "application-decision" and not d.extended)
    longest = next(d for d in found if d.id == "application-decision" and d.extended)
    placement = next((d for d in found if d.id == "temporary-placement"), None)
    dispatcher.utter_message(
        response="utter_data_application" if placement else "utter_data_application_so",
        values={
            "datum": _words(case.happened["application"], now),
            "besluit": _words(decision.date, now),
            "verlengd": _words(longest.date, now),
        },
        payload=dates_payload(case, found, now),
    )
    values, letters = {}, ["docx", "txt"]
    if now.today <= decision.date:
        then, letters = "binnen", []
    elif now.today <= longest.date:
        then = "verlengd"
    elif placement:
        then, values = "voorbij", {"plaatsing": _words(placement.date, now)}
    else:
        then = "so"
    situation = [] if not letters else [_ways("no-decision", now)]
    dispatcher.utter_message(
        response=f"utter_daarna_application_{then}",
        values=values,
        buttons=[button(HOW_COUNTED, "/hoe_gerekend", now.locale), *situation, person(now.locale)],
        payload={
            **belongs_to(case, now),
            "downloads": [{"kind": kind} for kind in ("ics", *letters)],
            "case": {**case.as_payload(), "letter": "vraag-om-besluit"},
        },
    )


def _after_decision(
    dispatcher: CollectingDispatcher, case: Case, found: Sequence[Deadline], now: Turn
) -> None:
    mine: dict[str, date] = {}
    for d in found:
        if d.safe_date:
            mine[d.id] = min(day_to_keep(d), mine.get(d.id, date.max))
    values = {
        key: _words(mine[term], now)
        for key, term in (("bezwaar", "objection-refusal-removal"), ("gpo", "gpo-filing"))
        if term in mine
    }
    _utter_dates(dispatcher, f"utter_data_{case.event}", values, case, found, now)
    if case.form == "said":
        dispatcher.utter_message(response="utter_data_gezegd")
    if any(day < now.today for day in mine.values()):
        dispatcher.utter_message(
            response="utter_data_voorbij", payload=belongs_to(case, now), buttons=[person(now.locale)]
        )


def _after_other(dispatcher: CollectingDispatcher, case: Case, found: Sequence[Deadline], now: Turn) -> None:
    wat = translate(HAPPENED[case.event], now.locale)
    _utter_dates(dispatcher, "utter_data_overig", {"wat": wat}, case, found, now)
    if any(d.safe_date and d.safe_date < now.today for d in found):
        passed = "utter_data_voorbij_aanmelden" if case.event in _BEFORE_SCHOOL else "utter_data_voorbij"
        dispatcher.utter_message(response=passed, payload=belongs_to(case, now), buttons=[person(now.locale)])


def _utter_dates(
    dispatcher: CollectingDispatcher,
    response: str,
    values: Mapping[str, str],
    case: Case,
    found: Sequence[Deadline],
    now: Turn,
) -> None:
    situation = next((s.id for s in situations().values() if s.event == case.event), "")
    buttons = [button(HOW_COUNTED, "/hoe_gerekend", now.locale)]
    if situation:
        buttons.append(_ways(situation, now))
    if case.event in LETTERS:
        buttons.append(letter_button(LETTERS[case.event], now.locale))
    shown = dates_payload(case, found, now)
    dispatcher.utter_message(
        response=response,
        values={"datum": _words(case.happened[case.event], now), **values},
        payload={**shown, "downloads": [*shown["downloads"], {"kind": "ics"}]},
        buttons=[*buttons, person(now.locale)],
    )


def _ways(situation: str, now: Turn) -> dict[str, str]:
    return button(WHAT_CAN_I_DO, f'/routes_overzicht{{"situatie": "{situation}"}}', now.locale)


def _words(day: date, now: Turn) -> str:
    return date_in_words(day, now.locale)
