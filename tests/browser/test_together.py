"""More than one tab, a conversation that is over, and what a parent reads more of by a tap."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import System


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def chat(phone: BrowserContext, system: System) -> Callable[..., Page]:
    def open_chat(query: str = "lang=nl&sector=po") -> Page:
        page = phone.new_page()
        page.streams = []
        page.on("request", lambda request: page.streams.append(request) if "/events" in request.url else None)
        page.goto(f"{system.url}/chat?{query}")
        page.locator("article.bot").first.wait_for()
        return page

    return open_chat


def says(page: Page, text: str) -> None:
    page.fill("#say", text)
    page.press("#say", "Enter")


def sees(page: Page, words: str) -> None:
    page.locator("article", has_text=words).last.wait_for()


def words_of(page: Page) -> list[str]:
    return page.locator("article .bubble p:first-of-type").all_inner_texts()


def test_two_tabs_are_in_step_with_one_stream(chat: Callable[..., Page]) -> None:
    first = chat()
    says(first, "wat is de zorgplicht")
    sees(first, "De zorgplicht betekent")
    second = chat()
    sees(second, "De zorgplicht betekent")
    says(first, "bedankt")
    sees(second, "Graag gedaan")
    says(second, "wat is een opp")
    sees(first, "ontwikkelingsperspectief")
    sees(second, "ontwikkelingsperspectief")
    assert words_of(first) == words_of(second)
    open_streams = [r for page in (first, second) for r in page.streams if not r.failure]
    assert len(open_streams) == 1, "the tab that came into view last has it"

    second.close()
    says(first, "nogmaals bedankt")
    first.wait_for_timeout(300)
    expect(first.locator("article.bot", has_text="Graag gedaan")).to_have_count(2)
    assert len(words_of(first)) == len(set(words_of(first))) + 1  # nothing twice but that


def test_what_is_erased_in_one_tab_is_over_in_the_other_and_both_go_on_in_a_new_one(
    chat: Callable[..., Page],
) -> None:
    first, second = chat(), chat()
    first.get_by_role("button", name="Wis dit gesprek").click()
    with first.expect_download() as taken:
        first.get_by_role("button", name="Bewaar eerst een kopie").click()
    assert "Hallo, ik ben" in taken.value.path().read_text(encoding="utf-8")
    first.get_by_role("button", name="Ja, wis alles").click()
    expect(second.locator(".notice").first).to_contain_text("Dit gesprek is bij ons gewist")
    sees(second, "Hallo, ik ben Wegwijs")  # what was there can still be read
    first.get_by_role("button", name="Begin een nieuw gesprek").click()
    sees(first, "Hallo, ik ben Wegwijs")
    says(first, "wat is een tlv")
    sees(first, "toelaatbaarheidsverklaring")
    second.get_by_role("button", name="Begin een nieuw gesprek").click()
    sees(second, "toelaatbaarheidsverklaring")


def test_a_conversation_whose_time_is_over_says_so_and_offers_a_new_one(
    chat: Callable[..., Page], phone: BrowserContext
) -> None:
    page = chat()
    page.evaluate(
        "localStorage.setItem('wegwijs', JSON.stringify({...JSON.parse(localStorage.wegwijs), token: 'old'}))"
    )
    page.close()
    again = phone.new_page()
    again.goto(page.url)
    expect(again.locator("p.notice")).to_contain_text("Dit gesprek is bij ons gewist")
    again.get_by_role("button", name="Begin een nieuw gesprek").click()
    sees(again, "Hallo, ik ben Wegwijs")


def test_a_message_to_a_conversation_that_is_over_leaves_the_old_one_to_be_read(
    chat: Callable[..., Page], system: System
) -> None:
    page = chat()
    says(page, "wat is de zorgplicht")
    sees(page, "De zorgplicht betekent")
    kept = page.evaluate("JSON.parse(localStorage.wegwijs)")
    page.evaluate(
        "({id, token}) => fetch(`/api/conversations/${id}`, {method: 'DELETE', headers: {Authorization: `Bearer ${token}`}})",
        kept,
    )
    expect(page.locator("p.notice")).to_contain_text("Dit gesprek is bij ons gewist")
    sees(page, "De zorgplicht betekent")
    page.get_by_role("button", name="Begin een nieuw gesprek").wait_for()


def test_the_desk_dies_while_she_types_and_what_she_said_is_answered_once_when_it_is_back(
    phone: BrowserContext, broken_system: System
) -> None:
    page = phone.new_page()
    page.goto(f"{broken_system.url}/chat?lang=nl&sector=po")
    page.locator("article.bot").first.wait_for()
    broken_system.kill("desk")
    says(page, "wat is de zorgplicht")
    page.locator(".unsent").wait_for()
    expect(page.locator("p.notice")).to_contain_text("uw berichten blijven bewaard")
    broken_system.wait_until_back()
    page.locator("article.bot", has_text="De zorgplicht betekent").wait_for(timeout=40_000)
    expect(page.locator("article.parent")).to_have_count(1)
    expect(page.locator("article.bot", has_text="De zorgplicht betekent")).to_have_count(1)
    expect(page.locator("p.notice")).to_be_hidden()


def test_a_dutch_word_of_school_is_explained_where_it_stands(chat: Callable[..., Page]) -> None:
    page = chat("lang=tr&sector=po")
    says(page, "tlv nedir")
    word = page.locator("button.term").first
    word.wait_for()
    assert word.get_attribute("lang") == "nl"
    word.focus()
    page.keyboard.press("Enter")
    told = page.locator(".explained:visible")
    expect(told).to_have_count(1)
    assert word.get_attribute("aria-expanded") == "true"
    assert word.inner_text().lower() in told.inner_text().lower()
    page.keyboard.press("Enter")
    expect(told).to_have_count(0)


def test_an_answer_is_said_in_simpler_words_at_a_tap_whichever_it_is(chat: Callable[..., Page]) -> None:
    page = chat()
    says(page, "wat is de zorgplicht")
    sees(page, "De zorgplicht betekent")
    says(page, "wat is een tlv")
    sees(page, "toelaatbaarheidsverklaring")
    page.locator("article.bot", has_text="De zorgplicht betekent").get_by_role(
        "button", name="Eenvoudiger"
    ).click()
    expect(page.locator("article.parent").last).to_contain_text("Eenvoudiger")
    sees(page, "Dan moet de school een goede plek voor uw kind zoeken")


def test_what_she_meant_instead_is_asked_or_offered_when_it_did_not_help(chat: Callable[..., Page]) -> None:
    page = chat()
    says(page, "wij zijn het oneens met het plan van school")
    sure = page.locator("article.bot", has_text="Waar dit staat")
    sure.get_by_role("button", name="Nee").click()
    other = sure.get_by_role("group", name="Ging uw vraag over iets anders?").get_by_role("button")
    title = other.inner_text()
    other.click()
    expect(page.locator("article.parent").last).to_contain_text(title)

    says(page, "waar staat wat ze voor slechte ogen doen")
    asked = page.locator("article.bot > .otherwise").get_by_role("button")
    expect(asked).to_have_count(2)
    asked.first.click()
    expect(asked).to_have_count(0)


def test_a_bracket_stays_with_the_dutch_word_in_it(chat: Callable[..., Page]) -> None:
    page = chat("lang=ar")
    says(page, "لا أوافق على الخطة")
    held = page.locator(".bubble .word", has=page.locator("button.term"))
    expect(held.filter(has_text="steunpunt")).to_have_text("(steunpunt)")


def test_a_telephone_on_its_side_with_the_keyboard_up_shows_what_was_said(chat: Callable[..., Page]) -> None:
    page = chat()
    page.set_viewport_size({"width": 740, "height": 190})
    says(page, "wat is de zorgplicht")
    sees(page, "De zorgplicht betekent")
    assert page.locator(".log").evaluate("log => log.clientHeight") >= 110
    assert page.locator("#say").evaluate("field => field.getBoundingClientRect().bottom <= innerHeight")
    page.keyboard.press("Shift+Tab")
    assert page.locator("header").is_visible()


def test_the_menu_changes_the_language_of_the_answers_too(chat: Callable[..., Page]) -> None:
    page = chat()
    says(page, "wat is de zorgplicht")
    sees(page, "De zorgplicht betekent")
    page.locator("select").select_option("tr")
    page.locator("html[lang=tr]").wait_for()
    page.locator("article.bot[data-seq] .bubble[lang=tr]").first.wait_for()
    sees(page, "zorgplicht")
    assert page.locator("article.parent").count() == 1
