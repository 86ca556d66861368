"""The rules keep to what bot/policy.py looks at: the intent of the latest message, and what was done since."""

from pathlib import Path

import pytest
import yaml

from guide.topics import topics

RULES = [
    rule
    for path in sorted((Path(__file__).parents[2] / "data" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule"])
def test_a_rule_goes_by_the_intent_of_one_message_and_by_nothing_else(rule: dict) -> None:
    assert set(rule) == {"rule", "steps"}
    heard, *done = rule["steps"]
    assert set(heard) == {"intent"}
    assert done
    assert all(set(step) == {"action"} for step in done)


@pytest.mark.parametrize("topic", [t.id for t in topics().values() if t.terms])
def test_what_has_dates_beside_it_is_answered_by_the_action_that_says_them(topic: str) -> None:
    (done,) = [rule["steps"][1:] for rule in RULES if rule["steps"][0]["intent"] == topic]
    assert done == [{"action": "action_onderwerp"}]
