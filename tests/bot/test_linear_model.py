"""What the bot learns depends on its examples alone."""

from pathlib import Path

import numpy as np
import yaml

from bot.linear_model import LinearModel
from tests.conftest import ROOT


def examples() -> tuple[list[str], list[str]]:
    texts, intents = [], []
    for path in sorted((ROOT / "data" / "nlu" / "nl").glob("*.yml")):
        for part in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            for line in part.get("examples", "").splitlines():
                texts.append(line.removeprefix("- "))
                intents.append(part["intent"])
    return texts[::5], intents[::5]


def test_trained_twice_on_the_same_examples_it_says_the_same_and_so_does_what_was_kept(
    tmp_path: Path,
) -> None:
    texts, intents = examples()
    assert len(texts) > 600
    vectors = np.random.default_rng(1).normal(size=(len(texts), 16)).astype(np.float32)
    one, other = (LinearModel().fit(texts, vectors, intents) for _ in range(2))
    said = one.confidences(texts[::10], vectors[::10])
    assert one.intents == other.intents
    assert np.array_equal(said, other.confidences(texts[::10], vectors[::10]))
    one.save(tmp_path)
    assert np.allclose(said, LinearModel().load(tmp_path).confidences(texts[::10], vectors[::10]), atol=1e-6)
