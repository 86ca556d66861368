"""Letters and the sheet for a talk: which, what is in it, and the files to fetch."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import case_of, turn
from actions.offers import letter_button, person
from guide.language import translate
from guide.letters import letters


class ActionBrief(Action):
    """Offer a letter with the parent's dates, with an explanation in her language."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_brief"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer the letter that was chosen, or the choice."""
        now, case = turn(tracker), case_of(tracker)
        letter = letters().get(now.entities.get("brief", ""))
        if letter is None:
            dispatcher.utter_message(response="utter_brief_opstellen")
            return []
        dispatcher.utter_message(
            response="utter_brief",
            values={
                "titel": translate(letter.title, now.locale),
                "uitleg": translate(letter.explanation, now.locale),
            },
            payload={
                "downloads": [{"kind": "docx"}, {"kind": "txt"}],
                "case": {**case.as_payload(), "happened": _days(case.happened), "letter": letter.id},
                "facts": list(letter.facts),
            },
            buttons=[letter_button(other, now.locale) for other in letter.goes_with] + [person(now.locale)],
        )
        return []


class ActionMeeneemblad(Action):
    """Offer the sheet to take along to a talk with the school."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_meeneemblad"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer it; the desk makes it from the conversation when it is fetched."""
        now, case = turn(tracker), case_of(tracker)
        dispatcher.utter_message(
            response="utter_meeneemblad",
            payload={"downloads": [{"kind": "html"}], "case": case.as_payload()},
            buttons=[person(now.locale)],
        )
        return []


def _days(happened: dict[str, Any]) -> dict[str, str]:
    return {event: day.isoformat() for event, day in happened.items()}
