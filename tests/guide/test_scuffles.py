"""What a child does to others at school is no danger; what is done to her, at home or by a teacher, stays one."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.danger import speaks_of_danger
from guide.scuffles import tells_little_else, without_scuffles
from tests.conftest import ROOT

DANGER = yaml.safe_load((ROOT / "benchmarks" / "danger.yml").read_text(encoding="utf-8"))
UNHEARD = yaml.safe_load((ROOT / "benchmarks" / "scuffles.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon is geschorst omdat hij een medeleerling heeft geslagen",
        "ze willen mijn dochter verwijderen omdat ze de juf geslagen heeft",
        "Mijn zoontje van 6 slaat en bijt andere kinderen in de klas.",
        "onze zoon gooit met stoelen als hij overprikkeld is",
        "mijn kleinzoon heeft een kind gebeten",
        "our son with ADHD hits kids",
        "the school wants to exclude him for hitting a teacher",
        "oğlum arkadaşına vurdu diye üç gün uzaklaştırıldı",
        "kızım bir kıza tokat attı",
        "ابني رفس رفيقه وفصلوه تلات ايام",
        "szkoła chce wyrzucić mojego syna bo bił się z kolegą",
        "zawiesili syna bo uderzył kolegę",
        "сина відсторонили бо вдарив вчителя",
        "донька вкусила дитину",
    ],
)
def test_what_a_child_does_at_school_is_no_danger(text: str) -> None:
    assert not speaks_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "mijn dochter zegt dat de juf slaat",
        "mijn zoon vertelde dat de meester andere kinderen slaat",
        "mijn dochter zag hoe de meester een kind sloeg",
        "hij huilt, de juf slaat",
        "mijn man slaat kinderen",
        "hij slaat mij en andere kinderen",
        "mijn zoon slaat mij als hij boos is",
        "mijn zoon slaat zijn zusje",
        "mijn zoon is door een klasgenoot geslagen",
        "mijn zoon wordt geslagen door andere kinderen",
        "ze wordt thuis geslagen omdat ze geschorst is",
        "ze is bang om naar huis te gaan omdat ze geslagen wordt",
        "hij is geschorst en nu slaat zijn vader hem",
        "hij is geschorst omdat hij een mes bij zich had",
        "mijn zoon heeft een klasgenoot in elkaar geslagen",
        "my son saw the teacher hit other kids",
        "my son was hit by a classmate",
        "he hits me and other kids",
        "my son hits me when he is upset",
        "he was expelled because his father beats him",
        "kızım öğretmenin vurduğunu söylüyor",
        "arkadaşı oğluma vurdu",
        "okuldan atıldı diye babası vuruyor",
        "ابني ضربه المعلم",
        "ابني قال المعلم ضرب الولد",
        "فصلوه لأن أبوه بيضربه",
        "syn mówi że pani uderzyła kolegę",
        "syna pobił kolega",
        "zawiesili go i teraz mąż go bije",
        "вчителька б'є інших дітей",
        "сина побив однокласник",
        "його відсторонили і тепер батько його б'є",
    ],
)
def test_what_is_done_to_a_child_or_at_home_is_danger(text: str) -> None:
    assert speaks_of_danger(text)


@pytest.mark.parametrize("language", UNHEARD)
def test_of_what_was_written_before_the_patterns_a_few_alone_sound_like_danger(language: str) -> None:
    assert sum(map(speaks_of_danger, UNHEARD[language])) <= len(UNHEARD[language]) / 4


@pytest.mark.parametrize("language", UNHEARD)
def test_danger_that_is_told_beside_it_without_its_words_can_still_be_feared(language: str) -> None:
    scuffle, told = UNHEARD[language][0], DANGER[language]
    for text in told:
        assert not tells_little_else(f"{scuffle}, {text}"), text
        assert not tells_little_else(f"{text}. {scuffle}"), text


@pytest.mark.parametrize(
    ("text", "little_else"),
    [
        ("Mijn zoon is geschorst omdat hij een klasgenoot heeft geslagen.", True),
        ("my daughter was suspended for hitting a girl who bullied her", True),
        ("mijn zoon slaat andere kinderen en dreigt bleek te drinken", False),
        ("wat is een tlv", False),
    ],
)
def test_a_message_is_about_a_scuffle_where_it_tells_little_else(text: str, little_else: bool) -> None:
    assert tells_little_else(text) == little_else


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_none_gets_longer(text: str) -> None:
    assert len(without_scuffles(text)) <= len(text)
