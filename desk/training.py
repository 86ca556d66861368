"""Train the model when what it is made of has changed, showing how far it is."""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

_CODE = ("bot/*.py", "bot/*.npz", "guide/spelling.py", "requirements/bot.lock")
_INPUTS = (*_CODE, "bot/*.yml", "domain/*.yml", "data/nlu/**/*.yml", "data/rules/*.yml")
_NOT_TRAINED_ON = {
    "endpoints.yml",
    "credentials.yml",
    "probes.yml",
    "action_results.py",
    "channel.py",
    "evaluation.py",
    "follow_ups.py",
    "graph.py",
    "language.py",
    "nlg.py",
    "otherwise.py",
    "short_answers.py",
    "together.py",
    "tracker_store.py",
    "tuning.py",
    "untrained.py",
}
# What rasa says when it could not read the domain; it then trains half a model and ends well.
_ONLY_HALF = "Only an NLU-model was created"
# What rasa says while training, in order, and how it is told to whoever waits.
_STAGES = {
    "Starting to train component 'LinearIntentClassifier'": "learning the questions",
    "Finished training component 'LinearIntentClassifier'": "learned the questions",
    "Starting to train component 'SecondReading'": "learning them another way",
    "Finished training component 'SecondReading'": "learned them another way",
    "Starting to train component 'LatestTurnRules'": "learning the rules",
    "Finished training component 'LatestTurnRules'": "learned the rules",
    "trained and saved": "saved",
}
# What bot/transformer.py says while it reads, which takes minutes the first time.
READ = re.compile(r"Read (\d+ of \d+) examples")


class TrainingError(RuntimeError):
    """The model could not be trained or is not the one that was trained; says what to do."""


def train_if_needed(
    root: Path, model: Path, environ: dict[str, str], console: Console, wanted: str = ""
) -> bool:
    """Train unless the model fits its inputs. Return whether it was trained.

    Raises TrainingError with the last lines of rasa when that fails, or when a model was to be trained and
    that of a certain SHA-256 is `wanted`, which none that is trained now can have.
    """
    made_from = _fingerprint(root, _INPUTS)
    if _fits(model, made_from):
        return False
    if wanted:
        raise TrainingError(
            f"{model} was not made from this version. WEGWIJS_MODEL_SHA256 is set, so none is trained: "
            f"put the model that was made with this version there, and {_record_file(model).name} beside it."
        )
    model.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(model.parent, console):
        if _fits(model, made_from):
            return False
        _train(root, model, environ, console)
        record = {"inputs": made_from, "model": _sha256(model)}
        _record_file(model).write_text(json.dumps(record), encoding="utf-8")
        return True


def _fits(model: Path, made_from: str) -> bool:
    return _record(model).get("inputs") == made_from and model.is_file()


@contextlib.contextmanager
def _one_at_a_time(folder: Path, console: Console) -> Iterator[None]:
    """Wait for whoever trains in this folder: two that wrote one model at once would spoil it."""
    with (folder / ".training").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print("Another program trains the model; waiting for it.")
            fcntl.flock(mark, fcntl.LOCK_EX)
        yield


def verify(model: Path, wanted: str = "") -> None:
    """Raise TrainingError unless the file is the model trained here, with the SHA-256 `wanted` if any.

    A model is code to whoever loads it (CVE-2024-49375), so a foreign file is not started.
    """
    found = _sha256(model) if model.is_file() else ""
    if wanted and found != wanted:
        raise TrainingError(f"{model} is not the model of WEGWIJS_MODEL_SHA256: put that one there.")
    if not found or _record(model).get("model") != found:
        raise TrainingError(
            f"{model} is not the model that was trained here. Delete it and run `wegwijs train`."
        )


def cache_of(root: Path) -> Path:
    """Return the folder for what rasa keeps of a training, after dropping what older code learnt.

    Rasa takes over what it learnt before when the data are the same, and of the code looks at the classes of
    the components only: without this, a model made after an upgrade could be of before it.
    """
    cache = root / ".rasa" / "cache" / _fingerprint(root, _CODE)
    if not cache.exists():
        shutil.rmtree(cache.parent, ignore_errors=True)
    return cache


def _fingerprint(root: Path, patterns: tuple[str, ...]) -> str:
    """Return a hash of the files of these patterns that a model is made from."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(p for p in root.glob(pattern) if p.name not in _NOT_TRAINED_ON):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _train(root: Path, model: Path, environ: dict[str, str], console: Console) -> None:
    command = [
        sys.executable, "-m", "rasa", "train", "--skip-validation",
        "--config", "bot/config.yml", "--domain", "domain",
        "--data", "data/nlu", "data/rules",
        "--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    said: list[str] = []
    with (
        subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, **environ, "RASA_CACHE_DIRECTORY": str(cache_of(root))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as rasa,
        Progress(*columns, console=console) as progress,
    ):
        task = progress.add_task("Training: reading the examples", total=len(_STAGES))
        for line in rasa.stdout or ():
            said.append(line.rstrip())
            for mark, stage in _STAGES.items():
                if mark in line:
                    progress.update(task, advance=1, description=f"Training: {stage}")
            if read := READ.search(line):
                progress.update(task, description=f"Training: read {read[1]} examples (once only)")
        whole = not any(_ONLY_HALF in line for line in said)
        if rasa.wait() == 0 and model.is_file() and whole:
            progress.update(task, completed=len(_STAGES), description="Training: done")
            return
    reasons = [line for line in said if "Loading domain" in line]
    tail = "\n".join([*reasons, *said[-15:]])
    hint = "The disk is full.\n" if "No space left" in tail else ""
    raise TrainingError(f"The model could not be trained. {hint}What rasa said last:\n{tail}")


def _record_file(model: Path) -> Path:
    return model.with_name(model.name.removesuffix(".tar.gz") + ".json")


def _record(model: Path) -> dict[str, str]:
    try:
        read: dict[str, str] = json.loads(_record_file(model).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
