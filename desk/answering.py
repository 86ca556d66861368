"""Get each message its answer: one at a time per conversation, and never silence.

The database says what is owed. A message that rasa could not take waits until rasa is back; the
parent is told. Whatever else goes wrong, she gets a sentence and somebody to call.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from desk import clock, metrics
from desk.faults import place_of
from desk.handover import flow
from desk.handover.nudges import Nudges
from desk.hub import GONE, Event, Hub
from desk.messages import as_event
from desk.rasa import Rasa, RasaAwayError, RasaError, Utterance
from desk.settings import Settings
from guide import meant
from guide.facts import shown_sources
from guide.language import N_, translate
from guide.masking import masked
from guide.topics import topics
from store import conversations, handovers, review, turns
from store.conversations import Conversation, Message, UnknownConversationError
from store.turns import HeldError, Turn

log = structlog.get_logger()

FIRST_WORDS = "/groet"
BACK_SOON = N_(
    "Eén moment, ik ben zo terug. Uw bericht is bewaard en ik beantwoord het zodra het kan. "
    "Kunt u niet wachten? Bel Ouders & Onderwijs: [088 605 01 01](tel:+31886050101)."
)
SORRY = N_(
    "Sorry, er ging bij mij iets mis en ik kan dit nu niet beantwoorden. Uw bericht is bewaard. "
    "Probeer het straks nog eens, of vraag het aan een mens: Ouders & Onderwijs, "
    "[088 605 01 01](tel:+31886050101)."
)
PERSON = N_("Praat met een mens")

_SECONDS_BETWEEN_TRIES = 2.0
_SECONDS_BETWEEN_LOOKS = 5.0
_SECONDS_FOR_OTHERS = 1.0
# Younger messages are being taken up by the desk that took them.
_OWED_AFTER = timedelta(seconds=3)
_SECONDS_UNTIL_SORRY = 180.0
# Rasa does one thing at a time: more at once only make each slower.
_ANSWERED_AT_ONCE = 8
# What rasa is told with words that are answered anew, whatever was said since.
_ANEW = {"awaits": "", "answered": "", "left_open": "", "again": True}


def _answered(said: Mapping[str, Any]) -> str:
    """Return the topic whose answer this is; dates that were counted are said beside it, not instead."""
    return "" if "case" in said else said.get("topic") or ""


def _about(said: Mapping[str, Any], before: str) -> str:
    """Return what the talk is about after an utterance; small talk and finding the swv change nothing."""
    topic = topics().get(said.get("topic", ""))
    changes_it = topic and topic.group != "gesprek" and not (before and topic.id == "swv_vinden")
    return str(said.get("about", topic.id if topic and changes_it else before))


@dataclass
class Answering:
    """Answers pending messages. `run` calls a blocking function of the store off the event loop."""

    engine: Engine
    hub: Hub
    rasa: Rasa
    settings: Settings
    run: Callable[..., Any]
    nudges: Nudges
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _nudged: set[str] = field(default_factory=set)
    _erasing: set[str] = field(default_factory=set)
    # Who has one is being answered. The others wait here and not in rasa, where the time would run.
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_ANSWERED_AT_ONCE))
    # The conversations whose turn (store/turns.py) this desk has.
    _held: set[str] = field(default_factory=set)
    _closing: bool = False

    def nudge(self, conversation_id: str) -> None:
        """See to it that the pending messages of a conversation get answered."""
        self._nudged.add(conversation_id)
        running = self._tasks.get(conversation_id)
        if running and not running.done():
            return
        task = asyncio.create_task(self._drain(conversation_id))
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda _: self._forget_task(conversation_id, task))

    async def take_up_what_is_owed(self) -> None:
        """Take up what a crash left unanswered, here or at another desk, now and every few seconds."""
        pause = timedelta()
        while True:
            now = clock.now()
            try:
                for conversation_id in await self.run(
                    turns.owed, self.engine, self.settings.desk, now, now - pause
                ):
                    self.nudge(conversation_id)
                pause = _OWED_AFTER
            except SQLAlchemyError as error:
                log.error("cannot see what is owed", kind=type(error).__name__)
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)

    async def erase(self, *conversation_ids: str) -> None:
        """Delete every trace of conversations, waiting for turns that are under way."""
        self._erasing.update(conversation_ids)
        try:
            running = [self._tasks[i] for i in conversation_ids if i in self._tasks]
            if running:
                await asyncio.wait(running, timeout=self.settings.answer_timeout_seconds)
            for conversation_id in conversation_ids:
                await self.rasa.forget(conversation_id)
            await self._erase_stored(*conversation_ids)
        finally:
            self._erasing.difference_update(conversation_ids)
        for conversation_id in conversation_ids:
            self.hub.tell(conversation_id, GONE)

    async def _erase_stored(self, *conversation_ids: str) -> None:
        asked = [await self.run(handovers.open_of, self.engine, i) for i in conversation_ids]
        await self.run(conversations.erase, self.engine, conversation_ids)
        for steunpunt_id in {seen.steunpunt_id for seen in asked if seen}:
            self.nudges.queue_changed(steunpunt_id)

    async def close(self) -> None:
        """Finish the turns that are under way; the rest is taken up by another desk or at the next start."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=self.settings.answer_timeout_seconds)
        left = list(self._tasks.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _forget_task(self, conversation_id: str, task: asyncio.Task[None]) -> None:
        if self._tasks.get(conversation_id) is task:
            del self._tasks[conversation_id]
        if not task.cancelled() and task.exception():
            log.error("answering failed", kind=type(task.exception()).__name__)

    async def _drain(self, conversation_id: str) -> None:
        try:
            while conversation_id not in self._erasing and not self._closing:
                try:
                    if not await self._answer_next(conversation_id):
                        return
                except (UnknownConversationError, HeldError):
                    return
                except SQLAlchemyError as error:
                    log.error("the database did not take an answer", kind=type(error).__name__)
                    await asyncio.sleep(_SECONDS_BETWEEN_TRIES)
        finally:
            with contextlib.suppress(SQLAlchemyError):
                await self._let_go(conversation_id)

    async def _let_go(self, conversation_id: str) -> None:
        if conversation_id in self._held:
            self._held.discard(conversation_id)
            await self.run(turns.let_go, self.engine, conversation_id, self.settings.desk)

    async def _take(self, conversation_id: str) -> Turn | None:
        turn: Turn | None = await self.run(
            turns.take, self.engine, conversation_id, self.settings.desk, clock.now()
        )
        if turn:
            self._held.add(conversation_id)
        return turn

    async def _answer_next(self, conversation_id: str) -> bool:
        """Answer the oldest pending message. Return whether there may be another."""
        self._nudged.discard(conversation_id)
        turn = await self._take(conversation_id)
        if turn is None:
            return conversation_id in self._nudged  # True when one was stored while we were looking
        try:
            if await self._for_a_person(turn):
                return True
            return await self._answer(turn) or conversation_id in self._nudged
        except (UnknownConversationError, HeldError, SQLAlchemyError):
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is, the parent must hear of it)
            log.error("answering failed", kind=type(error).__name__, where=place_of(error))
            await self._finish(turn, "sorry")
        return True

    async def _for_a_person(self, turn: Turn) -> bool:
        """Answer what belongs to a hand-over, without rasa. False when the message is for the bot."""
        conversation, message, seen = turn.conversation, turn.message, turn.handover
        if message.kind == "start":
            return False
        if seen is None and not (message.value or "").startswith(flow.PREFIX):
            return False
        if not await self.run(flow.takes, self.engine, conversation, message, *self._moment()):
            return False
        if await self.run(handovers.open_of, self.engine, conversation.id) == seen:
            self.hub.tell(conversation.id)  # a word to the person who has it: no queue has changed
        else:
            await self.nudges.changed(conversation.id, *([seen.steunpunt_id] if seen else []))
        self.hub.tell(conversation.id, Event("done", {"client_id": message.client_id}))
        return True

    def _moment(self) -> tuple[datetime, date]:
        return clock.now(), clock.today(self.settings.today)

    async def _answer(self, turn: Turn) -> bool:
        """Have rasa answer, for as long as it takes. Return whether another message waits."""
        conversation, message = turn.conversation, turn.message
        self.hub.tell(conversation.id, Event("typing", {"sender": "bot"}))
        began = time.monotonic()
        told, outcome = False, "answered"
        while True:
            try:
                async with self._places:
                    await self._relay(turn)
                break
            except RasaAwayError:
                if time.monotonic() - began > _SECONDS_UNTIL_SORRY:
                    outcome = "sorry"
                    break
                if message.value in flow.ASKS_FOR_A_PERSON and await self._without_rasa(
                    conversation, message
                ):
                    break
                await self._offer_to_others(conversation, message)
                if not told and message.kind != "start":
                    told = True
                    await self._say_ourselves(conversation, BACK_SOON)
                await asyncio.sleep(_SECONDS_BETWEEN_TRIES)
                if conversation.id in self._erasing or self._closing:
                    return False
            except RasaError as error:
                log.warning("no answer from rasa", kind=str(error))
                outcome = "sorry"
                break
        metrics.ANSWER_SECONDS.observe(time.monotonic() - began)
        return await self._finish(turn, outcome)

    async def _offer_to_others(self, conversation: Conversation, message: Message) -> None:
        """Let another desk answer, whose rasa may be well. Raises HeldError when one has taken it up."""
        if not self.hub.tell_others:
            return
        await self._let_go(conversation.id)
        self.hub.tell_others(conversation.id, Event("owed", {}))
        await asyncio.sleep(_SECONDS_FOR_OTHERS)
        left = await self._take(conversation.id)
        if left is None or left.message.seq != message.seq:
            raise HeldError

    async def _finish(self, turn: Turn, outcome: str) -> bool:
        """Let the turn go. Return whether another message waits."""
        conversation, message = turn.conversation, turn.message
        if outcome == "sorry":
            await self._say_ourselves(conversation, SORRY)
        metrics.ANSWERS.labels(outcome).inc()
        more: bool = await self.run(turns.done, self.engine, conversation.id, message.seq, self.settings.desk)
        self._held.discard(conversation.id)
        self.hub.tell(conversation.id, Event("done", {"client_id": message.client_id}))
        return more

    async def _without_rasa(self, conversation: Conversation, message: Message) -> bool:
        """Bring in a person while rasa is away, with what the embedding page told."""
        wants = "callback" if message.value == flow.CALL_BACK else "talk"
        known = {"swv": conversation.page.get("swv", ""), "how": "page", "wants": wants}
        return await self._bring_in(conversation, message, known)

    async def _relay(self, turn: Turn) -> None:
        """Pass the message to rasa and its utterances to the parent as they come."""
        conversation, message = turn.conversation, turn.message
        metadata: dict[str, Any] = {
            **conversation.page,
            "locale": conversation.locale,
            "today": clock.today(self.settings.today).isoformat(),
            "awaits": turn.before.get("asks") or turn.before.get("input") or "",
            "answered": _answered(turn.before),
            "about": turn.before.get("about", ""),
            "earlier": turn.before.get("earlier", ""),
            "left_open": await self._left_open(turn),
        }
        text, value = message.text, message.value
        if message.kind == "start":
            text, value = await self._asked_before(conversation, message)
            metadata |= _ANEW
        farewell: Utterance | None = None
        again, begun = "", False
        async for utterance in self._ask(conversation, metadata, text, value):
            known = utterance.custom.pop("handover", None)
            begun = begun or (known is not None and await self._bring_in(conversation, message, known))
            if utterance.custom.pop("erase", False):
                farewell = utterance
            elif not begun:
                again = utterance.custom["locale"] if utterance.custom.get("again") else again
                await self._pass_on(conversation, message, utterance)
        await self._learn_what_was_meant(conversation, message.value)
        if farewell:
            await self._say_farewell(conversation, farewell)
        if again:
            await self._answer_again(replace(conversation, locale=again), message, metadata)

    async def _left_open(self, turn: Turn) -> str:
        """Return what she typed before, where that left open what she meant, for what she types now."""
        if turn.message.kind != "text" or turn.before.get("intent") not in meant.LEAVES_OPEN:
            return ""
        before = await self.run(
            conversations.asked_before, self.engine, turn.conversation.id, turn.message.seq
        )
        return before.text if before and before.kind == "text" else ""

    async def _asked_before(self, conversation: Conversation, message: Message) -> tuple[str, str | None]:
        """Return what the bot is to answer anew: her last words, text or value; at first the greeting."""
        asked = await self.run(conversations.asked_before, self.engine, conversation.id, message.seq)
        return (asked.text, asked.value) if asked else ("", FIRST_WORDS)

    async def _bring_in(self, conversation: Conversation, message: Message, known: Mapping[str, Any]) -> bool:
        """Begin a hand-over in place of what the bot says where nobody can be brought in."""
        begun: bool = await self.run(flow.begin, self.engine, conversation, message, known, *self._moment())
        if begun:
            await self.nudges.changed(conversation.id)
        return begun

    async def _answer_again(
        self, conversation: Conversation, message: Message, metadata: Mapping[str, Any]
    ) -> None:
        """Answer what the parent said last anew, now that the language is her own."""
        text, value = await self._asked_before(conversation, message)
        metadata = {**metadata, "locale": conversation.locale, **_ANEW}
        try:
            async for utterance in self._ask(conversation, metadata, text, value):
                await self._pass_on(conversation, message, utterance)
        except RasaAwayError as error:
            # Asked again as a whole, it would tell her twice that the language has changed.
            raise RasaError("away") from error

    async def _ask(
        self, conversation: Conversation, metadata: Mapping[str, Any], text: str, value: str | None
    ) -> AsyncIterator[Utterance]:
        """Yield what rasa says to a message.

        Each utterance tells what the talk is `about` after it, and what it was about `earlier`.
        """
        about, earlier = metadata["about"], metadata["earlier"]
        async for utterance in self.rasa.ask(conversation.id, metadata, text=text, value=value):
            now = _about(utterance.custom, about)
            if now != about:
                about, earlier = now, about if now else ""
            utterance.custom.update(about=about, earlier=earlier)
            yield utterance

    async def _pass_on(self, conversation: Conversation, message: Message, utterance: Utterance) -> None:
        custom = dict(utterance.custom)
        lang = custom.pop("lang", conversation.locale)
        if "locale" in custom:
            await self.run(conversations.set_locale, self.engine, conversation.id, custom["locale"])
        said = await self.run(
            conversations.say,
            self.engine,
            conversation.id,
            "bot",
            utterance.text,
            lang,
            clock.now(),
            buttons=utterance.buttons,
            custom=custom,
            reply_to=message.seq,
            desk=self.settings.desk,
        )
        self.hub.tell_stored(conversation.id, as_event(conversation.id, said))
        await self._learn(conversation, message, custom)

    async def _learn(self, conversation: Conversation, message: Message, custom: Mapping[str, Any]) -> None:
        """Keep, masked, what was not understood, or what was answered with something else than was meant."""
        question: str | None
        if custom.get("intent") == meant.NOTHING and message.kind == "text":
            question, understood_as, kind = message.text, "", "fallback"
        elif custom.get("topic") == meant.NOT_MEANT:
            question = await self.run(conversations.text_before, self.engine, conversation.id, message.seq)
            understood_as = await self.run(
                conversations.topic_before, self.engine, conversation.id, message.seq
            )
            kind = "not_meant"
        else:
            return
        await self._keep(conversation, question, kind, understood_as)

    async def _learn_what_was_meant(self, conversation: Conversation, value: str | None) -> None:
        """Note, where the parent said by a button what she had meant, which topic that is."""
        said = meant.read(value)
        if said and said.understood_as == meant.NOTHING:
            await self.run(review.choose, self.engine, conversation.id, said.topic)
        elif said:
            question = await self.run(conversations.asked_under, self.engine, conversation.id, value) or ""
            known = await self.run(review.choose, self.engine, conversation.id, said.topic, masked(question))
            if not known:  # unless she has said already that it was not what she meant
                await self._keep(conversation, question, "not_meant", said.understood_as, said.topic)

    async def _keep(
        self,
        conversation: Conversation,
        question: str | None,
        kind: str,
        understood_as: str,
        meant_as: str | None = None,
    ) -> None:
        if question:
            await self.run(
                review.keep, self.engine, conversation.id, masked(question), conversation.locale, kind,
                understood_as, clock.now(), meant_as,
            )  # fmt: skip

    async def _say_farewell(self, conversation: Conversation, farewell: Utterance) -> None:
        """Erase everything, then say so to the streams that are open; that is not stored."""
        await self.rasa.forget(conversation.id)
        last = (await self.run(conversations.get, self.engine, conversation.id)).last_seq
        await self._erase_stored(conversation.id)
        lang = farewell.custom.get("lang", conversation.locale)
        said = Message(last + 1, "bot", "text", farewell.text, lang, clock.now())
        self.hub.tell(conversation.id, as_event(conversation.id, said))
        self.hub.tell(conversation.id, GONE)
        raise UnknownConversationError

    async def _say_ourselves(self, conversation: Conversation, text: str) -> None:
        said = await self.run(
            conversations.say,
            self.engine,
            conversation.id,
            "system",
            translate(text, conversation.locale),
            conversation.locale,
            clock.now(),
            buttons=[{"title": translate(PERSON, conversation.locale), "value": "/menselijke_hulp"}],
            custom={"topic": "menselijke_hulp", "sources": shown_sources(["route-oudersenonderwijs"])},
            desk=self.settings.desk,
        )
        self.hub.tell_stored(conversation.id, as_event(conversation.id, said))
