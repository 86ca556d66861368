"""A place, postcode or school that a parent names: for a topic about her swv, or for the ways open."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import routes, swv
from actions.conversation import ROUTES, Case, Turn, case_of, turn


class ActionSwv(Action):
    """Answer what is asked of the parent's own swv, asking for the kind of school and the place."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_swv"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin a topic of swv.SWV_TOPICS, or go on with the one that waits for a place."""
        now, case = turn(tracker), case_of(tracker)
        if now.intent in swv.SWV_TOPICS:
            case.asking = now.intent
        named = now.entities.get("swv", "")
        if named:
            case.swv = "" if named == swv.OTHER else named
        if case.asking == ROUTES:
            return _answer_routes(dispatcher, tracker, case, now)
        if named == swv.NOT_TOLD:
            case.asking = case.swv = ""
            dispatcher.utter_message(response="utter_gestopt")
            return case.slots()
        return swv.go_on(dispatcher, tracker, case, now)


def _answer_routes(
    dispatcher: CollectingDispatcher, tracker: Tracker, case: Case, now: Turn
) -> list[EventType]:
    """Take the place that the ways open were waiting for; it may be left out (swv.NOT_TOLD).

    Where the kind of school is not known yet it is kept until then.
    """
    if not case.swv and case.sector in swv.KIND_OF_SECTOR:
        match = swv.find_own(tracker, case, now)
        if len(match.codes) != 1:
            swv.ask_for_the_place(dispatcher, match, now)
            return case.slots()
        case.swv = match.codes[0]
    elif not case.swv and not now.is_button:
        case.place = now.text
    return routes.go_on(dispatcher, tracker, case, now)
