"""Dialogues 11, 12 and 20 in two real browsers: a parent on a telephone, a consultant at her desk."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from store import handovers, staff
from store.database import open_database
from tests.browser.conftest import SIZES
from tests.conftest import ROOT, Postman, System
from tests.people import PASSWORD, email_of, employ, invent, now, other_day

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SECONDS_FOR_MAIL = 20


@pytest.fixture(scope="module")
def engine(system: System) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{system.database}")
    open_now = invent(engine, "PO9911", "Steunpunt Open")
    employ(engine, open_now, "Olena")
    employ(engine, open_now, "Coby", "coordinator")
    closed = invent(engine, "PO9912", "Steunpunt Dicht", other_day())
    employ(engine, closed, "Bea")
    yield engine
    engine.dispose()


@pytest.fixture
def opens(browser: Browser, system: System) -> Iterator[Callable[..., Page]]:
    """Open a page of the system in a browser of its own, at the size of a phone or a desk."""
    contexts = []

    def make(path: str, size: str = "desk", language: str = "nl") -> Page:
        context = browser.new_context(viewport=SIZES[size], locale=language)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(system.url + path)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def parent(opens: Callable[..., Page]) -> Callable[..., "Parent"]:
    return lambda language="nl", swv="PO9911": Parent(
        opens(f"/chat?swv={swv}&sector=po&lang={language}", "phone", language)
    )


@pytest.fixture
def consultant(opens: Callable[..., Page], engine: Engine) -> Callable[..., Page]:
    assert engine

    def sign_in(name: str = "Olena", point: str = "test-po9911", size: str = "desk") -> Page:
        page = opens("/console/sign-in", size)
        page.fill("#email", email_of(name, point))
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url("**/console")
        return page

    return sign_in


class Parent:
    """The chat on a telephone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator(".buttons button").first.wait_for()

    def says(self, text: str) -> None:
        self.page.fill("#say", text)
        self.page.press("#say", "Enter")

    def presses(self, title: str) -> None:
        self.page.get_by_role("button", name=title, exact=True).last.click()

    def sees(self, words: str) -> None:
        self.page.locator("article.bot, article.system, article.person").filter(
            has_text=words
        ).last.wait_for()

    def asks_for_a_person(self, words: str, about: str) -> None:
        self.says(words)
        self.page.locator("article.system").first.wait_for()
        self.says(about)
        self.page.locator("article.system").nth(1).wait_for()


def claims_the_latest(page: Page, reference: str) -> None:
    page.locator(".row", has_text=reference).get_by_role("button").click()
    page.locator("#say").wait_for()


def reference_of(engine: Engine, state: str, point: str) -> str:
    return handovers.in_states(engine, [state], [point])[-1].reference


def test_dialogue_11_she_reads_the_standard_reply_in_ukrainian_and_the_bot_is_back(
    parent, consultant, engine: Engine
) -> None:
    desk = consultant()
    mother = parent("uk")
    mother.asks_for_a_person("хочу поговорити з людиною", "Школа не приймає мого сина, що робити?")
    mother.presses("Так, поділитися розмовою")
    mother.sees("Ви перші в черзі")
    expect(mother.page.locator(".bar")).to_contain_text("ви номер 1")

    reference = reference_of(engine, "waiting", "test-po9911")
    row = desk.locator(".row", has_text=reference)
    expect(row).to_contain_text("Українська")
    claims_the_latest(desk, reference)
    summary = desk.locator(".summary")
    for words in ("Школа не приймає мого сина", "Українська", "PO9911"):
        expect(summary).to_contain_text(words)
    mother.sees("Olena")
    expect(mother.page.locator("header")).to_contain_text("Ви розмовляєте з людиною")

    desk.fill("#text", "Dag, ik kijk met u mee.")
    expect(mother.page.locator(".typing")).to_be_visible()  # that someone types, never what
    desk.press("#text", "Enter")
    mother.sees("Dag, ik kijk met u mee.")
    expect(mother.page.locator("article.person .bubble").first).to_have_attribute("lang", "nl")
    mother.sees("Написано іншою мовою")

    desk.locator(".replies summary").click()
    desk.fill("#find", "papier")
    desk.get_by_role("button", name="Vragen of het op papier staat").click()
    expect(desk.locator("#reply-form")).to_contain_text("Ви отримали це на папері")
    desk.locator("#reply-form button").first.click()
    mother.sees("Ви отримали це на папері чи електронною поштою?")

    mother.says("так, лист від 9 листопада")
    expect(desk.locator(".log .parent").last).to_contain_text("так, лист від 9 листопада")
    desk.select_option("#theme", "refusal")
    desk.select_option("#outcome", "thought_along")
    desk.locator("form.close button").click()
    desk.wait_for_url("**/console")
    mother.sees("Чи допомогла вам ця розмова?")
    mother.page.wait_for_timeout(800)
    expect(mother.page.get_by_role("button", name="Так, допомогла")).to_be_in_viewport()
    mother.presses("Так, допомогла")
    mother.sees("Що ще ви хочете дізнатися?")
    expect(mother.page.locator(".bar")).to_be_hidden()
    assert (desk.faults, mother.page.faults) == ([], [])


def test_dialogue_12_closed_she_leaves_a_number_and_mail_goes_out_and_it_stands_on_the_list(
    parent, consultant, engine: Engine, postman: Postman
) -> None:
    mother = parent(swv="PO9912")
    mother.asks_for_a_person("ik wil iemand spreken", "Mijn dochter zit al weken thuis en niemand belt terug")
    mother.presses("Ja, deel het gesprek")
    mother.sees("is nu gesloten")
    field = mother.page.get_by_label("Telefoonnummer of e-mailadres")
    field.fill("06 1234 567")
    field.press("Enter")
    mother.sees("te weinig cijfers")
    mother.page.get_by_label("Telefoonnummer of e-mailadres").fill("06 1234 5678")
    mother.page.get_by_label("Telefoonnummer of e-mailadres").press("Enter")
    mother.sees("06 12 34 56 78")
    mother.presses("Ja, dat klopt")
    mother.presses("'s Ochtends")
    mother.presses("Ja, dat mag")
    mother.sees("Uw kenmerk is")
    reference = reference_of(engine, "left_message", "test-po9912")
    expect(mother.page.locator(".bar")).to_contain_text(reference)

    end = time.monotonic() + SECONDS_FOR_MAIL
    while not any(reference in mail["Subject"] for mail in postman.taken) and time.monotonic() < end:
        time.sleep(0.2)
    (mail,) = [mail for mail in postman.taken if reference in mail["Subject"]]
    whole = mail.as_string()
    for secret in ("weken thuis", "12 34 56 78", "612345678"):
        assert secret not in whole
    link = re.search(r"https?://\S+(/console/talks/\w+)", mail.get_body(("plain",)).get_content())[1]

    desk = consultant("Bea", "test-po9912")
    expect(desk.locator("section", has_text="Berichten").locator(".row").first).to_contain_text(reference)
    desk.goto(desk.url.removesuffix("/console") + link)
    expect(desk.get_by_role("link", name="06 12 34 56 78")).to_have_attribute("href", "tel:+31612345678")
    expect(desk.locator(".summary")).to_contain_text("'s ochtends")
    desk.select_option("#theme", "at_home")
    desk.select_option("#outcome", "informed")
    desk.locator("form.close button").click()
    desk.wait_for_url("**/console")
    expect(desk.locator("main")).not_to_contain_text(reference)


def test_dialogue_13_danger_the_numbers_at_once_and_on_top_of_her_screen(
    parent, consultant, engine: Engine
) -> None:
    desk = consultant()
    other = parent()
    other.asks_for_a_person("ik wil iemand spreken", "Over het rooster")
    other.presses("Ja, deel het gesprek")
    other.sees("beurt")
    mother = parent("tr")
    mother.says("eşim beni ve çocukları dövüyor")
    expect(
        mother.page.locator("article.bot", has_text="112").get_by_role("link", name="112")
    ).to_have_attribute("href", "tel:112")
    mother.presses("Bir insanla konuş")
    mother.page.locator("article.system").first.wait_for()
    mother.says("eve gitmeye korkuyorum")
    mother.presses("Evet, konuşmayı paylaş")
    mother.sees("ilk sıradasınız")
    first = desk.locator("[data-waiting]").first
    expect(first).to_contain_text("Gevaar")
    expect(first).to_contain_text("Türkçe")
    assert engine


def test_dialogue_20_the_line_drops_while_she_is_written_to_and_nothing_is_lost_or_doubled(
    parent, consultant, engine: Engine
) -> None:
    desk = consultant()
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Over het opp van mijn zoon")
    mother.presses("Ja, deel het gesprek")
    mother.sees("beurt")
    claims_the_latest(desk, reference_of(engine, "waiting", "test-po9911"))
    mother.sees("is er voor u")

    mother.page.context.set_offline(True)
    for number in range(3):
        desk.fill("#text", f"bericht {number} voor u")
        desk.press("#text", "Enter")
        expect(desk.locator("#text")).to_have_value("")
    mother.says("bent u daar nog?")
    mother.page.get_by_text("Probeer opnieuw").wait_for()
    mother.page.context.set_offline(False)  # what was not sent goes out by itself
    mother.sees("bericht 2 voor u")
    expect(desk.locator(".log .parent").last).to_contain_text("bent u daar nog?")

    again = mother.page.context.new_page()
    address = mother.page.url
    mother.page.close()
    desk.fill("#text", "dit schreef ik toen u weg was")
    desk.press("#text", "Enter")
    again.goto(address)
    mother = Parent.__new__(Parent)
    mother.page = again
    mother.sees("dit schreef ik toen u weg was")
    said = again.locator("article.person .bubble").all_inner_texts()
    assert said == [
        "bericht 0 voor u",
        "bericht 1 voor u",
        "bericht 2 voor u",
        "dit schreef ik toen u weg was",
    ]
    assert again.locator("article.parent", has_text="bent u daar nog?").count() == 1
    expect(again.locator(".bar")).to_contain_text("Olena")


def test_a_session_that_ends_in_the_middle_of_a_sentence_keeps_the_text(
    parent, consultant, engine: Engine
) -> None:
    desk = consultant()
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Over de aanmelding")
    mother.presses("Nee, deel het niet")
    mother.sees("beurt")
    claims_the_latest(desk, reference_of(engine, "waiting", "test-po9911"))
    desk.fill("#text", "Een lang antwoord waar ik mijn best op deed")
    desk.context.clear_cookies()
    desk.press("#text", "Enter")
    expect(desk.locator("#unsent")).to_contain_text("uitgelogd")
    expect(desk.locator("#text")).to_have_value("Een lang antwoord waar ik mijn best op deed")
    desk.locator("#unsent a").click()
    desk.fill("#email", email_of("Olena", "test-po9911"))
    desk.fill("#password", PASSWORD)
    desk.press("#password", "Enter")
    expect(desk.locator("#text")).to_have_value("Een lang antwoord waar ik mijn best op deed")
    desk.press("#text", "Enter")
    mother.sees("Een lang antwoord waar ik mijn best op deed")


def test_a_parent_who_erases_is_gone_from_the_console_at_once(parent, consultant, engine: Engine) -> None:
    desk = consultant()
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Iets wat weg moet")
    mother.presses("Ja, deel het gesprek")
    mother.sees("beurt")
    reference = reference_of(engine, "waiting", "test-po9911")
    expect(desk.locator("#lists")).to_contain_text(reference)
    mother.page.get_by_role("button", name="Wis dit gesprek").click()
    mother.presses("Ja, wis alles")
    expect(desk.locator("#lists")).not_to_contain_text(reference)
    expect(mother.page.locator(".bar")).to_be_hidden()


def test_a_talk_without_a_mouse(parent, consultant, engine: Engine) -> None:
    desk = consultant()
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Alles met het toetsenbord")
    mother.presses("Ja, deel het gesprek")
    mother.sees("beurt")
    reference = reference_of(engine, "waiting", "test-po9911")
    expect(desk.locator("#lists")).to_contain_text(reference)
    for _ in range(40):
        desk.keyboard.press("Tab")
        focused = "document.activeElement.tagName == 'BUTTON' ? document.activeElement.textContent : ''"
        if reference in desk.evaluate(focused):
            break
    desk.keyboard.press("Enter")
    desk.locator("#say").wait_for()
    assert desk.evaluate("document.activeElement.id") == "text"  # ready to write
    desk.keyboard.type("Zonder muis")
    desk.keyboard.press("Enter")
    mother.sees("Zonder muis")


def test_somebody_who_joins_is_announced_and_notified(parent, consultant, engine: Engine) -> None:
    desk = consultant()
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Een melding waard")
    mother.presses("Ja, deel het gesprek")
    expect(desk.locator("#arrivals")).to_have_text("Er wacht iemand")
    assert engine


def presses_by_keyboard(page: Page, title: str) -> None:
    """Go to a button with the Tab key, once it is there, and press Enter."""
    page.get_by_role("button", name=title, exact=True).last.wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == title:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key never came to {title!r}")


def types(page: Page, text: str) -> None:
    """Go to the field with the Tab key, type and press Enter."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "say":
            break
        page.keyboard.press("Tab")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_dialogues_2_and_11_of_a_mother_who_has_no_mouse(parent, consultant, engine: Engine) -> None:
    desk = consultant()
    mother = parent("nl")
    page = mother.page
    types(page, "we hebben 28 september het formulier ingeleverd maar horen niks")
    mother.sees("maandag 9 november 2026")
    presses_by_keyboard(page, "Hoe is dit gerekend?")
    mother.sees("WPO art. 40")
    types(page, "ik wil iemand spreken")
    mother.sees("Waar gaat het over")
    types(page, "Wij horen niets van de school")
    presses_by_keyboard(page, "Ja, deel het gesprek")
    mother.sees("beurt")
    claims_the_latest(desk, reference_of(engine, "waiting", "test-po9911"))
    mother.sees("Olena")
    types(page, "dank u dat u er bent")
    expect(desk.locator(".log .parent").last).to_contain_text("dank u dat u er bent")
    presses_by_keyboard(page, "Terug naar Wegwijs")
    expect(page.locator(".bar")).to_be_hidden()
    assert page.faults == []


PAGES = ["/console", "/console/me", "/console/steunpunten", "/console/steunpunten/test-po9911/hours",
         "/console/steunpunten/test-po9911/staff", "/console/steunpunten/test-po9911/replies",
         "/console/steunpunten/test-po9911/audit", "/console/profiles", "/console/profiles/test-po9911",
         "/console/profiles/PO9911", "/console/profiles/PO9911/style", "/console/reports/test-po9911",
         "/console/reports/test-po9911/signal"]  # fmt: skip


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing_on_any_page_of_the_console(
    parent, consultant, opens, system, engine: Engine, size: str
) -> None:
    mother = parent()
    mother.asks_for_a_person("ik wil iemand spreken", "Voor de toegankelijkheid")
    mother.presses("Ja, deel het gesprek")
    mother.sees("beurt")
    desk = consultant("Coby", size=size)
    talk = f"/console/talks/{handovers.in_states(engine, ['waiting'], ['test-po9911'])[-1].id}"
    found = {}
    for path in [*PAGES, talk]:
        desk.goto(system.url + path)
        found[path] = axe(desk)
    desk.locator(".deeds button").first.click()
    desk.locator("#say").wait_for()
    desk.locator(".replies summary").click()
    desk.locator("#replies li").first.wait_for()
    found["a talk of hers"] = axe(desk)
    found["sign in"] = axe(opens("/console/sign-in", size))
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_widget_while_a_person_is_brought_in(
    parent, consultant, engine: Engine, language: str, width: int
) -> None:
    consultant()
    mother = parent(language)
    mother.page.set_viewport_size({"width": width, "height": 780})
    words = {
        "nl": ("ik wil iemand spreken", "Over de school van mijn zoon"),
        "ar": ("أريد التحدث مع شخص", "عن مدرسة ابني"),
    }
    mother.asks_for_a_person(*words[language])
    assert axe(mother.page) == []
    mother.page.locator(".buttons button").first.click()
    mother.page.locator(".bar").wait_for()
    assert axe(mother.page) == []
    handovers.claim(
        engine,
        handovers.in_states(engine, ["waiting"], ["test-po9911"])[-1].id,
        staff.everyone(engine)[0].id,
        now(),
    )
    assert axe(mother.page) == []
    late = parent(language, "PO9912")
    late.page.set_viewport_size({"width": width, "height": 780})
    late.asks_for_a_person(*words[language])
    late.page.locator(".buttons button").first.click()
    late.page.locator("form.date input").wait_for()
    assert axe(late.page) == []


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong on a page, by rule and place."""
    # Evaluated by the browser itself, which no Content-Security-Policy of the page forbids.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{one['id']}: {node['target']}" for one in result["violations"] for node in one["nodes"]]
