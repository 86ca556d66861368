"""Buttons that more than one answer offers."""

from guide.language import N_, translate
from guide.letters import letters

ASK_A_PERSON = N_("Praat met een mens")


def button(title: str, payload: str, locale: str) -> dict[str, str]:
    """Return a button; `title` is Dutch."""
    return {"title": translate(title, locale), "payload": payload}


def person(locale: str) -> dict[str, str]:
    """Return the button that brings in a person."""
    return button(ASK_A_PERSON, "/menselijke_hulp", locale)


def letter_button(letter: str, locale: str) -> dict[str, str]:
    """Return the button that offers a letter (guide/letters)."""
    return button(letters()[letter].button, f'/brief_opstellen{{"brief": "{letter}"}}', locale)
