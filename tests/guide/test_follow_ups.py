"""Whole messages that only ask on are known, and what sounds alike is told apart by its words."""

import re

import pytest

from guide.answers import MORE, responses
from guide.follow_ups import asks_on, asks_when, open_questions, tells_how_long, twins
from guide.topics import topics


@pytest.mark.parametrize("text", ["Mag dat?", "is that allowed??", "BU YASAL MI", "هل هذا مسموح؟", "czy tak mozna", "так можна?"])  # fmt: skip
def test_who_asks_on(text: str) -> None:
    assert asks_on(text)


@pytest.mark.parametrize("text", ["mag dat kind naar school", "is that allowed at school", "", "?"])
def test_who_asks_something_of_its_own(text: str) -> None:
    assert not asks_on(text)


@pytest.mark.parametrize(
    "text",
    ["tot wanneer kan dat", "hoeveel dagen heb ik nog", "en als ik te laat ben", "how long do I have", "what is the last day",
     "kaç günüm kaldı", "son gün ne zaman", "حتى متى", "كم معي وقت", "ile mam czasu", "do kiedy", "скільки часу маю", "який останній день"],
)  # fmt: skip
def test_who_asks_how_long_or_until_when(text: str) -> None:
    assert asks_when(text)


@pytest.mark.parametrize("text", ["wat kost dat", "mag dat", "what does the gpo do", "bu ne", "شو هاد", "ile to kosztuje", "чи це законно"])  # fmt: skip
def test_who_asks_something_else(text: str) -> None:
    assert not asks_when(text)


def test_twins_are_topics_and_fit_only_where_neither_is_named() -> None:
    for twin in twins():
        assert {twin.said, *twin.after, *twin.after.values()} <= topics().keys()
    signing, objecting, returning, answering, last_day, staying, calling = twins()
    for text in ("moeten wij tekenen", "imzalamamız gerekiyor mu", "هل لازم نوقع", "чи маємо підписувати"):
        assert signing.fits(text)
    for text in ("moet ik het opp tekenen", "sign the plan", "planı imzalayalım mı", "نوقع الخطة", "підписати план"):  # fmt: skip
        assert not signing.fits(text)
    assert objecting.fits("hoe maak ik bezwaar")
    assert not objecting.fits("bezwaar bij het schoolbestuur")
    for text in ("wanneer mag ze weer terug", "when is she allowed back", "متى يرجع", "kiedy może wrócić"):
        assert returning.fits(text)
    assert not returning.fits("kan hij terug naar een gewone school")
    assert answering.fits("wanneer moeten ze antwoorden")
    assert not answering.fits("wanneer beslissen ze over de aanmelding")
    assert last_day.fits("wat is de laatste dag om bezwaar te maken")
    assert not last_day.fits("tot wanneer kan ik bezwaar maken bij de school")
    assert staying.fits("mag ze in de tussentijd naar school")
    assert not staying.fits("kan ze in de tussentijd geplaatst worden")
    assert calling.fits("en hun telefoonnummer")
    assert not calling.fits("het nummer van het samenwerkingsverband")


def test_against_a_suspension_there_is_no_objection_and_the_answer_says_so() -> None:
    _, objecting, *_ = twins()
    assert objecting.after["schorsing"] == "schorsing"
    assert "Een aparte bezwaarweg" in responses()["utter_schorsing_meer"]["text"]


def test_what_asks_on_leads_from_a_topic_to_an_answer_that_there_is() -> None:
    for question in open_questions().values():
        assert question.answers.keys() <= topics().keys()
        for answer in {*question.answers.values(), question.otherwise, question.first} - {""}:
            assert answer.removesuffix(MORE) in topics()
            assert not answer.endswith(MORE) or f"utter_{answer}" in responses()


def test_what_it_costs_is_only_said_where_the_answer_says_so() -> None:
    for answer in open_questions()["vervolg_kosten"].answers.values():
        assert re.search("gratis|kost|betaal|geld|bijdrage|gemeente", responses()[f"utter_{answer}"]["text"])


@pytest.mark.parametrize(
    ("about", "answer"),
    [("tlv_uitleg", "tlv_uitleg_meer"), ("aanmelden_hoe", "termijn_toelating"), ("dyslexie", ""), ("", "")],
)
def test_how_long_it_takes_depends_on_what_was_answered(about: str, answer: str) -> None:
    assert open_questions()["vervolg_hoe_lang"].answer_after(about) == answer


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        ("tlv_uitleg", "tlv_uitleg_meer"),
        ("schorsing", "schorsing_meer"),
        ("dyslexie", ""),
        ("groet", ""),
        ("", ""),
    ],
)
def test_may_they_do_that_is_answered_by_what_more_there_is_on_any_topic(about: str, answer: str) -> None:
    assert open_questions()["vervolg_mag_dat"].answer_after(about) == answer


def test_what_no_answer_says_may_be_said_of_what_the_talk_was_about_earlier() -> None:
    who_decides = open_questions()["vervolg_beslist"]
    assert who_decides.answer_in_talk_of("routes_overzicht", "speciaal_onderwijs") == "tlv_uitleg"
    assert who_decides.answer_in_talk_of("verwijdering", "speciaal_onderwijs") == "swv_uitleg"
    assert who_decides.answer_in_talk_of("routes_overzicht", "") == ""


def test_the_first_answer_is_not_that_of_what_the_talk_was_about_earlier() -> None:
    assert open_questions()["vervolg_weigeren"].answer_in_talk_of("mbo", "") == ""


def test_who_helps_is_told_after_any_answer_and_before_the_first() -> None:
    question = open_questions()["vervolg_wie_helpt"]
    assert question.answer_after("dyslexie") == question.answer_after("") == "steunpunt_uitleg"


def test_what_now_leads_to_the_ways_there_are_and_from_these_to_a_person() -> None:
    question = open_questions()["vervolg_wat_nu"]
    assert question.answer_after("weigering_toelating") == question.answer_after("") == "routes_overzicht"
    assert question.answer_after("routes_overzicht") == "menselijke_hulp"


@pytest.mark.parametrize(
    "text",
    ["al sinds maart", "nu al twee weken", "elke dag", "since September", "for two months now", "every day",
     "3 haftadır", "iki aydır böyle", "eylülden beri", "من شهرين", "من أيلول", "كل يوم", "od września", "już trzy tygodnie",
     "вже місяць", "щодня вже місяць", "drie weken", "ze zeggen drie weken", "they say three weeks", "üç hafta dediler",
     "قالوا أسبوعين", "mówią że na dwa tygodnie", "сказали на два тижні"],
)  # fmt: skip
def test_who_only_tells_how_long_it_has_lasted(text: str) -> None:
    assert tells_how_long(text)


@pytest.mark.parametrize(
    "text",
    ["hoe lang", "sinds wanneer is dat zo", "al 2 weken geschorst", "since when", "every child", "hangi gün",
     "من يقرر", "od kogo", "два тижні відсторонено", "na de zomer gaat hij weg"],
)  # fmt: skip
def test_who_says_more_than_how_long(text: str) -> None:
    assert not tells_how_long(text)
