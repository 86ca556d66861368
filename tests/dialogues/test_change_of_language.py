"""Dialogue 14: a parent writes in another language than she reads; the bot offers to switch, once."""

import pytest

from bot.language import surely_written_in
from guide.language import asked_language
from tests.conftest import System

REFUSED = {
    "en": "the school refuses to take my son because of his autism",
    "tr": "okul otizmi olduğu için oğlumu kabul etmiyor ne yapabilirim",
    "ar": "المدرسة ترفض قبول ابني لأنه مصاب بالتوحد ماذا أفعل",
    "pl": "szkoła odmawia przyjęcia mojego syna z powodu autyzmu",
    "uk": "школа відмовляється прийняти мого сина через аутизм",
}
NAMES = {"en": "English", "tr": "Türkçe", "ar": "العربية", "pl": "Polski", "uk": "Українська"}
YES = {"en": "yes please", "tr": "evet", "ar": "نعم", "pl": "tak", "uk": "так"}


@pytest.mark.parametrize("language", REFUSED)
async def test_dialogue_14_on_yes_all_that_follows_is_in_her_language(system: System, language: str) -> None:
    async with system.parent("nl", sector="po", postcode="1011") as parent:
        await parent.says("we hebben op 28 september aangemeld")
        offer, answer, *_ = await parent.says(REFUSED[language])
        assert answer["lang"] == "nl"
        assert (offer["lang"], offer["buttons"][0]["title"]) == (language, NAMES[language])
        switched, again, *_ = await parent.says(YES[language])
        assert (switched["lang"], again["lang"]) == (language, language)
        assert again["custom"]["topic"] == "weigering_toelating"
        later = await parent.says("bezwaar termijn")
        assert {m["lang"] for m in later} == {language}


async def test_dialogue_14_what_is_known_is_kept(system: System) -> None:
    async with system.parent("nl", sector="vo", postcode="3011") as parent:
        await parent.says("hoe bereik ik het steunpunt")
        await parent.says("okul otizmi olduğu için kızımı kabul etmiyor ne yapabilirim")
        await parent.presses("Türkçe")
        *_, own = await parent.says("steunpunt ile nasıl iletişim kurabilirim")
        assert "tel:+31104842576" in own["text"]
        assert own["lang"] == "tr"


async def test_it_is_offered_once_and_never_after_a_no(system: System) -> None:
    async with system.parent("nl") as parent:
        offer, *_ = await parent.says(REFUSED["pl"])
        (stays,) = await parent.presses(offer["buttons"][1]["title"])
        assert "verder in deze taal" in stays["text"]
        answers = await parent.says("szkoła zawiesiła mojego syna na dwa tygodnie bez żadnego pisma")
        assert {m["lang"] for m in answers} == {"nl"}


async def test_danger_goes_before_the_offer(system: System) -> None:
    async with system.parent("nl") as parent:
        numbers, offer, *_ = await parent.says("kocam her akşam beni ve çocukları dövüyor ne yapmalıyım")
        assert numbers["custom"]["topic"] == "noodsituatie"
        assert offer["lang"] == "tr"


async def test_a_parent_may_pass_over_the_offer_and_answer_the_question(system: System) -> None:
    async with system.parent("nl", sector="po") as parent:
        offer, *_, question = await parent.says("do jakiego samenwerkingsverband należy szkoła mojego syna")
        assert question["custom"]["asks"] == "place"
        assert offer["lang"] == "pl"
        found, *_ = await parent.says("1011")
        assert found["custom"]["swv"]["code"] == "PO2707"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("l'école refuse mon enfant et je ne sais pas quoi faire", "fr"),
        ("школа не принимает моего ребенка, что мне делать", "ru"),
        ("مدرسه فرزند مرا نمی پذیرد چه کار کنم", "fa"),
        ("ትምህርት ቤቱ ልጄን አይቀበልም እንታይ ክገብር", "ti"),
    ],
)
async def test_a_language_we_do_not_have_is_answered_by_a_line_of_its_own(
    system: System, text: str, language: str
) -> None:
    async with system.parent("nl") as parent:
        line, *_ = await parent.says(text)
        assert line["lang"] == language
        assert line["dir"] == ("rtl" if language == "fa" else "ltr")
        assert [b["title"] for b in line["buttons"]] == ["Nederlands", *NAMES.values()]


@pytest.mark.parametrize(
    "text", ["ok", "tlv?", "evet", "wat is een opp", "so of sbo", "ja graag", "28-9", "🙏🙏"]
)
def test_short_words_say_nothing_of_a_language(text: str) -> None:
    assert surely_written_in(text) in (None, "nl")


@pytest.mark.parametrize("language", REFUSED)
def test_dutch_school_words_in_a_sentence_do_not_hide_its_language(language: str) -> None:
    text = REFUSED[language] + " passend onderwijs samenwerkingsverband toelaatbaarheidsverklaring"
    assert surely_written_in(text) == language


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl", "ik spreek geen Nederlands"),
        ("en", "I don't speak Dutch"),
        ("tr", "Hollandaca bilmiyorum"),
        ("ar", "لا أتكلم الهولندية"),
        ("pl", "nie mówię po niderlandzku"),
        ("uk", "я не розмовляю нідерландською"),
    ],
)
async def test_who_speaks_no_dutch_is_not_moved_to_it(system: System, locale: str, text: str) -> None:
    async with system.parent(locale, sector="po") as parent:
        answers = await parent.says(text)
        assert {answer["lang"] for answer in answers} == {locale}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik spreek geen Nederlands, kan het in het Turks", "tr"),
        ("i dont speak dutch, english please", "en"),
        ("ما بحكي هولندي بالعربي لو سمحت", "ar"),
        ("nie, po polsku", "pl"),
        ("не англійська, українська", "uk"),
        ("nederlands versta ik niet", None),
        ("Hollandacayı anlamıyorum", None),
        ("nie znam niderlandzkiego", None),
    ],
)
def test_a_language_that_she_does_not_speak_is_none_that_she_asks_for(
    text: str, language: str | None
) -> None:
    assert asked_language(text) == language
