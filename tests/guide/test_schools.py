"""What kind of school a parent speaks of, in her own words."""

import pytest

from guide.schools import does_not_know, named_in, says_only


@pytest.mark.parametrize(
    ("text", "sector", "only"),
    [
        ("vo", "vo", True),
        ("nee, toch vo", "vo", True),
        ("het is een basisschool", "po", True),
        ("voortgezet speciaal onderwijs", "vso", True),
        ("speciaal basisonderwijs", "sbo", True),
        ("hij zit op het roc", "mbo", True),
        ("mijn zoon van groep 7 is geschorst", "po", False),
        ("van de basisschool naar de brugklas", None, False),
        ("so what can I do", None, False),
        ("a secondary school", "vo", True),
        ("in primary school he was refused", "po", False),
        ("", None, False),
    ],
)
def test_the_sector(text: str, sector: str | None, only: bool) -> None:
    assert named_in(text, "sector") == sector
    assert says_only(text, "sector") == only


@pytest.mark.parametrize(
    ("text", "board"),
    [("openbaar", "public"), ("het is een openbare school", "public"), ("katholieke basisschool", "private"),
     ("a christian school", "private"), ("bijzonder onderwijs", "private"), ("montessori", None)],
)  # fmt: skip
def test_public_or_private(text: str, board: str | None) -> None:
    assert named_in(text, "board") == board


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        ("said", [
            "niks op papier", "nog niets schriftelijk", "we hebben geen brief", "op papier hebben we niks", "er komt nog een brief",
            "nothing in writing yet", "we never got a letter", "we have no letter", "yazılı bir şey vermediler", "mektup yok",
            "لا شيء مكتوب", "ما في شي مكتوب", "لم تصلنا أي رسالة", "nic na piśmie", "nie dostaliśmy żadnego listu", "нічого письмово",
            "ми не отримали листа", "ze belden alleen", "aradılar", "zadzwonili",
        ]),
        ("written", [
            "op papier", "in een brief dat hij niet wordt toegelaten", "hij is niet toegelaten per brief", "we got a letter that he is not admitted",
            "mektupla almadıklarını bildirdiler", "رسالة بأنهم لا يقبلونه", "dostaliśmy list, że go nie przyjmą", "лист, що не беруть",
        ]),
        (None, ["ze hebben het gezegd maar ook op papier"]),
    ],
)  # fmt: skip
def test_what_is_not_on_paper_was_said(form: str | None, texts: list[str]) -> None:
    assert {text: named_in(text, "form") for text in texts} == dict.fromkeys(texts, form)


@pytest.mark.parametrize(
    "text",
    ["weet ik niet", "geen idee", "I don't know", "not sure", "dat ben ik vergeten", "I can't remember exactly",
     "tam hatırlamıyorum", "ما بتذكر بالضبط", "nie pamiętam dokładnie", "не пам'ятаю"],
)  # fmt: skip
def test_a_parent_who_does_not_know(text: str) -> None:
    assert does_not_know(text)
