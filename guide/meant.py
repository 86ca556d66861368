"""The value of a button by which a parent says what she meant, and not what was understood."""

import re
from dataclasses import dataclass

# The intent of a message that was not understood, and the topic by which a parent says that she was not.
NOTHING, NOT_MEANT = "nlu_fallback", "klopt_niet"
# What leaves open what she wants to know: she was asked that, and what she types next goes on with it.
LEAVES_OPEN = frozenset({NOTHING, "vertelt"})
_VALUE = re.compile(r'/(\w+)\{"in_plaats_van": "(\w+)"\}')


@dataclass(frozen=True)
class Meant:
    """The topic that she meant, and the one that her question was `understood_as` (NOTHING if as none)."""

    topic: str
    understood_as: str

    @property
    def value(self) -> str:
        """The value of the button: to Rasa an intent with an entity."""
        return f'/{self.topic}{{"in_plaats_van": "{self.understood_as}"}}'


def read(value: str | None) -> Meant | None:
    """Return what a button says, None when it says nothing of the kind."""
    found = _VALUE.fullmatch(value or "")
    return Meant(found[1], found[2]) if found else None
