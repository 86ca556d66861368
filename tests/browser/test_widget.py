"""A parent uses the widget on a school's page, in a real browser."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from guide.language import catalog, languages
from tests.browser.conftest import Widget
from tests.conftest import ROOT

WidgetOn = Callable[..., Widget]
STORY = "we hebben 28 september het formulier ingeleverd bij de Klimop maar horen niks"


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_widget_opens_and_greets_and_asks_nobody_else(widget_on: WidgetOn, system, size: str) -> None:
    widget = widget_on(size)
    assert widget.page.context.cookies() == []
    assert [url for url in widget.requests if not url.startswith(system.url)] == []

    widget.opens()

    widget.sees("Hallo, ik ben Wegwijs")
    assert widget.buttons.count() == 7
    assert widget.page.context.cookies() == []
    assert [url for url in widget.requests if not url.startswith(system.url)] == []
    assert widget.faults == []


def test_before_it_is_opened_it_is_one_script_one_question_and_no_storage(
    widget_on: WidgetOn, system
) -> None:
    widget = widget_on()
    widget.page.wait_for_load_state("networkidle")
    ours = [url for url in widget.requests if "/demo/" not in url and url != system.url + "/"]
    assert sorted(url.removeprefix(system.url) for url in ours) == [
        "/api/config?swv=", "/wegwijs.js", "/widget/sign.svg",
    ]  # fmt: skip
    assert widget.page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_dialogue_2_by_typing(widget_on: WidgetOn, size: str) -> None:
    widget = widget_on(size).opens()

    widget.says(STORY, then="maandag 28 september 2026")

    dates = widget.chat.locator(".deadlines li")
    shown = [row.inner_text() for row in dates.all()]
    assert [row.split("\n")[0] for row in shown] == [
        "maandag 9 november 2026", "maandag 7 december 2026", "dinsdag 8 december 2026",
    ]  # fmt: skip
    assert "WPO art. 40 lid 6" in shown[0]
    widget.sees("De eerste dag is voorbij")
    widget.chat.locator("details.sources").first.locator("summary").click()
    source = widget.chat.locator("details.sources a").first
    assert source.get_attribute("href").startswith("https://wetten.overheid.nl/")
    assert widget.faults == []


def test_dialogue_2_by_the_date_picker(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says("hoe lang mag de school erover doen", then="zes weken")
    widget.buttons.filter(has_text="Bereken mijn data").click()
    field = widget.chat.locator("input[type=date]")
    field.fill("2026-10-12")
    widget.chat.locator("form.date button").click()
    widget.sees("maandag 12 oktober 2026")
    assert widget.chat.locator(".deadlines time").first.inner_text() == "maandag 23 november 2026"


def test_the_calendar_and_the_letter_can_be_saved(widget_on: WidgetOn, tmp_path: Path) -> None:
    widget = widget_on().opens()
    widget.says(STORY, then="De eerste dag is voorbij")
    with widget.page.expect_download() as saved:
        widget.chat.get_by_role("button", name="Zet in mijn agenda").click()
    saved.value.save_as(tmp_path / "dates.ics")
    assert len(Calendar.from_ical((tmp_path / "dates.ics").read_bytes()).walk("VEVENT")) == 3
    with widget.page.expect_download() as saved:
        widget.chat.get_by_role("button", name="Brief als tekst").click()
    saved.value.save_as(tmp_path / "letter.txt")
    assert "maandag 28 september 2026" in (tmp_path / "letter.txt").read_text()


def test_buttons_lead_on_and_are_gone_when_they_are_answered(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.buttons.filter(has_text="De school weigert").click()
    widget.sees("andere school")
    assert widget.chat.locator("article.parent").last.inner_text().endswith("De school weigert")
    assert widget.chat.locator(".buttons").count() == 1


HOSTILE = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    '**<b>dik</b>** [klik](javascript:window.hit=1) [x](https://a.example" onclick="window.hit=1)',
    "'; DROP TABLE message; --",
    "😀 0612345678",
]


def test_dialogue_18_nothing_is_shown_as_html(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    for number, text in enumerate(HOSTILE):
        widget.chat.locator("textarea").fill(text)
        widget.chat.locator("textarea").press("Enter")
        widget.chat.locator("article.parent .bubble").nth(number).wait_for()
        assert widget.chat.locator("article.parent .bubble").nth(number).inner_text() == text
        widget.answers.nth(number + 1).wait_for()
    assert widget.chat.evaluate("window.hit") is None
    assert widget.chat.locator("article script, article img, article b").count() == 0
    assert widget.chat.locator("article.parent a").count() == 0
    assert widget.faults == []


MARKDOWN = [
    ("gewoon **dik** en *niet*", "<p>gewoon <strong>dik</strong> en *niet*</p>"),
    ("een\ntwee\n\ndrie", "<p>een<br>twee</p><p>drie</p>"),
    ("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>"),
    (
        "zie [hier](https://a.example/x)",
        '<p>zie <a href="https://a.example/x" rel="noopener noreferrer" target="_blank">hier</a></p>',
    ),
    ("bel 06 12 34 56 78.", '<p>bel <bdi dir="ltr">06 12 34 56 78</bdi>.</p>'),
    ("لجنة (Dutch words, dw).", '<p>لجنة <bdi dir="ltr">(Dutch words, dw)</bdi>.</p>'),
    ("خطة (خطة opp)", "<p>خطة (خطة opp)</p>"),
    ("op 12-11-2026", '<p>op <bdi dir="ltr">12-11-2026</bdi></p>'),
    ("[bel](tel:112)", '<p><a href="tel:112" rel="noopener noreferrer">bel</a></p>'),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](http://a.example)", "<p>[x](http://a.example)</p>"),
    ("<i>a</i> &amp; `c`", "<p>&lt;i&gt;a&lt;/i&gt; &amp;amp; `c`</p>"),
    ("**open", "<p>**open</p>"),
]


def test_markdown_of_a_small_kind_and_nothing_else(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    for text, html in MARKDOWN:
        made = widget.chat.evaluate(
            """async (text) => {
                const { elementsOf } = await import("/widget/markdown.js");
                return elementsOf(text).map((element) => element.outerHTML).join("");
            }""",
            text,
        )
        assert made == html


def test_english_is_one_choice_away_and_stays(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.chat.locator("select").select_option("en")
    widget.chat.get_by_placeholder("Type your question").wait_for()
    widget.says("what is the duty of care", then="duty of care")
    assert widget.chat.evaluate("document.documentElement.lang") == "en"
    assert widget.chat.locator("article.bot .bubble").last.get_attribute("lang") == "en"


def test_asking_for_english_in_words_changes_the_interface_too(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says("kunnen we in het engels verder", then="We go on in English")
    widget.chat.get_by_placeholder("Type your question").wait_for()


def test_the_keyboard_alone_is_enough(widget_on: WidgetOn) -> None:
    widget = widget_on("desk")
    for _ in range(4):  # past the three links of the school's page
        widget.page.keyboard.press("Tab")
    widget.page.keyboard.press("Enter")
    widget.sees("Hallo, ik ben Wegwijs")
    assert widget.chat.evaluate("document.activeElement.tagName") == "TEXTAREA"
    widget.page.keyboard.type("de school weigert mijn kind")
    widget.page.keyboard.press("Enter")
    widget.sees("andere school")
    widget.page.keyboard.press("Escape")
    widget.page.wait_for_timeout(200)
    widget.page.keyboard.press("Enter")
    widget.sees("andere school")


def test_a_new_message_is_announced_once_with_its_speaker(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.chat.evaluate(
        """() => {
            window.spoken = [];
            new MutationObserver((changes) => changes.forEach((change) =>
                change.addedNodes.forEach((node) => window.spoken.push(node.textContent)))
            ).observe(document.querySelector("[aria-live=polite]"), { childList: true });
        }"""
    )
    widget.says("bedankt", then="Graag gedaan")
    assert widget.chat.evaluate("window.spoken") == [
        "Wegwijs: Graag gedaan. Kan ik nog iets voor u uitzoeken?"
    ]


def test_the_tab_is_closed_and_opened_again_nothing_is_lost_or_twice(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says(STORY, then="De eerste dag is voorbij")
    before = widget.chat.locator("article").count()
    widget.page.reload()
    widget.page.wait_for_load_state("networkidle")
    size = widget.page.viewport_size
    widget.page.mouse.click(size["width"] - 80, size["height"] - 44)
    widget.sees("De eerste dag is voorbij")
    assert widget.chat.locator("article").count() == before


def test_without_a_network_the_message_waits_and_the_parent_is_told(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.page.context.set_offline(True)
    widget.chat.locator("textarea").fill("wat is de zorgplicht")
    widget.chat.locator("textarea").press("Enter")
    widget.chat.get_by_text("Niet verstuurd.").wait_for()
    widget.page.context.set_offline(False)
    widget.chat.get_by_role("button", name="Probeer opnieuw").click()
    widget.sees("De zorgplicht betekent")
    assert widget.chat.locator("article.parent").count() == 1


def test_a_network_that_blocks_streams_gets_the_long_poll(widget_on: WidgetOn) -> None:
    widget = widget_on()
    widget.page.route("**/events", lambda route: route.abort())
    widget.opens()
    widget.says("wat is de zorgplicht", then="De zorgplicht betekent")
    assert any("messages?after=" in url for url in widget.requests)


def test_dialogue_19_the_erase_button_asks_first_and_leaves_nothing_in_the_browser(
    widget_on: WidgetOn,
) -> None:
    widget = widget_on().opens()
    widget.says("wat is de zorgplicht", then="De zorgplicht betekent")
    widget.chat.get_by_role("button", name="Wis dit gesprek").click()
    widget.chat.get_by_role("button", name="Ja, wis alles").click()
    widget.chat.get_by_text("Alles van dit gesprek is gewist.").wait_for()
    assert widget.chat.locator("article").count() == 0
    assert widget.chat.evaluate("localStorage.length") == 0
    widget.chat.get_by_role("button", name="Begin een nieuw gesprek").click()
    widget.sees("Hallo, ik ben Wegwijs")


def test_dialogue_19_in_words(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says("verwijder alles", then="Wilt u dat ik dit hele gesprek wis")
    widget.buttons.filter(has_text="Ja, wis alles").click()
    widget.sees("Alles van dit gesprek is gewist")
    # The farewell comes just before the word that the conversation is no more.
    widget.chat.get_by_role("button", name="Begin een nieuw gesprek").wait_for()
    assert widget.chat.evaluate("localStorage.length") == 0


def the_question_stands_on_top(widget: Widget) -> None:
    """Wait until her question has come under the header, or all of the answer is in sight."""
    widget.chat.wait_for_function("""() => {
        const header = document.querySelector("header").getBoundingClientRect();
        const asked = [...document.querySelectorAll("article.parent")].at(-1).getBoundingClientRect();
        const log = document.querySelector("[role=log]");
        const top = asked.top - header.bottom;
        const isWhole = log.scrollHeight - log.scrollTop - log.clientHeight < 2;
        return header.top >= 0 && top >= 0 && (top < 60 || isWhole);
    }""")


def test_who_asks_again_before_an_answer_has_ended_reads_the_next_from_her_question(
    widget_on: WidgetOn,
) -> None:
    widget = widget_on().opens()
    # She presses Enter in the moment in which the last words appear, before the desk has said that they are.
    widget.chat.evaluate("""() => {
        const field = document.querySelector("textarea");
        new MutationObserver((_, observer) => {
            const said = [...document.querySelectorAll("article.bot")].at(-1)?.textContent || "";
            if (!said.includes("De eerste dag is voorbij")) return;
            observer.disconnect();
            field.value = "de school is vol";
            field.form.requestSubmit();
        }).observe(document.querySelector("[role=log]"), { childList: true });
    }""")
    widget.says(STORY, then="De eerste dag is voorbij")
    widget.sees("vol is vol")
    the_question_stands_on_top(widget)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_sticks_out_of_the_page(widget_on: WidgetOn, width: int) -> None:
    widget = widget_on("desk" if width > 900 else "phone")
    widget.page.set_viewport_size({"width": width, "height": 700})
    widget.opens()
    widget.says(STORY, then="De eerste dag is voorbij")
    assert widget.chat.evaluate("document.documentElement.scrollWidth <= innerWidth")
    widget.says("de school is vol", then="vol is vol")
    the_question_stands_on_top(widget)
    for word in widget.chat.locator(".thumbs > .quiet").all():
        assert word.bounding_box()["height"] < 40, "a word of two letters stands on one line"
    assert widget.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_scripts_write_no_html_and_stay_light() -> None:
    files = {
        path.name: path.read_text()
        for path in (ROOT / "desk" / "widget").glob("*.[jc]s*")
        if path.suffix != ".json"
    }
    for name, text in files.items():
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            "new Function",
            "document.write",
        ):
            assert forbidden not in text, name
    weight = {name: len(gzip.compress(text.encode(), 9)) for name, text in files.items()}
    assert weight["wegwijs.js"] <= 4096
    assert sum(weight.values()) - weight["wegwijs.js"] <= 25 * 1024
    for locale in languages():
        texts = json.dumps(dict(catalog(locale, "interface")), ensure_ascii=False)
        assert len(gzip.compress(texts.encode(), 9)) <= 5 * 1024, locale


def test_dialogue_9_in_the_widget_with_a_field_for_the_postcode(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says("welk samenwerkingsverband is van mij", then="één samenwerkingsverband")
    field = widget.chat.get_by_label("Postcode, plaats of school")
    field.fill("3512")
    widget.chat.get_by_role("button", name="Zoek op").click()
    widget.sees("PO2601")
    assert widget.chat.get_by_label("Postcode, plaats of school").count() == 0


def test_the_time_line_comes_as_a_picture_that_keeps_its_place(widget_on: WidgetOn) -> None:
    widget = widget_on().opens()
    widget.says("op 2 november hebben ze hem geweigerd", then="maandag 14 december 2026")
    picture = widget.chat.locator(".timeline img")
    assert picture.get_attribute("height") != "0"
    widget.page.wait_for_timeout(1000)
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 320
    assert picture.get_attribute("alt")


def test_a_letter_that_is_too_long_stays_in_the_field_and_she_is_told_what_to_send(
    widget_on: WidgetOn,
) -> None:
    widget = widget_on().opens()
    letter = "Wij kunnen uw zoon helaas niet plaatsen. " + "Geachte ouders, " * 80
    field = widget.chat.get_by_role("textbox", name="Typ uw vraag")
    field.fill(letter)
    widget.chat.get_by_text(f"{len(letter.strip()) - 1000} tekens te veel. Is het een brief?").wait_for()
    field.press("Enter")
    assert field.input_value() == letter
    assert widget.chat.locator("article.parent").count() == 0
    widget.says(letter[:40], then="onderwijs")
    assert widget.chat.get_by_text("tekens te veel").count() == 0
