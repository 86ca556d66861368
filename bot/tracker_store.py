"""Rasa's memory of a conversation, in the project's own database.

Rasa's SQL store keeps every event for ever, reads a whole session each turn, blocks its event loop
while doing so, and cannot delete a sender. This one keeps one row a sender with its latest events and
the slots as they stand, keeps what it used last in memory (and sees by the moment of the stored row whether
another rasa has gone on with it), writes off the loop, and deletes.
"""

import asyncio
import json
import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any, Callable, Dict, Iterable, List, Optional, Text, TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from store import trackers
from store.database import open_database

logger = logging.getLogger(__name__)

EVENTS_KEPT = 60
TRACKERS_IN_MEMORY = 1_500
_RANKING_KEPT = 4

T = TypeVar("T")


class DeskTrackerStore(TrackerStore):
    """One row a sender: the latest events, at most `EVENTS_KEPT`, and the slots before them."""

    def __init__(
        self,
        domain: Optional[Domain],
        event_broker: Optional[EventBroker] = None,
        host: Text = "",
        **kwargs: Any,
    ) -> None:
        """Open the database at `host`, which is what Rasa calls the url of endpoints.yml."""
        super().__init__(domain, event_broker)
        self._engine = open_database(host)
        # One thread: SQLite writes one at a time, and the order of writes is the order of turns.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tracker")
        self._recent: "OrderedDict[Text, DialogueStateTracker]" = OrderedDict()
        # When the row that each of these goes on from was stored; one that is being used stays in here.
        self._stored_at: Dict[Text, Optional[datetime]] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the latest events of the tracker in place of what was there."""
        kept = self._capped(tracker)
        for event in kept.events:
            _lighten(event)
        text = json.dumps([event.as_dict() for event in kept.events], separators=(",", ":"))
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        try:
            await self._off_loop(lambda: trackers.save(self._engine, tracker.sender_id, text, now))
            self._stored_at[tracker.sender_id] = now
        except SQLAlchemyError as error:
            # The conversation goes on from memory; the desk has every message in any case.
            logger.error("A tracker could not be saved: %s", type(error).__name__)
        self._remember(kept)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker of a sender, None when nothing is kept.

        It leaves the memory until it is saved again, so that a turn that fails leaves no trace.
        """
        if sender_id in self._recent:
            if await self._is_latest(sender_id):
                return self._recent.pop(sender_id)
            self.forget(sender_id)
        found = await self._off_loop(lambda: trackers.load(self._engine, sender_id))
        if found is None:
            return None
        text, self._stored_at[sender_id] = found
        events = [Event.from_parameters(event) for event in json.loads(text)]
        return self._made(sender_id, [event for event in events if event])

    async def _is_latest(self, sender_id: Text) -> bool:
        """Tell whether no other rasa has stored this sender since."""
        try:
            there = await self._off_loop(lambda: trackers.saved_at(self._engine, sender_id))
        except SQLAlchemyError:
            return True  # a database that is away had no news from another rasa either
        return there == self._stored_at.get(sender_id)

    def remembers(self, sender_id: Text, slot: Text) -> bool:
        """Tell whether a slot is set for a sender who is in memory; no database is asked."""
        tracker = self._recent.get(sender_id)
        return tracker is not None and bool(tracker.get_slot(slot))

    def forget(self, sender_id: Text) -> None:
        """Drop a sender from memory only: the next turn begins with what is stored."""
        self._recent.pop(sender_id, None)
        self._stored_at.pop(sender_id, None)

    async def delete(self, sender_id: Text) -> None:
        """Forget a sender, in memory and in the database."""
        self.forget(sender_id)
        await self._off_loop(lambda: trackers.erase(self._engine, sender_id))

    async def keys(self) -> Iterable[Text]:
        """Return the ids of all senders."""
        return await self._off_loop(lambda: trackers.senders(self._engine))

    def _capped(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Return the tracker with its latest events only, whole turns, and the slots they began with."""
        events = list(tracker.events)
        if len(events) <= EVENTS_KEPT:
            return tracker
        start = len(events) - EVENTS_KEPT // 2
        while start < len(events) - 1 and not isinstance(events[start], UserUttered):
            start += 1
        before = self._made(tracker.sender_id, events[:start])
        slots = [SlotSet(k, v) for k, v in before.current_slot_values().items() if v is not None]
        opening = [SessionStarted(), *slots, ActionExecuted(ACTION_LISTEN_NAME)]
        return self._made(tracker.sender_id, [*opening, *events[start:]])

    def _made(self, sender_id: Text, events: List[Event]) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    def _remember(self, tracker: DialogueStateTracker) -> None:
        self._recent[tracker.sender_id] = tracker
        while len(self._recent) > TRACKERS_IN_MEMORY:
            oldest, _ = self._recent.popitem(last=False)
            self._stored_at.pop(oldest, None)

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _lighten(event: Event) -> None:
    """Leave out of an event that is past what no later turn reads: each action is sent all of them.

    What the bot said word for word is with the desk.
    """
    if isinstance(event, BotUttered):
        event.text = ""
        event.data = {key: value for key, value in event.data.items() if value}
    elif isinstance(event, UserUttered) and event.parse_data:
        event.parse_data.pop("response_selector", None)
        event.parse_data.pop("text_tokens", None)
        event.parse_data["intent_ranking"] = event.parse_data.get("intent_ranking", [])[:_RANKING_KEPT]
