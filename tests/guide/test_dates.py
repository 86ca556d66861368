"""What a parent types becomes the day she means, on Sunday 22 November 2026."""

import re
from datetime import date, timedelta

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from guide.date_words import words
from guide.dates import dates_in, read_date
from guide.language import languages
from guide.spelling import fold
from tests.conftest import ROOT

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28 september", date(2026, 9, 28)),
        (
            "we hebben 28 september het formulier ingeleverd bij de Klimop maar horen niks",
            date(2026, 9, 28),
        ),
        ("12-10", date(2026, 10, 12)),
        ("12/10/2026", date(2026, 10, 12)),
        ("12.10.26", date(2026, 10, 12)),
        ("2026-10-12", date(2026, 10, 12)),
        ("vorige week dinsdag", date(2026, 11, 10)),
        ("dinsdag vorige week", date(2026, 11, 10)),
        ("afgelopen dinsdag", date(2026, 11, 17)),
        ("zondag", date(2026, 11, 15)),
        ("last Tuesday", date(2026, 11, 17)),
        ("Tuesday last week", date(2026, 11, 10)),
        ("gisteren", date(2026, 11, 21)),
        ("eergisteren gekregen", date(2026, 11, 20)),
        ("twee weken geleden", date(2026, 11, 8)),
        ("3 months ago", date(2026, 8, 22)),
        ("3 maart 2026", date(2026, 3, 3)),
        ("op 1e mrt.", date(2026, 3, 1)),
        ("24 februari", date(2026, 2, 24)),
        ("on the 28th of September, 2026", date(2026, 9, 28)),
        ("September 28, 2026", date(2026, 9, 28)),
        ("29 februari", date(2024, 2, 29)),
        ("22 november", TODAY),
        ("12-12-2026", date(2026, 12, 12)),
        ("maandag 12 oktober 2026", date(2026, 10, 12)),
        ("Monday 12 October", date(2026, 10, 12)),
        ("maandag 12-10", date(2026, 10, 12)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert read_date(text, TODAY).day == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31 februari", "no_such_day"),
        ("31-2-2026", "no_such_day"),
        ("12-13", "no_such_day"),
        ("3 maart 1026", "no_such_year"),
        ("03-03-9999", "no_such_year"),
    ],
)
def test_what_is_no_date_is_said_to_be_none(text: str, problem: str) -> None:
    reading = read_date(text, TODAY)
    assert (reading.day, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    "text",
    [
        "mijn zoon zit in groep 7",
        "hij is 14",
        "bel 030-280 95 90",
        "artikel 8.9",
        "mei",
        "25 kinderen in de klas",
        "IP 10.11.12.13",
        "3512 AB",
        "we hebben 2 kinderen",
    ],
)
def test_other_numbers_are_not_dates(text: str) -> None:
    reading = read_date(text, TODAY)
    assert (reading.day, reading.problem) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "nee niet 3 maart maar 13 maart",
        "13 maart, niet 3 maart",
        "no, not 3 March but 13 March",
        "sorry ik bedoel niet op 3 maart maar op 13 maart",
    ],
)
def test_a_correction_takes_the_first_date_back(text: str) -> None:
    reading = read_date(text, TODAY)
    assert (reading.day, reading.denied) == (date(2026, 3, 13), date(2026, 3, 3))
    assert reading.only_a_date


@pytest.mark.parametrize("text", ["28 september", "het was op 12-10", "nee, 13 maart", "it was on 3 March"])
def test_a_bare_date_is_known_as_one(text: str) -> None:
    assert read_date(text, TODAY).only_a_date


def test_a_date_in_a_story_is_not_all_there_is() -> None:
    assert not read_date("28 september kreeg ik een brief dat hij weg moet", TODAY).only_a_date


def test_a_wished_day_lies_ahead() -> None:
    assert read_date("24 augustus", TODAY, prefer="future").day == date(2027, 8, 24)


@given(
    day=st.dates(min_value=date(1995, 1, 1), max_value=date(2099, 12, 31)),
    sep=st.sampled_from("-/."),
)
def test_every_day_is_read_back_from_digits(day: date, sep: str) -> None:
    assert read_date(f"{day.day}{sep}{day.month}{sep}{day.year}", TODAY).day == day


@given(text=st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    read_date(text, TODAY)


@given(days=st.integers(0, 3000))
def test_a_day_without_a_year_is_the_latest_unless_it_comes_within_two_months(days: int) -> None:
    day = TODAY - timedelta(days=days)
    found = read_date(f"{day.day}-{day.month}", TODAY).day
    assert found is not None
    assert found <= TODAY + timedelta(days=60)
    assert found > TODAY or (TODAY - found).days < 366 - 60 or day.month == 2


@pytest.mark.parametrize(
    "text",
    [
        "1 december", "op 1 december wordt mijn zoon geschorst", "het gesprek is op 1 december",
        "on 1 December they will decide", "he will be removed on December 1", "1 Aralık'ta okuldan atılacak",
        "في 1 ديسمبر سيفصلونه", "1 grudnia zostanie zawieszony", "1 грудня його виключать", "1-12",
    ],
)  # fmt: skip
def test_a_day_that_comes_soon_is_not_taken_for_that_of_last_year(text: str) -> None:
    assert read_date(text, TODAY).day == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("op 15 maart gaat hij naar de nieuwe school", date(2027, 3, 15)),
        ("op 15 maart hebben we hem aangemeld", date(2026, 3, 15)),
        ("op 3 oktober wordt hij ineens geschorst", date(2026, 10, 3)),
        ("sinds 1 december zit hij thuis", date(2025, 12, 1)),
        ("1 december vorig jaar", date(2025, 12, 1)),
        ("1 december 2025", date(2025, 12, 1)),
    ],
)
def test_words_beside_a_day_tell_which_year_it_is_of(text: str, day: date) -> None:
    assert read_date(text, TODAY).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("٢٨ سبتمبر", date(2026, 9, 28)),
        ("٢٨/٩/٢٠٢٦", date(2026, 9, 28)),
        ("28 أيلول", date(2026, 9, 28)),
        ("28 Eylül'de", date(2026, 9, 28)),
        ("28 eylul", date(2026, 9, 28)),
        ("28 września", date(2026, 9, 28)),
        ("28 wrzesnia 2026 r.", date(2026, 9, 28)),
        ("28 вересня", date(2026, 9, 28)),
        ("28 сентября", date(2026, 9, 28)),
        ("salı günü", date(2026, 11, 17)),
        ("geçen salı", date(2026, 11, 17)),
        ("w zeszły wtorek", date(2026, 11, 17)),
        ("минулого вівторка", date(2026, 11, 17)),
        ("الثلاثاء الماضي", date(2026, 11, 17)),
        ("dün", date(2026, 11, 21)),
        ("wczoraj", date(2026, 11, 21)),
        ("вчора", date(2026, 11, 21)),
        ("أمس", date(2026, 11, 21)),
        ("mbare7 rafadouh", date(2026, 11, 21)),
        ("ja3oona youm el tnen", date(2026, 11, 16)),
        ("nhar lkhmis", date(2026, 11, 19)),
        ("men 3 ayyam", date(2026, 11, 19)),
        ("gabl yomein", date(2026, 11, 20)),
        ("iki hafta önce", date(2026, 11, 8)),
        ("dwa tygodnie temu", date(2026, 11, 8)),
        ("два тижні тому", date(2026, 11, 8)),
        ("قبل أسبوعين", date(2026, 11, 8)),
        ("منذ أسبوع", date(2026, 11, 15)),
        ("tydzień temu", date(2026, 11, 15)),
        ("тиждень тому", date(2026, 11, 15)),
    ],
)
def test_dates_as_parents_write_them_in_other_languages(text: str, day: date) -> None:
    assert read_date(text, date(2026, 11, 22)).day == day


@pytest.mark.parametrize(
    "text",
    [
        "een paar weken geleden", "weken geleden", "a few weeks ago", "birkaç hafta önce", "haftalar önce",
        "منذ أسابيع", "قبل أيام", "منذ أشهر", "kilka tygodni temu", "tygodni temu", "kilka miesięcy temu",
        "кілька тижнів тому", "тижнів тому", "місяців тому", "полтора месяца назад",
    ],
)  # fmt: skip
def test_some_weeks_ago_is_no_day(text: str) -> None:
    reading = read_date(text, date(2026, 11, 22))
    assert (reading.day, reading.problem) == (None, None)


SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("volgende week dinsdag is het gesprek", date(2026, 12, 1)),
        ("komende dinsdag", date(2026, 12, 1)),
        ("dinsdag over een week", date(2026, 12, 1)),
        ("next Friday", date(2026, 12, 4)),
        ("gelecek salı", date(2026, 12, 1)),
        ("haftaya salı", date(2026, 12, 1)),
        ("الثلاثاء القادم", date(2026, 12, 1)),
        ("w przyszły wtorek", date(2026, 12, 1)),
        ("наступного вівторка", date(2026, 12, 1)),
        ("vorig jaar 3 maart", date(2025, 3, 3)),
        ("3 March last year", date(2025, 3, 3)),
        ("geçen yıl 3 Mart", date(2025, 3, 3)),
        ("3 marca zeszłego roku", date(2025, 3, 3)),
        ("3 березня минулого року", date(2025, 3, 3)),
        ("geschorst van 3 tot 5 november", date(2026, 11, 3)),
        ("3-5 november", date(2026, 11, 3)),
        ("suspended from 3 to 5 November", date(2026, 11, 3)),
        ("3-5 Kasım arası", date(2026, 11, 3)),
        ("od 3 do 5 listopada", date(2026, 11, 3)),
        ("з 3 по 5 листопада", date(2026, 11, 3)),
        ("من 3 إلى 5 نوفمبر", date(2026, 11, 3)),
        ("gisteravond", date(2026, 11, 27)),
        ("last night", date(2026, 11, 27)),
        ("وأمس", date(2026, 11, 27)),
        ("منذ يوم الاثنين", date(2026, 11, 23)),
        ("pazartesiden beri", date(2026, 11, 23)),
        ("dnia 3.11 dostaliśmy pismo", date(2026, 11, 3)),
        ("03.11'de kaydettik", date(2026, 11, 3)),
        ("op 3.11 geweigerd", date(2026, 11, 3)),
        ("3.11", date(2026, 11, 3)),
        ("de negende oktober", date(2026, 10, 9)),
        ("twintig oktober", date(2026, 10, 20)),
        ("on the ninth of October", date(2026, 10, 9)),
        ("dokuz Ekim'de", date(2026, 10, 9)),
        ("في التاسع من أكتوبر", date(2026, 10, 9)),
        ("dziewiątego października", date(2026, 10, 9)),
        ("дев'ятого жовтня", date(2026, 10, 9)),
        ("veertien dagen geleden", date(2026, 11, 14)),
        ("a fortnight ago", date(2026, 11, 14)),
        ("on iki gün önce", date(2026, 11, 16)),
        ("on beş gün önce", date(2026, 11, 13)),
        ("قبل خمسة عشر يوما", date(2026, 11, 13)),
        ("piętnaście dni temu", date(2026, 11, 13)),
        ("п'ятнадцять днів тому", date(2026, 11, 13)),
        ("vrijdagmiddag belde de juf", date(2026, 11, 27)),
        ("maandagochtend 12 oktober", date(2026, 10, 12)),
        ("يوم الاتنين", date(2026, 11, 23)),
        ("they suspended her on Tuesday for three days", date(2026, 11, 24)),
        ("sinds maandag mag hij niet meer komen", date(2026, 11, 23)),
        ("01-10-'26", date(2026, 10, 1)),
        ("the day before yesterday", date(2026, 11, 26)),
    ],
)
def test_the_day_is_the_one_that_is_meant(text: str, day: date) -> None:
    assert read_date(text, SATURDAY).day == day


@pytest.mark.parametrize(
    "text",
    [
        "groep 7/8", "klas 2-3", "hij is 24/7 thuis", "2/3 van de tijd", "8-9 uur per week", "10-12 kinderen",
        "cijfer 5/10", "artikel 3/12", "4/5 dagen", "oğlum 3/4 grubunda", "7/8 sınıf", "2-3 saat", "2-3 godziny", "2-3 години",
        "11.10 gebeld dat ik hem moest halen", "11.10 de juf belde", "om 12.10", "de school begint 8.10", "3.05 euro",
        "dinsdag over twee weken", "Tuesday in two weeks", "iki hafta sonra salı", "za dwa tygodnie we wtorek",
        "через два тижні у вівторок", "elke dinsdag bellen ze", "every Tuesday", "her salı", "każdy wtorek", "кожного вівторка",
        "voor 1 december moet ik tekenen", "ze schrijven hem uit per 1 januari", "ليوم الجمعة", "geschorst tot 5 november", "before Friday I have to sign",
        "5 Kasım'a kadar", "do 5 listopada", "до 5 листопада", "حتى 5 نوفمبر",
        "twee of drie weken geleden", "1,5 week geleden", "2-3 weken geleden", "iki üç hafta önce",
        "maandag twee weken geleden", "twee weken geleden op maandag", "two weeks ago on Monday", "iki hafta önce salı günü",
        "يوم الاثنين قبل أسبوعين", "w środę dwa tygodnie temu", "два тижні тому в середу",
        "een maand en twee weken geleden", "a month and two weeks ago", "bir hafta on gün önce", "قبل شهر ونصف",
        "قبل أسبوع أو أسبوعين", "miesiąc i tydzień temu", "місяць і два тижні тому",
        "maandag wordt hij geschorst", "we hebben maandag een gesprek", "on Monday they will decide", "pazartesi görüşmemiz var",
        "they want to expel him on Monday", "ze willen hem maandag van school sturen", "يريدون فصله نهائيا يوم الاثنين",
        "chcą go w poniedziałek wyrzucić", "pazartesi okuldan atılacak", "يوم الاثنين عندنا اجتماع", "w poniedziałek mamy rozmowę", "у понеділок буде розмова",
        "de maandag na de herfstvakantie", "the Monday before last", "tatilden sonraki pazartesi", "w poniedziałek po feriach",
        "van maandag tot en met vrijdag", "Monday to Friday", "pazartesiden cumaya kadar", "من الاثنين إلى الجمعة",
        "od poniedziałku do piątku", "з понеділка по п'ятницю", "alleen op maandag", "every other Monday", "pazartesi günleri",
        "أيام الاثنين", "mijn eerste jan", "at the second may be", "dwa-trzy tygodnie temu", "2 або 3 тижні тому",
        "meer dan tien weken geleden aangemeld", "bijna zes weken geleden", "we applied over ten weeks ago",
        "مر أكثر من عشرة أسابيع", "ponad dziesięć tygodni temu", "майже шість тижнів тому",
        "zij wordt in april 4", "she turns four in May 12 others did too", "onze Jan 8 jaar", "nisan 4",
        "dzieci mają 6 i 12 lat", "spóźnił się 3 razy", "nie wypuścili go z sali", "mektubun 2 eki var",
        "hij krijgt 1-1 begeleiding", "she needs 1-1 support", "2-3 gesprekken gehad", "wij hebben 3-4 scholen gebeld",
        "50/50 kans dat hij mag blijven", "havo/vwo 2/3", "combinatiegroep 4/5", "8-9 yaşında", "3-4 szkoły", "2-3 школи",
        "vandaag de dag", "school 5-6 km verderop",
        "надіслали 1 лист", "ثلاث ساعات في اليوم", "من يوم وصولها", "سجلناه من شهر 10",
    ],
)  # fmt: skip
def test_what_is_no_day_on_which_something_happened(text: str) -> None:
    reading = read_date(text, SATURDAY)
    assert (reading.day, reading.problem) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "12-10 aangemeld", "we hebben 12-10 het formulier ingeleverd", "we applied 12/10 and heard nothing",
        "12-10'da başvurduk", "12/10 tarihinde reddettiler", "12/10 رفضوا ابني", "12-10 złożyliśmy podanie",
        "12/10 відмовили", "geweigerd op 12-10", "maandag 12-10 gebeld", "de brief kwam 12-10, nog voor de vakantie",
    ],
)  # fmt: skip
def test_two_numbers_are_a_day_where_they_count_nothing(text: str) -> None:
    assert read_date(text, SATURDAY).day == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("zgłosiliśmy się 3 października", date(2026, 10, 3)),  # sie: August, and oneself
        ("отримали лист 3 жовтня", date(2026, 10, 3)),  # лист: November, and a letter
        ("Oct 3rd", date(2026, 10, 3)),
        ("we applied Sept. 28", date(2026, 9, 28)),
        ("op 1 mrt", date(2026, 3, 1)),
        ("mar 3 oktober was de brief er", date(2026, 10, 3)),  # maar, as it is said
        ("brief van jan 3 oktober", date(2026, 10, 3)),  # who wrote it
        ("on Oct 3 may I ask again", date(2026, 10, 3)),
        ("قدمنا في أكتوبر 3", date(2026, 10, 3)),
    ],
)
def test_a_word_that_is_a_month_elsewhere_is_none_here(text: str, day: date) -> None:
    assert read_date(text, SATURDAY).day == day


# Months themselves; "jan" is one, and ab is August in the Levant, and a father.
MONTHS = {fold(name) for other in words() for name in get_month_names("wide", "format", other).values()}
MONTHS |= {"jan", *(name for other in words() for name in words()[other].get("months", ()))}


@pytest.mark.parametrize("language", sorted(words()))
def test_no_short_word_before_a_date_changes_it(language: str) -> None:
    """The words of all languages are looked for at once, and the short names of months are words elsewhere."""
    around = [words()[other][kind] for other in words() for kind in ("until", "not", "days_ago")]
    known = {word for kind in around for word in kind} | MONTHS | {"وامس"}  # and yesterday
    said = fold(" ".join(file.read_text() for file in (ROOT / "data" / "nlu" / language).glob("*.yml")))
    short = set(re.findall(r"\b[^\W\d]{1,4}\b", said)) - known
    third = f"3 {get_month_names('wide', 'format', language)[10]}"
    assert not {w for w in short if read_date(f"{w} {third}", SATURDAY).day != date(2026, 10, 3)}


def test_who_wishes_a_day_may_name_the_last_one() -> None:
    assert read_date("voor 1 augustus", SATURDAY, prefer="future").day == date(2027, 8, 1)


def test_every_language_has_the_words_that_stand_around_dates() -> None:
    optional = {"weekdays", "months", "no_months", "month_first", "no_date", "units_alone"}
    optional |= {"not_after", "until_after", "since_after", "counted_from_after", "inexact_after"}
    optional |= {"through", "part_of_day"}
    kinds = {language: of_language.keys() - optional for language, of_language in words().items()}
    assert set(kinds) == set(languages())
    assert all(found == kinds["nl"] for found in kinds.values()), kinds


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vrijdag de 13e november", date(2026, 11, 13)),
        ("de brief van vrijdag, de dertiende november", date(2026, 11, 13)),
        ("vrijdag de 14e november", date(2026, 11, 14)),  # a Saturday: it is read back with its weekday
        ("afgelopen maandag 9 november", date(2026, 11, 9)),
        ("maandag dd 9 november", date(2026, 11, 9)),
        ("woensdag jl. (11 november)", date(2026, 11, 11)),
        ("Friday, the 13th of November", date(2026, 11, 13)),
        ("pazartesi günü 9 kasım", date(2026, 11, 9)),
        ("geçen pazartesi 9 kasım", date(2026, 11, 9)),
        ("يوم الجمعة الموافق 13 نوفمبر", date(2026, 11, 13)),
        ("الجمعة الثالث عشر من نوفمبر", date(2026, 11, 13)),
        ("w poniedziałek, dnia 9 listopada", date(2026, 11, 9)),
        ("w piątek 13.11", date(2026, 11, 13)),
        ("у понеділок дев'ятого листопада", date(2026, 11, 9)),
        ("у п'ятницю 13.11", date(2026, 11, 13)),
    ],
)
def test_a_weekday_beside_a_date_is_no_day_of_its_own(text: str, day: date) -> None:
    assert [found.day for found in dates_in(text, TODAY)] == [day]


@pytest.mark.parametrize(
    "text", ["9 kasım pazartesi günü", "13 november, een vrijdag", "9 listopada w poniedziałek"]
)
def test_nor_behind_it(text: str) -> None:
    assert len(dates_in(text, TODAY)) == 1


def test_unless_that_is_another_day() -> None:
    days = [found.day for found in dates_in("op 9 november, dinsdag kwam de brief", TODAY)]
    assert days == [date(2026, 11, 9), date(2026, 11, 17)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vrijdag de 13e", date(2026, 11, 13)),
        ("vrijdag de dertiende", date(2026, 11, 13)),
        ("dinsdag 10", date(2026, 11, 10)),
        ("op maandag de 9e kwam de brief", date(2026, 11, 9)),
        ("monday 9th", date(2026, 11, 9)),
        ("cuma 13", date(2026, 11, 13)),
        ("الجمعة 13", date(2026, 11, 13)),
        ("w piątek trzynastego", date(2026, 11, 13)),
        ("у понеділок 9-го", date(2026, 11, 9)),
        ("piątek trzynasty", date(2026, 11, 13)),
        ("w poniedziałek pierwszy raz go odesłali", date(2026, 11, 16)),
        ("п'ятниця тринадцяте", date(2026, 11, 13)),
        ("zondag 22", date(2026, 11, 22)),
        ("zaterdag 28", date(2026, 11, 28)),  # none was, and this one comes
        ("dinsdag 11", None),  # no such day is near: it is asked
        ("maandag 9 uur", date(2026, 11, 16)),
        ("maandag 9:30", date(2026, 11, 16)),
        ("maandag 9.10 uur", date(2026, 11, 16)),
        ("vrijdag 9.10 uur", date(2026, 11, 20)),  # 9 October was a Friday
        ("maandag 2 gesprekken", date(2026, 11, 16)),
        ("vrijdag de 13e belde de school", date(2026, 11, 13)),
        ("dinsdag het 3e gesprek gehad", None),  # a Tuesday was the 3rd, and it may be the third talk
        ("woensdag de tweede waarschuwing", None),
        ("dinsdag 10 kinderen ziek", date(2026, 11, 17)),
    ],
)
def test_a_weekday_with_the_day_of_a_month_is_the_nearest_such_day(text: str, day: date | None) -> None:
    assert read_date(text, TODAY).day == day


def test_who_wishes_such_a_day_means_one_to_come() -> None:
    assert read_date("maandag de 11e", TODAY, "future").day == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أول مبارح", date(2026, 11, 20)),
        ("أول البارحة", date(2026, 11, 20)),
        ("قبل أمس", date(2026, 11, 20)),
        ("vandaag een week geleden", date(2026, 11, 15)),
        ("gisteren een week geleden", date(2026, 11, 14)),
        ("a week ago yesterday", date(2026, 11, 14)),
        ("dün bir hafta önce", date(2026, 11, 14)),
        ("wczoraj tydzień temu", date(2026, 11, 14)),
    ],
)
def test_a_day_is_counted_from_another(text: str, day: date) -> None:
    assert read_date(text, TODAY).day == day


@pytest.mark.parametrize(
    "text",
    [
        "voorvorige dinsdag",
        "dinsdag voor vorige",
        "maandag voor een week",
        "week ago monday",
        "evvelki salı",
        "الثلاثاء قبل الماضي",
        "الثلاثاء اللي قبل الماضي",
        "w przedostatni wtorek",
        "позаминулого вівторка",
    ],
)
def test_the_tuesday_before_the_last_is_asked_for(text: str) -> None:
    """Which one that is people do not agree on; it was read as the last one."""
    assert read_date(text, TODAY).day is None


@pytest.mark.parametrize(
    "text",
    [
        "3 weken na 5 oktober",
        "three weeks after 5 October",
        "5 ekimden 3 hafta sonra",
        "بعد ثلاثة أسابيع من 5 أكتوبر",
        "trzy tygodnie po 5 października",
        "три тижні після 5 жовтня",
    ],
)
def test_a_day_that_another_is_counted_from_is_not_the_day(text: str) -> None:
    assert read_date(text, TODAY).day is None


@pytest.mark.parametrize(
    "text",
    ["5 of 6 november", "5 november of 6 november", "maandag of dinsdag", "gisteren of eergisteren", "5 ya da 6 kasım", "5 أو 6 نوفمبر", "5 lub 6 listopada", "5 або 6 листопада"],
)  # fmt: skip
def test_which_of_two_days_it_was_is_asked(text: str) -> None:
    """The later one would give a term too long."""
    assert read_date(text, TODAY).day is None


@pytest.mark.parametrize("text", ["op maandag of zo", "5 november of zoiets", "het was maandag of niet soms"])
def test_or_with_no_other_day_leaves_the_day(text: str) -> None:
    assert read_date(text, TODAY).day is not None


@pytest.mark.parametrize(
    "text",
    ["de eerste maandag van november", "de laatste maandag van oktober", "first monday of november", "last monday but one", "a week last tuesday", "tuesday week", "de dinsdag daarvoor"],
)  # fmt: skip
def test_a_weekday_that_is_not_the_latest_is_asked_for(text: str) -> None:
    assert read_date(text, TODAY).day is None
