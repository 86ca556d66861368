"""Chromium, on the demo school's page, at the size of a phone or a desk."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests.conftest import System

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 860}}
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


class Widget:
    """The widget as a parent uses it: the launcher by mouse or keyboard, then the chat in its frame."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        page.goto(url)

    def opens(self) -> "Widget":
        size = self.page.viewport_size
        self.page.mouse.click(size["width"] - 80, size["height"] - 44)
        self.buttons.first.wait_for()
        return self

    @property
    def chat(self) -> Frame:
        for _ in range(100):
            found = [frame for frame in self.page.frames if "/chat" in frame.url]
            if found:
                return found[0]
            self.page.wait_for_timeout(50)
        raise AssertionError("the chat did not open")

    @property
    def buttons(self):
        return self.chat.locator(".buttons button")

    @property
    def answers(self):
        return self.chat.locator("article.bot, article.system")

    def says(self, text: str, then: str) -> None:
        """Type a message, press Enter, and wait until these words stand in an answer."""
        self.chat.locator("textarea").fill(text)
        self.chat.locator("textarea").press("Enter")
        self.sees(then)

    def sees(self, words: str) -> None:
        self.answers.filter(has_text=words).last.wait_for()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Closed after the last browser test: until then its event loop is the only one of the thread.
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def widget_on(browser: Browser, system: System) -> Iterator[Callable[..., Widget]]:
    contexts = []

    def make(size: str = "phone", language: str = "nl", **options: object) -> Widget:
        context = browser.new_context(viewport=SIZES[size], locale=language, accept_downloads=True, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Widget(context.new_page(), system.url)

    yield make
    for context in contexts:
        context.close()
