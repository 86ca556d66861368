"""Messages are numbered without gaps, kept once, and erased whole; whatever the order of events."""

import random
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import inspect, select
from sqlalchemy.engine import Engine

from store import conversations, tables, turns
from store.conversations import UnknownConversationError
from store.database import open_database
from store.migrate import downgrade, upgrade

NOW = datetime(2026, 11, 22, 12)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'a.db'}"
    upgrade(url)
    return open_database(url)


def test_migrations_make_the_tables_that_the_code_uses_and_can_be_taken_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    upgrade(url)
    upgrade(url)
    found = inspect(open_database(url))
    for table in tables.metadata.tables.values():
        assert {c["name"] for c in found.get_columns(table.name)} == set(table.columns.keys())
    downgrade(url, "base")
    assert set(inspect(open_database(url)).get_table_names()) <= {"alembic_version"}


def test_only_the_token_opens_a_conversation_and_it_is_not_stored(engine: Engine) -> None:
    conversation, token = conversations.start(engine, "nl", {}, NOW)
    assert conversations.find(engine, conversation.id, token)[0].id == conversation.id
    for wrong in ("", token + "x", token[:-1]):
        with pytest.raises(UnknownConversationError):
            conversations.find(engine, conversation.id, wrong)
    with engine.connect() as db:
        assert token.encode() not in db.execute(select(tables.conversation.c.token_hash)).scalar_one()


def test_what_was_offered_last_is_under_the_last_answer_and_gone_once_a_person_has_spoken(
    engine: Engine,
) -> None:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)

    def titles() -> list[str]:
        return [button["title"] for button in conversations.offered_last(engine, conversation.id) if button]

    def say(sender: conversations.Sender, *offered: str) -> None:
        buttons = [{"title": title, "value": f"/{title}"} for title in offered]
        conversations.say(engine, conversation.id, sender, "hoi", "nl", NOW, buttons=buttons)

    say("bot", "ja")
    conversations.receive(engine, conversation.id, "a", "iets anders", None, NOW)
    assert titles() == []
    say("bot", "meer")
    say("system", "stop")
    assert titles() == ["stop", "meer"]
    say("person")
    assert titles() == []


def test_a_message_cannot_be_stored_in_a_conversation_that_is_gone(engine: Engine) -> None:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    conversations.erase(engine, [conversation.id])
    with pytest.raises(UnknownConversationError):
        conversations.receive(engine, conversation.id, "a", "hoi", None, NOW)


def test_nothing_of_erased_conversations_stays_in_the_file_however_full_it_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = random.Random(0)  # ids of which SQLite leaves some behind when it only deletes them
    monkeypatch.setattr(conversations.secrets, "token_hex", lambda n: known.randbytes(n).hex())
    ids = [conversations.start(engine, "nl", {}, NOW)[0].id for _ in range(200)]
    for conversation_id in ids:
        conversations.receive(engine, conversation_id, "c1", "x" * known.randint(1, 200), None, NOW)
    known.shuffle(ids)
    erased, kept = ids[:150], ids[150:]
    conversations.erase(engine, erased)
    files = b"".join(path.read_bytes() for path in Path(engine.url.database).parent.iterdir())
    assert [i for i in erased if i.encode() in files] == []
    assert all(i.encode() in files for i in kept)


def test_a_conversation_is_unused_when_nothing_was_said_for_long_enough(engine: Engine) -> None:
    old, _ = conversations.start(engine, "nl", {}, NOW - timedelta(days=8))
    used, _ = conversations.start(engine, "nl", {}, NOW - timedelta(days=8))
    conversations.receive(engine, used.id, "a", "hoi", None, NOW - timedelta(days=1))
    assert conversations.unused_since(engine, NOW - timedelta(days=7), NOW - timedelta(days=30)) == [old.id]


def test_a_word_of_the_system_does_not_take_back_the_question_of_the_bot(engine: Engine) -> None:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    conversations.say(engine, conversation.id, "bot", "Welke dag?", "nl", NOW, custom={"input": "date"})
    conversations.say(engine, conversation.id, "system", "Ik ben zo terug.", "nl", NOW)
    assert turns.take(engine, conversation.id, "a desk", NOW).before == {"input": "date"}


def test_a_message_half_answered_before_a_crash_is_not_answered_twice(engine: Engine) -> None:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    greeting = turns.take(engine, conversation.id, "a desk", NOW)
    turns.done(engine, conversation.id, greeting.message.seq, "a desk")
    owed, _ = conversations.receive(engine, conversation.id, "a", "half", None, NOW)
    conversations.say(engine, conversation.id, "bot", "een begin", "nl", NOW, reply_to=owed.seq)
    unanswered, _ = conversations.receive(engine, conversation.id, "b", "heel", None, NOW)
    assert turns.owed(engine, "a desk", NOW, NOW) == [conversation.id]
    assert turns.take(engine, conversation.id, "a desk", NOW).message.seq == unanswered.seq


class Conversations(RuleBasedStateMachine):
    """Parents and bot act in any order; the model is a list of messages for each conversation."""

    engine: Engine

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{self.folder.name}/model.db"
        upgrade(url)
        self.engine = open_database(url)
        self.model: dict[str, list[str]] = {}
        self.sent: dict[tuple[str, str], int] = {}
        self.now = NOW

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @rule()
    def a_parent_begins(self) -> None:
        conversation, _ = conversations.start(self.engine, "nl", {}, self.now)
        self.model[conversation.id] = []

    @rule(
        pick=st.randoms(use_true_random=False), client_id=st.sampled_from("abcdef"), text=st.text(max_size=20)
    )
    def a_parent_sends(self, pick, client_id: str, text: str) -> None:
        if not self.model:
            return
        conversation_id = pick.choice(sorted(self.model))
        stored, new = conversations.receive(self.engine, conversation_id, client_id, text, None, self.now)
        known = self.sent.get((conversation_id, client_id))
        assert new == (known is None)
        if new:
            self.sent[conversation_id, client_id] = stored.seq
            self.model[conversation_id].append(text)
        assert stored.seq == self.sent[conversation_id, client_id]

    @rule(pick=st.randoms(use_true_random=False))
    def the_bot_answers(self, pick) -> None:
        if not self.model:
            return
        conversation_id = pick.choice(sorted(self.model))
        owed = turns.take(self.engine, conversation_id, "desk", self.now)
        if owed:
            conversations.say(
                self.engine, conversation_id, "bot", "antwoord", "nl", self.now, reply_to=owed.message.seq
            )
            turns.done(self.engine, conversation_id, owed.message.seq, "desk")
            self.model[conversation_id].append("antwoord")

    @rule(pick=st.randoms(use_true_random=False))
    def a_parent_erases(self, pick) -> None:
        if self.model:
            conversation_id = pick.choice(sorted(self.model))
            conversations.erase(self.engine, [conversation_id])
            del self.model[conversation_id]
            self.sent = {key: seq for key, seq in self.sent.items() if key[0] != conversation_id}

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def every_message_is_there_once_in_order(self) -> None:
        for conversation_id, texts in getattr(self, "model", {}).items():
            found = conversations.messages_after(self.engine, conversation_id, 0)
            assert [m.text for m in found] == texts
            assert [m.seq for m in found] == list(range(1, len(texts) + 1))


Conversations.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestConversations = Conversations.TestCase
