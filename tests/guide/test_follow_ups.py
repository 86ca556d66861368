"""Whole messages that only ask on are known, and what sounds alike is told apart by its words."""

import pytest

from guide.follow_ups import asks_on, twins
from guide.topics import topics


@pytest.mark.parametrize("text", ["Mag dat?", "is that allowed??", "BU YASAL MI", "هل هذا مسموح؟", "czy tak mozna", "так можна?"])  # fmt: skip
def test_who_asks_on(text: str) -> None:
    assert asks_on(text)


@pytest.mark.parametrize("text", ["mag dat kind naar school", "is that allowed at school", "", "?"])
def test_who_asks_something_of_its_own(text: str) -> None:
    assert not asks_on(text)


def test_twins_are_topics_and_fit_only_where_neither_is_named() -> None:
    for twin in twins():
        assert {twin.said, twin.after} <= topics().keys()
    signing, objecting = twins()
    for text in ("moeten wij tekenen", "imzalamamız gerekiyor mu", "هل لازم نوقع", "чи маємо підписувати"):
        assert signing.fits(text)
    for text in ("moet ik het opp tekenen", "sign the plan", "planı imzalayalım mı", "نوقع الخطة", "підписати план"):  # fmt: skip
        assert not signing.fits(text)
    assert objecting.fits("hoe maak ik bezwaar")
    assert not objecting.fits("bezwaar bij het schoolbestuur")
