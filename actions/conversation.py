"""What an action needs to know of a conversation, read from the tracker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import dropwhile, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from guide.cases import of_one_case
from guide.language import supported
from guide.terms import SECTORS, Deadline, deadlines
from guide.topics import that_may_be_meant

ROUTES = "routes"
# Whether there is danger is asked where it is feared at least so much.
_DANGER, _LEAST_FEARED = "noodsituatie", 0.01


@dataclass(frozen=True)
class Turn:
    """The message being answered, with what the desk told about it.

    `confidence` is how sure the bot is of the intent, from 0 to 1; `ranking` has what the classifier made of
    it, likeliest first, without a danger that is hardly feared. It is said `again` when the parent has just
    chosen another language. `about` is the topic of the answers before it, an empty string where there was
    none.
    """

    text: str
    intent: str
    entities: Mapping[str, str]
    locale: str
    today: date
    awaits: str
    sector: str
    confidence: float
    ranking: tuple[str, ...]
    again: bool
    about: str

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed: its value names the intent."""
        return self.text.startswith("/")


@dataclass
class Case:
    """What is remembered of the parent's case.

    `happened` has the days of events (terms.yml); `event` is the one that is spoken of now, and
    `loose_day` a day that was given before its event was known. `asking` is the form whose questions
    are being asked ("routes", or a topic about the swv), if any; `swv` is the code of the parent's own
    samenwerkingsverband, and `place` what she said of where, before the kind of school was known.
    """

    happened: dict[str, date] = field(default_factory=dict)
    event: str = ""
    loose_day: date | None = None
    sector: str = ""
    board: str = ""
    form: str = ""
    situation: str = ""
    asking: str = ""
    swv: str = ""
    place: str = ""

    @property
    def dates_of(self) -> dict[str, date]:
        """The events that count beside the one that is spoken of."""
        return of_one_case(self.event, self.happened)

    def deadlines(self) -> list[Deadline]:
        """Return the dates that follow from the event spoken of and those that belong with it."""
        sector = next((s for s in SECTORS if s == self.sector), None)
        board = "public" if self.board == "public" else "private" if self.board == "private" else "unknown"
        return deadlines(self.dates_of, sector, board)

    def slots(self) -> list[EventType]:
        """Return the events that make the tracker remember this."""
        return [
            SlotSet("zaak", {event: day.isoformat() for event, day in self.happened.items()}),
            SlotSet("gebeurtenis", self.event or None),
            SlotSet("datum", self.loose_day.isoformat() if self.loose_day else None),
            SlotSet("sector", self.sector or None),
            SlotSet("bestuur", self.board or None),
            SlotSet("vorm", self.form or None),
            SlotSet("situatie", self.situation or None),
            SlotSet("formulier", self.asking or None),
            SlotSet("swv", self.swv or None),
            SlotSet("plaats", self.place or None),
        ]

    def as_payload(self) -> dict[str, Any]:
        """Return what the desk needs to make files of this case."""
        return {
            "event": self.event,
            "happened": {event: day.isoformat() for event, day in self.dates_of.items()},
            "sector": self.sector if self.sector in SECTORS else None,
            "board": self.board or "unknown",
            "situation": self.situation,
            "form": self.form or "unknown",
        }


def turn(tracker: Tracker) -> Turn:
    """Read the latest message of a tracker."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    return Turn(
        text=message.get("text") or "",
        intent=(message.get("intent") or {}).get("name") or "",
        entities={e["entity"]: str(e["value"]) for e in message.get("entities") or []},
        locale=supported(metadata.get("locale")),
        today=date.fromisoformat(metadata["today"]),
        awaits=metadata.get("awaits") or "",
        sector=metadata.get("sector") or "",
        confidence=float((message.get("intent") or {}).get("confidence") or 0),
        ranking=tuple(
            r["name"]
            for r in message.get("intent_ranking") or []
            if r["name"] != _DANGER or r["confidence"] >= _LEAST_FEARED
        ),
        again=bool(metadata.get("again")),
        about=metadata.get("about") or "",
    )


def likely_topics(now: Turn, besides: str | None = None) -> list[str]:
    """Return what the message may be about, likeliest first, without small talk."""
    return [intent for intent in that_may_be_meant(now.ranking) if intent != besides]


def case_of(tracker: Tracker) -> Case:
    """Read what is remembered of the case; the page that embeds the widget may have told the sector."""
    loose = tracker.get_slot("datum")
    return Case(
        happened={e: date.fromisoformat(day) for e, day in (tracker.get_slot("zaak") or {}).items()},
        event=tracker.get_slot("gebeurtenis") or "",
        loose_day=date.fromisoformat(loose) if loose else None,
        sector=tracker.get_slot("sector") or turn(tracker).sector,
        board=tracker.get_slot("bestuur") or "",
        form=tracker.get_slot("vorm") or "",
        situation=tracker.get_slot("situatie") or "",
        asking=tracker.get_slot("formulier") or "",
        swv=tracker.get_slot("swv") or "",
        place=tracker.get_slot("plaats") or "",
    )


def answers_before(tracker: Tracker) -> Iterator[Mapping[str, Any]]:
    """Yield the bot's utterances before this message, latest first: `name`, `custom`, `buttons`."""
    return (_said(event) for event in reversed(tracker.events) if event.get("event") == "bot")


def last_answer(tracker: Tracker) -> Iterator[Mapping[str, Any]]:
    """Yield what the bot said to the message before this one, latest first; as `answers_before`."""
    kinds = ("user", "bot")
    before = (event for event in reversed(tracker.events) if event.get("event") in kinds)
    since = dropwhile(lambda event: event["event"] == "bot", before)  # said to this message
    next(since, None)
    return (_said(event) for event in takewhile(lambda event: event["event"] == "bot", since))


def _said(event: Mapping[str, Any]) -> Mapping[str, Any]:
    data = event.get("data") or {}
    return {
        "name": (event.get("metadata") or {}).get("utter_action", ""),
        "custom": data.get("custom") or {},
        "buttons": data.get("buttons") or [],
    }


def topic_answered_last(tracker: Tracker) -> str:
    """Return the topic of the latest answer that had one, "" before the first."""
    return next((a["custom"]["topic"] for a in answers_before(tracker) if a["custom"].get("topic")), "")


def latest_answer(tracker: Tracker) -> Mapping[str, Any]:
    """Return the bot's last utterance, an empty one when it has said nothing yet."""
    return next(answers_before(tracker), {"name": "", "custom": {}, "buttons": []})
