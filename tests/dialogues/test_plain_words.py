"""What first comes to mind is understood, and what is only told about a child is no danger."""

import pytest

from tests.conftest import System
from tests.parent import text_of

NOT_TO_SCHOOL = {
    "nl": "mijn dochter wil niet naar school",
    "en": "my daughter does not want to go to school",
    "tr": "kızım okula gitmek istemiyor",
    "ar": "ابنتي لا تريد الذهاب إلى المدرسة",
    "pl": "córka nie chce chodzić do szkoły",
    "uk": "донька не хоче ходити до школи",
}
DISAGREES = {
    "nl": "ik ben het er niet mee eens",
    "en": "I disagree",
    "tr": "aynı fikirde değilim",
    "ar": "أنا لا أوافق",
    "pl": "nie zgadzam się",
    "uk": "я не погоджуюсь",
}
HELP_IN_ROTTERDAM = {
    "nl": "wie helpt mij in rotterdam",
    "en": "who helps me in rotterdam",
    "tr": "rotterdamda bana kim yardım eder",
    "ar": "من يساعدني في روتردام",
    "pl": "kto mi pomoże w rotterdamie",
    "uk": "хто мені допоможе в роттердамі",
}
AUTISTIC = {
    "nl": "onze dochter van 5 is autistisch",
    "en": "our 5 year old daughter is autistic",
    "tr": "5 yaşındaki kızım otistik",
    "ar": "ابني عنده توحد",
    "pl": "mój syn ma autyzm",
    "uk": "у мого сина аутизм",
}
CHANGES_SCHOOL = {
    "nl": "ik wil van school wisselen",
    "en": "I want to change schools",
    "tr": "okul değiştirmek istiyorum",
    "ar": "أريد تغيير المدرسة",
    "pl": "chcę zmienić szkołę",
    "uk": "хочу змінити школу",
}
NOT_HEARD = {
    "nl": "ze luisteren niet naar ons",
    "en": "they don't listen to us",
    "tr": "bizi dinlemiyorlar",
    "ar": "لا يسمعون لنا",
    "pl": "nie słuchają nas",
    "uk": "нас не слухають",
}
CALM = {
    "nl": "mijn zoon houdt van voetbal",
    "en": "my daughter has a dog",
    "tr": "oğlum futbolu çok seviyor",
    "ar": "ابنتي تحب كرة السلة",
    "pl": "moja córka lubi dinozaury",
    "uk": "мій син любить математику",
}


@pytest.mark.parametrize("locale", CALM)
@pytest.mark.parametrize(
    ("said", "topic"),
    [
        (NOT_TO_SCHOOL, "thuiszitter"),
        (DISAGREES, "routes_overzicht"),
        (AUTISTIC, "extra_ondersteuning"),
        (CHANGES_SCHOOL, "aanmelden_hoe"),
        (NOT_HEARD, "routes_overzicht"),
        (HELP_IN_ROTTERDAM, "steunpunt_contact"),
    ],
)
async def test_the_plainest_words_are_understood(
    system: System, locale: str, said: dict[str, str], topic: str
) -> None:
    async with system.parent(locale) as parent:
        answer, *_ = await parent.says(said[locale])
        assert answer["custom"]["topic"] == topic


@pytest.mark.parametrize("locale", CALM)
async def test_who_only_tells_something_is_asked_what_she_wants_to_know(system: System, locale: str) -> None:
    async with system.parent(locale) as parent:
        answers = await parent.says(CALM[locale])
        assert "112" not in text_of(answers)
        assert answers[-1]["buttons"][-1]["value"] == "/menselijke_hulp"


@pytest.mark.parametrize("typed", ["😭😭", "???"])
async def test_signs_alone_are_about_no_topic(system: System, typed: str) -> None:
    async with system.parent() as parent:
        (answer,) = await parent.says(typed)
        assert [button["value"] for button in answer["buttons"]] == ["/menselijke_hulp", "/hulp_menu"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("el madrase ma bedda ebni", "weigering_toelating"),
        ("ibni 2a3ed fel beit bala madrasa", "thuiszitter"),
        ("bidi 2e7ki ma3 7ada", "menselijke_hulp"),
        ("kif sajjel ebni bel madrase", "aanmelden_hoe"),
        ("شنو نقدر ندير", "routes_overzicht"),
        ("واش المدرسة خاصها تلقى ليه بلاصة", "zorgplicht_uitleg"),
    ],
)
async def test_arabic_is_understood_in_latin_letters_and_in_the_words_of_morocco(
    system: System, text: str, topic: str
) -> None:
    async with system.parent("ar", sector="po") as parent:
        answers = await parent.says(text)
        assert answers[0]["custom"]["topic"] == topic
