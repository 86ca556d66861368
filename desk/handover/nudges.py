"""Tell those who look that a hand-over has changed: the parent, the queue that she is in, the consoles."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import Engine

from desk import clock
from desk.handover import status
from desk.hub import Event, Hub
from store import conversations, handovers
from store.conversations import UnknownConversationError

QUEUE = Event("queue", {})


def channel(steunpunt_id: str) -> str:
    """Return the name under which the hub knows those who look at the queue of a steunpunt."""
    return f"steunpunt:{steunpunt_id}"


def talk_channel(conversation_id: str) -> str:
    """Return the name under which the hub knows the consultant who looks at a conversation."""
    return f"talk:{conversation_id}"


@dataclass
class Nudges:
    """Sends the news on. `run` calls a blocking function of the store off the event loop."""

    engine: Engine
    hub: Hub
    run: Callable[..., Any]
    _counting: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _again: set[str] = field(default_factory=set)

    async def changed(self, conversation_id: str, *steunpunten: str) -> None:
        """Tell of new messages and a new state, and count the queues anew: hers and those named."""
        self.hub.tell(conversation_id)
        seen = await self.run(handovers.latest_of, self.engine, conversation_id)
        try:
            conversation = await self.run(conversations.get, self.engine, conversation_id)
            state = await self.run(status.state_of, self.engine, conversation, clock.now())
            self.hub.tell(conversation_id, Event("state", state))
        except UnknownConversationError:
            pass
        for steunpunt_id in {*steunpunten, *([seen.steunpunt_id] if seen else [])}:
            self.queue_changed(steunpunt_id)

    def queue_changed(self, steunpunt_id: str) -> None:
        """Count the places in a queue anew; however often it changes, one count at a time."""
        self.hub.tell(channel(steunpunt_id), QUEUE)
        if steunpunt_id in self._counting:
            self._again.add(steunpunt_id)
            return
        self._counting[steunpunt_id] = asyncio.create_task(self._count(steunpunt_id))

    async def _count(self, steunpunt_id: str) -> None:
        try:
            while True:
                self._again.discard(steunpunt_id)
                states = await self.run(status.states_in_queue, self.engine, steunpunt_id, clock.now())
                for conversation_id, state in states.items():
                    self.hub.tell(conversation_id, Event("state", state))
                if steunpunt_id not in self._again:
                    return
        finally:
            del self._counting[steunpunt_id]
