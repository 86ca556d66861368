"""Letters and the sheet for a talk: which, what is in it, and the files to fetch."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Case, Turn, case_of, turn
from actions.offers import button, letter_button, person
from actions.routes import LETTERS
from guide.language import N_, translate
from guide.letters import letter_in_talk_of, letter_named_in, letters
from guide.routes import situations
from guide.topics import topics

ANOTHER_LETTER = N_("Een andere brief")
# The groups of topics whose answers are about a case that was told before.
_OF_THE_CASE = {"bezwaar", "termijnen"}


class ActionBrief(Action):
    """Offer a letter with the parent's dates, with an explanation in her language."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_brief"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer the letter that was chosen or that the talk is about, or the choice."""
        now, case = turn(tracker), case_of(tracker)
        chosen = now.entities.get("brief", "")
        letter = letters().get(chosen or ("" if now.is_button else _asked_for(now, case)))
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
            buttons=[
                *(letter_button(other, now.locale) for other in letter.goes_with),
                *([] if chosen else [button(ANOTHER_LETTER, "/brief_opstellen", now.locale)]),
                person(now.locale),
            ],
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


def _asked_for(now: Turn, case: Case) -> str:
    """Return the letter that is named, or that goes with what was spoken of, "" where neither tells.

    The ways open are those of a situation, and so is an answer on objecting, on terms or on letters.
    """
    spoken_of = letter_named_in(now.text) or letter_in_talk_of(now.about)
    if spoken_of or now.about not in topics() or topics()[now.about].group not in _OF_THE_CASE:
        return spoken_of
    of_event = (s.id for s in situations().values() if s.event and s.event == case.event)
    return LETTERS.get(case.situation or next(of_event, ""), "")


def _days(happened: dict[str, Any]) -> dict[str, str]:
    return {event: day.isoformat() for event, day in happened.items()}
