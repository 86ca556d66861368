"""On the websites of others: strict ones, hostile ones, and when the desk does not answer."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desk.origins import SECONDS_A_READING_HOLDS
from store import sites
from store.database import open_database
from tests.browser.test_hand_over import axe
from tests.conftest import System


@pytest.fixture
def visit(browser: Browser, system: System) -> Iterator[Callable[..., Page]]:
    contexts = []

    def make(
        address: str, width: int = 1280, language: str = "nl", prepare: Callable = lambda page: None
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 780}, locale=language)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("console", lambda line: page.heard.append(line.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(e.violatedDirective + ' ' + e.blockedURI))"
        )
        prepare(page)
        page.goto(address if "://" in address else system.url + address)
        return page

    yield make
    for context in contexts:
        context.close()


def presses_the_launcher(page: Page, *, right_to_left: bool = False) -> None:
    size = page.viewport_size
    page.mouse.click(80 if right_to_left else size["width"] - 80, size["height"] - 44)


def chat_in(page: Page):
    page.wait_for_function("true")
    for _ in range(100):
        found = [frame for frame in page.frames if "/chat" in frame.url]
        if found:
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError("the chat did not open")


def greets(page: Page, words: str = "Hallo, ik ben Wegwijs") -> None:
    chat_in(page).locator("article.bot").filter(has_text=words).first.wait_for()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Hallo"),
        ("/demo/vo.html", "Hallo"),
        ("/demo/vijandig.html", "Hallo"),
        ("/demo/streng.html", "Hallo"),
        ("/embed?swv=VO2810", "Hallo"),
    ],
)
def test_it_opens_on_every_demo_page_and_nothing_complains(visit, path: str, words: str) -> None:
    page = visit(path)
    page.wait_for_load_state("networkidle")
    presses_the_launcher(page)
    greets(page, words)
    assert page.evaluate("broken") == []
    assert [line for line in page.heard if "Refused" in line or "Error" in line] == []


def test_on_an_arabic_page_it_is_arabic_and_on_the_other_side(visit) -> None:
    page = visit("/demo/ar.html", language="ar")
    page.wait_for_load_state("networkidle")
    presses_the_launcher(page, right_to_left=True)
    greets(page, "مرحب")
    assert chat_in(page).evaluate("document.documentElement.dir") == "rtl"


def test_loaded_twice_it_is_there_once_above_everything(visit) -> None:
    page = visit("/demo/vijandig.html")
    page.wait_for_load_state("networkidle")
    assert (
        page.evaluate(
            "[...document.body.children].filter((one) => one.shadowRoot === null && !one.className && one.localName === 'div').length"
        )
        == 1
    )
    top = page.evaluate("document.elementFromPoint(innerWidth - 80, innerHeight - 44).className")
    assert top == ""  # the launcher, not the bar of the page


@pytest.fixture
def school() -> Iterator[Callable[[str], str]]:
    """Serve a page from a website of its own; return its origin."""
    servers = []

    def serve(html: str) -> str:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("swv", ["VO2810", ""])
def test_when_the_desk_does_not_answer_there_is_a_number_to_call(
    visit, school, system: System, swv: str
) -> None:
    def never_answers(route: Route) -> None:
        assert route

    origin = school(f'<body>school<script src="{system.url}/wegwijs.js" data-swv="{swv}"></script></body>')
    _register(system, origin)
    page = visit(origin, prepare=lambda page: page.route("**/chat?*", never_answers))
    page.wait_for_load_state("networkidle")
    presses_the_launcher(page)
    page.wait_for_timeout(8_500)
    # The shadow root is closed to scripts; what a screen reader is told is not.
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    text = " ".join(str(node.get("name", {}).get("value", "")) for node in tree["nodes"])
    assert "088 605 01 01" in text
    assert ("0104842576" in text) == bool(swv)
    assert "Sluit" in text


def test_on_a_site_that_is_not_registered_visitors_see_nothing_and_the_webmaster_a_sentence(
    visit, school, system: System
) -> None:
    origin = school(f'<body>school<script src="{system.url}/wegwijs.js"></script></body>')
    page = visit(origin)
    page.wait_for_timeout(1_500)
    assert page.evaluate("document.body.children.length") == 1
    assert any("is not registered" in line and "docs/embed.md" in line for line in page.heard), page.heard


def test_a_site_embeds_the_chat_of_its_own_swv_and_of_no_other(system: System) -> None:
    _register(system, "http://po.example", "PO2601")

    def ask(path: str) -> tuple[dict, dict]:
        request = urllib.request.Request(system.url + path, headers={"Origin": "http://po.example"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            return dict(answer.headers), json.loads(body) if path.startswith("/api") else {}

    assert ask("/api/config?swv=PO2601")[1]["registered"] is True
    assert ask("/api/config?swv=VO2810")[1]["registered"] is False
    assert "http://po.example" in ask("/chat?swv=PO2601")[0]["Content-Security-Policy"]
    assert "http://po.example" not in ask("/chat?swv=VO2810")[0]["Content-Security-Policy"]


def _register(system: System, origin: str, swv: str = "") -> None:
    engine = open_database(f"sqlite:///{system.database}")
    sites.add(engine, origin, swv)
    engine.dispose()
    time.sleep(SECONDS_A_READING_HOLDS + 0.5)


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_axe_finds_nothing_in_dark_or_forced_colours(
    browser: Browser, system: System, look: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl", **look)
    page = context.new_page()
    page.goto(f"{system.url}/chat?lang=nl&sector=po")
    page.locator(".buttons button").first.wait_for()
    page.fill("#say", "op 2 november hebben ze hem geweigerd")
    page.press("#say", "Enter")
    page.locator(".deadlines").first.wait_for()
    page.locator("details summary").first.click()
    found = axe(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_chat(visit, language: str, width: int) -> None:
    page = visit(f"/chat?lang={language}&sector=po", width, language)
    page.locator(".buttons button").first.wait_for()
    faults = {"greeting": axe(page)}
    question = {"nl": "op 2 november hebben ze hem geweigerd", "ar": "رفضت المدرسة ابني يوم 2 نوفمبر"}[
        language
    ]
    page.fill("#say", question)
    page.press("#say", "Enter")
    page.locator(".deadlines").first.wait_for()
    for summary in page.locator("details summary").all():
        summary.click()
    faults["dates, sources and words"] = axe(page)
    page.locator(".thumbs button").last.click()
    page.locator("form.reason").wait_for()
    faults["why it did not help"] = axe(page)
    page.fill("#say", {"nl": "welk samenwerkingsverband is van mij", "ar": "لأي swv أتبع"}[language])
    page.press("#say", "Enter")
    page.locator("form.date:not(.reason)").wait_for()
    page.locator(".term").last.click()
    faults["a word explained, and where do you live"] = axe(page)
    page.context.set_offline(True)
    page.fill("#say", "nog iets")
    page.press("#say", "Enter")
    page.locator(".unsent").wait_for()
    faults["not sent"] = axe(page)
    page.context.set_offline(False)
    page.locator("header button").nth(1).click()
    faults["erase it all?"] = axe(page)
    page.locator("dialog button").first.click()
    page.locator("dialog").wait_for(state="detached")
    page.locator("[role=log] .notice").wait_for()
    faults["erased"] = axe(page)
    assert {state: found for state, found in faults.items() if found} == {}


def test_the_transcript_is_one_stop_and_the_arrows_go_through_it(visit) -> None:
    page = visit("/chat?lang=nl&sector=po")
    page.locator(".buttons button").first.wait_for()
    page.fill("#say", "wat is de zorgplicht")
    page.press("#say", "Enter")
    page.locator("article.bot").nth(1).wait_for()
    page.locator("[role=log]").focus()
    page.keyboard.press("ArrowUp")
    assert "zorgplicht" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.className") == "message parent"
    page.keyboard.press("Home")
    assert "Hallo" in page.evaluate("document.activeElement.textContent")


def test_each_message_is_announced_once_in_order_and_in_its_language(visit) -> None:
    page = visit("/chat?lang=ar&sector=po", language="ar", prepare=lambda page: page.add_init_script("""
      window.announced = [];
      addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes)
          if (change.target.getAttribute?.("aria-live") === "polite") announced.push([node.lang, node.textContent.slice(0, 40)]);
      }).observe(document.body, {childList: true, subtree: true}))"""))  # fmt: skip
    page.locator(".buttons button").first.wait_for()
    page.fill("#say", "ما هو واجب الرعاية")
    page.press("#say", "Enter")
    page.locator("article.bot").nth(1).wait_for()
    page.wait_for_timeout(300)
    announced = page.evaluate("announced")
    shown = page.locator("article.bot, article.system").count()
    assert len(announced) == shown
    assert len({text for _, text in announced}) == shown
    assert {lang for lang, _ in announced} == {"ar"}
    assert page.evaluate("document.activeElement.id") == "say"  # the focus was not taken


def test_larger_letters_stay_and_nothing_falls_off_the_page(visit) -> None:
    page = visit("/chat?lang=nl&sector=po", 320)
    page.locator(".buttons button").first.wait_for()
    before = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    for _ in range(3):
        page.get_by_role("button", name="Grotere letters").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == before * 2
    page.reload()
    page.locator(".buttons button").first.wait_for()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == before * 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    name = page.locator("header h1")
    assert name.bounding_box()["height"] < 1.5 * before * 2 * 1.2, "the name stands on one line"


def test_why_it_did_not_help_is_kept(visit, system: System) -> None:
    page = visit("/chat?lang=nl&sector=po")
    page.locator(".buttons button").first.wait_for()
    page.fill("#say", "wat is de zorgplicht")
    page.press("#say", "Enter")
    page.locator(".thumbs").first.wait_for()
    page.locator(".thumbs").last.get_by_role("button", name="Nee").click()
    page.get_by_label("Wat had u nodig?").fill("een voorbeeldbrief voor oma")
    page.get_by_label("Wat had u nodig?").press("Enter")
    expect(page.locator(".thumbs").last).to_contain_text("Dank u")
    page.wait_for_timeout(300)
    assert system.sql("select helpful, reason from feedback where reason like '%oma%'") == [
        (0, "een voorbeeldbrief voor oma")
    ]
