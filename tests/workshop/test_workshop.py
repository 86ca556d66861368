"""The translators' workshop in a real shell and on a copy of the catalogs."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from desk.workshop import catalogs, check, new, preview, review, status
from guide import understood
from tests.conftest import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of what the catalogs are made from."""
    for folder in ("domain", "guide", "locales", "actions", "bot", "desk", "data/swv"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def wegwijs(*arguments: str, answers: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        cwd=ROOT, env={**os.environ, "COLUMNS": "200", **environ}, input=answers,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def entry(dutch: str, said: str, *comments: str) -> list[str]:
    return [kind for kind, _ in check.entry_faults(Message(dutch, said, auto_comments=comments), "tr")]


@pytest.mark.parametrize(
    ("dutch", "said", "kind"),
    [
        ("Op {datum} ", "Gün ", "variables"),
        ("Op {datum}", "Gün {tarih}", "variables"),
        ("Bel [088](tel:088)", "Ara [088](tel:099)", "links"),
        ("Een **woord** hier", "Bir **kelime burada", "markdown"),
        ("Een **woord** hier", "Bir kelime burada", "markdown"),
        ("- een\n- twee", "bir, iki", "markdown"),
        ("Binnen 6 weken", "8 hafta içinde", "numbers"),
        ("Binnen 6 weken", "altı hafta içinde", "numbers"),
        ("Kort", "ab\u202ecd", "characters"),
        ("Kort", "ab\u200fcd", "characters"),
        ("Kort", "ab\u0007cd", "characters"),
        ("Kort", " ab", "characters"),
        ("Dit is niet vertaald hoor", "Dit is niet vertaald hoor", "left in Dutch"),
    ],
)
def test_a_mistake_is_named(dutch: str, said: str, kind: str) -> None:
    assert kind in entry(dutch, said)


def test_an_update_after_a_review_moves_no_text_to_another_place(root: Path) -> None:
    catalogs.update(root)
    path = catalogs.path_of("tr", "interface", root)
    before = path.read_bytes()
    catalogs.write(path, catalogs.read(path, "tr"))  # as a review does
    assert path.read_bytes() == before
    catalogs.update(root)
    assert path.read_bytes() == before


def test_what_a_swv_says_of_itself_is_a_text_for_translators_and_its_phone_number_is_not(root: Path) -> None:
    template = catalogs.templates(root)["answers"]
    entry = template.get("De directeur beslist, met advies van deskundigen.")
    assert "tlv_body of PO2707" in entry.auto_comments
    assert template.get("0203306320") is None


def test_a_button_may_not_be_too_long_and_an_answer_keeps_the_dutch_word() -> None:
    assert entry("Knop", "x" * 49, "button, at most 48 characters") == ["button length"]
    assert entry("De zorgplicht geldt.", "Yükümlülük var.", "text of zorgplicht_uitleg") == ["glossary"]
    assert entry("De zorgplicht geldt.", "Yükümlülük (zorgplicht) var.", "text of zorgplicht_uitleg") == []


@pytest.mark.parametrize(
    ("dutch", "said"),
    [("Binnen 1.000 tekens", "١٠٠٠ حرف"), ("Op 9 november", "9 Kasım'da"), ("Wegwijs", "Wegwijs")],
)
def test_what_is_right_is_let_through(dutch: str, said: str) -> None:
    assert entry(dutch, said) == []


@given(st.text(alphabet="ab {}*[]()-0123456789\n", max_size=40))
def test_a_text_never_breaks_the_check(text: str) -> None:
    list(check.entry_faults(Message("Een {datum} en 6", text or "x"), "ar"))


def test_the_shipped_catalogs_are_without_faults() -> None:
    done = wegwijs("locale", "check")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (lambda text: text.replace("msgid ", "msgidd ", 3), "broken"),
        (lambda text: text.replace("{datum}", "{dat}", 1), "variables"),
    ],
)
def test_a_broken_file_is_named_with_its_line(root: Path, broken, kind: str) -> None:
    path = catalogs.path_of("en", "answers", root)
    text = path.read_text(encoding="utf-8")
    head, _, last = text.rpartition("msgstr ")
    path.write_text(broken(text) if kind == "broken" else head + "msgstr " + last, encoding="utf-8")
    if kind == "variables":
        catalog = catalogs.read(path, "en")
        next(m for m in catalog if m.id and "{datum}" in str(m.id)).string = "no variable"
        catalogs.write(path, catalog)
    found = [
        f for f in check.findings(root) if f.file == "locales/en/LC_MESSAGES/answers.po" and f.kind == kind
    ]
    assert found
    assert found[0].line > 1


def test_another_encoding_is_named_with_its_line(root: Path) -> None:
    path = catalogs.path_of("tr", "answers", root)
    path.write_bytes(path.read_bytes().replace("ş".encode(), b"\xfe", 1))
    assert {f.kind for f in check.findings(root) if "/tr/" in f.file and f.file.endswith("answers.po")} == {
        "broken"
    }


def test_changed_dutch_makes_a_translation_outdated_and_keeps_it(root: Path) -> None:
    file = root / "domain" / "zorgplicht.yml"
    text = file.read_text(encoding="utf-8")
    old = "De zorgplicht begint als u uw kind **schriftelijk** hebt aangemeld"
    assert old in text
    file.write_text(text.replace(old, old.replace("begint", "gaat in")), encoding="utf-8")
    catalogs.update(root)
    catalog = catalogs.read(catalogs.path_of("pl", "answers", root), "pl")
    changed = next(m for m in catalog if m.id and "zorgplicht gaat in" in str(m.id))
    assert status.state_of(changed) == "outdated"
    assert "zorgplicht" in str(changed.string)


def test_every_entry_tells_where_it_is_shown_and_what_its_variables_are() -> None:
    catalog = catalogs.read(catalogs.path_of("uk", "answers"), "uk")
    for message in (m for m in catalog if m.id):
        assert message.auto_comments, message.id
        assert message.locations, message.id
    button = catalog.get("Praat met een mens")
    assert any("at most" in comment for comment in button.auto_comments)
    dated = next(m for m in catalog if m.id and "{datum}" in str(m.id))
    assert "{datum}: maandag 28 september 2026" in dated.auto_comments


def test_the_marks_survive_msgmerge(root: Path) -> None:
    assert shutil.which("msgmerge"), "install gettext, which scripts/setup test does where apt is there"
    path, template = catalogs.path_of("tr", "interface", root), root / "interface.pot"
    catalogs.write(template, catalogs.templates(root)["interface"])
    review.record(root, "tr", "interface", "Verstuur", "AB", date(2026, 11, 26))
    subprocess.run(["msgmerge", "--quiet", "--update", str(path), str(template)], check=True)
    catalog = catalogs.read(path, "tr")
    assert "reviewed AB 2026-11-26" in catalog.get("Verstuur").user_comments
    assert sum(status.state_of(m) == "drafted" for m in catalog if m.id) > 30


def test_a_review_records_who_looked_and_when_and_takes_a_better_text(root: Path) -> None:
    drafts = len(list(review.to_review(root, "tr")))
    review.record(root, "tr", "interface", "Verstuur", "AB", date(2026, 11, 26), better="Yolla")
    message = catalogs.read(catalogs.path_of("tr", "interface", root), "tr").get("Verstuur")
    assert (message.string, status.state_of(message)) == ("Yolla", "reviewed")
    assert len(list(review.to_review(root, "tr"))) == drafts - 1
    with pytest.raises(KeyError):
        review.record(root, "tr", "interface", "no such text", "AB", date(2026, 11, 26))


def test_review_in_the_shell_shows_source_translation_and_context() -> None:
    done = wegwijs("locale", "review", "tr", "--by", "AB", answers="s\nq\n")
    assert done.returncode == 0, done.stderr
    assert "0 texts marked as read by AB" in done.stderr
    assert re.search(r"1/\d{3} answers", done.stdout)
    unknown = wegwijs("locale", "review", "xx", "--by", "AB")
    assert unknown.returncode == 1
    assert "there are: en, tr, ar, pl, uk" in unknown.stderr


def test_status_as_a_table_as_json_and_as_badges(tmp_path: Path) -> None:
    done = wegwijs("locale", "status", "--json", "--badges", str(tmp_path))
    rows = json.loads(done.stdout)
    assert {(row["language"], row["part"]) for row in rows} == {
        ("en", "console"),
        *((code, part) for code in ("en", "tr", "ar", "pl", "uk") for part in ("answers", "interface")),
    }
    assert all(row["translated"] == row["total"] for row in rows)
    assert "100%" in (tmp_path / "ar.svg").read_text()
    assert "drafted" in wegwijs("locale", "status").stdout


async def test_the_preview_shows_every_text_and_follows_the_file(root: Path) -> None:
    async with TestClient(TestServer(preview.make_app(root, "tr"))) as client:
        assert (await client.get("/")).status == 200
        assert (await client.get("/preview.js")).status == 200
        assert (await client.get("/widget/markdown.js")).status == 200
        before = await (await client.get("/entries.json")).json()
        assert len(before["entries"]) > 700
        review.record(root, "tr", "interface", "Verstuur", "AB", date(2026, 11, 26), better="{fout}")
        after = await (await client.get("/entries.json")).json()
        (changed,) = [e for e in after["entries"] if e["dutch"] == "Verstuur"]
        assert changed["said"] == "{fout}"
        assert "braces" in changed["faults"][0]
        catalogs.path_of("tr", "answers", root).write_text("msgid nonsense")
        assert (await (await client.get("/entries.json")).json())["broken"]


@pytest.mark.parametrize(
    ("code", "options", "says"),
    [
        ("nl", {}, "is there already"),
        ("X1", {}, "no code"),
        ("qq", {}, "CLDR"),
        ("xa", {"pseudo": "loud"}, "accents"),
    ],
)
def test_a_language_that_cannot_be_is_refused(root: Path, code: str, options: dict, says: str) -> None:
    before = (root / "locales" / "languages.yml").read_text()
    with pytest.raises(new.NewLanguageError, match=says):
        new.add(root, code, **options)
    assert (root / "locales" / "languages.yml").read_text() == before


LANGUAGES = "from guide.language import *; print([*languages()], translate({text!r}, {code!r}), date_in_words({day}, {code!r}))"


def seen(root: Path, code: str, text: str = "Verstuur") -> str:
    program = LANGUAGES.format(text=text, code=code, day="__import__('datetime').date(2026, 11, 9)")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "WEGWIJS_LOCALES_FOLDER": str(root / "locales")},
    )  # fmt: skip
    return done.stdout


def test_a_new_language_is_not_offered_before_enough_is_translated(root: Path) -> None:
    new.add(root, "fa")
    told = seen(root, "fa", "Praat met een mens")
    assert "'fa'" not in told
    assert "Praat met een mens" in told, "what lacks a translation is said in Dutch"
    assert "۲۰۲۶" in told or "2026" in told


def test_a_language_that_is_not_understood_well_enough_is_not_offered(root: Path) -> None:
    assert "'uk'" in seen(root, "uk")
    measured = understood.read(root / "locales")
    deaf = {topic: replace(share, right=share.asked // 2) for topic, share in measured.shares["uk"].items()}
    understood.write(root / "locales", replace(measured, shares={**measured.shares, "uk": deaf}))
    assert "'uk'" not in seen(root, "uk")
    (root / "locales" / "understood.yml").unlink()
    assert "['nl']" in seen(root, "nl"), "what was never measured is not offered"


def test_a_pseudo_language_is_complete_keeps_what_must_stay_and_is_longer(root: Path) -> None:
    new.add(root, "xa", pseudo="accents")
    new.add(root, "xb", pseudo="mirrored")
    assert "'xa', 'xb'" in seen(root, "xa")
    dutch = "Bel **nu** [088](tel:088) voor {datum}"
    said = new.pseudo_text(dutch, "accents")
    assert len(said) >= 1.2 * len(dutch)
    assert all(kept in said for kept in ("**", "](tel:088)", "{datum}"))


def test_a_running_system_keeps_the_last_good_catalog(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from guide import language

    monkeypatch.setattr(language, "LOCALES_FOLDER", root / "locales")
    path = catalogs.path_of("pl", "answers", root)
    good = language.translate("Praat met een mens", "pl")
    assert good != "Praat met een mens"
    time.sleep(0.01)
    path.write_text('msgid "x\n')
    assert language.translate("Praat met een mens", "pl") == good
    language._read_catalogs.pop(path, None)


def test_a_start_with_a_broken_catalog_offers_the_other_languages(root: Path) -> None:
    catalogs.path_of("pl", "answers", root).write_text("msgid nonsense")
    told = seen(root, "tr")
    assert "'tr'" in told
    assert "'pl'" not in told
