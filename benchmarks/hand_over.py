"""From the parent's Enter to the consultant's screen and back, in two real browsers, beside plain requests.

    python -m benchmarks.hand_over

The times are taken in the pages, when the words are in the document. The baseline is what the same two
browsers need for a request that does nothing (/healthz), in the same minute.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from store import handovers
from store.database import open_database
from tests.conftest import System
from tests.people import PASSWORD, email_of, employ, invent

TURNS, WARM_UP = 40, 3
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-sync"]
_WHEN_SHOWN = """([where, words]) => new Promise((done) => {
  const look = () => document.querySelector(where)?.textContent.includes(words) && done(Date.now());
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
  look();
})"""
_SAY = """([field, words]) => {
  const box = document.querySelector(field);
  box.value = words;
  box.dispatchEvent(new Event("input"));
  const now = Date.now();
  box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}));
  return now;
}"""
_PLAIN = """async () => {
  const began = performance.now();
  await fetch("/healthz");
  return performance.now() - began;
}"""
console = Console()


def main() -> None:
    """Run it and print the table."""
    folder = Path(tempfile.mkdtemp())
    system = System(folder)
    system.start()
    engine = open_database(f"sqlite:///{system.database}")
    point = invent(engine, "PO9901", "Steunpunt")
    employ(engine, point, "Anna")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            parent, desk = browser.new_context().new_page(), browser.new_context().new_page()
            _talk(system, engine, parent, desk)
            _print([_turn(parent, desk, number) for number in range(TURNS + WARM_UP)][WARM_UP:])
            browser.close()
    finally:
        engine.dispose()
        system.stop()


def _talk(system: System, engine: object, parent: Page, desk: Page) -> None:
    """Bring a parent and a consultant together."""
    desk.goto(f"{system.url}/console/sign-in")
    desk.fill("#email", email_of("Anna", "test-po9901"))
    desk.fill("#password", PASSWORD)
    desk.press("#password", "Enter")
    desk.wait_for_url("**/console")
    parent.goto(f"{system.url}/chat?swv=PO9901&sector=po&lang=nl")
    parent.locator(".buttons button").first.wait_for()
    for words, then in (
        ("ik wil iemand spreken", "Zeg het in één zin"),
        ("over de aanmelding", "Mag de medewerker"),
    ):
        parent.evaluate(_SAY, ["#say", words])
        parent.locator("article.system", has_text=then).wait_for()
    parent.get_by_role("button", name="Ja, deel het gesprek").click()
    parent.locator("article.system", has_text="aan de beurt").wait_for()
    (seen,) = handovers.in_states(engine, ["waiting"])  # type: ignore[arg-type]
    desk.locator(".row", has_text=seen.reference).get_by_role("button").click()
    desk.locator("#say").wait_for()


def _turn(parent: Page, desk: Page, number: int) -> dict[str, float]:
    """Return the milliseconds there, back, and of two plain requests."""
    question, answer = f"vraag nummer {number}.", f"antwoord nummer {number}."
    sent = parent.evaluate(_SAY, ["#say", question])
    there = desk.evaluate(_WHEN_SHOWN, ["#log", question]) - sent
    sent = desk.evaluate(_SAY, ["#text", answer])
    back = parent.evaluate(_WHEN_SHOWN, ["main", answer]) - sent
    return {"there": there, "back": back, "plain": parent.evaluate(_PLAIN) + desk.evaluate(_PLAIN)}


def _print(turns: list[dict[str, float]]) -> None:
    table = Table("", "median ms", "slowest of ten ms")
    there_and_back = [turn["there"] + turn["back"] for turn in turns]
    rows = {
        "to the consultant's screen": [turn["there"] for turn in turns],
        "back to the parent's": [turn["back"] for turn in turns],
        "both": there_and_back,
        "two plain requests": [turn["plain"] for turn in turns],
    }
    for name, times in rows.items():
        table.add_row(name, f"{statistics.median(times):.0f}", f"{statistics.quantiles(times, n=10)[-1]:.0f}")
    console.print(table)
    ratio = statistics.median(there_and_back) / statistics.median(rows["two plain requests"])
    console.print(f"{ratio:.1f} times two plain requests")


if __name__ == "__main__":
    main()
