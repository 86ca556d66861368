"""The bot's memory: small, fast to read, and gone when it is erased."""

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import EVENTS_KEPT, DeskTrackerStore
from store.migrate import upgrade

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [vraag]
slots:
  datum: {type: text, influence_conversation: false, mappings: [{type: custom}]}
actions: [action_x]
"""
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'trackers.db'}"
    upgrade(url)
    return url


def turn(number: int) -> list:
    return [
        UserUttered(f"vraag {number}", {"name": "vraag", "confidence": 1.0}, metadata={"locale": "en"}),
        ActionExecuted("action_x"),
        BotUttered(f"antwoord {number}", data={"custom": {"topic": "x"}}),
        ActionExecuted("action_listen"),
    ]


async def test_what_is_saved_is_read_back_by_another_process(url: str) -> None:
    tracker = DialogueStateTracker.from_events(
        "a", [SessionStarted(), SlotSet("datum", "2026-03-03"), *turn(1)], DOMAIN.slots
    )
    await DeskTrackerStore(DOMAIN, host=url).save(tracker)
    found = await DeskTrackerStore(DOMAIN, host=url).retrieve("a")
    assert found.get_slot("datum") == "2026-03-03"
    assert found.latest_message.text == "vraag 1"
    assert found.latest_message.metadata == {"locale": "en"}
    assert len(found.events) == len(tracker.events)


async def test_what_the_bot_said_is_kept_without_its_words_and_with_what_later_turns_look_at(
    url: str,
) -> None:
    data = {"custom": {"topic": "x"}, "buttons": [{"title": "Ja", "payload": "/ja"}], "image": None}
    asked = UserUttered(
        "vraag", {"name": "vraag"}, parse_data={"text_tokens": [[0, 5]], "intent_ranking": []}
    )
    store = DeskTrackerStore(DOMAIN, host=url)
    await store.save(
        DialogueStateTracker.from_events("a", [asked, BotUttered("Ja hoor.", data)], DOMAIN.slots)
    )
    for found in (await store.retrieve("a"), await DeskTrackerStore(DOMAIN, host=url).retrieve("a")):
        said = found.events[-1]
        assert said.text == ""
        assert said.data == {"custom": {"topic": "x"}, "buttons": [{"title": "Ja", "payload": "/ja"}]}
        assert found.latest_message.text == "vraag"
        assert "text_tokens" not in found.latest_message.parse_data


async def test_a_long_conversation_keeps_its_slots_and_its_latest_turns_only(url: str) -> None:
    store = DeskTrackerStore(DOMAIN, host=url)
    tracker = DialogueStateTracker.from_events("a", [SlotSet("datum", "2026-03-03")], DOMAIN.slots)
    for number in range(300):
        for event in turn(number):
            tracker.update(event)
        await store.save(tracker)
        tracker = await store.retrieve("a")
        assert len(tracker.events) <= EVENTS_KEPT + 4
    assert tracker.get_slot("datum") == "2026-03-03"
    assert tracker.latest_message.text == "vraag 299"


async def test_a_deleted_sender_is_gone_and_the_others_are_not(url: str) -> None:
    store = DeskTrackerStore(DOMAIN, host=url)
    for sender in ("a", "b"):
        await store.save(DialogueStateTracker.from_events(sender, turn(1), DOMAIN.slots))
    await store.delete("a")
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == ["b"]


async def test_a_turn_that_fails_leaves_no_trace(url: str) -> None:
    store = DeskTrackerStore(DOMAIN, host=url)
    await store.save(DialogueStateTracker.from_events("a", turn(1), DOMAIN.slots))
    half_done = await store.retrieve("a")
    half_done.update(turn(2)[0])
    store.forget("a")
    assert (await store.retrieve("a")).latest_message.text == "vraag 1"


async def test_without_a_database_the_conversation_goes_on_from_memory(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = DeskTrackerStore(DOMAIN, host="sqlite:////nowhere/at/all.db")
    await store.save(DialogueStateTracker.from_events("a", turn(1), DOMAIN.slots))
    assert (await store.retrieve("a")).latest_message.text == "vraag 1"
    assert "vraag 1" not in caplog.text


async def test_what_is_remembered_of_a_sender_needs_no_database(url: str) -> None:
    store = DeskTrackerStore(DOMAIN, host=url)
    assert not store.remembers("a", "datum")
    await store.save(DialogueStateTracker.from_events("a", turn(1), DOMAIN.slots))
    assert not store.remembers("a", "datum")
    await store.save(DialogueStateTracker.from_events("a", [SlotSet("datum", "2026-03-03")], DOMAIN.slots))
    assert store.remembers("a", "datum")
    assert (await store.retrieve("a")).get_slot("datum") == "2026-03-03"
