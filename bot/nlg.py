"""Answers: the Dutch template of the domain, translated by gettext, then filled in.

The language is that of the message being answered (its metadata). What an answer rests on travels
with it: its topic, the facts as `sources`, the Dutch words a parent meets at school as `terms`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Dict, List, Optional, Text

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.otherwise import otherwise
from guide.answers import MORE
from guide.facts import Fact, facts, shown_sources
from guide.glossary import Word, glossary, words_in
from guide.language import N_, SOURCE, catalog, is_translated, languages, supported, translate

_OUT_OF_DATE = "utter_feit_verlopen"
_OTHER_IN_MBO = "utter_anders_in_mbo"
_NO_DIFFERENCE = "utter_geen_verschil"
_MORE = "/meer"
# She greets, and has been greeted already: a conversation begins with it.
_GREETING, _GREETED_BACK = "utter_groet", "utter_groet_terug"
SIMPLER = N_("Eenvoudiger")
NOT_TRANSLATED = N_("(Dit antwoord is nog niet in uw taal vertaald.)")
BACK_TO_THE_QUESTION = N_("Terug naar mijn vraag")
SAID_BEFORE = N_("Dat staat in wat ik net zei. Hier is het nog eens:")


class GettextNLG(TemplatedNaturalLanguageGenerator):
    """Makes the bot's utterances in the language of the conversation.

    It is a templated generator by name only: that is how Rasa knows to hand it the responses of the
    model once it is loaded.
    """

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig] = None,
        domain: Optional[Domain] = None,
        known_facts: Optional[Mapping[Text, Fact]] = None,
    ) -> None:
        """Take the Dutch templates from the domain."""
        super().__init__((domain or Domain.empty()).responses)
        self._facts = facts() if known_facts is None else known_facts
        for language in languages():
            catalog(language)  # read now, so that the first parent does not wait for it

    async def generate(
        self,
        utter_action: Text,
        tracker: DialogueStateTracker,
        output_channel: Text,
        **kwargs: Any,
    ) -> Optional[Dict[Text, Any]]:
        """Return the utterance `utter_action`.

        Of the keyword arguments, `values` fill the template, `locale` overrides the language, and
        `payload` (instructions, topic, deadlines) is added to the custom part; its `facts` join those
        of the template, as what the answer rests on. With `only_extra` just that is said which holds
        for the parent's kind of school, and with `extra_if_any` nothing at all when nothing does.
        """
        if utter_action not in self.responses:
            return None
        message = tracker.latest_message
        metadata = (message.metadata if message else None) or {}
        if utter_action == _GREETING and _typed(message):
            utter_action = _GREETED_BACK
        locale = supported(kwargs.get("locale") or metadata.get("locale"))
        known = _known(tracker, metadata)
        template = self._template(utter_action)
        extra = _extra(template, known)
        if kwargs.get("extra_if_any") and not extra:
            return None
        if kwargs.get("only_extra") or kwargs.get("extra_if_any"):
            template = self._only(extra, template)
        payload = dict(kwargs.get("payload") or {})
        rests_on = _facts(template, extra, payload.pop("facts", []))
        problem = self._problem(rests_on, metadata, known)
        if problem:
            utter_action, template, extra, kwargs, payload = problem, self._template(problem), [], {}, {}
            rests_on = _facts(template, extra, [])
        plain = _is_plain(utter_action, template, kwargs)
        said = [template["text"], *(part["text"] for part in extra)]
        texts = [translate(text, locale) for text in said if text]
        asked = _asked_about(message) if plain else []
        texts[:0] = [f"**{word.word}**: {translate(word.explanation, locale)}" for word in asked]
        if any(text and not is_translated(text, locale) for text in said):
            texts.append(translate(NOT_TRANSLATED, locale))
        if plain and not asked and _typed(message) and _said_last(tracker, utter_action, rests_on):
            texts.insert(0, translate(SAID_BEFORE, locale))
        return {
            "text": "\n\n".join(texts).format(**kwargs.get("values", {})),
            "buttons": _buttons(template, locale, back=plain and bool(known["form"])),
            "custom": {
                **_about(template, message),
                **_sources(rests_on),
                **_terms(" ".join([*said, _typed(message)]), locale, told=asked),
                **self._simpler(utter_action, template, locale),
                **_otherwise(utter_action, template, payload, message, locale),
                **payload,
                "lang": locale,
            },
        }

    def _template(self, name: Text) -> Dict[Text, Any]:
        """Return a template; `_meer`, `_simpel` and `_terug` take over what the answer itself has."""
        own = self.responses[name][0]
        base = self.responses.get(re.sub("_(?:meer|simpel|terug)$", "", name), [own])[0]
        if base is own:
            return own
        buttons = [b for b in base.get("buttons", []) if not b["payload"].startswith(_MORE)]
        metadata = {k: v for k, v in (base.get("metadata") or {}).items() if k != "extra"}
        return {
            **own,
            "buttons": own.get("buttons", buttons if name.endswith(MORE) else base.get("buttons", [])),
            "metadata": {**metadata, **(own.get("metadata") or {})},
        }

    def _simpler(self, name: Text, template: Mapping[Text, Any], locale: Text) -> Dict[Text, Any]:
        """Return the button by which an answer is said again in simpler words, if it has such a form."""
        topic = _topic(template)
        if name != f"utter_{topic}" or f"{name}_simpel" not in self.responses:
            return {}
        value = f'/makkelijker_uitleggen{{"onderwerp": "{topic}"}}'
        return {"simpler": {"title": translate(SIMPLER, locale), "value": value}}

    def _only(self, extra: List[Dict[Text, Any]], template: Dict[Text, Any]) -> Dict[Text, Any]:
        if not extra:
            return {**self.responses[_NO_DIFFERENCE][0], "metadata": {"topic": _topic(template)}}
        return {"text": "", "metadata": {"topic": _topic(template)}}

    def _problem(
        self, rests_on: List[Text], metadata: Mapping[Text, Any], known: Mapping[Text, Text]
    ) -> Optional[Text]:
        """Return what to say instead of an answer whose facts do not hold: not any more, or not in mbo."""
        today = metadata.get("today")
        if today and not all(self._facts[f].holds_on(date.fromisoformat(today)) for f in rests_on):
            return _OUT_OF_DATE
        sectors = {s for f in rests_on for s in self._facts[f].sectors}
        if known["sector"] == "mbo" and sectors and "mbo" not in sectors and not _for_everyone(rests_on):
            return _OTHER_IN_MBO
        return None


def _known(tracker: DialogueStateTracker, metadata: Mapping[Text, Any]) -> Dict[Text, Text]:
    """Return what is known of the school, and which form waits for an answer."""
    return {
        "sector": tracker.get_slot("sector") or metadata.get("sector") or "unknown",
        "board": tracker.get_slot("bestuur") or "unknown",
        "form": tracker.get_slot("formulier") or "",
    }


def _extra(template: Mapping[Text, Any], known: Mapping[Text, Text]) -> List[Dict[Text, Any]]:
    """Return the parts of an answer that hold for this kind of school."""
    parts = (template.get("metadata") or {}).get("extra", [])
    return [part for part in parts if all(known[key] in values for key, values in part["when"].items())]


def _facts(template: Mapping[Text, Any], extra: List[Dict[Text, Any]], more: List[Text]) -> List[Text]:
    in_template = (template.get("metadata") or {}).get("facts", [])
    return list(dict.fromkeys([*in_template, *(f for part in extra for f in part["facts"]), *more]))


def _topic(template: Mapping[Text, Any]) -> Text:
    return (template.get("metadata") or {}).get("topic", "")


def _is_plain(name: Text, template: Mapping[Text, Any], kwargs: Mapping[Text, Any]) -> bool:
    """Tell whether this is the answer to a topic, and no part of a form."""
    in_form = kwargs.get("only_extra") or kwargs.get("extra_if_any")
    return re.match(f"utter_{_topic(template)}({MORE}|_simpel)?$", name) is not None and not in_form


def _for_everyone(rests_on: List[Text]) -> bool:
    """Tell whether an answer is about people to call, which is no different in mbo."""
    return all(fact.startswith(("emergency-", "route-", "steunpunt-")) for fact in rests_on)


def _buttons(template: Mapping[Text, Any], locale: Text, *, back: bool) -> List[Dict[Text, Text]]:
    """Return the buttons of an answer; `back` adds one to the question that it interrupted."""
    buttons = list(template.get("buttons", []))
    if back:
        buttons.insert(0, {"title": BACK_TO_THE_QUESTION, "payload": "/vervolg"})
    return [{"title": translate(b["title"], locale), "payload": b["payload"]} for b in buttons]


def _about(template: Mapping[Text, Any], message: Any) -> Dict[Text, Any]:
    """Tell what the answer is about, and what the parent was understood to ask."""
    metadata = template.get("metadata") or {}
    about = {key: metadata[key] for key in ("topic", "input", "asks") if key in metadata}
    intent = (message.intent if message else None) or {}
    if intent.get("name"):
        about["intent"] = intent["name"]
        about["confidence"] = round(float(intent.get("confidence", 0)), 3)
    return about


def _otherwise(
    name: Text, template: Mapping[Text, Any], payload: Mapping[Text, Any], message: Any, locale: Text
) -> Dict[Text, Any]:
    """Return what she may have meant instead, beside the answer itself: to its topic, or with its dates."""
    topic = payload.get("topic") or _topic(template)
    if name not in (f"utter_{topic}", f"utter_{topic}{MORE}") and "deadlines" not in payload:
        return {}
    return otherwise(topic, message, locale, [b["payload"] for b in template.get("buttons", [])])


def _sources(rests_on: List[Text]) -> Dict[Text, Any]:
    if not rests_on:
        return {}
    return {"facts": rests_on, "sources": shown_sources(rests_on)}


def _asked_about(message: Any) -> List[Word]:
    """Return the Dutch word whose meaning she asks for, if she does."""
    names = [e["value"] for e in (message.entities if message else None) or [] if e["entity"] == "woord"]
    return [word for word in glossary() if word.word in names]


def _said_last(tracker: DialogueStateTracker, name: Text, rests_on: List[Text]) -> bool:
    """Tell whether this answer was the latest utterance, on the same facts and so for the same school."""
    last = next((event for event in reversed(tracker.events) if isinstance(event, BotUttered)), None)
    if last is None or last.metadata.get("utter_action") != name or not rests_on:
        return False
    return (last.data.get("custom") or {}).get("facts", []) == rests_on


def _typed(message: Any) -> Text:
    """Return what she typed, in which there may be words that a school wrote; nothing for a button."""
    text = (message.text if message else None) or ""
    return "" if text.startswith("/") else text


def _terms(dutch_text: Text, locale: Text, *, told: List[Word]) -> Dict[Text, Any]:
    words = [word for word in words_in(dutch_text) if word not in told]
    if not words or (locale == SOURCE and len(dutch_text) < 200):
        return {}
    return {"terms": [{"nl": w.word, "explanation": translate(w.explanation, locale)} for w in words]}
