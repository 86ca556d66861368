"""Topics: the answer, what more there is to say, or the dates when the message gives one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import swv
from actions.conversation import Case, Turn, case_of, latest_answer, likely_topics, topic_answered_last, turn
from actions.dates import ActionTermijnen
from actions.events import tells_a_day
from actions.offers import button
from actions.own_dates import say_own_dates
from actions.questions import ask
from actions.talk import ask_which
from guide.answers import MORE, responses
from guide.follow_ups import asks_when
from guide.topics import topics

_WHAT_HAPPENED = {"utter_vraag_gebeurtenis", "utter_vraag_fase"}


class ActionOnderwerp(Action):
    """Answer a topic; when the parent names the day it happened, answer with her dates."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_onderwerp"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the topic of the latest message; ask for the kind of school where that matters.

        Who was asked what happened on a day that she told says it by its topic.
        """
        now = turn(tracker)
        topic = topics()[now.intent]
        asked_what_happened = latest_answer(tracker)["name"] in _WHAT_HAPPENED
        tells = tells_a_day(now, case_of(tracker).happened) or (
            asked_what_happened and tracker.get_slot("datum")
        )
        if topic.event and not now.is_button and tells:
            return await ActionTermijnen().run(dispatcher, tracker, domain)
        say_own_dates(dispatcher, tracker, topic, now)
        dispatcher.utter_message(response=f"utter_{topic.id}")
        if topic.swv:
            swv.say_own(dispatcher, _case_with_swv(tracker, now), topic.swv, now)
        known = {"sector": tracker.get_slot("sector") or now.sector, "board": tracker.get_slot("bestuur")}
        if topic.asks and not known[topic.asks]:
            ask(dispatcher, topic.asks)
        return []


class ActionMeer(Action):
    """Say what more there is to say on a topic."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_meer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Take the topic that the button or the message names, or the last one that was answered."""
        now = turn(tracker)
        asked = now.entities.get("onderwerp")
        response = f"utter_{asked or topic_answered_last(tracker)}{MORE}"
        asks_on = asked in topics() and asks_when(now.text)
        told = asks_on and say_own_dates(dispatcher, tracker, topics()[asked], now)
        if response in responses() and response != latest_answer(tracker)["name"]:
            dispatcher.utter_message(response=response)
            return []
        if told:
            return []
        # Who asks a third time may have been misunderstood: the topics that come next are offered too.
        others = likely_topics(now, besides=asked)[:2] if asked and not now.is_button else []
        buttons = [button(topics()[i].title, f"/{i}", now.locale) for i in others]
        dispatcher.utter_message(response="utter_meer_niets", buttons=buttons)
        return []


class ActionNood(Action):
    """Danger: whom to call, before anything else; then what was asked, if something was."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_nood"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Give the numbers, and the answer to the topic that was heard besides.

        Where danger is only feared and something else is likelier, ask what that is.
        """
        now = turn(tracker)
        dispatcher.utter_message(response="utter_noodsituatie")
        swv.say_own(dispatcher, _case_with_swv(tracker, now), ("steunpunt",), now)
        topic = topics().get(now.entities.get("onderwerp", ""))
        if topic and topic.group not in {"gesprek", "overdracht", "termijnen"}:
            dispatcher.utter_message(response=f"utter_{topic.id}")
        elif now.confidence < 1 and now.ranking[0] != now.intent:
            ask_which(dispatcher, tracker, now, besides=now.intent)
        return []


def _case_with_swv(tracker: Tracker, now: Turn) -> Case:
    """Return what is known of the case, with the swv that the page tells where she told none."""
    case = case_of(tracker)
    case.swv = swv.known(tracker, case, now)
    return case
