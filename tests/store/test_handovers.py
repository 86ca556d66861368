"""Whoever acts at whatever moment: never two owners, never one without consent, never a lost promise."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from sqlalchemy import select
from sqlalchemy.engine import Engine

from store import conversations, handovers, tables
from store.conversations import Said
from store.database import open_database
from store.handovers import Asked, Told
from store.mails import Mail
from store.migrate import upgrade

NOW = datetime(2026, 11, 23, 10)
PEOPLE = ("anna", "bram", "cato")
FINAL = ("closed", "called_back", "withdrawn")


def asked(engine: Engine) -> handovers.Handover:
    conversation, _ = conversations.start(engine, "nl", {}, NOW)
    assert handovers.offer(engine, conversation.id, Asked("punt", "PO9901"), "question", NOW)
    return handovers.open_of(engine, conversation.id)


def test_a_person_is_asked_for_once_at_a_time(database: Engine) -> None:
    seen = asked(database)
    assert not handovers.offer(database, seen.conversation_id, Asked("punt", "PO9901"), "question", NOW)
    assert handovers.withdraw(database, seen, NOW, Told())
    assert handovers.offer(database, seen.conversation_id, Asked("punt", "PO9901"), "question", NOW)


def test_of_five_hundred_who_claim_at_once_one_has_it(database: Engine) -> None:
    seen = asked(database)
    assert handovers.wait(database, seen, NOW, Told(), shares=True)
    with ThreadPoolExecutor(50) as pool:
        won = list(pool.map(lambda n: handovers.claim(database, seen.id, f"s{n}", NOW), range(500)))
    assert won.count(True) == 1
    assert handovers.get(database, seen.id).owner == f"s{won.index(True)}"


def test_what_is_said_with_a_change_is_stored_with_it_or_not_at_all(database: Engine) -> None:
    seen = asked(database)
    hello = Told([Said("system", "hier is Anna", "nl")], mails=[Mail("a@b.nl", "nl", "message_left")])
    assert not handovers.claim(database, seen.id, "anna", NOW, hello)  # nobody has consented yet
    assert conversations.messages_after(database, seen.conversation_id, 0) == []
    handovers.wait(database, seen, NOW, Told(), shares=False)
    assert handovers.claim(database, seen.id, "anna", NOW, hello)
    assert [m.text for m in conversations.messages_after(database, seen.conversation_id, 0)] == [
        "hier is Anna"
    ]


def test_erasing_a_conversation_erases_its_hand_over_and_notes(database: Engine) -> None:
    seen = asked(database)
    handovers.add_note(database, seen.id, handovers.Note("anna", "note", "belt morgen"), NOW)
    conversations.erase(database, [seen.conversation_id])
    with database.connect() as db:
        assert db.execute(select(tables.handover)).all() == []
        assert db.execute(select(tables.handover_note)).all() == []


def test_who_takes_her_message_back_takes_her_number_back_from_everywhere(database: Engine) -> None:
    seen = asked(database)
    conversations.receive(database, seen.conversation_id, "1", "bel mij op 06 12 34 56 78", None, NOW)
    conversations.say(database, seen.conversation_id, "system", "Ik heb **06 12 34 56 78**.", "nl", NOW)
    handovers.leave_message(
        database, seen, NOW, Told(), due_on=NOW.date(), contact="+31612345678", shares=True
    )
    assert handovers.withdraw(database, handovers.get(database, seen.id), NOW, Told())
    assert handovers.get(database, seen.id).contact is None
    said = [m.text for m in conversations.messages_after(database, seen.conversation_id, 0)]
    assert said == ["bel mij op [nummer]", "Ik heb **[nummer]**."]


def test_what_the_reports_count_has_no_way_back_to_the_conversation(database: Engine) -> None:
    seen = asked(database)
    handovers.wait(database, seen, NOW, Told(), shares=True)
    handovers.claim(database, seen.id, "anna", NOW + timedelta(minutes=2))
    mine = handovers.get(database, seen.id)
    handovers.close(database, mine, "refusal", "informed", NOW + timedelta(minutes=10))
    conversations.erase(database, [seen.conversation_id])
    with database.connect() as db:
        (line,) = db.execute(select(tables.contact_line)).all()
    assert (line.theme, line.outcome, line.waited_seconds, line.handled_seconds) == (
        "refusal",
        "informed",
        120,
        480,
    )
    assert seen.conversation_id not in str(line)


class People(RuleBasedStateMachine):
    """Parents, consultants, time and crashes, in any order; `promised` is what a parent was told."""

    handover_ids = Bundle("handover_ids")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'a.db'}"
        upgrade(self.url)
        self.engine = open_database(self.url)
        self.now = NOW
        self.promised: set[str] = set()
        self.ended_by: dict[str, str] = {}
        self.stale: dict[str, handovers.Handover] = {}

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @rule(target=handover_ids)
    def a_parent_asks(self) -> str:
        seen = asked(self.engine)
        self.stale[seen.id] = seen
        return seen.id

    @rule(one=handover_ids)
    def a_page_is_loaded(self, one: str) -> None:
        """Whoever acts later acts on what she saw then."""
        self.stale[one] = handovers.get(self.engine, one)

    @rule(one=handover_ids, shares=st.booleans())
    def she_waits(self, one: str, shares: bool) -> None:
        if handovers.wait(self.engine, self.stale[one], self.now, Told(), shares=shares):
            self.promised.add(one)

    @rule(one=handover_ids, shares=st.booleans())
    def she_leaves_a_message(self, one: str, shares: bool) -> None:
        done = handovers.leave_message(
            self.engine, self.stale[one], self.now, Told(), due_on=self.now.date(), shares=shares
        )
        if done:
            self.promised.add(one)

    @rule(one=handover_ids)
    def she_withdraws(self, one: str) -> None:
        if handovers.withdraw(self.engine, self.stale[one], self.now, Told()):
            self.ended_by[one] = "parent"

    @rule(one=handover_ids, shares=st.booleans())
    def she_changes_her_consent(self, one: str, shares: bool) -> None:
        if self.stale[one].shares is not None:
            handovers.share(self.engine, self.stale[one], self.now, Told(), shares=shares)

    @rule(one=handover_ids, person=st.sampled_from(PEOPLE))
    def somebody_claims(self, one: str, person: str) -> None:
        before = handovers.get(self.engine, one)
        won = handovers.claim(self.engine, one, person, self.now)
        assert won == (before.state in handovers.CLAIMABLE and before.shares is not None)

    @rule(one=handover_ids, open_now=st.booleans())
    def somebody_hands_back(self, one: str, open_now: bool) -> None:
        seen = self.stale[one]
        if seen.owner and not open_now:
            handovers.hand_back(self.engine, seen, self.now, Told(), open_now=False, due_on=self.now.date())
        elif seen.owner:
            handovers.hand_back(self.engine, seen, self.now, Told(), open_now=True)

    @rule(one=handover_ids, outcome=st.sampled_from(["informed", handovers.ENDED_BY_PARENT]))
    def somebody_closes(self, one: str, outcome: str) -> None:
        seen, now_owned_by = self.stale[one], handovers.get(self.engine, one).owner
        if seen.owner and handovers.close(self.engine, seen, "other", outcome, self.now):
            assert now_owned_by == seen.owner, "closed by one who did not have it any more"
            self.ended_by[one] = "talk"

    @rule(one=handover_ids)
    def somebody_calls_back(self, one: str) -> None:
        if handovers.called_back(self.engine, self.stale[one], "other", "informed", self.now):
            self.ended_by[one] = "call"

    @rule(one=consumes(handover_ids))
    def a_parent_erases(self, one: str) -> None:
        conversations.erase(self.engine, [self.stale[one].conversation_id])
        self.promised.discard(one)
        self.stale.pop(one)

    @rule(minutes=st.integers(1, 60 * 24 * 3))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def everything_is_started_again(self) -> None:
        self.engine.dispose()
        self.engine = open_database(self.url)

    @invariant()
    def it_holds(self) -> None:
        with self.engine.connect() as db:
            rows = db.execute(select(tables.handover)).all()
        there = {row.id: row for row in rows}
        open_ones = [row.conversation_id for row in rows if row.state in tables.OPEN_STATES]
        assert len(open_ones) == len(set(open_ones)), "two that are open in one conversation"
        for row in rows:
            assert (row.owner is not None) == (row.state == "with_person" or row.state == "closed")
            if row.state == "with_person":
                assert row.shares is not None, "an owner without consent"
            if row.state == "left_message":
                assert row.due_on is not None, "a message without a term"
        for one in self.promised:
            assert one in there, "a promise is lost"
            if there[one].state in FINAL:
                assert one in self.ended_by, "a promise ended that nobody ended"


TestPeople = People.TestCase
TestPeople.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
