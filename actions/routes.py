"""Disagreeing: ask what is needed, one thing at a time, and say which ways are open until when."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import swv
from actions.conversation import ROUTES, Case, Turn, case_of, latest_answer, turn
from actions.offers import button, letter_button, person
from actions.questions import ask_on
from actions.shown_dates import dates_payload, day_to_keep
from guide.language import N_, date_in_words, translate
from guide.routes import OpenWay, Situation, in_talk_of, situations, ways_open
from guide.terms import SECTORS

SOMETHING_ELSE = N_("Het gaat om iets anders")
SHEET = N_("Blad voor het gesprek")
UNTIL = N_("tot en met **{datum}**")
TOO_LATE = N_("de dag, {datum}, is **voorbij**")
OTHER = "anders"
SAID_BY_THE_SWV = ("objection_route", "mediation", "steunpunt")
# The letter that starts the way that matters most in a situation.
LETTERS = {
    "refusal": "bezwaar-weigering",
    "no-decision": "vraag-om-besluit",
    "removal-intention": "dossier",
    "removal": "bezwaar-verwijdering",
    "suspension": "klacht",
    "sent-home": "klacht",
    "opp": "opp-gesprek",
    "opp-not-done": "klacht",
    "tlv-request": "dossier",
    "tlv-decision": "bezwaar-tlv",
    "adjustment": "klacht",
    "treatment": "klacht",
}


class ActionRoutes(Action):
    """Say the ways open in the parent's situation, asking for what is missing."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_routes"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin with the situation, or go on where the questions were."""
        now, case = turn(tracker), case_of(tracker)
        named, may_be = now.entities.get("situatie", ""), in_talk_of(now.about)
        if named != OTHER:
            _begin(case, named if named in situations() else _situation_of(case, may_be), now)
        if named == OTHER or not case.situation:
            case.asking = case.situation = ""
            if not named and latest_answer(tracker)["name"] == "utter_routes_overzicht":
                # She could not choose from the list, and no shorter one would help her more than somebody.
                dispatcher.utter_message(response="utter_routes_niet_alleen")
                return case.slots()
            _ask_for_the_situation(dispatcher, now, () if named == OTHER else may_be)
            return case.slots()
        return go_on(dispatcher, tracker, case, now, unasked=bool(may_be) and not named)


def go_on(
    dispatcher: CollectingDispatcher, tracker: Tracker, case: Case, now: Turn, *, unasked: bool = False
) -> list[EventType]:
    """Ask for what is missing in the case, or say which ways are open. Return the slots to set.

    What the questions are for is said before the first, where she named no situation (`unasked`).
    """
    situation = situations()[case.situation]
    case.event = situation.event or case.event
    case.swv = swv.known(tracker, case, now)
    missing = _missing(situation, case)
    if missing:
        if unasked:
            dispatcher.utter_message(response="utter_routes_begin")
        case.asking = ROUTES
        if missing == "place" and case.place:
            match, case.place = swv.find_own(tracker, case, now), ""
            swv.ask_for_the_place(dispatcher, match, now)
            return case.slots()
        ask_on(dispatcher, missing, now, situation.event, case.form)
        return case.slots()
    case.asking = case.place = ""
    _say(dispatcher, situation, case, now)
    return case.slots()


def _missing(situation: Situation, case: Case) -> str:
    known = {
        "place": case.swv or case.sector == "mbo",
        "form": case.form,
        "date": case.happened.get(situation.event),
        "sector": case.sector,
        "board": case.board,
    }
    return next((question for question in situation.asks if not known[question]), "")


def _begin(case: Case, situation: str, now: Turn) -> None:
    """Set the situation that is spoken of; how she was told holds only for what it was said of."""
    if situation:
        event = situations()[situation].event
        case.form = now.entities.get("vorm", case.form if case.event == event else "")
    case.situation = situation


def _situation_of(case: Case, may_be: Sequence[Situation]) -> str:
    """Return the situation that the talk is about, else that of before, else that of the known event.

    An empty string where none is known, or where the talk may be about more than one.
    """
    if may_be:
        of_event = [s.id for s in may_be if s.event and s.event == case.event]
        return of_event[0] if of_event else may_be[0].id if len(may_be) == 1 else ""
    known = (s.id for s in situations().values() if s.event and s.event == case.event)
    return case.situation or next(known, "")


def _ask_for_the_situation(dispatcher: CollectingDispatcher, now: Turn, may_be: Sequence[Situation]) -> None:
    """Ask which situation it is, of those that the talk may be about where there are any."""
    asked = {s.id: s.title for s in may_be or situations().values()}
    if may_be:
        asked[OTHER] = SOMETHING_ELSE
    buttons = [
        button(title, f'/routes_overzicht{{"situatie": "{named}"}}', now.locale)
        for named, title in asked.items()
    ]
    dispatcher.utter_message(response="utter_routes_overzicht", buttons=[*buttons, person(now.locale)])


def _say(dispatcher: CollectingDispatcher, situation: Situation, case: Case, now: Turn) -> None:
    found = ways_open(
        situation.id,
        case.dates_of if situation.event else {},
        "said" if case.form == "said" else "written" if case.form == "written" else "unknown",
        next((s for s in SECTORS if s == case.sector), None),
        "public" if case.board == "public" else "private" if case.board == "private" else "unknown",
    )
    known = case.deadlines() if situation.event in case.happened else []
    facts = [*situation.facts, *(fact for open_way in found for fact in open_way.way.facts)]
    payload: dict[str, Any] = {"facts": list(dict.fromkeys(facts))}
    if known:
        payload = dates_payload(case, known, now)
        payload["facts"] = list(dict.fromkeys([*facts, *payload["facts"]]))
        payload["downloads"].append({"kind": "ics"})
    late = any(open_way.is_late(now.today) for open_way in found)
    buttons = [
        letter_button(LETTERS[situation.id], now.locale) if situation.id in LETTERS else None,
        button(SHEET, "/meeneemblad", now.locale),
        button(SOMETHING_ELSE, f'/routes_overzicht{{"situatie": "{OTHER}"}}', now.locale),
        person(now.locale),
    ]
    dispatcher.utter_message(
        response="utter_routes",
        values={
            "zegt": translate(situation.says, now.locale),
            "wegen": "\n".join(_line(open_way, now) for open_way in found),
        },
        payload={**payload, "topic": "routes_overzicht"},
        buttons=[b for b in buttons if b],
    )
    swv.say_own(dispatcher, case, SAID_BY_THE_SWV, now)
    if situation.topic:
        # It belongs to the ways: what she tells next of her case may change them.
        belongs_to = {"topic": "routes_overzicht", "about": situation.topic}
        dispatcher.utter_message(response=f"utter_{situation.topic}", extra_if_any=True, payload=belongs_to)
    if late:
        dispatcher.utter_message(response="utter_routes_te_laat")


def _line(open_way: OpenWay, now: Turn) -> str:
    """Return a way in one line: what, until when, the cost, whether it binds, what it is for."""
    way = open_way.way
    parts = [translate(way.cost, now.locale)]
    if open_way.deadline:
        day = date_in_words(day_to_keep(open_way.deadline), now.locale)
        until = TOO_LATE if open_way.is_late(now.today) else UNTIL
        parts.insert(0, translate(until, now.locale).format(datum=day))
    if way.outcome:
        parts.append(translate(way.outcome, now.locale))
    sentences = [translate(text, now.locale) for text in (way.what_for, open_way.note) if text]
    return f"- **{translate(way.title, now.locale)}** ({'; '.join(parts)}). {' '.join(sentences)}"
