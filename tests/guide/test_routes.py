"""From the situation to the ways open: every leaf of the decision table."""

from datetime import date, timedelta

import pytest

from guide.facts import facts
from guide.routes import leaves, situations, table, ways, ways_open
from guide.terms import events, terms
from guide.topics import topics

DAY = date(2026, 11, 2)
LEAVES = list(leaves())


def opened(situation: str, **known: str) -> dict[str, object]:
    event = situations()[situation].event
    found = ways_open(situation, {event: DAY} if event else {}, **known)
    return {open_way.way.id: open_way for open_way in found}


@pytest.mark.parametrize(
    ("situation", "known"), LEAVES, ids=[f"{s}-{'-'.join(k.values())}" for s, k in LEAVES]
)
def test_every_leaf_gives_ways_with_somebody_to_help_and_every_term_a_day(
    situation: str, known: dict
) -> None:
    found = opened(situation, **known)
    assert found
    assert len(found) == len(set(found)), "no way twice"
    helped = {"steunpunt", "onderwijsconsulent", "complaint", "court-public", "talk"}
    assert helped & set(found), "never alone"
    rows = {row.way: row for row in table() if row.situation == situation}
    for way, open_way in found.items():
        assert (open_way.deadline is not None) == bool(rows[way].term), way
        if open_way.deadline:
            assert open_way.deadline.id == rows[way].term
            assert (open_way.deadline.safe_date or open_way.deadline.date) > DAY


@pytest.mark.parametrize("sector", ["po", "sbo", "so", "vo", "vso", "pro"])
@pytest.mark.parametrize("board", ["public", "private", "unknown"])
def test_a_refusal_or_removal_has_objection_and_gpo_in_six_weeks(sector: str, board: str) -> None:
    for situation in ("refusal", "removal"):
        found = opened(situation, sector=sector, board=board)
        for way in ("objection", "gpo"):
            assert found[way].deadline.safe_date == DAY + timedelta(weeks=6)
        order = list(found)
        assert order.index("steunpunt") < order.index("objection") < order.index("gpo")
        assert order[-1].startswith("court"), "the court comes last"


def test_a_public_school_leads_to_the_administrative_court_a_private_one_to_the_civil() -> None:
    courts = {
        b: {w for w in opened("refusal", board=b) if w.startswith("court")}
        for b in ("public", "private", "unknown")
    }
    assert courts == {
        "public": {"court-public"},
        "private": {"court-private"},
        "unknown": {"court-public", "court-private"},
    }


def test_what_was_only_said_is_first_asked_for_in_writing() -> None:
    assert next(iter(opened("refusal", form="said"))) == "ask-written"
    assert "ask-written" not in opened("refusal", form="written")


def test_a_tlv_goes_to_the_samenwerkingsverband_and_not_to_the_gpo() -> None:
    found = opened("tlv-decision")
    assert found["objection-swv"].deadline.safe_date == date(2026, 12, 14)
    assert "gpo" not in found
    assert "objection" not in found


def test_an_intention_is_no_decision_yet_but_the_gpo_may_count_from_it() -> None:
    found = opened("removal-intention", sector="vo")
    assert "objection" not in found
    assert found["gpo"].deadline.safe_date == date(2026, 12, 14)


def test_with_an_intention_known_the_gpo_counts_from_the_earlier_day() -> None:
    happened = {"removal-intention": DAY - timedelta(weeks=3), "removal": DAY}
    gpo = next(o for o in ways_open("removal", happened, sector="vo") if o.way.id == "gpo")
    assert gpo.deadline.safe_date == date(2026, 11, 23)


def test_a_day_that_has_gone_by_is_late() -> None:
    objection = opened("refusal")["objection"]
    assert not objection.is_late(date(2026, 12, 14))
    assert objection.is_late(date(2026, 12, 15))


def test_the_table_names_only_what_is_there() -> None:
    assert {row.way for row in table()} == set(ways()), "no way unused, none unknown"
    assert {row.situation for row in table()} == set(situations())
    assert {row.term for row in table() if row.term} <= {term.id for term in terms()}
    for situation in situations().values():
        assert not situation.event or situation.event in events()
        assert not situation.topic or situation.topic in topics()
        assert set(situation.facts) <= facts().keys()
    for way in ways().values():
        assert way.more in topics()
        assert set(way.facts) <= facts().keys()
        assert way.facts, "every way rests on a fact"
