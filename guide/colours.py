"""Whether a house style can be read: contrast by WCAG 2.2 (success criteria 1.4.3 and 1.4.11)."""

import re

# Of white and black at least one stands out enough on every colour.
WHITE, BLACK = "#ffffff", "#000000"
# What the chat stands on, in the light and in the dark.
LIGHT_GROUND, DARK_GROUND = "#f4f1ea", "#1b272b"
FOR_TEXT, FOR_SHAPES = 4.5, 3.0
_STEPS = 20


class IllegibleError(ValueError):
    """A colour that cannot be used; `ratio` is its contrast with the ground, 0 when it is no colour."""

    def __init__(self, ratio: float) -> None:
        """Take the contrast."""
        super().__init__(f"{ratio:.1f}")
        self.ratio = ratio


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb), from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palette(primary: str) -> dict[str, str]:
    """Return what follows from a house colour: the text on it, and a lighter one for the dark.

    Raises IllegibleError when buttons and lines in it could not be seen on the light ground.
    """
    colour = primary.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise IllegibleError(0)
    on_light = contrast(colour, LIGHT_GROUND)
    if on_light < FOR_SHAPES:
        raise IllegibleError(on_light)
    in_the_dark = _lighter_until(colour, DARK_GROUND)
    return {
        "primary": colour,
        "on_primary": _text_on(colour),
        "primary_dark": in_the_dark,
        "on_primary_dark": _text_on(in_the_dark),
    }


def _text_on(colour: str) -> str:
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def _lighter_until(colour: str, ground: str) -> str:
    """Mix white in until shapes in this colour can be seen on a dark ground."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for step in range(_STEPS + 1):
        mixed = "#" + "".join(f"{round(part + (255 - part) * step / _STEPS):02x}" for part in parts)
        if contrast(mixed, ground) >= FOR_SHAPES:
            return mixed
    return WHITE


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
