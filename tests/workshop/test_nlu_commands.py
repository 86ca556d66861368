"""`wegwijs nlu`: what the examples teach, and how well."""

import subprocess
import sys
from pathlib import Path

import pytest

from desk.nlu_commands import Example, examples, findings
from tests.conftest import ROOT


def kinds(*rows: tuple[str, str, str]) -> set[str]:
    made = [Example(language, intent, text, "f", 1) for language, intent, text in rows]
    return {finding.kind for finding in findings(made) if finding.kind not in ("too few", "out of balance")}


def test_one_sentence_may_not_teach_two_topics() -> None:
    assert "two topics" in kinds(("nl", "klacht", "Ik wil klagen!"), ("nl", "inspectie", "ik wil klagen"))


def test_near_copies_under_two_topics_are_shown() -> None:
    rows = (
        ("nl", "klacht", "ik wil graag een klacht indienen"),
        ("nl", "inspectie", "ik wil graag een klacht indiene"),
    )
    assert kinds(*rows) == {"nearly the same"}


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "школа"), ("ar", "школа"), ("uk", "مدرسة"), ("pl", "مدرسة")]
)
def test_the_wrong_script_is_found(language: str, text: str) -> None:
    assert kinds((language, "klacht", text)) == {"wrong script"}


def test_too_few_and_out_of_balance_are_work_to_plan() -> None:
    rows = [Example("pl", "klacht", f"skarga {n}", "f", n) for n in range(40)]
    found = list(findings([*rows, Example("pl", "inspectie", "inspekcja", "f", 1)]))
    assert {"too few", "out of balance"} <= {f.kind for f in found}
    assert not any(f.is_fault for f in found)


def test_what_is_shipped_has_no_faults() -> None:
    assert [f for f in findings(list(examples())) if f.is_fault] == []


@pytest.fixture(scope="module")
def tested(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    page = tmp_path_factory.mktemp("nlu") / "nlu.html"
    done = subprocess.run(
        [sys.executable, "-m", "desk.cli", "nlu", "test", "--page", str(page)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, page


def test_the_page_shows_figures_a_picture_and_the_confusions(tested: tuple[str, Path]) -> None:
    said, page = tested
    for language in ("nl", "en", "tr", "ar", "pl", "uk"):
        assert f"{language}: of " in said
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "taken for" in text


def test_most_is_understood_at_once_in_every_language(tested: tuple[str, Path]) -> None:
    shares = {
        line[:2]: float(line.split("right at once ")[1].split(",")[0]) for line in tested[0].splitlines()[:6]
    }
    assert min(shares.values()) > 0.55, shares
