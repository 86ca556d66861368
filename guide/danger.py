"""Whether a message speaks of danger: violence, abuse, suicide. Recall comes first (guide/danger.yml)."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from guide.spelling import fold

_FILE = Path(__file__).parent / "danger.yml"


def speaks_of_danger(text: str) -> bool:
    """Tell whether `text`, in any of our languages, may speak of danger."""
    plain = re.sub(r"\s+", " ", fold(text))
    return any(pattern.search(plain) for pattern in _patterns())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    lists = yaml.safe_load(fold(_FILE.read_text(encoding="utf-8")))
    return tuple(re.compile("|".join(words)) for words in lists.values())
