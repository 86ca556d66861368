"""Take pictures of every state of the widget, for docs/pictures: python -m tests.browser.pictures

One sheet for each of Dutch and Arabic, phone and desk, to be looked at after a change.
"""

import base64
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright
from sqlalchemy.engine import Engine

from desk.handover import talks
from guide.language import translate
from store import handovers, staff
from store.database import open_database
from tests.browser.conftest import QUIET, SIZES
from tests.conftest import ROOT, System
from tests.people import employ, invent, now, other_day

SAID = {
    "nl": ("wat is een tlv", "op 2 november hebben ze hem geweigerd", "termijn bezwaar",
           "welk samenwerkingsverband is van mij", "ik wil iemand spreken", "Mijn zoon zit al weken thuis"),
    "ar": ("ما هي tlv", "رفضت المدرسة ابني يوم 2 نوفمبر", "كم من الوقت لدي للاعتراض",
           "لأي swv أتبع", "أريد التحدث مع شخص", "ابني في البيت منذ أسابيع"),
}  # fmt: skip
Picture = tuple[str, bytes]


class Camera:
    """A school's page with the widget, and the pictures that were taken of it."""

    def __init__(self, browser: Browser, url: str, lang: str, size: str, swv: str, **look: object) -> None:
        self.lang, self.context = lang, browser.new_context(viewport=SIZES[size], locale=lang, **look)
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        demo = "ar.html" if lang == "ar" else "index.html"
        html = (ROOT / "desk" / "demo" / demo).read_text(encoding="utf-8")
        html = html.replace("data-sector", f'data-swv="{swv}" data-sector')
        self.page.route(f"**/demo/{demo}", lambda route: route.fulfill(body=html, content_type="text/html"))
        self.page.goto(f"{url}/demo/{demo}")
        self.page.wait_for_load_state("networkidle")

    def opens(self) -> "Camera":
        size = self.page.viewport_size
        self.page.mouse.click(80 if self.lang == "ar" else size["width"] - 80, size["height"] - 44)
        self.chat.locator(".buttons button").first.wait_for()
        return self

    @property
    def chat(self) -> Frame:
        while True:
            for frame in self.page.frames:
                if "/chat" in frame.url:
                    return frame
            self.page.wait_for_timeout(50)

    def says(self, text: str, then: str) -> None:
        before = self.chat.locator(then).count()
        self.chat.fill("#say", text)
        self.chat.press("#say", "Enter")
        self.chat.locator(then).nth(before).wait_for()

    def presses(self, title: str) -> None:
        self.chat.get_by_role("button", name=translate(title, self.lang), exact=True).last.click()

    def takes(self, name: str) -> Picture:
        self.page.wait_for_timeout(900)
        return name, self.page.screenshot(type="jpeg", quality=70)


def alone(browser: Browser, url: str, lang: str, size: str) -> Iterator[Picture]:
    """Yield what a parent sees of the bot."""
    tlv, refused, when, which, _, _ = SAID[lang]
    camera = Camera(browser, url, lang, size, "")
    yield camera.takes("the launcher")
    camera.opens()
    yield camera.takes("the greeting")
    camera.says(tlv, "article.bot")
    camera.chat.locator("details summary").last.click()
    camera.chat.locator(".term").first.click()
    yield camera.takes("a word explained, sources unfolded")
    camera.says(when, "article.bot")
    camera.presses("Bereken mijn data")
    camera.presses("De school heeft geweigerd")
    camera.chat.locator("article form.date").wait_for()
    yield camera.takes("which day?")
    camera.says(refused, ".deadlines")
    yield camera.takes("dates and their time line")
    camera.says(which, "article.bot form.date")
    yield camera.takes("by postcode, place or school")
    camera.chat.locator(".thumbs button").last.click()
    camera.chat.locator("form.reason").scroll_into_view_if_needed()
    yield camera.takes("why it did not help")
    camera.page.context.set_offline(True)
    camera.says(tlv, ".unsent")
    yield camera.takes("no line: not sent, try again")
    camera.page.context.set_offline(False)
    camera.chat.locator("header button").nth(1).click()
    yield camera.takes("erase it all?")
    camera.chat.locator("dialog button").first.click()
    yield camera.takes("erased")
    camera.context.close()


def with_people(browser: Browser, system: System, engine: Engine, lang: str, size: str) -> Iterator[Picture]:
    """Yield what a parent sees when a person is brought in."""
    *_, person, about = SAID[lang]
    someone = next(one for one in staff.everyone(engine) if one.name == "Olena")
    staff.change(engine, someone.id, seen_at=now())
    for swv in ("PO9911", "PO9912"):
        camera = Camera(browser, system.url, lang, size, swv).opens()
        camera.says(person, "article.system")
        camera.says(about, "article.system")
        if swv == "PO9911":
            yield camera.takes("may we share this?")
        camera.chat.locator(".buttons button").first.click()
        if swv == "PO9911":
            camera.chat.locator(".bar:visible").wait_for()
            yield camera.takes("the queue")
            seen = handovers.in_states(engine, ["waiting"], ["test-po9911"])[-1]
            talks.claim(engine, seen, someone, now())
            talks.write(engine, seen, someone, "Goedemiddag, ik lees met u mee.", "nl", "", now())
            camera.chat.evaluate("location.reload()")  # written beside the desk, which so cannot tell
            camera.chat.locator("article.person").wait_for()
            yield camera.takes("with a person")
        else:
            camera.chat.locator("form.date").wait_for()
            yield camera.takes("closed: a number or an address")
            camera.chat.fill("form.date input", "06 1234 5678")
            camera.chat.press("form.date input", "Enter")
            for words in ("Ja, dat klopt", "'s Ochtends", "Ja, dat mag"):
                camera.presses(words)
            camera.chat.locator(".bar:visible").wait_for()
            yield camera.takes("a message is left")
        camera.context.close()


def otherwise(browser: Browser, url: str, lang: str, size: str) -> Iterator[Picture]:
    """Yield other looks: dark, forced colours, large letters, and the desk that is away."""
    looks: dict[str, dict[str, object]] = {
        "dark": {"color_scheme": "dark"}, "forced colours": {"forced_colors": "active"}, "large letters": {},
    }  # fmt: skip
    for name, look in looks.items():
        camera = Camera(browser, url, lang, size, "PO9911", **look).opens()
        if not look:
            camera.chat.locator("header button").first.click()
            camera.chat.locator("header button").first.click()
        camera.says(SAID[lang][1], ".deadlines")
        yield camera.takes(name)
        camera.context.close()
    camera = Camera(browser, url, lang, size, "VO2810")
    camera.page.route("**/chat?*", lambda _route: None)
    size_of = camera.page.viewport_size
    camera.page.mouse.click(80 if lang == "ar" else size_of["width"] - 80, size_of["height"] - 44)
    camera.page.wait_for_timeout(8_200)
    yield camera.takes("the desk is away")
    camera.context.close()


def sheet(browser: Browser, pictures: list[Picture], width: int, path: Path) -> None:
    """Put pictures together on one sheet, each with its name."""
    cells = "".join(
        f'<figure><img width={width} src="data:image/jpeg;base64,{base64.b64encode(data).decode()}"><figcaption>{name}</figcaption></figure>'
        for name, data in pictures
    )
    columns = 1800 // (width + 24)
    page = browser.new_page(viewport={"width": columns * (width + 24) + 24, "height": 900})
    page.set_content(
        "<style>body{margin:0;padding:12px;display:flex;flex-wrap:wrap;font:15px system-ui;background:#ddd}"
        f"figure{{margin:12px;width:{width}px}}img{{display:block}}</style>{re.sub(' +', ' ', cells)}"
    )
    page.screenshot(path=path, type="jpeg", quality=62, full_page=True)
    page.close()


def main() -> None:
    """Start a system with two invented steunpunten, one open and one closed, and take the pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        system = System(Path(folder))
        system.start()
        engine = open_database(f"sqlite:///{system.database}")
        employ(engine, invent(engine, "PO9911", "Steunpunt Open"), "Olena")
        employ(engine, invent(engine, "PO9912", "Steunpunt Dicht", other_day()), "Bea")
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        try:
            for lang in SAID:
                for size, width in (("phone", 270), ("desk", 560)):
                    pictures = [
                        *alone(browser, system.url, lang, size),
                        *with_people(browser, system, engine, lang, size),
                        *otherwise(browser, system.url, lang, size),
                    ]
                    sheet(browser, pictures, width, ROOT / "docs" / "pictures" / f"states-{lang}-{size}.jpg")
        finally:
            browser.close()
            engine.dispose()
            system.stop()


if __name__ == "__main__":
    main()
