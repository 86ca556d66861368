"""Sentence vectors of a transformer, multilingual-e5-small, tuned on what parents type.

It tells more of a sentence than the encoder of bot/featurizer.py, Ukrainian included, and takes twelve times
as long (docs/performance.md, "Understanding").
"""

import hashlib
import logging
import os
import unicodedata
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, List, Sequence, Text
from zipfile import BadZipFile

import numpy as np

from bot.e5 import E5, TUNED, TUNED_ON
from bot.e5_file import of_package
from bot.linear_model import heard

logger = logging.getLogger(__name__)

# What was read for a training, for the next one: minutes for all examples, nothing for those that stayed.
KEPT = Path(__file__).parents[1] / ".rasa" / "transformer.npz"
_AT_ONCE = 1024


@lru_cache(maxsize=1)
def _network() -> E5:
    with np.load(TUNED, allow_pickle=False) as changes:
        return E5(of_package()).with_changes(changes)


def read(texts: Sequence[Text]) -> np.ndarray:
    """Return one vector of 384 numbers a text, each of length 1."""
    return _network().vectors([clean(text) for text in texts])


def is_tuned_on(text: Text) -> bool:
    """Tell whether an example is one of those that the network was tuned on.

    What it makes of these says nothing about what it makes of a parent's words.
    """
    return number_of(text) in _tuned_on()


def number_of(text: Text) -> int:
    """Return the number by which it is kept that the network was tuned on a text, of 32 bits."""
    return zlib.crc32(text.encode("utf-8"))


@lru_cache(maxsize=1)
def _tuned_on() -> FrozenSet[int]:
    with np.load(TUNED, allow_pickle=False) as kept:
        return frozenset(kept[TUNED_ON].tolist())


def read_once(texts: Sequence[Text], kept: Path = KEPT) -> np.ndarray:
    """Return the same as `read`, taking from the file what it has and keeping there what is new.

    Only for examples: what parents write is kept nowhere.
    """
    keys = [_key(text) for text in texts]
    known = _known(kept)
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    portions = _portions(list(new))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda some: read([new[key] for key in some]).astype(np.float16), portions)
        for done, (some, vectors) in enumerate(zip(portions, found, strict=True)):
            # `wegwijs train` shows it: the first time this takes minutes.
            logger.info("Read %d of %d examples.", done * _AT_ONCE, len(new))
            known.update(zip(some, vectors, strict=True))
            # Kept as it goes, so that who breaks off a training does not begin anew.
            _keep(known, kept)
    return np.vstack([known[key] for key in keys]).astype(np.float32)


def clean(text: Text) -> Text:
    """Return what is read of a text, in the form in which each letter is one sign."""
    letters = heard(text)
    plain = unicodedata.normalize("NFKC", letters)[: len(letters)]
    return plain.encode("utf-8", "replace").decode("utf-8")


def _key(text: Text) -> bytes:
    return hashlib.blake2b(clean(text).encode("utf-8"), digest_size=16).digest()


@lru_cache(maxsize=1)
def _of_network() -> Text:
    """Return what tells the network from one that was tuned otherwise, whose vectors are others."""
    return hashlib.sha256(TUNED.read_bytes()).hexdigest()


def _portions(keys: List[bytes]) -> List[List[bytes]]:
    return [keys[i : i + _AT_ONCE] for i in range(0, len(keys), _AT_ONCE)]


def _known(kept: Path) -> Dict[bytes, np.ndarray]:
    try:
        with kept.open("rb") as file, np.load(file, allow_pickle=False) as found:
            if str(found["network"]) == _of_network():
                return {
                    bytes(key): vector for key, vector in zip(found["keys"], found["vectors"], strict=True)
                }
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        pass  # not there yet, or spoilt: all can be read again
    return {}


def _keep(known: Dict[bytes, np.ndarray], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    written = kept.with_name(f"{kept.stem}.{os.getpid()}.npz")
    keys = np.array([np.frombuffer(key, dtype=np.uint8) for key in known])
    np.savez(written, network=_of_network(), keys=keys, vectors=np.vstack(list(known.values())))
    written.replace(kept)
