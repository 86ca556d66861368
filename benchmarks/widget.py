"""What the widget weighs, how soon a parent can use it on a slow phone, and what it costs the school's page.

    python -m benchmarks.widget

The phone: 360 pixels, a CPU slowed 4 times, 1.6 Mbit/s, without and with 150 ms of delay for each
request. The scores are Lighthouse's, of the demo school's page with the widget and, in turn, with its
script blocked.
"""

import gzip
import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from benchmarks.figures import Figure, report
from tests.browser.conftest import QUIET
from tests.conftest import ROOT, System

RUNS = 5
CPU_SLOWER = 4
LINE = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
DELAYS_MS = (0, 150)
LIGHTHOUSE = ROOT / "benchmarks" / "lighthouse"


def weights() -> list[Figure]:
    """Return what is sent, compressed."""
    files = sorted((ROOT / "desk" / "widget").glob("*.[jc]s*"))
    packed = {f.name: len(gzip.compress(f.read_bytes(), 9)) for f in files if f.suffix != ".json"}
    chat = sum(packed.values()) - packed["wegwijs.js"]
    return [
        Figure("The widget, bytes sent (gzip)", "launcher", packed["wegwijs.js"], "B", 4096, "the aim", 1.0),
        Figure("The widget, bytes sent (gzip)", "all of the chat", chat, "B", 25 * 1024, "the aim", 1.0),
    ]


def slowed(browser: Browser, delay: int) -> Page:
    """Return a page of a phone whose processor and line are slow."""
    page = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl").new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**LINE, "latency": delay})
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    return page


def without_the_widget(browser: Browser, url: str, delay: int) -> float:
    """Return the milliseconds until the demo school's page is there, its line of ours blocked."""
    page = slowed(browser, delay)
    page.route("**/wegwijs.js", lambda route: route.abort())
    page.goto(url)
    loaded: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    page.context.close()
    return loaded


def on_a_slow_phone(browser: Browser, url: str, delay: int) -> dict[str, float]:
    """Return the milliseconds until a parent can type, until she is greeted, and the longest task."""
    page = slowed(browser, delay)
    page.add_init_script(
        """
        window.marks = {longest: 0};
        new PerformanceObserver((list) => list.getEntries().forEach(
          (task) => { marks.longest = Math.max(marks.longest, task.duration); })).observe({type: "longtask"});
        new MutationObserver(() => {
          marks.type ??= document.querySelector("#say")?.placeholder ? performance.now() : undefined;
          marks.greeted ??= document.querySelector("article.bot") ? performance.now() : undefined;
        }).observe(document, {childList: true, subtree: true, attributes: true});
        """
    )
    page.goto(f"{url}/chat?lang=nl&sector=po")
    page.locator("article.bot").first.wait_for()
    page.wait_for_timeout(500)
    found: dict[str, float] = page.evaluate("marks")
    page.context.close()
    return found


def scores(url: str, *, without: bool) -> dict[str, float]:
    """Return Lighthouse's scores (of 100) of a page on a slow phone."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "report.json"
        subprocess.run(
            [
                LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse", url, "--quiet", "--output=json",
                f"--output-path={written}", "--chrome-flags=--headless=new --no-sandbox",
                "--only-categories=performance,accessibility,best-practices",
                *(["--blocked-url-patterns=*wegwijs.js"] if without else []),
            ],
            check=True, env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin", "HOME": folder},
        )  # fmt: skip
        found = json.loads(written.read_text())["categories"]
        return {name: 100 * category["score"] for name, category in found.items()}


def slow_phone(url: str) -> list[Figure]:
    """Open the chat on a slow phone, and in turn the school's page without it."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        on_a_slow_phone(browser, url, 0)
        for delay in DELAYS_MS:
            runs = [
                (on_a_slow_phone(browser, url, delay), without_the_widget(browser, url, delay))
                for _ in range(RUNS)
            ]
            base = statistics.median(plain for _, plain in runs)
            for name, title in (("type", "until she can type"), ("greeted", "until she is greeted")):
                value = statistics.median(run[name] for run, _ in runs)
                found.append(
                    Figure(
                        f"On a slow phone, {delay} ms of delay, median of {RUNS}",
                        title, value, "ms", base, "the school's page alone",
                    )
                )  # fmt: skip
        browser.close()
    return found


def lighthouse(url: str) -> list[Figure]:
    """Return the scores of the demo school's page with the widget beside those without."""
    if not (LIGHTHOUSE / "node_modules").exists():
        Console().print("For Lighthouse's scores: npm ci --prefix benchmarks/lighthouse")
        return []
    turns = [(scores(url, without=False), scores(url, without=True)) for _ in range(RUNS)]
    return [
        Figure(
            f"Lighthouse, of 100, median of {RUNS}",
            name,
            statistics.median(with_it[name] for with_it, _ in turns),
            "",
            statistics.median(without[name] for _, without in turns),
            "without the widget",
            0.98,
            more_is_better=True,
        )
        for name in turns[0][0]
    ]


def figures() -> list[Figure]:
    """Start the system, measure, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        system = System(Path(folder))
        system.start()
        try:
            return [*weights(), *slow_phone(system.url), *lighthouse(system.url)]
        finally:
            system.stop()


def main() -> None:
    """Measure and print."""
    report(figures(), ROOT / "var" / "bench" / "widget", Console())


if __name__ == "__main__":
    main()
