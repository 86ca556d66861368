"""The conversation itself: sources, simpler words, yes and no, erasing, languages, misunderstandings."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    Turn,
    answers_before,
    latest_answer,
    likely_topics,
    turn,
)
from actions.offers import button, person
from actions.questions import ask
from guide.answers import MORE, responses
from guide.facts import Fact, facts
from guide.language import N_, asked_language, languages, not_offered, translate
from guide.meant import NOTHING, Meant
from guide.schools import tells_an_age
from guide.topics import ASKED, topics
from guide.yes_no import asks_something, asks_why

SIMPLE = "_simpel"
SOURCE_LINE = N_("- {artikel}: [{titel}]({adres}), nagekeken op {datum}")
SOURCE_LINE_UNCHECKED = N_("- {artikel}: [{titel}]({adres}), nog niet nagekeken")
NO_ARTICLE = N_("Uitleg")
SOMETHING_ELSE = N_("Iets anders")
ALL_TOPICS = N_("Toon alle onderwerpen")
_MESSAGES_SINCE_AN_OFFER = 2
STAY = N_("Nee, blijf in deze taal")
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
        """Repeat the topic of the last answer, or of the one whose button was pressed, in its simple form."""
        last = next((a for a in answers_before(tracker) if a["custom"].get("topic")), latest_answer(tracker))
        pressed_under = turn(tracker).entities.get("onderwerp")
        topic = pressed_under or last["custom"].get("topic", "")
        if not pressed_under and last["name"].endswith((SIMPLE, "simpeler_mens")):
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
        offered = _offered_just_now(tracker)
        if offered in languages():
            _switch(dispatcher, offered, again=True)
            return []
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
        if _asked_to_erase(tracker):
            response = "utter_niet_gewist"
        else:
            response = "utter_taal_gebleven" if _offered_just_now(tracker) else "utter_nee"
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
            _switch(dispatcher, asked, again=bool(_offered_just_now(tracker)))
            return []
        dispatcher.utter_message(
            response="utter_taal_kiezen" if asked is None else "utter_taal_onbekend",
            buttons=_language_buttons(),
        )
        return []


class ActionTaalGehoord(Action):
    """Offer, once, to go on in the language that the parent writes."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_taal_gehoord"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Ask in that language; in one that is not offered, say which ones are."""
        heard = turn(tracker).entities.get("taal", "")
        if tracker.get_slot("taal_aangeboden"):
            return []
        payload = {"offers": heard}
        if heard in languages():
            buttons = [
                {"title": languages()[heard].name, "payload": f'/taal_wisselen{{"taal": "{heard}"}}'},
                {"title": translate(STAY, heard), "payload": "/nee"},
            ]
            dispatcher.utter_message(
                response="utter_taal_aanbod", locale=heard, buttons=buttons, payload=payload
            )
        else:
            dispatcher.utter_message(
                text=not_offered().get(heard, not_offered()["en"]).says,
                buttons=_language_buttons(),
                json_message={**payload, "lang": heard},
            )
        return [SlotSet("taal_aangeboden", True)]


def _switch(dispatcher: CollectingDispatcher, language: str, *, again: bool) -> None:
    """Tell the desk to go on in a language; `again` has it ask her last words anew, to answer them in it."""
    payload = {"locale": language, **({"again": True} if again else {})}
    dispatcher.utter_message(response="utter_taal_gewisseld", locale=language, payload=payload)


def _offered_just_now(tracker: Tracker) -> str:
    """Return the language that was offered beside the answer to her last message, if any."""
    messages = 0
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            messages += 1
        elif event.get("event") == "bot":
            offered = ((event.get("data") or {}).get("custom") or {}).get("offers")
            if offered:
                # Since then Rasa heard the message that the offer goes with, and this one.
                return str(offered) if messages <= _MESSAGES_SINCE_AN_OFFER else ""
    return ""


def _language_buttons() -> list[dict[str, str]]:
    return [
        {"title": language.name, "payload": f'/taal_wisselen{{"taal": "{code}"}}'}
        for code, language in languages().items()
    ]


class ActionOpnieuw(Action):
    """Start again: forget the dates and the kind of school."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_opnieuw"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Forget what was remembered and show the main roads."""
        dispatcher.utter_message(response="utter_opnieuw", payload={"about": ""})
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
        if now.awaits in {*QUESTIONS, "date"} and asks_why(now.text):
            dispatcher.utter_message(response=f"utter_waarom_{now.awaits}")
            if now.awaits in QUESTIONS:
                ask(dispatcher, now.awaits)
            return []
        if now.awaits == "date" and not asks_something(now.text):
            dispatcher.utter_message(response="utter_datum_niet_begrepen")
            return []
        if now.awaits in QUESTIONS and not asks_something(now.text):
            told_an_age = now.awaits == "sector" and tells_an_age(now.text)
            dispatcher.utter_message(response="utter_leeftijd" if told_an_age else "utter_nog_eens")
            ask(dispatcher, now.awaits)
            return []
        if not ask_which(dispatcher, tracker, now):
            _offer_a_person(dispatcher, tracker, now)
        return []


def _offer_a_person(dispatcher: CollectingDispatcher, tracker: Tracker, now: Turn) -> None:
    """Say that she is still not understood; offer a person, and what else she may mean."""
    asked = {asked_button["payload"] for asked_button in latest_answer(tracker)["buttons"]}
    others = [other for other in _likely_buttons(tracker, now) if other["payload"] not in asked]
    everything = button(ALL_TOPICS, "/hulp_menu", now.locale)
    buttons = [person(now.locale), *others[:ASKED], everything]
    dispatcher.utter_message(response="utter_niet_begrepen", buttons=buttons)


def ask_which(
    dispatcher: CollectingDispatcher, tracker: Tracker, now: Turn, besides: str | None = None
) -> bool:
    """Ask which of the likeliest topics is meant, unless that was asked last. Return whether it was asked."""
    likely = _likely_buttons(tracker, now, besides)[:ASKED]
    if latest_answer(tracker)["name"] == "utter_bedoelt_u" or len(likely) < 2:
        return False
    other = button(SOMETHING_ELSE, "/hulp_menu", now.locale)
    dispatcher.utter_message(response="utter_bedoelt_u", buttons=[*likely, other])
    return True


def _likely_buttons(tracker: Tracker, now: Turn, besides: str | None = None) -> list[dict[str, str]]:
    answered = latest_answer(tracker)["custom"].get("topic")
    return [
        button(topics()[topic].title, _as_said(topic, answered), now.locale)
        for topic in likely_topics(now, besides)
    ]


def _as_said(topic: str, answered: str | None) -> str:
    """Return the value of a button that asks about a topic; what was just answered is not said again."""
    if topic == answered and f"utter_{topic}{MORE}" in responses():
        return f'/meer{{"onderwerp": "{topic}"}}'
    if topics()[topic].group == "overdracht":
        return f"/{topic}"  # a wish for a person: the desk knows it, also while the bot is away
    return Meant(topic, NOTHING).value


class ActionKloptNiet(Action):
    """Say sorry for an answer that was not what she meant, and offer what she may have meant instead."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_klopt_niet"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Offer the topics that came next when the last question was answered, all topics, and a person."""
        locale = turn(tracker).locale
        otherwise = next(
            (found for answer in answers_before(tracker) if (found := answer["custom"].get("otherwise"))), {}
        )
        others = [
            {"title": other["title"], "payload": other["value"]} for other in otherwise.get("buttons", [])
        ]
        everything = button(ALL_TOPICS, "/hulp_menu", locale)
        dispatcher.utter_message(response="utter_klopt_niet", buttons=[*others, everything, person(locale)])
        return []
