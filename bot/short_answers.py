"""Know short answers to what the bot asks, and danger, before the classifier's guess is taken."""

import re
from datetime import date
from typing import Any, Dict, List, Set, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.featurizer import has_words
from bot.untrained import Untrained
from guide.answers import MORE, responses
from guide.danger import speaks_of_danger
from guide.date_shifts import shift_in
from guide.dates import read_date
from guide.events import NEWS, may_be_news
from guide.follow_ups import asks_on, tells_how_long
from guide.meaning import word_asked_about
from guide.meant import LEAVES_OPEN
from guide.places import known_places
from guide.schools import UNKNOWN, does_not_know, named_in, says_only
from guide.spelling import plain_digits
from guide.told import told
from guide.topics import ASKED, that_may_be_meant, topics
from guide.yes_no import asks_something, asks_why

DATE_INTENT = "datum_noemen"
DANGER_INTENT = "noodsituatie"
PLACE_INTENT = "plaats_noemen"
MORE_INTENT = "meer"
AGAIN_INTENT = "opnieuw"
# Where bot/follow_ups.py leaves on a message the answer that a question which names nothing itself asks for.
ANSWER = "answer_asked_for"
# What the bot may ask about a school: kind (guide/schools.py), the intent of the answer, its entity.
SCHOOL_ANSWERS = {
    "sector": ("sector_noemen", "sector"),
    "board": ("bestuur_noemen", "bestuur"),
    "form": ("vorm_noemen", "vorm"),
}
# Small talk that is no question of its own: said to what the bot asked, it is an answer not understood.
_NO_QUESTION = {
    "ja",
    "nee",
    "groet",
    "bedankt",
    "vertelt",
    "klopt_niet",
    "buiten_onderwerp",
    "makkelijker_uitleggen",
}
# What a school is called: "De Brug", "obs Het Kompas".
_SCHOOL = re.compile(
    r"(?:(?:school|basisschool|obs|cbs|rkbs|ikc|sbo|so|vso) )?(?:de|het|'t|sint|st\.?) [\w-]+", re.IGNORECASE
)
_NAME_WORDS = 2
_POSTCODE = re.compile(r"[1-9]\d{3}(?:\s?[A-Za-z]{2})?")
# A question of so few words about a word is about little else.
_FEW_WORDS = 5
# A message of so many words says little else than the day in it.
_AROUND_A_DAY = 12
# How sure it is that a longer one, of which the classifier is not sure, is about the topic of that word.
_LIKELY = 0.8
# How sure the classifier must be that a parent who was asked something speaks of something else.
_SURE = 0.8
# How sure it must be that all is to be forgotten: "they start all over again every time" is not.
_SURE_TO_FORGET = 0.95
# How likely the classifier must think danger for the numbers to be given: the trade-off is drawn by
# benchmarks/danger.py.
FEARED = 0.06


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ShortAnswers(Untrained):
    """Sets the intent of a message that only answers a question, or that speaks of danger.

    - Danger comes first, whatever else is said: known by its words (guide/danger.yml), or told without them
      and feared by the classifier, which need not be sure of it. The topic that the classifier saw goes
      along as the entity `onderwerp`, so that a false alarm costs a parent no more than a sentence.
    - A message that says nothing but a date, or holds one when a date was asked for, is `datum_noemen`; and
      so is one of which the classifier is not sure, if it is short or says what happened on that day;
      one that only names a kind of school, or names it when that was asked, is `sector_noemen` and so
      on, and one that is nothing but a place `plaats_noemen`. What was asked stands in the metadata
      (`awaits`), told by the desk.
    - Who asks what a Dutch word means (guide/meaning.py) has it explained before the answer: the word goes
      along as the entity `woord`, and where little else is said its topic is what is answered.
    - What is about the topic that was just answered (`answered` in the metadata) asks for more of it, unless
      it tells something by which the answer differs: the same words twice help nobody.
    - Signs alone ("😭", "???") that were not learnt are about no topic: none is guessed.
    - A question that names nothing itself gets what more there is on a topic where that answers it
      (bot/follow_ups.py).
    - When something was asked and the message is neither an answer nor a question nor surely about
      something else, it counts as not understood: the bot then asks again.
    - A sector or a kind of board that is named anywhere becomes an entity, to be remembered, and so does how
      she was told of what happened on a day.
    """

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of the messages that only answer, and note what they name."""
        for message in messages:
            if has_words(message):
                self._read(message, message.get(TEXT), message.get(METADATA) or {})
        return messages

    def _read(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> None:
        awaits = metadata.get("awaits") or ""
        if self._guess(message) == DEFAULT_NLU_FALLBACK_INTENT_NAME and not re.search(r"\w", text):
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
        for kind in ("sector", "board"):
            self._note(message, SCHOOL_ANSWERS[kind][1], named_in(text, kind))
        form = None if awaits else named_in(text, "form")
        if form and self._tells_of_news(text, metadata):
            self._note(message, SCHOOL_ANSWERS["form"][1], form)
        danger = 1.0 if speaks_of_danger(text) else self._feared(message, text, metadata)
        if danger >= (_SURE if awaits else FEARED):
            guess = self._guess(message)
            self._note(message, "onderwerp", guess if guess != DANGER_INTENT else None)
            self._set(message, DANGER_INTENT, danger)
        elif self._answers(message, text, metadata):
            return
        elif self._asks_for_a_word(message, text, awaits):
            if self._asks_the_same(message, text, metadata):
                self._set_more(message, self._guess(message))
        elif self._goes_on(message, text, metadata):
            return
        elif self._is_not_understood(message, text, awaits, danger):
            self._set(message, DEFAULT_NLU_FALLBACK_INTENT_NAME, self._confidence(message))

    def _answers(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> bool:
        """Set the intent of a message that gives a day, a kind of school or a place; tell whether it does."""
        awaits = metadata.get("awaits") or ""
        if self._gives_a_date(message, text, metadata):
            self._set(message, DATE_INTENT, 1.0)
            return True
        if self._answers_about_school(message, text, awaits):
            return True
        says_where = awaits == "place" and not asks_something(text) and self._says_where(message, text)
        if _is_a_place(text, awaits) or says_where:
            self._set(message, PLACE_INTENT, 1.0)
            return True
        return False

    def _asks_for_a_word(self, message: Message, text: Text, awaits: Text) -> bool:
        """Note the word whose meaning is asked for; tell whether the message asks for nothing else."""
        word = word_asked_about(text) if not awaits or asks_something(text) else None
        if not word:
            return False
        self._note(message, "woord", word.word)
        about_little_else = len(text.split()) <= _FEW_WORDS
        if not about_little_else and self._guess(message) != DEFAULT_NLU_FALLBACK_INTENT_NAME:
            return False
        self._set(message, word.topic, 1.0 if about_little_else else _LIKELY)
        return True

    def _goes_on(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> bool:
        """Set the intent of a message that asks on about the answer before it; tell whether it does."""
        awaits, about = metadata.get("awaits"), metadata.get("about") or ""
        answered, asked_for = metadata.get("answered") or "", message.get(ANSWER) or ""
        lasts = tells_how_long(text) and not asks_something(text)
        topic = answered or about if lasts else answered
        if not awaits and (asks_on(text) or lasts) and f"utter_{topic}{MORE}" in responses():
            self._set_more(message, topic)
        elif awaits and asks_on(text) and not asks_why(text) and f"utter_{about}{MORE}" in responses():
            # The question came with an answer: "hij is geschorst", "op wat voor school?", "mag dat?".
            self._set_more(message, about)
        elif not awaits and asks_on(text) and self._is_question(about):
            # The days were told, and not yet the answer: "sinds 16 november geschorst", "mag dat?".
            self._set(message, about, 1.0)
        elif self._guess(message) == asked_for.removesuffix(MORE):
            if asked_for.endswith(MORE):
                self._set_more(message, self._guess(message))
        elif not awaits and self._asks_the_same(message, text, metadata):
            self._set_more(message, answered)
        else:
            return False
        return True

    def _set_more(self, message: Message, topic: Text) -> None:
        self._note(message, "onderwerp", topic)
        self._set(message, MORE_INTENT, self._confidence(message))

    def _is_question(self, topic: Text) -> bool:
        # Dates that were worked out are no answer to a question, and would be said again.
        return topic in topics() and topics()[topic].is_question and topics()[topic].group != "termijnen"

    def _is_not_understood(self, message: Message, text: Text, awaits: Text, danger: float) -> bool:
        """Tell whether this is no answer to what was asked, or a guess on which the bot must not act."""
        forgot = awaits == "date" and does_not_know(text)
        is_none = (
            forgot or asks_why(text) or (not asks_something(text) and self._is_no_question(message, text))
        )
        is_no_danger = self._guess(message) == DANGER_INTENT and not danger
        forgets = self._guess(message) == AGAIN_INTENT and self._confidence(message) < _SURE_TO_FORGET
        return (bool(awaits) and is_none) or is_no_danger or forgets

    def _answers_about_school(self, message: Message, text: Text, awaits: Text) -> bool:
        for kind, (intent, entity) in SCHOOL_ANSWERS.items():
            tells = kind == awaits or (says_only(text, kind) and not asks_something(text))
            named = named_in(text, kind, asked=kind == awaits) if tells else None
            if kind == awaits and not named and does_not_know(text):
                named = UNKNOWN
            if named:
                self._note(message, entity, named)
                self._set(message, intent, 1.0)
                return True
        return False

    def _says_where(self, message: Message, text: Text) -> bool:
        """Tell whether this is a place, postcode or school rather than another question."""
        names_one = re.search(r"\d{4}", text) or known_places().named_in(text)
        return bool(names_one) or not self._is_sure(message, text)

    def _is_no_question(self, message: Message, text: Text) -> bool:
        """Tell whether this is not surely about something else than what was asked."""
        return not self._is_sure(message, text) or self._guess(message) in _NO_QUESTION

    def _is_sure(self, message: Message, text: Text) -> bool:
        """Tell whether what the classifier thinks is so likely that it counts where something was asked.

        A name of one or two words may sound like a topic; a sentence says more surely what it is about.
        """
        is_sentence = len(text.split()) > _NAME_WORDS
        understood = self._guess(message) != DEFAULT_NLU_FALLBACK_INTENT_NAME
        return (is_sentence and understood) or self._confidence(message) >= _SURE

    def _tells_of_news(self, text: Text, metadata: Dict[Text, Any]) -> bool:
        """Tell whether this gives, and little else, the day on which she heard of something."""
        days = told(text, _today(metadata))
        return days.is_short and days.may_be_of_an_event and may_be_news(days.event)

    def _asks_the_same(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> bool:
        """Tell whether this is about what was just answered, if there is more of it, and brings no news."""
        topic = metadata.get("answered") or ""
        if self._guess(message) != topic or f"utter_{topic}{MORE}" not in responses():
            return False
        reading = read_date(text, _today(metadata))
        tells_of_school = any(named_in(text, kind) for kind in ("sector", "board"))
        return not (tells_of_school or reading.day or reading.problem)

    def _guess(self, message: Message) -> Text:
        return (message.get(INTENT) or {}).get("name") or ""

    def _feared(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> float:
        """Return how likely the classifier thinks danger, whatever it thinks likeliest.

        Of one word, a day or a place it cannot know: "gisteren" stands in sentences that tell of danger.
        """
        is_a_place = _is_a_place(text, metadata.get("awaits") or "")
        if len(text.split()) == 1 or is_a_place or read_date(text, _today(metadata)).only_a_date:
            return 0.0
        ranking = message.get(INTENT_RANKING_KEY) or []
        return next((float(guess["confidence"]) for guess in ranking if guess["name"] == DANGER_INTENT), 0.0)

    def _likely_events(self, message: Message) -> Set[Text]:
        """Return the events (terms.yml) that the topics which the bot would ask about count from."""
        ranking = (guess["name"] for guess in message.get(INTENT_RANKING_KEY) or [])
        return {event for topic in that_may_be_meant(ranking)[:ASKED] if (event := topics()[topic].event)}

    def _confidence(self, message: Message) -> float:
        return float((message.get(INTENT) or {}).get("confidence", 0.0))

    def _set(self, message: Message, intent: Text, confidence: float) -> None:
        message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)

    def _note(self, message: Message, entity: Text, value: Any) -> None:
        there = [e for e in message.get(ENTITIES) or [] if e["entity"] != entity]
        if value:
            whole = {"start": 0, "end": len(message.get(TEXT)), "confidence_entity": 1.0}
            there.append({"entity": entity, "value": value, **whole, "extractor": "ShortAnswers"})
            message.set(ENTITIES, there, add_to_output=True)

    def _gives_a_date(self, message: Message, text: Text, metadata: Dict[Text, Any]) -> bool:
        today = _today(metadata)
        reading = read_date(text, today)
        if reading.day is None and reading.problem is None:
            return shift_in(text) is not None and not asks_something(text)
        if reading.only_a_date or metadata.get("awaits") == "date":
            return True
        # "op 9 november bezwaar gemaakt": the day is what is sure; what it is of may have been said before.
        # In a long story it need not be what she asks about, unless a likely topic counts from what happened.
        days = told(text, today)
        unsure = self._guess(message) in LEAVES_OPEN
        has_been = reading.day is None or reading.day <= today
        is_of_something = bool(days.event) or NEWS in days.of_event
        says_little_else = len(text.split()) <= _AROUND_A_DAY and not asks_something(text)
        is_clear = days.is_short and days.day_of(days.event, asked=True) is not None
        is_clear = is_clear and (is_of_something or says_little_else)
        return unsure and has_been and (is_clear or days.event in self._likely_events(message))


def _is_a_place(text: Text, awaits: Text) -> bool:
    """Tell whether a message is nothing but a place, or the name of a school where that was asked."""
    asked = awaits == "place"
    if known_places().is_all_of(text, asked=asked) or (asked and _SCHOOL.fullmatch(text.strip())):
        return True
    return awaits != "date" and _POSTCODE.fullmatch(plain_digits(text).strip()) is not None


def _today(metadata: Dict[Text, Any]) -> date:
    # The day only matters for the year that is left out, so any day will do without metadata.
    return date.fromisoformat(metadata.get("today", "2026-11-22"))
