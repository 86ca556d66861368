"""The conversation itself: sources, simpler words, yes and no, erasing, languages, misunderstandings."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_before, latest_answer, turn
from actions.questions import ask
from guide.answers import responses
from guide.facts import Fact, facts
from guide.language import N_, asked_language, languages, translate
from guide.topics import topics

SIMPLE = "_simpel"
SOURCE_LINE = N_("- {artikel}: [{titel}]({adres}), nagekeken op {datum}")
SOURCE_LINE_UNCHECKED = N_("- {artikel}: [{titel}]({adres}), nog niet nagekeken")
NO_ARTICLE = N_("Uitleg")
SOMETHING_ELSE = N_("Iets anders")
TALK = "gesprek"
QUESTIONS = {"sector", "board", "form", "place"}


class ActionBron(Action):
    """Say where the last answer is written: article, address, day of the last check."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_bron"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """List the legal bases and sources of the last answer that rests on facts."""
        now = turn(tracker)
        ids = next(
            (ids for answer in answers_before(tracker) if (ids := answer["custom"].get("facts"))),
            [],
        )
        if not ids:
            dispatcher.utter_message(response="utter_bron_geen")
            return []
        lines = dict.fromkeys(_line(facts()[fact], now.locale) for fact in ids)
        dispatcher.utter_message(response="utter_bron", values={"regels": "\n".join(lines)})
        return []


def _line(fact: Fact, locale: str) -> str:
    source = fact.sources[0]
    template = SOURCE_LINE if source.checked_on else SOURCE_LINE_UNCHECKED
    return translate(template, locale).format(
        artikel="; ".join(fact.legal_basis) or translate(NO_ARTICLE, locale),
        titel=source.title,
        adres=source.url,
        datum=source.checked_on.strftime("%d-%m-%Y") if source.checked_on else "",
    )


class ActionMakkelijker(Action):
    """Say the last answer in simpler words; a second time offer a person."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_makkelijker"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Repeat the topic of the last answer in its simple form."""
        last = next((a for a in answers_before(tracker) if a["custom"].get("topic")), latest_answer(tracker))
        topic = last["custom"].get("topic", "")
        if last["name"].endswith((SIMPLE, "simpeler_mens")):
            dispatcher.utter_message(response="utter_simpeler_mens")
        elif _has_simple(topic):
            dispatcher.utter_message(response=f"utter_{topic}{SIMPLE}")
        else:
            dispatcher.utter_message(response="utter_simpeler_niets")
        return []


def _has_simple(topic: str) -> bool:
    return f"utter_{topic}{SIMPLE}" in responses()


class ActionJa(Action):
    """Understand a yes: to the question that was asked, or to the first thing that was offered."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ja"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Erase when that was the question; otherwise ask what the parent wants to know."""
        if _asked_to_erase(tracker):
            dispatcher.utter_message(response="utter_gewist", payload={"erase": True})
            return [AllSlotsReset()]
        dispatcher.utter_message(response="utter_ja_waarop")
        return []


class ActionNee(Action):
    """Understand a no."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_nee"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Keep the conversation when erasing was the question."""
        response = "utter_niet_gewist" if _asked_to_erase(tracker) else "utter_nee"
        dispatcher.utter_message(response=response)
        return []


def _asked_to_erase(tracker: Tracker) -> bool:
    return latest_answer(tracker)["name"] == "utter_gegevens_wissen"


class ActionTaal(Action):
    """Go on in another language, or show which there are."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_taal"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Tell the desk which language was chosen, in that language."""
        now = turn(tracker)
        asked = now.entities.get("taal") or asked_language(now.text)
        if asked in languages():
            dispatcher.utter_message(response="utter_taal_gewisseld", locale=asked, payload={"locale": asked})
            return []
        dispatcher.utter_message(
            response="utter_taal_kiezen" if asked is None else "utter_taal_onbekend",
            buttons=[
                {"title": language.name, "payload": f'/taal_wisselen{{"taal": "{code}"}}'}
                for code, language in languages().items()
            ],
        )
        return []


class ActionOpnieuw(Action):
    """Start again: forget the dates and the kind of school."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_opnieuw"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Forget what was remembered and show the main roads."""
        dispatcher.utter_message(response="utter_opnieuw")
        return [AllSlotsReset()]


class ActionBedoeltU(Action):
    """Ask which of the likeliest topics was meant; a second time in a row, offer a person."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_bedoelt_u"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer the two or three likeliest topics as buttons."""
        now = turn(tracker)
        if now.awaits == "date":
            dispatcher.utter_message(response="utter_datum_niet_begrepen")
            return []
        if now.awaits in QUESTIONS:
            dispatcher.utter_message(response="utter_nog_eens")
            ask(dispatcher, now.awaits)
            return []
        likely = [i for i in now.ranking if i in topics() and topics()[i].group != TALK][:3]
        if latest_answer(tracker)["name"] == "utter_bedoelt_u" or len(likely) < 2:
            dispatcher.utter_message(response="utter_niet_begrepen")
            return []
        buttons = [{"title": translate(topics()[i].title, now.locale), "payload": f"/{i}"} for i in likely]
        other = {"title": translate(SOMETHING_ELSE, now.locale), "payload": "/hulp_menu"}
        dispatcher.utter_message(response="utter_bedoelt_u", buttons=[*buttons, other])
        return []
