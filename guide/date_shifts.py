"""A day told from the one that was read back: "nee, een dag eerder", "it was two days later"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from guide.date_words import words
from guide.spelling import fold

_EARLIER, _LATER = "days_before", "days_after"


def shift_in(text: str) -> int | None:
    """Return by how many days a text moves a day, less than 0 to an earlier one.

    None when it does not, or says more than that: "een week later was hij weer thuis" corrects nothing.
    """
    folded = fold(text)
    for pattern, sign, of_language in _patterns():
        found = pattern.search(folded)
        if found and _says_nothing_else(folded[: found.start()] + folded[found.end() :]):
            said = found.groupdict()
            number, unit = said.get("n") or "1", said.get("unit")
            amount = of_language["numbers"].get(number) or int(number)
            return sign * amount * (of_language["units"][unit] if unit else 1)
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], int, dict[str, Any]]]:
    return [
        (pattern, sign, of_language)
        for of_language in words().values()
        for kind, sign in ((_EARLIER, -1), (_LATER, 1))
        for pattern in _forms(of_language, kind)
    ]


def _forms(of_language: dict[str, Any], kind: str) -> Iterator[re.Pattern[str]]:
    """Yield the forms of a language. How long a month is depends on the day, and so none is counted."""
    days = [unit for unit, length in of_language["units"].items() if isinstance(length, int)]
    numbers = "|".join(sorted([r"\d{1,2}", *of_language["numbers"]], key=len, reverse=True))
    for form in of_language[kind]:
        units = days if "{n}" in form else [u for u in of_language.get("units_alone", days) if u in days]
        yield re.compile(rf"\b{form.format(n=f'(?P<n>{numbers})', unit=f'(?P<unit>{_any(units)})')}\b")


def _any(some: list[str]) -> str:
    return "|".join(sorted(some, key=len, reverse=True))


def _says_nothing_else(rest: str) -> bool:
    around = {word for of_language in words().values() for word in of_language["around_a_date"]}
    return all(word in around for word in re.findall(r"\w+", rest))
