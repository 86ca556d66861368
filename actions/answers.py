"""Answers to what the bot asked, corrections of them, and a stop."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import routes, swv
from actions.conversation import ROUTES, Case, answers_before, case_of, turn
from actions.dates import say_what_follows
from guide.follow_ups import open_questions
from guide.topics import topics

# How she was told of a decision changes none of its dates.
_NO_OTHER_DATES = {"said": "utter_data_gezegd", "written": "utter_genoteerd"}
# The question whose answers say what must be on paper: "no letter" after an answer gets that one.
_ON_PAPER = "vervolg_papier"


class ActionGegeven(Action):
    """Use what the parent told of the school: go on with the questions, or say what it changes."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_gegeven"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Look at what was said last: a form, the ways open, dates, or a topic."""
        now, case = turn(tracker), case_of(tracker)
        answer = next((a for a in answers_before(tracker) if a["custom"].get("topic")), None)
        last = answer["custom"] if answer else {}
        if case.asking in swv.SWV_TOPICS:
            return swv.go_on(dispatcher, tracker, case, now)
        offered = _situation_offered(answer["buttons"] if answer else [], now.entities.get("vorm"))
        if offered and not case.asking:
            case.situation = offered
            return routes.go_on(dispatcher, tracker, case, now)
        if case.asking == ROUTES or (last.get("topic") == "routes_overzicht" and case.situation):
            return routes.go_on(dispatcher, tracker, case, now)
        if last.get("case") and case.event in case.happened:
            if _same_dates(last, case):
                response = _NO_OTHER_DATES.get(now.entities.get("vorm", ""), "utter_geen_verschil")
                dispatcher.utter_message(response=response)
            else:
                say_what_follows(dispatcher, case, now)
        elif "vorm" in now.entities and (said := open_questions()[_ON_PAPER].answer_after(now.about)):
            dispatcher.utter_message(response=f"utter_{said}")
        elif topics().get(last.get("topic", "")) and topics()[last["topic"]].asks:
            dispatcher.utter_message(response=f"utter_{last['topic']}", only_extra=True)
        else:
            dispatcher.utter_message(response="utter_mbo" if case.sector == "mbo" else "utter_genoteerd")
        return case.slots()


def _situation_offered(buttons: Sequence[Mapping[str, str]], form: str | None) -> str:
    """Return the situation of the button that says what she says: "niks op papier" under "alleen gezegd"."""
    if form is None:
        return ""
    for button in buttons:
        intent, start, entities = button["payload"].partition("{")
        named = json.loads(start + entities) if start else {}
        if intent == "/routes_overzicht" and named.get("vorm") == form:
            return str(named["situatie"])
    return ""


def _same_dates(last: Mapping[str, Any], case: Case) -> bool:
    """Tell whether the dates are those that were said last."""
    said = {(d["id"], d["date"], d["extended"]) for d in last.get("deadlines", [])}
    return said == {(d.id, d.date.isoformat(), d.extended) for d in case.deadlines()}


class ActionStoppen(Action):
    """Stop asking; what was told is kept."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_stoppen"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """End the form."""
        case = case_of(tracker)
        case.asking = ""
        dispatcher.utter_message(response="utter_gestopt")
        return case.slots()
