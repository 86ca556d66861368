"""Whether a message speaks of danger: violence, abuse, suicide. Recall comes first (guide/danger.yml)."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from guide.scuffles import without_scuffles
from guide.spelling import fold

_FILE = Path(__file__).parent / "danger.yml"
# What only sounds like danger, and is not listened to: "hij steekt zijn vinger op".
_HARMLESS = "harmless"


def speaks_of_danger(text: str) -> bool:
    """Tell whether `text`, in any of our languages, may speak of danger."""
    patterns = _patterns()
    plain = patterns[_HARMLESS].sub(" ", without_scuffles(re.sub(r"\s+", " ", fold(text))))
    return any(pattern.search(plain) for kind, pattern in patterns.items() if kind != _HARMLESS)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return {kind: re.compile("|".join(words)) for kind, words in lists.items()}
