"""Our pipeline beside Rasa's own, on the same examples: what each understands, and what it costs.

    python -m benchmarks.pipelines [ours] [without] [rasas] [--one-of 4]

ours: bot/config.yml. without: the same, with nothing in the place of the sentence vectors and of the second
reading. rasas: what `rasa init` writes, with DIET; its epochs can be given (`rasas:20`), for the usual
hundred take hours on two cores. With --one-of 4 each learns only every fourth example of each topic in each
language, which leaves time for all hundred. Each is trained by `rasa train nlu`, loaded and asked in a
process of its own. The transformer of ours was tuned on seven eighths of all examples, whichever are learnt
here.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import psutil
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from benchmarks.nlu import hard, hear, shares
from bot.evaluation import examples
from bot.featurizer import SentenceFeaturizer

ROOT = Path(__file__).parents[1]
RASAS: list[dict[str, object]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 42},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class NoVectors(SentenceFeaturizer):
    """Gives each message the same vector: it says nothing."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add zeros to each message that has a text."""
        for message in messages:
            if message.get(TEXT):
                self._add(message, np.zeros(512, dtype=np.float32))
        return messages


def pipeline(name: str) -> list[dict[str, object]]:
    """Return the components of a pipeline by its name above, with `:` the epochs after it."""
    ours = yaml.safe_load((ROOT / "bot" / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    without = [
        {"name": "benchmarks.pipelines.NoVectors"} if "Sentence" in part["name"] else part
        for part in ours
        if "SecondReading" not in part["name"]
    ]
    kind, _, epochs = name.partition(":")
    rasas = [
        {**part, "epochs": int(epochs or part["epochs"])} if "epochs" in part else part for part in RASAS
    ]
    return {"ours": ours, "without": without, "rasas": rasas}[kind]


def write_examples(file: Path, one_of: int) -> None:
    """Write every so many-th example of each topic in each language as training data of Rasa."""
    seen: Counter[tuple[str, str]] = Counter()
    taken = defaultdict(list)
    for example in examples():
        if seen[example.language, example.intent] % one_of == 0:
            taken[example.intent].append(f"- {example.text}\n")
        seen[example.language, example.intent] += 1
    rows = [{"intent": intent, "examples": "".join(lines)} for intent, lines in taken.items()]
    file.write_text(yaml.safe_dump({"version": "3.1", "nlu": rows}, allow_unicode=True), encoding="utf-8")


def train(name: str, one_of: int, folder: Path) -> float:
    """Train the pipeline into `folder`; return the seconds of processor time it took."""
    nlu = folder / "nlu.yml"
    write_examples(nlu, one_of)
    config = folder / "config.yml"
    config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "nl", "pipeline": pipeline(name)}))
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "rasa", "train", "nlu", "--config", config, "--nlu", nlu,
         "--domain", "domain", "--out", folder, "--fixed-model-name", "model"],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime


def ask(model: Path) -> None:
    """Print, as JSON, what the model makes of the hard utterances, and what it takes."""
    began = time.monotonic()
    heard, milliseconds = asyncio.run(hear(model, hard()))
    seconds = time.monotonic() - began - len(heard) * milliseconds / 1000
    found = {language: f"{once:.2f}/{tap:.2f}" for language, (once, tap) in shares(heard).items()}
    megabytes = psutil.Process().memory_info().rss / 2**20
    print(json.dumps({"shares": found, "start, s": seconds, "ms": milliseconds, "MB": megabytes}))


def main() -> None:
    """Train and ask each pipeline that is named, all of them otherwise."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", default=["ours", "without", "rasas"])
    options.add_argument("--one-of", type=int, default=1)
    options.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.ask:
        ask(chosen.ask)
        return
    for name in chosen.names:
        with tempfile.TemporaryDirectory() as folder:
            seconds = train(name, chosen.one_of, Path(folder))
            asked = subprocess.run(
                [sys.executable, "-m", "benchmarks.pipelines", "--ask", Path(folder) / "model.tar.gz"],
                cwd=ROOT, check=True, capture_output=True, text=True,
            )  # fmt: skip
            figures = json.loads(asked.stdout.splitlines()[-1])
        understood = "  ".join(f"{language} {share}" for language, share in figures["shares"].items())
        print(
            f"{name:8} {understood}  training {seconds:.0f} s of processor time, "
            f"start {figures['start, s']:.0f} s, "
            f"{figures['ms']:.1f} ms a message, {figures['MB']:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
