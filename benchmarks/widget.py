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

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.browser.conftest import QUIET
from tests.conftest import ROOT, System

RUNS = 5
CPU_SLOWER = 4
LINE = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
DELAYS_MS = (0, 150)
LIGHTHOUSE = ROOT / "benchmarks" / "lighthouse"
console = Console()


def weights() -> None:
    """Print what is sent, compressed."""
    table = Table("file", "bytes", "gzip", title="What is sent")
    files = sorted((ROOT / "desk" / "widget").glob("*.[jc]s*"))
    packed = {f.name: len(gzip.compress(f.read_bytes(), 9)) for f in files if f.suffix != ".json"}
    for name, size in packed.items():
        table.add_row(name, str((ROOT / "desk" / "widget" / name).stat().st_size), str(size))
    chat = sum(packed.values()) - packed["wegwijs.js"]
    table.add_row("launcher", "", f"{packed['wegwijs.js']} of 4096")
    table.add_row("all of the chat", "", f"{chat} of {25 * 1024}")
    console.print(table)


def on_a_slow_phone(browser: Browser, url: str, delay: int) -> dict[str, float]:
    """Return the milliseconds until a parent can type, until she is greeted, and the longest task."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**LINE, "latency": delay})
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
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
    context.close()
    return found


def scores(url: str, *, without: bool) -> dict[str, float]:
    """Return Lighthouse's scores (of 100) of a page on a slow phone."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse", url, "--quiet", "--output=json",
                f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox",
                "--only-categories=performance,accessibility,best-practices",
                *(["--blocked-url-patterns=*wegwijs.js"] if without else []),
            ],
            check=True, env={"CHROME_PATH": chromium, "PATH": "/usr/bin:/bin", "HOME": folder},
        )  # fmt: skip
        found = json.loads(report.read_text())["categories"]
        return {name: 100 * category["score"] for name, category in found.items()}


def measure(system: System) -> None:
    """Measure and print."""
    weights()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        on_a_slow_phone(browser, system.url, 0)
        runs = {d: [on_a_slow_phone(browser, system.url, d) for _ in range(RUNS)] for d in DELAYS_MS}
        browser.close()
    table = Table("on a slow phone, ms", "delay", "median", "worst", title=f"{RUNS} openings of the chat")
    for name, title in (
        ("type", "until she can type"),
        ("greeted", "until she is greeted"),
        ("longest", "longest task"),
    ):
        for delay, found in runs.items():
            values = [run[name] for run in found]
            table.add_row(title, str(delay), f"{statistics.median(values):.0f}", f"{max(values):.0f}")
    console.print(table)
    if not (LIGHTHOUSE / "node_modules").exists():
        console.print("For the scores: npm ci --prefix benchmarks/lighthouse")
        return
    turns = [(scores(system.url, without=False), scores(system.url, without=True)) for _ in range(RUNS)]
    table = Table("Lighthouse, of 100", "with the widget", "without", title=f"{RUNS} runs in turn, medians")
    for name in turns[0][0]:
        with_it, without = (statistics.median(turn[side][name] for turn in turns) for side in (0, 1))
        table.add_row(name, f"{with_it:.0f}", f"{without:.0f}")
    console.print(table)
    chat = scores(f"{system.url}/chat?lang=nl&sector=po", without=False)
    console.print("The chat as a page of its own:", {name: f"{score:.0f}" for name, score in chat.items()})


def main() -> None:
    """Start the system, measure, stop it."""
    with tempfile.TemporaryDirectory() as folder:
        system = System(Path(folder))
        system.start()
        try:
            measure(system)
        finally:
            system.stop()


if __name__ == "__main__":
    main()
