"""Everything that is measured against Rasa's default template, on one page.

    make bench            (or: python -m benchmarks)

Takes a quarter of an hour; let the machine do nothing else. var/bench/bench.html shows the figures with bars.
What needs its own set-up is measured apart: load, messages, long_talk, hand_over, tracker_store, swv.
"""

import asyncio
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks import chat, nlu, start, widget
from benchmarks.figures import report
from benchmarks.template import Template
from tests.conftest import ROOT


def main() -> None:
    """Measure and report."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        template = Template(Path(folder))
        console.print("Making Rasa's default template")
        template.make()
        console.print("Training")
        figures = start.training(template)
        console.print("Starting")
        figures += start.starts(template)
        try:
            console.print("Talking")
            figures += chat.figures(template)
        finally:
            template.stop()
    console.print("Understanding")
    heard, _ = asyncio.run(nlu.hear(nlu.MODEL, nlu.hard()))
    figures += nlu.figures(heard)
    console.print("The widget")
    figures += widget.figures()
    report(figures, ROOT / "var" / "bench", console)


if __name__ == "__main__":
    main()
