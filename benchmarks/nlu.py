"""How well the model understands parents: hard, indirect utterances that training never saw.

    python -m benchmarks.nlu               per language, with the trade-off of the threshold
    python -m benchmarks.nlu --wrong       and what it got wrong
    python -m benchmarks.nlu --of stories  the same of whole stories (benchmarks/stories.yml)
    python -m benchmarks.nlu --of unheard  the same of sentences written beside no example (unheard.yml)
    python -m benchmarks.nlu --of indirect the same of short, indirect ones (indirect.yml)
    python -m benchmarks.nlu --of offhand  the same of what is said in images (offhand.yml)
    python -m benchmarks.nlu --of letters  and of what schools write, as parents paste it (letters.yml)
    python -m benchmarks.nlu --compare     ours beside the same without sentence vectors, and beside Rasa's
                                           CountVectorsFeaturizer and LogisticRegressionClassifier on them

The utterances of benchmarks/hard were written beside the examples, by the same hand, and taken out of them
by lot: they show what a change does, and flatter (docs/performance.md, "Understanding").
"""

import argparse
import asyncio
import logging
import statistics
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog
import yaml
from rasa.core.agent import Agent
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.figures import Figure
from bot.derived import with_derived
from bot.evaluation import examples
from bot.featurizer import encode
from bot.linear_model import LinearModel
from bot.otherwise import SURE, likeliest_besides
from guide.topics import ASKED, that_may_be_meant

ROOT = Path(__file__).parents[1]
HARD = Path(__file__).parent / "hard"
OTHERS = ("stories", "letters", "unheard", "indirect", "offhand")
FILES = {name: Path(__file__).parent / f"{name}.yml" for name in OTHERS}
MODEL = ROOT / "models" / "wegwijs.tar.gz"
# Right at once, and right within one tap: Dutch and English, the other languages.
AIMS = {"nl": (0.85, 0.95), "en": (0.85, 0.95)}
AIMS_OF_OTHERS = (0.80, 0.92)
GROUP = "Hard utterances understood (by the hand that wrote the examples, and so no evidence)"
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
THRESHOLD, AMBIGUOUS = 0.7, 0.1  # bot/config.yml


@dataclass(frozen=True)
class Heard:
    """An utterance, the topic that it means, and what the classifier made of it."""

    language: str
    topic: str
    text: str
    ranking: Sequence[tuple[str, float]]

    @property
    def is_right(self) -> bool:
        """Whether the likeliest is the one that is meant."""
        return self.ranking[0][0] == self.topic

    @property
    def is_within_one_tap(self) -> bool:
        """Whether a parent reads what she asked, or sees it among the buttons that she is asked about."""
        if self.is_answered_at(THRESHOLD):
            return self.is_right or (not self.is_sure and self.topic in likeliest_besides(self.ranking))
        likely = that_may_be_meant(name for name, _ in self.ranking)
        return self.is_right or self.topic in likely[:ASKED]

    @property
    def is_sure(self) -> bool:
        """Whether it is answered without asking whether that is what she meant."""
        return self.is_answered_at(THRESHOLD) and self.ranking[0][1] >= SURE

    def is_answered_at(self, threshold: float) -> bool:
        """Whether the bot answers at once, rather than asking which it is."""
        (_, first), (_, second) = self.ranking[:2]
        return first >= threshold and first - second >= AMBIGUOUS


def agent_of(model: Path) -> Agent:
    """Return Rasa's agent with a model, silent."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return Agent.load(str(model))


def hard() -> list[tuple[str, str, str]]:
    """Return the hard utterances: language, topic, text."""
    files = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in HARD.glob("*.yml")}
    return _rows(files)


def said_in(file: Path) -> list[tuple[str, str, str]]:
    """Return what is said in a file: language, topic, text."""
    return _rows(yaml.safe_load(file.read_text(encoding="utf-8")))


def _rows(said: dict[str, dict[str, list[str]]]) -> list[tuple[str, str, str]]:
    return [
        (language, topic, text)
        for language, topics_of in sorted(said.items())
        for topic, texts in topics_of.items()
        for text in texts
    ]


async def hear(model: Path, said: Sequence[tuple[str, str, str]]) -> tuple[list[Heard], float]:
    """Return what the model makes of what is `said`, and the median milliseconds of one."""
    agent = agent_of(model)
    heard, seconds = [], []
    for language, topic, text in said:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds.append(time.perf_counter() - began)
        ranking = [(r["name"], r["confidence"]) for r in parsed["intent_ranking"]]
        ranking = [r for r in ranking if r[0] != "nlu_fallback"]
        # Known by its words: the numbers come before all else. Where danger is only feared, the
        # answer or the question which it is follows them as it would have without.
        if parsed["intent"]["name"] == "noodsituatie" and parsed["intent"]["confidence"] == 1:
            ranking.insert(0, ("noodsituatie", 1.0))
        heard.append(Heard(language, topic, text, ranking))
    return heard, 1000 * statistics.median(seconds)


def shares(heard: Sequence[Heard]) -> dict[str, tuple[float, float]]:
    """Return per language the shares, from 0 to 1, that are right at once and right within one tap."""
    found = {}
    for language in sorted({h.language for h in heard}):
        mine = [h for h in heard if h.language == language]
        right = statistics.mean(h.is_right for h in mine)
        tap = statistics.mean(h.is_within_one_tap for h in mine)
        found[language] = (right, tap)
    return found


def report(heard: Sequence[Heard]) -> None:
    """Print the table per language, and the curve of the threshold."""
    languages = sorted({h.language for h in heard})
    print("language  utterances  right at once  right within one tap  surely answered, and wrong")
    for language, (right, tap) in shares(heard).items():
        count = sum(h.language == language for h in heard)
        wrong = statistics.mean(h.is_sure and not h.is_right for h in heard if h.language == language)
        print(f"{language:8}  {count:10}  {right:13.2f}  {tap:20.2f}  {wrong:26.3f}")
    print("\nthreshold  answered at once  of which right  wrong of all, per language")
    for threshold in THRESHOLDS:
        answered = [h for h in heard if h.is_answered_at(threshold)]
        wrong = [
            statistics.mean(
                h.is_answered_at(threshold) and not h.is_right for h in heard if h.language == lang
            )
            for lang in languages
        ]
        per_language = ", ".join(f"{lang} {share:.3f}" for lang, share in zip(languages, wrong, strict=True))
        right = statistics.mean(h.is_right for h in answered)
        print(f"{threshold:9.2f}  {len(answered) / len(heard):16.2f}  {right:14.2f}  {per_language}")


def figures(heard: Sequence[Heard]) -> list[Figure]:
    """Return the shares per language beside what is aimed at."""
    found = []
    for language, (right, within) in shares(heard).items():
        once, tap = AIMS.get(language, AIMS_OF_OTHERS)
        for name, share, aim in (("at once", right, once), ("within one tap", within, tap)):
            found.append(
                Figure(GROUP, f"{language}, {name}", share, "", aim, "the aim", 1.0,
                       more_is_better=True)
            )  # fmt: skip
    return found


def compare() -> None:
    """Train the variants on the same examples and print how often each is right, and the seconds it takes."""
    learn = examples()
    said = hard()
    texts, intents, asked = [e.text for e in learn], [e.intent for e in learn], [text for _, _, text in said]
    vectors, asked_vectors = encode(texts), encode(asked)
    told, told_vectors, told_intents = with_derived(texts, vectors, intents, encode)
    print(f"{len(learn)} examples. Right at once / within the first three, seconds of training")
    for name, train in (
        ("ours", lambda: _ours(told, told_vectors, told_intents, asked, asked_vectors)),
        ("ours, no vectors", lambda: _ours(told, 0 * told_vectors, told_intents, asked, 0 * asked_vectors)),
        ("Rasa's, on vectors", lambda: _rasas(texts, vectors, intents, asked, asked_vectors)),
    ):
        began = time.perf_counter()
        first_three = train()
        seconds = time.perf_counter() - began
        shares = []
        for language in sorted({lang for lang, _, _ in said}):
            mine = [i for i, row in enumerate(said) if row[0] == language]
            once = statistics.mean(first_three[i][0] == said[i][1] for i in mine)
            three = statistics.mean(said[i][1] in first_three[i] for i in mine)
            shares.append(f"{language} {once:.2f}/{three:.2f}")
        print(f"{name:20} {'  '.join(shares)}  {seconds:.0f} s", flush=True)


def _ours(
    texts: list[str], vectors: np.ndarray, intents: list[str], asked: list[str], asked_vectors: np.ndarray
) -> list[list[str]]:
    model = LinearModel().fit(texts, vectors, intents)
    order = np.argsort(-model.confidences(asked, asked_vectors), axis=1)[:, :ASKED]
    return [[model.intents[i] for i in row] for row in order]


def _rasas(
    texts: list[str], vectors: np.ndarray, intents: list[str], asked: list[str], asked_vectors: np.ndarray
) -> list[list[str]]:
    counts = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit(texts)
    classifier = LogisticRegression(C=0.3, max_iter=100, tol=1e-3, class_weight="balanced", random_state=42)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classifier.fit(hstack([csr_matrix(20 * vectors), counts.transform(texts)]).tocsr(), intents)
    found = classifier.predict_proba(
        hstack([csr_matrix(20 * asked_vectors), counts.transform(asked)]).tocsr()
    )
    return [[classifier.classes_[i] for i in row] for row in np.argsort(-found, axis=1)[:, :ASKED]]


def main() -> None:
    """Measure the model that `wegwijs train` made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wrong", action="store_true", help="list what was understood wrongly")
    options.add_argument("--of", choices=("hard", *FILES), default="hard", help="what is asked")
    options.add_argument("--model", type=Path, default=MODEL)
    options.add_argument(
        "--compare", action="store_true", help="train other classifiers on the same examples"
    )
    chosen = options.parse_args()
    if chosen.compare:
        compare()
        return
    said = hard() if chosen.of == "hard" else said_in(FILES[chosen.of])
    heard, milliseconds = asyncio.run(hear(chosen.model, said))
    report(heard)
    print(f"\n{milliseconds:.1f} ms a message (median)")
    if chosen.wrong:
        for h in (h for h in heard if not h.is_right):
            likely = ", ".join(f"{name} {confidence:.2f}" for name, confidence in h.ranking[:3])
            print(f"{h.language} {h.topic}: {h.text} -> {likely}")


if __name__ == "__main__":
    main()
