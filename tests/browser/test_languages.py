"""The widget in every language, from right to left, and in two languages made by rule that show what was forgotten."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from desk.workshop import new
from guide.language import catalog, languages
from tests.conftest import ROOT, System

GREETINGS = {
    "nl": "Ik ben een computerprogramma",
    "en": "I am a computer programme",
    "tr": "bilgisayar programıyım",
    "ar": "أنا برنامج كمبيوتر",
    "pl": "programem komputerowym",
    "uk": "комп'ютерна програма",
}


def chat(browser: Browser, url: str, locale: str, width: int = 360) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="nl-NL")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{url}/chat?lang={locale}&sector=po")
    page.locator(".buttons button").first.wait_for()
    return page


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("locale", languages())
def test_the_chat_is_in_her_language_and_its_direction(browser: Browser, system: System, locale: str) -> None:
    page = chat(browser, system.url, locale)
    assert page.locator("html").get_attribute("lang") == locale
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")
    assert GREETINGS[locale].replace("'", "’") in page.locator("article.bot").first.inner_text().replace(
        "'", "’"
    )
    assert page.locator("select.languages option").all_inner_texts() == [
        lang.name for lang in languages().values()
    ]
    send = catalog(locale, "interface").get("Verstuur", "Verstuur")
    assert page.get_by_role("button", name=send).count() == 1
    assert fits(page)


def test_arabic_reads_from_right_to_left_with_dutch_words_in_it(browser: Browser, system: System) -> None:
    page = chat(browser, system.url, "ar")
    page.locator("textarea").fill("ما هي tlv")
    page.locator("textarea").press("Enter")
    page.locator("article.bot").nth(1).wait_for()
    mine, answer = (
        page.locator("article.parent").bounding_box(),
        page.locator("article.bot").nth(1).bounding_box(),
    )
    assert mine["x"] < 360 - mine["x"] - mine["width"], "what she says stands on the left"
    assert answer["x"] + answer["width"] > mine["x"] + mine["width"], "what the bot says on the right"
    assert "toelaatbaarheidsverklaring" in page.locator("article.bot").nth(1).inner_text()
    assert fits(page)


def test_a_turkish_parent_on_a_dutch_page_is_offered_her_language(browser: Browser, system: System) -> None:
    page = chat(browser, system.url, "nl")
    page.locator("textarea").fill("okul otizmi olduğu için oğlumu kabul etmiyor ne yapabilirim")
    page.locator("textarea").press("Enter")
    page.get_by_role("button", name="Türkçe").click()
    page.locator("html[lang=tr]").wait_for()
    assert page.locator("textarea").get_attribute("placeholder") == catalog("tr", "interface")["Typ uw vraag"]
    assert page.locator("select.languages").input_value() == "tr"


@pytest.fixture(scope="module")
def pseudo_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system with two languages made by rule, in a copy of the catalogs."""
    folder = tmp_path_factory.mktemp("pseudo")
    for name in ("domain", "guide", "locales", "actions", "bot", "desk"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    new.add(folder, "xa", pseudo="accents")
    new.add(folder, "xb", pseudo="mirrored")
    running = System(folder, {"WEGWIJS_LOCALES_FOLDER": str(folder / "locales")})
    running.start()
    yield running
    running.stop()


def visible_texts(page: Page) -> list[str]:
    return page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.parentElement.closest("select, .sources a, .terms dt, script, article.parent")) continue;
            if (node.parentElement.checkVisibility()) texts.push(node.textContent.trim());
          }
          return [...texts, ...[...document.querySelectorAll("[aria-label], [placeholder]")].map(
            (e) => e.getAttribute("aria-label") || e.getAttribute("placeholder"))];
        }"""
    )


@pytest.mark.parametrize(("locale", "direction"), [("xa", "ltr"), ("xb", "rtl")])
def test_nothing_is_left_untranslated_and_nothing_overflows(
    browser: Browser, pseudo_system: System, locale: str, direction: str
) -> None:
    page = chat(browser, pseudo_system.url, locale, width=320)
    assert page.locator("html").get_attribute("dir") == direction
    page.locator("textarea").fill("tlv")
    page.locator("textarea").press("Enter")
    page.locator("details.sources").first.wait_for()
    page.locator("textarea").fill("geweigerd op 2 november")
    page.locator("textarea").press("Enter")
    page.locator(".deadlines").first.wait_for()
    page.wait_for_timeout(500)
    forgotten = [
        text
        for text in visible_texts(page)
        if len(re.findall(r"[a-zA-Z]{3,}", text)) > 1 and not re.search(r"[áçéïñöšüýž·«]", text)
    ]
    assert [text for text in forgotten if not _is_a_name_or_an_article(text)] == []
    assert fits(page)
    for box in page.locator("button:visible").all():
        assert box.evaluate("b => b.scrollWidth <= b.clientWidth + 1"), box.inner_text()


def _is_a_name_or_an_article(text: str) -> bool:
    """Names of laws and bodies, addresses and dates are the same in every language."""
    return bool(
        re.search(r"\b(?:art\.?|WPO|WVO|WEC|Awb|Atw|Wet|Ouders & Onderwijs)\b|\.nl\b|\b20\d\d\b", text)
    )
