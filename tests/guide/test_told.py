"""Which day of a message belongs to what happened, on Saturday 28 November 2026."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from guide.told import told

TODAY = date(2026, 11, 28)
OCTOBER, NOVEMBER, YESTERDAY = date(2026, 10, 3), date(2026, 11, 10), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "applied", "refused"),
    [
        ("wij hebben onze zoon op 3 oktober aangemeld en gisteren is hij geweigerd", OCTOBER, YESTERDAY),
        ("gisteren is hij geweigerd, we hadden hem op 3 oktober aangemeld", OCTOBER, YESTERDAY),
        ("we applied on 3 October and got the refusal letter yesterday", OCTOBER, YESTERDAY),
        ("3 Ekim'de kayıt başvurusu yaptık, dün reddettiler", OCTOBER, YESTERDAY),
        ("قدمنا الطلب في 3 أكتوبر وأمس وصلنا الرفض", OCTOBER, YESTERDAY),
        ("3 października złożyliśmy wniosek o przyjęcie, wczoraj przyszła odmowa", OCTOBER, YESTERDAY),
        ("ми подали заяву 3 жовтня, а вчора прийшла відмова", OCTOBER, YESTERDAY),
        ("Hij is geboren op 3 maart 2019. Op 10 november is hij geweigerd.", None, NOVEMBER),
        ("My son was born on 3 March 2019. He was refused on 10 November.", None, NOVEMBER),
        ("Oğlum 3 Mart 2019'da doğdu. 10 Kasım'da reddedildi.", None, NOVEMBER),
        ("Syn urodził się 3 marca 2019. 10 listopada odmówili mu miejsca.", None, NOVEMBER),
        ("Син народився 3 березня 2019. 10 листопада нам відмовили.", None, NOVEMBER),
        ("ابني من مواليد 3 مارس 2019. رفضوه في 10 نوفمبر.", None, NOVEMBER),
        ("we zijn geweigerd, de brief is van 10 november", None, NOVEMBER),
        ("op 3 oktober aangemeld en nog niks gehoord", OCTOBER, None),
        ("Aangemeld op 3 oktober. Gisteren kreeg ik een brief van school.", OCTOBER, None),
        ("op 10 nov. geweigerd", None, NOVEMBER),
        ("Hij is geweigerd op de school bij ons om de hoek. De brief is van 10 november.", None, NOVEMBER),
        ("He was refused by the school round the corner. The letter is of 10 November.", None, NOVEMBER),
        ("Köşedeki okul oğlumu reddetti, çok üzüldük. Mektup 10 Kasım tarihli.", None, NOVEMBER),
        ("المدرسة القريبة رفضت ابني ونحن حزينون جدا. الرسالة وصلت في 10 نوفمبر.", None, NOVEMBER),
        ("Szkoła za rogiem odmówiła nam miejsca dla syna. List przyszedł 10 listopada.", None, NOVEMBER),
        ("Школа за рогом відмовила нашому синові у місці. Лист прийшов 10 листопада.", None, NOVEMBER),
    ],
)
def test_each_day_belongs_to_what_happened_on_it(
    text: str, applied: date | None, refused: date | None
) -> None:
    days = told(text, TODAY)
    found = {event: day and day.day for event in ("application", "refusal") if [day := days.day_of(event)]}
    assert found == {"application": applied, "refusal": refused}


@pytest.mark.parametrize(
    "text",
    [
        "op maandag en dinsdag mocht hij niet komen, hij is geweigerd",
        "geweigerd op 3 november of geweigerd op 5 november, dat weet ik niet",
        "Hij zit sinds 1 september thuis, de school heeft hem geweigerd",
        "O 1 eylülden beri evde, okul onu reddetti",
        "Od 1 września siedzi w domu, szkoła odmówiła",
        "Hij is geweigerd en wij zijn boos en verdrietig. Op 3 maart is hij begonnen met therapie bij een psycholoog.",
        "Op 3 november had ik een gesprek met de directeur. Zij was heel aardig, maar nu weet ik het niet meer.",
    ],
)
def test_where_two_days_may_be_meant_or_the_day_is_of_something_else_none_is_taken(text: str) -> None:
    assert told(text, TODAY).day_of("refusal") is None


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon heeft gisteren geweigerd naar school te gaan",
        "my son refused to go to school yesterday",
        "oğlum dün okula gitmeyi reddetti",
        "ابني رفض أمس الذهاب إلى المدرسة",
        "syn wczoraj odmówił pójścia do szkoły",
        "син учора відмовився йти до школи",
        "hij is gisteren uit de klas verwijderd",
        "wczoraj wyrzucili go z lekcji",
        "wij hebben gisteren geweigerd te tekenen",
        "gisteren aangemeld bij de logopedist",
        "dün doktora başvurduk",
        "dün planı imzalamayı kabul etmedim",
        "wczoraj nie przyjęliśmy ich propozycji",
        "вчора я відмовилась підписати план",
        "gisteren hebben we het aanbod afgewezen",
        "gisteren is haar inhaler geweigerd door de juf",
        "the doctor rejected the referral yesterday",
    ],
)
def test_who_refuses_herself_or_applies_elsewhere_tells_of_no_event(text: str) -> None:
    days = told(text, TODAY)
    assert (days.event, days.may_be_of_an_event) == ("", False)


@pytest.mark.parametrize(
    "text",
    ["oğlumu okula yazdırmak istedik", "kızımı kaydettirmek istiyorum", "seneye kayıt yaptıracağız", "başvurmak istiyoruz"],
)  # fmt: skip
def test_who_wishes_to_apply_has_not_applied(text: str) -> None:
    assert "application" not in told(text, TODAY).named


@pytest.mark.parametrize(
    "text",
    [
        "de school heeft gisteren geweigerd onze zoon toe te laten",
        "the school refused to admit our son yesterday",
        "szkoła wczoraj odmówiła",
        "школа вчора відмовила",
        "المدرسة رفضت ابني أمس",
        "dün reddettiler",
    ],
)
def test_a_school_that_refuses_does(text: str) -> None:
    assert told(text, TODAY).event == "refusal"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("mijn aanvraag voor leerlingenvervoer is gisteren afgewezen", "transport-decision"),
        ("We vroegen een busje aan bij de gemeente. Gisteren kwam de afwijzing.", "transport-decision"),
        ("the transport was refused yesterday", "transport-decision"),
        ("belediye servisi dün reddetti", "transport-decision"),
        ("أمس رفضت البلدية الباص", "transport-decision"),
        ("Poprosiliśmy gminę o busa. Wczoraj odmówili.", "transport-decision"),
        ("вчора громада відмовила у підвезенні", "transport-decision"),
        ("We hebben een tlv aangevraagd. Gisteren kwam de afwijzing.", "tlv-decision"),
        ("we asked for a tlv and yesterday it was refused", "tlv-decision"),
        ("de vrijstelling is gisteren afgewezen", "other"),
        ("Hij gaat met de taxi naar school. Gisteren heeft een nieuwe school hem geweigerd.", "refusal"),
        ("dün okula başvurumuz reddedildi", "refusal"),
        ("op 2 november bezwaar gemaakt en gisteren is het afgewezen", "objection-decision"),
        ("2 listopada złożyliśmy sprzeciw, wczoraj go odrzucili", "objection-decision"),
        ("2 листопада ми подали заперечення, вчора його відхилили", "objection-decision"),
        ("في 2 نوفمبر قدمنا اعتراضا وأمس رفضوه", "objection-decision"),
        ("gisteren geweigerd, hoe maken wij bezwaar", "refusal"),
    ],
)
def test_a_refusal_of_something_else_is_no_refusal_by_a_school(text: str, refused: str) -> None:
    days = told(text, TODAY)
    assert [event for event, found in days.of_event.items() if found[0].day == YESTERDAY] == [refused]


@pytest.mark.parametrize(
    ("event", "texts"),
    [
        ("application", [
            "we registered our son yesterday", "dün kaydettirdik", "kızımı dün okula yazdırdık", "wczoraj zapisaliśmy syna do szkoły",
            "вчора записали сина до школи", "أمس تم تسجيل ابنتي", "wysłałam wczoraj zgłoszenie",
        ]),
        ("removal-intention", [
            "gisteren brief: school wil hem verwijderen", "they wrote yesterday that they want to expel him",
            "dün okuldan atmak istediklerini yazdılar", "كتبوا أمس أنهم يريدون فصله", "wczoraj napisali, że zamierzają go wydalić",
        ]),
        ("removal", [
            "gisteren heeft het bestuur besloten hem te verwijderen", "ze hebben hem gisteren van school getrapt",
            "he was kicked out of school yesterday", "dün kaydı silindi", "أمس فصلوه من المدرسة", "wczoraj wydalili go ze szkoły",
            "вчора його відрахували",
        ]),
        ("suspension", [
            "he was excluded for five days yesterday", "أمس فصلوه ثلاثة أيام", "أمس فصلوا ابني من المدرسة أسبوعا", "dün uzaklaştırma aldı", "wczoraj został zawieszony",
        ]),
        ("tlv-decision", [
            "de tlv kregen we gisteren", "we got the tlv yesterday", "gisteren kwam een brief van het samenwerkingsverband met een tlv",
            "we got a letter from the samenwerkingsverband with a tlv yesterday", "wczoraj wydano tlv", "вчора отримали tlv", "أمس حصلنا على tlv",
        ]),
        ("enrolment", [
            "mijn kind is gisteren ingeschreven, wanneer is het opp er", "my son was enrolled yesterday, when is the plan ready",
            "wczoraj syn został przyjęty, kiedy będzie plan", "дитину вчора зарахували, коли буде план",
        ]),
        ("gpo-request", ["gisteren gpo-verzoek ingediend", "het gpo verzoek ging gisteren de deur uit"]),
        ("removal", ["dün kızımı okuldan attı"]),
        ("refusal", ["нас учора не зарахували"]),
        ("", [
            "hij is gisteren ingeschreven op een andere school", "gisteren was ze nog ingeschreven, er is geen plan",
            "sinds gisteren is hij nergens ingeschreven, wat is het plan", "gisteren is hij ingeschreven bij de Klimop",
        ]),
        ("refusal", ["gisteren wees de school hem af", "школа вчора відмовилася взяти сина", "dün olumsuz cevap geldi"]),
        ("", [
            "wczoraj poradnia wydała opinię", "wczoraj dyrektor wydał zgodę", "أمس انفصلنا أنا ووالده", "أمس انتقل إلى فصل آخر",
            "вчора надіслали заяву на додаткову підтримку",
        ]),
    ],
)  # fmt: skip
def test_what_happened_is_known_by_the_words_of_its_language(event: str, texts: list[str]) -> None:
    assert {text: told(text, TODAY).event for text in texts} == dict.fromkeys(texts, event)


def test_an_objection_against_a_refusal_leaves_it_a_refusal() -> None:
    text = "Op 20 november bezwaar gemaakt tegen de weigering van 10 november."
    days = told(text, TODAY)
    assert {event: day and day.day for event in days.of_event if [day := days.day_of(event)]} == {
        "objection": date(2026, 11, 20),
        "refusal": NOVEMBER,
    }


@pytest.mark.parametrize(
    "text",
    [
        "we hebben gisteren een gesprek gehad met school en ze willen een tlv aanvragen",
        "yesterday we had a meeting with the school about his support",
        "dün okulla görüşme yaptık, destek konuştuk",
        "أمس كان عندنا اجتماع مع المدرسة",
        "wczoraj mieliśmy rozmowę ze szkołą o pomocy",
        "учора була розмова зі школою про підтримку",
    ],
)
def test_the_day_of_a_talk_starts_no_term(text: str) -> None:
    days = told(text, TODAY)
    assert not days.may_be_of_an_event
    assert days.spoken_of("") == ""


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("in het gesprek van gisteren zeiden ze dat hij geweigerd is", "refusal"),
        ("at the meeting yesterday they said he is refused", "refusal"),
        ("wczoraj na spotkaniu usłyszeliśmy, że został zawieszony", "suspension"),
    ],
)
def test_but_what_was_decided_is_of_the_day_of_the_talk_in_which_it_was_told(text: str, event: str) -> None:
    found = told(text, TODAY).day_of(event)
    assert found
    assert found.day == YESTERDAY


def test_who_is_asked_for_a_day_may_tell_it_with_many_words() -> None:
    answer = (
        "Dat weet ik niet helemaal zeker meer. Ik denk dat het 10 november was, toen kwam mijn moeder eten."
    )
    assert told(answer, TODAY).day_of("refusal") is None
    found = told(answer, TODAY).day_of("refusal", asked=True)
    assert found is not None
    assert found.day == NOVEMBER


@pytest.mark.parametrize(
    ("text", "of_topic", "event"),
    [
        ("op 3 oktober aangemeld en gisteren geweigerd", "application", "application"),
        ("op 3 oktober aangemeld en gisteren geweigerd", "", "refusal"),
        ("op 3 oktober aangemeld, en nu willen ze hem niet", "refusal", "refusal"),
        ("gisteren geweigerd", "application", "refusal"),
        ("op 10 november bezwaar gemaakt", "", "objection"),
        ("hij is geboren op 3 maart 2019", "", ""),
    ],
)
def test_what_comes_later_in_a_case_is_what_a_message_is_about(text: str, of_topic: str, event: str) -> None:
    assert told(text, TODAY).spoken_of(of_topic) == event


DAYS = st.dates(min_value=date(2025, 12, 1), max_value=TODAY - timedelta(days=1))
SAID = {
    "nl": ("op {} aangemeld", "geweigerd op {}", " en "),
    "en": ("applied on {}", "refused on {}", " and "),
    "pl": ("{} złożyliśmy wniosek", "odmówili {}", ", a "),
    "uk": ("{} подали заяву", "відмовили {}", ", а "),
    "tr": ("{} başvurduk", "{} reddedildi", ", "),
    "ar": ("قدمنا الطلب في {}", "رفضوه في {}", "، "),
}


@given(first=DAYS, second=DAYS, language=st.sampled_from(sorted(SAID)), turned=st.booleans())
def test_two_days_are_never_exchanged(first: date, second: date, language: str, turned: bool) -> None:
    applied, refused, link = SAID[language]
    parts = [
        applied.format(format_date(first, "d MMMM y", language)),
        refused.format(format_date(second, "d MMMM y", language)),
    ]
    days = told(link.join(parts[::-1] if turned else parts), TODAY)
    for event, day in (("application", first), ("refusal", second)):
        found = days.day_of(event)
        assert found is not None
        assert found.day == day


@given(text=st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    told(text, TODAY).day_of("refusal", asked=True)


@pytest.mark.parametrize(
    ("letter", "days"),
    [
        (
            "Naar aanleiding van uw aanmelding van 3 november delen wij u mede dat wij uw zoon niet kunnen plaatsen.",
            {"application": date(2026, 11, 3)},
        ),
        (
            "In antwoord op uw brief van 4 november laten wij u weten dat uw zoon niet wordt toegelaten.",
            {"other": date(2026, 11, 4)},
        ),
        (
            "Naar aanleiding van ons gesprek van 9 november is uw dochter geschorst van 16 tot en met 18 november.",
            {"other": date(2026, 11, 9), "suspension": date(2026, 11, 16)},
        ),
        ("Uw bezwaarschrift van 2 november is ontvangen.", {"objection": date(2026, 11, 2)}),
        (
            "Het samenwerkingsverband heeft op 9 november de aanvraag van 1 oktober voor een tlv afgewezen.",
            {"tlv-decision": date(2026, 11, 9), "other": date(2026, 10, 1)},
        ),
        ("Op 2 december kunt u worden gehoord over het voornemen.", {"other": date(2026, 12, 2)}),
    ],
)
def test_in_a_letter_of_the_school_a_day_is_of_what_it_follows(letter: str, days: dict[str, date]) -> None:
    read = told(letter, TODAY)
    assert {event: day and day.day for event in read.of_event if [day := read.day_of(event)]} == days
    assert read.day_of("refusal") is None
