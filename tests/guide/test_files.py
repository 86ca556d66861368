"""Time line, letters, calendar and the page to take along: made from the case, readable anywhere."""

import io
import re
from dataclasses import replace
from datetime import date, datetime, timezone
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from PIL import Image

from guide.calendar import calendar_file
from guide.explain import explained
from guide.language import languages
from guide.letters import letters, write
from guide.letters.document import as_docx, as_png
from guide.routes import ways_open
from guide.take_along import page
from guide.terms import SECTORS, deadlines, events
from guide.timeline import HAPPENED, WIDTH, as_svg, as_text, height, marks

TODAY = date(2026, 11, 22)
CASE = {"application": date(2026, 9, 28)}
SVG = "{http://www.w3.org/2000/svg}"


def points(locale: str = "nl"):
    return marks(CASE, deadlines(CASE, "po"), TODAY, locale)


@pytest.mark.parametrize("locale", languages())
def test_the_picture_fits_a_small_phone_and_says_all_in_words_too(locale: str) -> None:
    svg = ET.fromstring(as_svg(points(locale), locale))
    assert svg.get("width") == str(WIDTH) == "320"
    assert svg.find(f"{SVG}desc").text == as_text(points(locale), locale)
    longest = max(len("".join(t.itertext()).strip("\u2067\u2069")) for t in svg.iter(f"{SVG}text"))
    assert longest <= 34, "wider than 320 pixels"
    heights = [int(t.get("y")) for t in svg.iter(f"{SVG}text")]
    assert heights == sorted(heights), "nothing over something else"
    assert heights[-1] < int(svg.get("height")) == height(points(locale))


def test_the_picture_is_in_order_and_has_today_in_it() -> None:
    told = [(mark.day.isoformat(), mark.kind) for mark in points()]
    assert told == [
        ("2026-09-28", "event"),
        ("2026-11-09", "others"),
        ("2026-11-22", "today"),
        ("2026-12-07", "others"),
        ("2026-12-08", "others"),
    ]


def test_the_picture_is_mirrored_for_what_is_written_from_right_to_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mirrored = {**languages(), "en": replace(languages()["en"], dir="rtl")}
    monkeypatch.setattr("guide.timeline.languages", lambda: mirrored)
    svg = ET.fromstring(as_svg(points("en"), "en"))
    assert {t.get("text-anchor") for t in svg.iter(f"{SVG}text")} == {"end"}
    assert {int(c.get("cx")) for c in svg.iter(f"{SVG}circle")} == {WIDTH - 18}


@given(
    st.dictionaries(
        st.sampled_from(sorted(HAPPENED)), st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=5
    )
)
def test_any_case_gives_a_picture_and_an_explanation(happened: dict[str, date]) -> None:
    found = deadlines(happened)
    ET.fromstring(as_svg(marks(happened, found, TODAY, "nl"), "nl"))
    for deadline in found:
        assert "{" not in explained(deadline, "en")


def test_every_event_has_a_name_on_the_time_line() -> None:
    assert set(HAPPENED) == set(events())


def test_the_picture_becomes_a_png_for_word() -> None:
    assert as_png(as_svg(points(), "nl")).startswith(b"\x89PNG")


def test_how_a_date_was_counted_is_told_in_words() -> None:
    said = " ".join(explained(d, "nl") for d in deadlines(CASE, "po"))
    assert "de dag erna is dag 1, en 6 weken later is maandag 9 november 2026" in said
    assert "de dag nadat 10 weken voorbij zijn is dinsdag 8 december 2026" in said
    back = " ".join(explained(d, "en") for d in deadlines({"wished-start": date(2027, 8, 23)}, "po"))
    assert "from Monday 23 August 2027 we count back 10 weeks; that is Monday 14 June 2027" in back
    suspension = " ".join(explained(d, "nl") for d in deadlines({"suspension": date(2026, 11, 16)}, "vo"))
    assert "maandag 16 november 2026 telt zelf als dag 1" in suspension


BLANKS = re.compile(r"\[[^\]]+\]")


@pytest.mark.parametrize("letter", letters())
@pytest.mark.parametrize("sector", [None, *SECTORS])
@pytest.mark.parametrize("board", ["public", "private", "unknown"])
def test_a_letter_without_dates_has_clear_blanks_and_nothing_unfilled(letter: str, sector, board) -> None:
    text = write(letter, {}, TODAY, sector, board)
    assert "{" not in text
    assert "zondag 22 november 2026" in text
    assert BLANKS.search(text)
    assert text.count("[") == text.count("]")


@pytest.mark.parametrize("letter", [one for one in letters().values() if one.event], ids=lambda one: one.id)
def test_a_letter_holds_the_day_it_is_about(letter) -> None:
    text = write(letter.id, {letter.event: date(2026, 9, 1)}, TODAY, "po", "private")
    assert "dinsdag 1 september 2026" in text


def test_an_objection_names_the_article_only_when_the_kind_of_school_is_known() -> None:
    refused = {"refusal": date(2026, 11, 2)}
    assert "(WPO art. 63)" in write("bezwaar-weigering", refused, TODAY, "po", "private")
    assert "(Awb art. 6:7)" in write("bezwaar-weigering", refused, TODAY, "po", "public")
    assert " art. " not in write("bezwaar-weigering", refused, TODAY)


def test_ten_weeks_after_the_application_the_letter_asks_for_a_temporary_place_too() -> None:
    early = write("vraag-om-besluit", {"application": date(2026, 9, 28)}, TODAY, "po")
    late = write("vraag-om-besluit", {"application": date(2026, 8, 31)}, TODAY, "po")
    assert "tijdelijk te plaatsen" not in early
    assert "tijdelijk te plaatsen en in te schrijven (WPO art. 40 lid 7)" in late


@pytest.mark.parametrize("letter", letters())
def test_a_word_document_opens_with_its_blanks_marked_and_the_picture_for_the_parent(letter: str) -> None:
    text = write(letter, CASE, TODAY)
    document = Document(io.BytesIO(as_docx(letters()[letter], text, points("en"), "en")))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in text.strip().split("\n"):
        assert line in said
    marked = {run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color}
    assert set(BLANKS.findall(text.replace("\n", " "))) - marked <= {
        b for b in BLANKS.findall(text.replace("\n", " ")) if "- " in b
    }
    assert "This sheet is for you" in said
    assert len(document.inline_shapes) == 1


def test_the_calendar_warns_seven_and_two_days_before() -> None:
    shown = [
        {"id": d.id, "what": d.what, "date": d.date.isoformat(), "safe_date": None, "basis": d.basis}
        for d in deadlines({"refusal": date(2026, 11, 2)}, "po")
    ]
    made = Calendar.from_ical(calendar_file(shown, datetime(2026, 11, 22, tzinfo=timezone.utc)))
    for event in made.walk("VEVENT"):
        assert sorted(a["trigger"].dt.days for a in event.walk("VALARM")) == [-7, -2]


def test_the_page_to_take_along_has_both_languages_sources_ways_dates_and_questions() -> None:
    refused = {"refusal": date(2026, 11, 2)}
    found = deadlines(refused, "po")
    both = {code: marks(refused, found, TODAY, code) for code in ("nl", "en")}
    made = page(
        ["mag de school <b>weigeren</b>?"], ["weigering_toelating", "groet"],
        ways_open("refusal", refused, "said", "po"), found, both, TODAY, "en",
    )  # fmt: skip
    assert "&lt;b&gt;weigeren&lt;/b&gt;" in made, "her words are text, never HTML"
    for words in ("andere school", "another school", "maandag 14 december 2026", "Monday 14 December 2026",
                  "Maak bezwaar bij het schoolbestuur", "Object to the school board", "WVO 2020", "Wie beslist hierover",
                  "Who decides on this", "<svg", "nagekeken op"):  # fmt: skip
        assert words in made, words
    assert "http://" not in re.sub(r'"http://www\.w3\.org/[^"]*"', "", made)
    assert "<script" not in made


def test_the_page_in_dutch_says_everything_once() -> None:
    made = page(["wat nu?"], ["schorsing"], [], [], {"nl": []}, TODAY, "nl")
    assert made.count("Mijn kind is geschorst") == 1


def test_the_picture_in_arabic_is_drawn_with_fonts_of_our_own_and_reads_from_the_right() -> None:
    picture = Image.open(io.BytesIO(as_png(as_svg(points("ar"), "ar"))))
    drawn = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("L")

    def is_written_between(left: float, right: float) -> bool:
        box = (round(left * drawn.width), 0, round(right * drawn.width), drawn.height)
        return drawn.crop(box).getextrema()[0] < 100

    assert is_written_between(0.6, 0.85), "the text begins beside the line, which stands at the right"
    assert is_written_between(0.35, 0.6)
    assert not is_written_between(0.0, 0.1)
