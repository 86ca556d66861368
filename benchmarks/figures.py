"""Figures beside their baselines: as a table, as JSON, and as one HTML page with bars."""

import html
import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td { padding: .3rem .6rem; text-align: left; vertical-align: top }
tr { border-bottom: 1px solid #ddd }
.number { text-align: right; white-space: nowrap }
.bar { height: .7rem; margin: .35rem 0; min-width: 1px }
.ours { background: #14507d }
.base { background: #9aa5ad }
.met { color: #0a6b2d }
.missed { color: #a11a1a }
"""


@dataclass(frozen=True)
class Figure:
    """What was measured beside its baseline, and the share of the baseline that was aimed at, if any."""

    group: str
    name: str
    value: float
    unit: str
    baseline: float
    baseline_name: str
    aim: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """The figure as a share of its baseline."""
        return self.value / self.baseline

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        if self.aim is None:
            return None
        return self.ratio >= self.aim if self.more_is_better else self.ratio <= self.aim

    @property
    def verdict(self) -> str:
        """The aim and whether it is met, in words."""
        if self.aim is None:
            return ""
        bound = "at least" if self.more_is_better else "at most"
        return f"{bound} {self.aim:.2g}: {'met' if self.is_met else 'not met'}"


def machine() -> dict[str, str]:
    """Return where and when the figures were taken, and of what."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "date": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        "commit": commit.stdout.strip(),
        "cores": f"{os.cpu_count()} cores",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "python": platform.python_version(),
        "command": "make bench",
    }


def report(figures: Sequence[Figure], folder: Path, console: Console) -> None:
    """Print the table; write bench.json and bench.html into the folder."""
    where = machine()
    table = Table("what", "ours", "baseline", "ratio", "aim", title=", ".join(where.values()))
    for group, rows in groupby(figures, lambda figure: figure.group):
        table.add_section()
        table.add_row(f"[bold]{group}")
        for one in rows:
            table.add_row(
                one.name,
                f"{_short(one.value)} {one.unit}",
                f"{_short(one.baseline)} ({one.baseline_name})",
                f"{one.ratio:.2f}",
                one.verdict,
            )
    console.print(table)
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(one), "ratio": one.ratio, "is_met": one.is_met} for one in figures]
    (folder / "bench.json").write_text(json.dumps({"machine": where, "figures": rows}, indent=2))
    (folder / "bench.html").write_text(_page(figures, where), encoding="utf-8")
    console.print(f"{folder / 'bench.html'} and bench.json hold the same.")


def _page(figures: Sequence[Figure], where: dict[str, str]) -> str:
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Wegwijs, measured</title>",
        f"<style>{_STYLE}</style>",
        f"<h1>Wegwijs, measured</h1><p>{html.escape(', '.join(f'{k} {v}' for k, v in where.items()))}</p>",
    ]
    for group, rows in groupby(figures, lambda figure: figure.group):
        parts.append(f"<h2>{html.escape(group)}</h2><table>")
        parts.extend(map(_row, rows))
        parts.append("</table>")
    return "\n".join(parts)


def _row(one: Figure) -> str:
    widest = max(one.value, one.baseline)
    mark = {True: "met", False: "missed", None: ""}[one.is_met]
    ours, base = (f"{100 * value / widest:.1f}%" for value in (one.value, one.baseline))
    return (
        f'<tr><td>{html.escape(one.name)}<br><small class="{mark}">{html.escape(one.verdict)}</small></td>'
        f"<td class=number>{_short(one.value)} {html.escape(one.unit)}<br>"
        f"<small>{html.escape(one.baseline_name)}: {_short(one.baseline)}</small></td>"
        f'<td style="width: 45%"><div class="bar ours" style="width: {ours}"></div>'
        f'<div class="bar base" style="width: {base}"></div></td><td class=number>{one.ratio:.2f}</td></tr>'
    )


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"
