"""What parents read is complete: every topic answered, sourced, translated, and taught to the bot."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from desk.generated_docs import pages
from desk.nlu_commands import examples as taught
from desk.workshop.check import findings as catalog_findings
from guide import understood
from guide.facts import FactError, facts, load
from guide.language import catalog, languages
from guide.review import findings
from guide.routes import ways
from guide.terms import SECTORS, events, terms
from guide.topics import ANY_EVENT, topics

ROOT = Path(__file__).parents[2]
DOMAIN = {
    name: response[0]
    for path in sorted((ROOT / "domain").glob("*.yml"))
    for name, response in (yaml.safe_load(path.read_text()).get("responses") or {}).items()
}
INTENTS = {
    intent
    for path in sorted((ROOT / "domain").glob("*.yml"))
    for intent in yaml.safe_load(path.read_text()).get("intents") or []
}
KINDS = {"sector": {*SECTORS, "mbo", "unknown"}, "board": {"public", "private", "unknown"}}
LEAST_EXAMPLES = {"nl": 60, "en": 40, "tr": 30, "ar": 30, "pl": 30, "uk": 60}
LEAST_SMALL_TALK = {"nl": 30, "en": 20, "tr": 13, "ar": 13, "pl": 13, "uk": 13}
TALK = {"gesprek", "termijnen"}


@lru_cache(maxsize=1)
def examples() -> list[tuple[str, str, str]]:
    return [(example.language, example.intent, example.text) for example in taught()]


def norm(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


@pytest.mark.parametrize("topic", topics().values(), ids=lambda t: t.id)
@pytest.mark.parametrize("language", LEAST_EXAMPLES)
def test_every_topic_has_enough_examples_of_its_own(topic, language) -> None:
    mine = {norm(text) for lang, intent, text in examples() if (lang, intent) == (language, topic.id)}
    assert len(mine) >= (LEAST_SMALL_TALK if topic.group == "gesprek" else LEAST_EXAMPLES)[language]


def test_no_example_teaches_two_topics() -> None:
    taught = {(norm(text), intent) for _, intent, text in examples()}
    twice = [text for text, count in Counter(text for text, _ in taught).items() if count > 1]
    assert not twice


def test_every_example_is_of_an_intent_that_the_domain_knows() -> None:
    assert {intent for _, intent, _ in examples()} <= INTENTS


@pytest.mark.parametrize("name", DOMAIN)
def test_an_answer_rests_on_known_facts_and_offers_known_ways(name: str) -> None:
    response = DOMAIN[name]
    metadata = response.get("metadata") or {}
    assert set(metadata.get("facts", [])) <= facts().keys()
    assert metadata.get("topic", "groet") in topics()
    for extra in metadata.get("extra", []):
        assert set(extra["facts"]) <= facts().keys()
        for kind, values in extra["when"].items():
            assert set(values) <= KINDS[kind]
    for button in response.get("buttons", []):
        intent, _, entities = button["payload"].removeprefix("/").partition("{")
        assert intent in INTENTS
        if '"gebeurtenis":' in entities:
            assert re.search(r'"gebeurtenis": "([\w-]+)"', entities)[1] in events()


@pytest.mark.parametrize(
    "topic", [t.id for t in topics().values() if t.group not in {"gesprek", "termijnen"}]
)
def test_an_answer_about_school_or_law_has_sources(topic: str) -> None:
    assert DOMAIN[f"utter_{topic}"]["metadata"]["facts"]


LEGAL = [t.id for t in topics().values() if t.group not in {*TALK, "overdracht"}]


@pytest.mark.parametrize("topic", LEGAL)
def test_an_answer_is_three_sentences_at_most_and_can_be_said_more_simply(topic: str) -> None:
    answer, simple = DOMAIN[f"utter_{topic}"]["text"], DOMAIN[f"utter_{topic}_simpel"]["text"]
    assert len(sentences(answer)) <= 3, sentences(answer)
    assert len(simple) < len(answer)
    assert max(len(s.split()) for s in sentences(simple)) <= 18
    for language in languages():
        if language != "nl":
            assert len(sentences(catalog(language)[answer])) <= 3, catalog(language)[answer]


def sentences(text: str) -> list[str]:
    without_links = re.sub(r"\]\([^)]*\)", "]", text)
    return [
        s for s in re.split(r"(?<=[.!?])[\s*]+(?=\W*[A-ZÀ-Þ])", without_links.replace("art. ", "art ")) if s
    ]


@pytest.mark.parametrize("topic", LEGAL)
def test_an_answer_leads_deeper_and_to_a_person_or_a_letter(topic: str) -> None:
    payloads = [b["payload"] for b in DOMAIN[f"utter_{topic}"].get("buttons", [])]
    if topic == "routes_overzicht":
        return  # its buttons are the situations of guide/routes.yml
    assert len(payloads) >= 2
    assert f"utter_{topic}_meer" not in DOMAIN or f'/meer{{"onderwerp": "{topic}"}}' in payloads
    assert any(p.startswith(("/menselijke_hulp", "/brief_opstellen")) for p in payloads)


def test_every_topic_of_the_contract_is_there() -> None:
    assert len(topics()) == 76
    answered_by_actions = {
        "termijn_berekenen",
        "ja",
        "nee",
        "taal_wisselen",
        "makkelijker_uitleggen",
        "bron_vraag",
    }
    missing = {t for t in topics() if f"utter_{t}" not in DOMAIN}
    assert missing <= answered_by_actions


@pytest.mark.parametrize("topic", [t for t in topics().values() if t.event], ids=lambda t: t.id)
def test_a_topic_with_dates_can_ask_for_its_date(topic) -> None:
    assert topic.event in {*events(), ANY_EVENT}
    assert topic.event == ANY_EVENT or f"utter_vraag_datum_{topic.event}" in DOMAIN


@pytest.mark.parametrize("topic", [t for t in topics().values() if t.terms], ids=lambda t: t.id)
def test_the_terms_beside_an_answer_are_there(topic) -> None:
    assert set(topic.terms) <= {term.id for term in terms()}


def test_every_event_can_be_asked_for_by_a_button() -> None:
    payloads = " ".join(b["payload"] for r in DOMAIN.values() for b in r.get("buttons", []))
    for event in events() - {"fourth-birthday"}:  # follows from the third
        assert f'"gebeurtenis": "{event}"' in payloads
        assert f"utter_vraag_datum_{event}" in DOMAIN


def test_all_catalogs_are_complete_and_hold_nothing_else() -> None:
    assert catalog_findings(ROOT) == []


def test_what_is_understood_was_measured_with_the_examples_of_now() -> None:
    measured = understood.read(ROOT / "locales")
    now = len(list(taught()))
    assert abs(measured.examples - now) < 0.05 * now, "run `wegwijs nlu test --record`"
    for language in languages():
        assert measured.shares[language].keys() >= topics().keys()


@pytest.mark.parametrize("language", [code for code in languages() if code != "nl"])
@pytest.mark.parametrize("domain", ["answers", "interface"])
def test_a_translation_keeps_placeholders_links_and_numbers(language: str, domain: str) -> None:
    for dutch, translation in catalog(language, domain).items():
        for kept in (r"\{\w+\}", r"\]\((?:https|tel|mailto)[^)]*\)"):
            assert Counter(re.findall(kept, dutch)) == Counter(re.findall(kept, translation)), dutch
        assert translation.count("**") % 2 == 0, dutch


@pytest.mark.parametrize("name", DOMAIN)
def test_a_legal_text_links_only_to_what_its_facts_name(name: str) -> None:
    """A phone number or address in an answer must come from a source of its facts."""
    response = DOMAIN[name]
    base = DOMAIN.get(re.sub("_(meer|simpel)$", "", name), response)
    used = [f for r in (response, base) for f in (r.get("metadata") or {}).get("facts", [])]
    known = {s.url for f in used for s in facts()[f].sources}
    for url in re.findall(r"\]\((https[^)]*)\)", response["text"]):
        assert url in known, url
    if "](tel:" in response["text"]:
        assert known, name


def test_every_term_names_known_facts() -> None:
    assert {fact for term in terms() for fact in term.facts} <= facts().keys()


OUTDATED = yaml.safe_load((ROOT / "tests" / "data" / "outdated.yml").read_text())


@pytest.mark.parametrize("old", OUTDATED, ids=[row["claim"] for row in OUTDATED])
def test_what_is_out_of_date_is_said_nowhere(old: dict) -> None:
    said = [r["text"] for r in DOMAIN.values()] + [
        t for c in languages() if c != "nl" for t in catalog(c).values()
    ]
    said += [fact.holds for fact in facts().values()]
    said += [path.read_text() for path in (ROOT / "guide" / "letters").glob("*.txt")]
    said += [t for way in ways().values() for t in (way.what_for, way.effect, way.start, way.binds)]
    exempt = old.get("unless")
    found = [
        text
        for text in said
        for pattern in old["never"]
        if re.search(pattern, text, re.IGNORECASE) and not (exempt and exempt in text)
    ]
    assert found == []


def test_the_facts_are_looked_over_and_nothing_wrong_is_told() -> None:
    found = findings(date(2026, 11, 22))
    assert [f for f in found if f.is_fault] == []
    assert {f.kind for f in found} <= {"unchecked", "unused"}
    later = findings(date(2027, 11, 22))
    assert len([f for f in later if f.kind == "unchecked"]) > len([f for f in found if f.kind == "unchecked"])


def test_an_expired_fact_and_an_unsaid_doubt_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    doubtful = {**facts(), "opp-who": replace(facts()["opp-who"], certainty="low", valid_to=date(2026, 1, 1))}
    monkeypatch.setattr("guide.review.facts", lambda: doubtful)
    found = {(f.kind, f.where) for f in findings(date(2026, 11, 22))}
    assert {("expired", "opp-who"), ("doubt unsaid", "utter_opp_uitleg")} <= found


def test_the_facts_of_the_law_are_all_there() -> None:
    assert len(facts()) >= 227


def test_the_pages_of_the_documentation_are_what_the_data_says() -> None:
    assert [path.name for path, text in pages(ROOT).items() if path.read_text() != text] == []


GOOD = {"id": "a", "holds": "Iets.", "sources": ["wpo"]}


@pytest.mark.parametrize(
    "rows",
    [
        [{**GOOD, "sources": []}],
        [{**GOOD, "sources": ["nowhere"]}],
        [GOOD, GOOD],
        [{**GOOD, "valid_from": "2026-02-01", "valid_to": "2026-01-01"}],
    ],
    ids=["no source", "unknown source", "twice", "ends before it starts"],
)
def test_a_fact_that_breaks_the_rules_is_refused(tmp_path: Path, rows: list[dict]) -> None:
    file = tmp_path / "facts.yml"
    file.write_text(yaml.safe_dump(rows))
    with pytest.raises(FactError):
        load([file])
