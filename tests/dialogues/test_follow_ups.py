"""What a parent says after an answer is understood as following on it."""

import pytest

from guide.answers import responses
from guide.language import translate
from tests.conftest import System
from tests.parent import text_of


@pytest.mark.parametrize(
    ("locale", "about_tlv", "must_we_sign"),
    [
        ("nl", "wat is een tlv", "moeten wij daarvoor tekenen"),
        ("en", "what is a tlv", "do we have to sign"),
        ("tr", "tlv nedir", "imzalamamız gerekiyor mu"),
        ("pl", "co to jest tlv", "czy musimy to podpisać"),
        ("uk", "що таке tlv", "чи маємо це підписувати"),
    ],
)
async def test_must_we_sign_is_about_the_tlv_in_talk_of_a_tlv(
    system: System, locale: str, about_tlv: str, must_we_sign: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(about_tlv)
        answers = await parent.says(must_we_sign)
        assert answers[0]["custom"]["topic"] == "tlv_toestemming"


async def test_and_about_the_plan_in_talk_of_the_plan(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("wat is een opp")
        answers = await parent.says("moeten wij daarvoor tekenen")
        assert answers[0]["custom"]["topic"] == "opp_instemming"


async def test_and_about_the_plan_before_a_talk_with_the_school(system: System) -> None:
    async with system.parent("tr", sector="po") as parent:
        first = await parent.says("1 Aralık'ta okulla görüşmemiz var, ne söylemeliyim")
        assert first[0]["custom"]["topic"] == "gesprek_met_school"
        answers = await parent.says("imzalamak zorunda mıyım")
        assert answers[0]["custom"]["topic"] == "opp_instemming"


async def test_is_that_allowed_gets_the_answer_where_only_the_days_were_told(system: System) -> None:
    async with system.parent(sector="po") as parent:
        days = await parent.says("hij is sinds maandag 16 november geschorst")
        assert days[0]["custom"]["deadlines"]
        (answer,) = await parent.says("mag dat?")
        assert answer["custom"]["topic"] == "schorsing"
        assert "een week" in answer["text"]


async def test_dates_are_not_said_again_to_who_asks_whether_that_is_allowed(system: System) -> None:
    async with system.parent("tr", sector="po") as parent:
        dates = await parent.says("9 kasımda reddedildik")
        assert dates[0]["custom"]["topic"] == "weigering_toelating"
        assert dates[0]["custom"]["deadlines"]
        assert text_of(await parent.says("bu yasal mı")) != text_of(dates)


async def test_an_objection_in_talk_of_a_tlv_goes_to_the_samenwerkingsverband_also_after_a_question(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("wat is een tlv")
        (not_sure,) = await parent.says("school")
        assert not_sure["custom"].get("topic") is None
        answers = await parent.says("hoe maak ik bezwaar")
        assert answers[0]["custom"]["topic"] == "tlv_bezwaar"


@pytest.mark.parametrize(
    ("locale", "sent_home", "allowed"),
    [
        ("nl", "mijn zoon wordt elke dag naar huis gestuurd", "mag dat zomaar?"),
        ("en", "my son is sent home every day at noon", "is that allowed"),
        ("tr", "oğlumu her gün eve gönderiyorlar", "bu yasal mı"),
        ("ar", "كل يوم بيرجعوا ابني عالبيت", "هل هذا مسموح؟"),
        ("pl", "codziennie odsyłają syna do domu", "czy tak można"),
        ("uk", "сина щодня відправляють додому", "хіба так можна?"),
    ],
)
async def test_is_that_allowed_gets_more_on_what_was_answered(
    system: System, locale: str, sent_home: str, allowed: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        first = await parent.says(sent_home)
        more = await parent.says(allowed)
        assert first[0]["custom"]["topic"] == more[0]["custom"]["topic"] == "naar_huis_gestuurd"
        assert text_of(more) != text_of(first)


@pytest.mark.parametrize(
    ("locale", "refused", "nothing_written"),
    [
        ("nl", "de school weigert mijn zoon", "we hebben nog niks op papier"),
        ("en", "the school refuses my son", "nothing in writing yet"),
        ("tr", "okul oğlumu almıyor", "yazılı bir şey vermediler"),
        ("ar", "المدرسة ترفض ابني", "ما في شي مكتوب"),
        ("pl", "szkoła odmawia mojemu synowi", "nie mamy nic na piśmie"),
        ("uk", "школа відмовляє моєму синові", "листа ще немає"),
    ],
)
async def test_nothing_on_paper_is_the_button_only_said(
    system: System, locale: str, refused: str, nothing_written: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        *_, answer = await parent.says(refused)
        said = next(b["title"] for b in answer["buttons"] if '"said"' in b["value"])
        typed = await parent.says(nothing_written)
    async with system.parent(locale, sector="po") as parent:
        await parent.says(refused)
        pressed = await parent.presses(said)
    assert text_of(typed) == text_of(pressed)


@pytest.mark.parametrize("day", ["gisteren", "vannacht", "evvelsi gün", "امس", "wczoraj"])
async def test_a_day_alone_is_no_danger(system: System, day: str) -> None:
    async with system.parent() as parent:
        answers = await parent.says(day)
        assert answers[0]["custom"]["topic"] == "termijn_berekenen"


async def test_who_is_not_understood_twice_is_offered_a_person_and_what_else_she_may_mean(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        (first,) = await parent.says("school")
        assert "topic" not in first["custom"]
        (second,) = await parent.says("de rest dan")
        titles = [button["title"] for button in second["buttons"]]
        assert (titles[0], titles[-1]) == ("Praat met een mens", "Toon alle onderwerpen")
        assert len(titles) > 2
        assert not {b["value"] for b in second["buttons"][1:-1]} & {b["value"] for b in first["buttons"]}


@pytest.mark.parametrize(
    ("locale", "about_tlv", "how_long", "who_decides", "may_i_refuse"),
    [
        ("nl", "wat is een tlv", "hoe lang duurt dat", "wie beslist dat", "kan ik dat weigeren"),
        ("en", "what is a tlv", "how long does that take", "who decides that", "can I say no"),
        ("tr", "tlv nedir", "bu ne kadar sürer", "kim karar veriyor", "ya istemezsem"),
        ("ar", "ما هو tlv", "كم يستغرق هذا", "من يقرر ذلك", "فيني قول لا"),
        ("pl", "co to jest tlv", "jak długo to trwa", "kto o tym decyduje", "czy mogę odmówić"),
        ("uk", "що таке tlv", "скільки це триває", "хто це вирішує", "чи можу я відмовитися"),
    ],
)
async def test_a_question_that_names_nothing_is_about_the_answer_before_it(
    system: System, locale: str, about_tlv: str, how_long: str, who_decides: str, may_i_refuse: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        first = await parent.says(about_tlv)
        more = await parent.says(how_long)
        assert first[0]["custom"]["topic"] == more[0]["custom"]["topic"] == "tlv_uitleg"
        assert text_of(more) != text_of(first)
        assert text_of(await parent.says(who_decides)) == text_of(first)
        assert (await parent.says(may_i_refuse))[0]["custom"]["topic"] == "tlv_toestemming"


@pytest.mark.parametrize(
    ("locale", "apply", "how_long", "if_they_refuse"),
    [
        ("nl", "hoe meld ik mijn kind aan", "en hoe lang duurt dat dan", "en als ze nee zeggen"),
        ("en", "how do I apply to a school", "how long do we have to wait", "what if they say no"),
        ("tr", "çocuğumu okula nasıl kaydederim", "ne kadar bekleyeceğiz", "ya reddederlerse"),
        ("ar", "كيف أسجل ابني في المدرسة", "كم لازم ننتظر", "وإذا رفضوا"),
        ("pl", "jak zapisać dziecko do szkoły", "ile trzeba czekać", "a jeśli odmówią"),
        ("uk", "як записати дитину до школи", "скільки нам чекати", "а якщо вони відмовлять"),
    ],
)
async def test_the_same_words_after_another_answer_are_answered_otherwise(
    system: System, locale: str, apply: str, how_long: str, if_they_refuse: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        assert (await parent.says(apply))[0]["custom"]["topic"] == "aanmelden_hoe"
        assert (await parent.says(how_long))[0]["custom"]["topic"] == "termijn_toelating"
        assert (await parent.says(if_they_refuse))[0]["custom"]["topic"] == "weigering_toelating"


async def test_thanks_and_a_place_do_not_change_what_the_talk_is_about(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn zoon zit al weken thuis")
        await parent.says("bedankt")
        await parent.says("wij wonen in Amersfoort")
        answers = await parent.says("en hoe lang mag dat duren")
        assert answers[0]["custom"]["topic"] == "thuiszitter"
        assert "drie maanden" in answers[0]["text"]


async def test_after_starting_again_the_talk_is_about_nothing(system: System) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("wat is een tlv")
        await parent.says("opnieuw beginnen")
        answers = await parent.says("hoe lang duurt dat")
        assert "topic" not in answers[0]["custom"]


@pytest.mark.parametrize(
    ("locale", "refused", "told", "cost"),
    [
        ("nl", "de school weigert mijn dochter", "gisteren aan de telefoon gehoord", "wat kost dat"),
        ("en", "the school refuses my daughter", "they told us on the phone yesterday", "is that free"),
        ("tr", "okul kızımı almıyor", "dün telefonda söylediler", "ücretsiz mi"),
        ("ar", "المدرسة ترفض ابنتي", "قالوا بالتلفون امبارح", "هل هذا مجاني"),
        ("pl", "szkoła odmawia mojej córce", "wczoraj powiedzieli przez telefon", "ile to kosztuje"),
        ("uk", "школа відмовляє моїй доньці", "вчора сказали по телефону", "скільки це коштує"),
    ],
)
async def test_what_was_told_by_telephone_is_not_on_paper_and_the_talk_goes_on(
    system: System, locale: str, refused: str, told: str, cost: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(refused)
        dates, *warning = await parent.says(told)
        assert dates["custom"]["deadlines"][0]["counted_from"] == "2026-11-21"
        assert len(warning) == 1
        answers = await parent.says(cost)
        assert answers[0]["custom"]["topic"] == "weigering_toelating"
        assert "GPO" in answers[0]["text"]


@pytest.mark.parametrize(
    "again_and_again",
    ["ze doen het steeds opnieuw", "they start all over again every time", "her şey baştan başlıyor hep"],
)
async def test_who_says_that_it_happens_again_is_not_taken_to_start_again(
    system: System, again_and_again: str
) -> None:
    async with system.parent(sector="po") as parent:
        dates = await parent.says("gisteren is mijn zoon geschorst")
        assert dates[0]["custom"]["deadlines"]
        answers = await parent.says(again_and_again)
        assert answers[0]["custom"].get("intent") != "opnieuw"


async def test_how_do_i_do_that_is_no_danger(system: System) -> None:
    async with system.parent("pl", sector="po") as parent:
        answers = await parent.says("jak to zrobić")
        assert answers[0]["custom"].get("topic") != "noodsituatie"


@pytest.mark.parametrize(
    ("locale", "at_home", "what_now", "done_that"),
    [
        ("nl", "mijn dochter zit al weken thuis", "en nu?", "dat heb ik al gedaan"),
        ("en", "my daughter has been at home for weeks without school", "what now?", "I already did that"),
        ("tr", "kızım haftalardır evde, okula gitmiyor", "peki şimdi?", "onu zaten yaptım"),
        ("ar", "بنتي صار لها أسابيع بالبيت بدون مدرسة", "وهلأ شو؟", "عملت هيك"),
        ("pl", "córka od tygodni siedzi w domu bez szkoły", "i co teraz?", "już to zrobiłam"),
        ("uk", "донька вже тижнями вдома без школи", "і що тепер?", "я вже це зробила"),
    ],
)
async def test_who_asks_what_now_reads_what_can_be_done_and_who_has_done_that_is_led_to_a_person(
    system: System, locale: str, at_home: str, what_now: str, done_that: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        first = await parent.says(at_home)
        assert first[0]["custom"]["topic"] == "thuiszitter"
        ways = await parent.says(what_now)
        assert ways[0]["custom"]["topic"] == "routes_overzicht"
        person = await parent.says(done_that)
        assert person[0]["custom"]["topic"] == "menselijke_hulp"


async def test_who_has_done_that_already_reads_of_other_ways_and_not_the_emergency_numbers(
    system: System,
) -> None:
    async with system.parent(sector="po") as parent:
        await parent.says("mijn dochter zit al weken thuis")
        ways = await parent.says("dat heb ik al gedaan")
        assert ways[0]["custom"]["topic"] == "routes_overzicht"
        assert "112" not in text_of(ways)


async def test_why_tells_more_about_what_was_answered(system: System) -> None:
    async with system.parent(sector="po") as parent:
        first = await parent.says("wat is een opp")
        more = await parent.says("waarom?")
        assert more[0]["custom"]["topic"] == "opp_uitleg"
        assert text_of(more) != text_of(first)


@pytest.mark.parametrize(
    ("locale", "plan", "sure"),
    [
        ("nl", "wat is een opp", "weet u dat zeker?"),
        ("en", "what is an opp", "are you sure?"),
        ("ar", "شو هو opp", "متأكد؟"),
    ],
)
async def test_who_doubts_it_reads_where_it_is_written(
    system: System, locale: str, plan: str, sure: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        await parent.says(plan)
        assert "wetten.overheid.nl" in text_of(await parent.says(sure))


@pytest.mark.parametrize(
    ("locale", "sent_home", "how_long"),
    [
        ("nl", "hij mag maar halve dagen komen", "al sinds maart"),
        ("en", "my kid only goes to school 2 hours a day", "since September"),
        ("uk", "нас просять забирати дитину о 10 ранку", "щодня вже місяць"),
    ],
)
async def test_who_tells_how_long_it_has_lasted_hears_what_that_means(
    system: System, locale: str, sent_home: str, how_long: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        first, *_ = await parent.says(sent_home)
        assert first["custom"]["topic"] == "naar_huis_gestuurd"
        (more,) = await parent.says(how_long)
        assert more["custom"]["topic"] == "naar_huis_gestuurd"
        assert more["text"] != first["text"]
        assert "GPO" in more["text"], "after some time it may be a removal"


@pytest.mark.parametrize(
    ("locale", "suspended", "is_that_allowed"),
    [
        ("nl", "mijn zoon is geschorst", "mag dat"),
        ("en", "my son has been suspended", "is that legal"),
        ("tr", "oğlum okuldan uzaklaştırıldı", "buna hakları var mı"),
        ("ar", "ابني موقوف عن المدرسة", "هل هذا مسموح"),
        ("pl", "syn jest zawieszony", "czy to legalne"),
        ("uk", "сина відсторонили від школи", "що це"),
    ],
)
async def test_who_asks_on_where_the_kind_of_school_was_asked_gets_more_and_may_go_back(
    system: System, locale: str, suspended: str, is_that_allowed: str
) -> None:
    async with system.parent(locale) as parent:
        answer, asked = await parent.says(suspended)
        assert asked["custom"]["asks"] == "sector"
        (more,) = await parent.says(is_that_allowed)
        assert more["custom"]["topic"] == "schorsing"
        assert more["text"] != answer["text"]


@pytest.mark.parametrize(
    ("locale", "opens", "goes_on", "topic"),
    [
        (
            "nl",
            "er is een brief van het samenwerkingsverband",
            "ze hebben het goedgekeurd, wij niet",
            "tlv_bezwaar",
        ),
        ("en", "they keep talking about some statement", "who asks for it", "tlv_uitleg"),
    ],
)
async def test_what_says_too_little_alone_goes_on_with_what_was_not_understood(
    system: System, locale: str, opens: str, goes_on: str, topic: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (asked,) = await parent.says(opens)
        assert asked["text"] == translate(responses()["utter_bedoelt_u"]["text"], locale)
        answer, *_ = await parent.says(goes_on)
        assert answer["custom"]["topic"] == topic
    async with system.parent(locale, sector="po") as parent:
        alone, *_ = await parent.says(goes_on)
        assert alone["custom"].get("topic") != topic


async def test_a_change_of_language_says_the_words_again_and_not_those_before_them(system: System) -> None:
    async with system.parent("nl", sector="po") as parent:
        await parent.says("er is een brief van het samenwerkingsverband")
        await parent.says("the school has suspended my daughter for two weeks")
        *_, answer = await parent.presses("English")
        assert answer["custom"]["topic"] == "schorsing"
        assert answer["lang"] == "en"


@pytest.mark.parametrize(
    ("locale", "suspended", "may_i_object"),
    [
        ("nl", "mijn zoon is geschorst omdat hij een andere jongen heeft geslagen", "kan ik bezwaar maken"),
        ("en", "my daughter was suspended for hitting a girl who bullied her", "can I object"),
        ("tr", "oğlum arkadaşına vurdu diye üç gün uzaklaştırıldı", "itiraz edebilir miyim"),
        ("pl", "zawiesili syna bo uderzył kolegę", "czy mogę złożyć sprzeciw"),
    ],
)
async def test_who_is_suspended_for_a_blow_hears_that_there_is_no_objection_and_no_emergency_number(
    system: System, locale: str, suspended: str, may_i_object: str
) -> None:
    async with system.parent(locale, sector="po") as parent:
        (first,) = await parent.says(suspended)
        assert first["custom"]["topic"] == "schorsing"
        (more,) = await parent.says(may_i_object)
        assert more["text"] == translate(responses()["utter_schorsing_meer"]["text"], locale)


async def test_no_letter_and_three_weeks_are_heard_as_said_of_the_suspension(system: System) -> None:
    async with system.parent("en", sector="vo") as parent:
        await parent.says("my son is suspended")
        (on_paper,) = await parent.says("no letter")
        assert "Ask for the decision in writing" in on_paper["text"]
    async with system.parent("en", sector="vo") as parent:
        await parent.says("my son is suspended")
        (more,) = await parent.says("they say three weeks")
        assert "Ask for the decision in writing" in more["text"]


async def test_their_number_is_that_of_the_steunpunt(system: System) -> None:
    async with system.parent("nl", sector="po") as parent:
        await parent.says("welk samenwerkingsverband hoort bij 1012 AB")
        answers = await parent.says("en hun telefoonnummer")
        assert answers[-1]["custom"]["topic"] == "steunpunt_contact"
        assert "tel:" in text_of(answers)
