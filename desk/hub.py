"""Tell the open streams of a conversation that there is news.

What is new is in the database before it is told, so a lost event costs a second, not a message. The other
desks are told only that there is news, and read it themselves. What is never stored (typing, done, state, the
farewell of an erased conversation) goes to them whole.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """An event of the stream: its name and data, and a sequence number where it is a message."""

    name: str
    data: Mapping[str, Any]
    seq: int | None = None


NEWS = Event("news", {})
GONE = Event("gone", {})
# Something may have been missed: messages, whether she has her answer, the state.
MISSED = Event("missed", {})


class Hub:
    """The open streams, by conversation."""

    def __init__(self) -> None:
        """Begin without streams."""
        self._streams: defaultdict[str, set[asyncio.Queue[Event]]] = defaultdict(set)
        self.tell_others: Callable[[str, Event], None] | None = None

    def tell(self, conversation_id: str, event: Event = NEWS) -> None:
        """Hand an event to every open stream of a conversation, here and at the other desks."""
        self.hand_on(conversation_id, event)
        if self.tell_others:
            self.tell_others(conversation_id, event)

    def tell_stored(self, conversation_id: str, message: Event) -> None:
        """Hand a message that is stored to every open stream here, and the news of it to the other desks."""
        self.hand_on(conversation_id, message)
        if self.tell_others:
            self.tell_others(conversation_id, NEWS)

    def hand_on(self, conversation_id: str, event: Event) -> None:
        """Hand an event to the streams that are open here."""
        for queue in self._streams.get(conversation_id, ()):
            queue.put_nowait(event)

    @contextmanager
    def listen(
        self, conversation_id: str, queue: asyncio.Queue[Event] | None = None
    ) -> Iterator[asyncio.Queue[Event]]:
        """Give a queue with the events of a conversation from now on; one queue may hear of several."""
        queue = asyncio.Queue() if queue is None else queue
        self._streams[conversation_id].add(queue)
        try:
            yield queue
        finally:
            self._streams[conversation_id].discard(queue)
            if not self._streams[conversation_id]:
                del self._streams[conversation_id]
