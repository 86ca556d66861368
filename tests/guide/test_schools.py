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
    ("text", "sector"),
    [
        ("hij zit op het sbo", "sbo"),
        ("mijn dochter zit in het speciaal onderwijs en is geschorst", "so"),
        ("mijn zoon gaat naar het vso en wordt steeds naar huis gestuurd", "vso"),
        ("de sbo-school laat hem niet toe", "sbo"),
        ("hij zit op het sbo en ze willen hem naar het so", "sbo"),
        ("she is at a special school and they suspended her", "so"),
        ("özel eğitim okulunda okuyor ve uzaklaştırıldı", "so"),
        ("ابني في التعليم الخاص وتم توقيفه", "so"),
        ("syn chodzi do szkoły specjalnej i go zawiesili", "so"),
        ("донька навчається в спеціальній школі і її відсторонили", "so"),
        ("ze willen hem naar het sbo", None),
        ("ze hebben ja gezegd tegen speciaal onderwijs, wij willen dat niet", None),
        ("hij zit in groep 5 en moet naar het speciaal onderwijs", "po"),
        ("de school wil een tlv voor vso", None),
        ("volgens hen hoort hij beter op het sbo", None),
        ("ze willen haar op het speciaal onderwijs plaatsen", None),
        ("my child has special education needs", None),
        ("they want her in special education", None),
        ("onu özel eğitime göndermek istiyorlar", None),
        ("يريدون نقله إلى التعليم الخاص", None),
        ("moje dziecko ma specjalne potrzeby", None),
        ("chcą go wysłać do szkoły specjalnej", None),
        ("у дитини спеціальні потреби", None),
        ("хочуть відправити його до спеціальної школи", None),
    ],
)  # fmt: skip
def test_a_special_school_is_hers_only_where_her_child_is_at_it(text: str, sector: str | None) -> None:
    assert named_in(text, "sector") == sector


def test_who_is_asked_for_the_kind_of_school_names_it_in_any_words() -> None:
    assert named_in("we willen haar aanmelden voor het sbo", "sector") is None
    assert named_in("we willen haar aanmelden voor het sbo", "sector", asked=True) == "sbo"


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
