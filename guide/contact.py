"""Read a phone number or a mail address that a parent gives, so that it can be read back to her."""

from dataclasses import dataclass
from typing import Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat
from rapidfuzz.distance import DamerauLevenshtein

from guide.spelling import plain_digits

Kind = Literal["phone", "mail"]
Problem = Literal["neither", "too_short", "too_long", "no_such_number", "bad_mail"]

HOME = "NL"
_DUTCH_FIGURES = 10
# The domains that most parents have; one letter beside them is more likely a slip than another domain.
_KNOWN_DOMAINS = (
    "gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "yahoo.com", "icloud.com", "ziggo.nl",
    "kpnmail.nl", "planet.nl", "home.nl", "xs4all.nl", "casema.nl", "quicknet.nl", "proton.me",
    "onet.pl", "interia.pl", "ukr.net", "gmx.net", "msn.com",
)  # fmt: skip
_PROBLEMS: dict[int, Problem] = {
    phonenumbers.ValidationResult.TOO_SHORT: "too_short",
    phonenumbers.ValidationResult.TOO_LONG: "too_long",
}


@dataclass(frozen=True)
class Contact:
    """How to reach a parent: a number in E.164 ("+31612345678") or a mail address.

    `shown` is how people write it. `rather` is a mail address that was probably meant, else empty.
    """

    kind: Kind
    value: str
    shown: str
    rather: str = ""


class ContactError(ValueError):
    """What was typed is no number or address; `problem` says what is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        """Take what is wrong."""
        super().__init__(problem)
        self.problem = problem


def is_contact(text: str) -> bool:
    """Tell whether a text gives a phone number or a mail address."""
    try:
        return bool(read_contact(text))
    except ContactError:
        return False


def read_contact(text: str) -> Contact:
    """Return the phone number or mail address in a text; numbers without a country are Dutch.

    Raises ContactError.
    """
    if "@" in text:
        return _mail(next(word for word in text.split() if "@" in word).strip("<>()[],;:."))
    figures = plain_digits(text)
    if sum(letter.isdigit() for letter in figures) < 3:
        raise ContactError("neither")
    return _phone(figures)


def shown_phone(value: str) -> str:
    """Return a number in E.164 as people in the Netherlands write it."""
    return _written(phonenumbers.parse(value))


def _phone(text: str) -> Contact:
    found = next(iter(phonenumbers.PhoneNumberMatcher(text, HOME)), None)
    try:
        number = found.number if found else phonenumbers.parse(_only_number(text), HOME)
    except NumberParseException:
        raise ContactError("too_short") from None
    if not phonenumbers.is_valid_number(number):
        raise ContactError(_what_is_wrong(text, number))
    value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Contact("phone", value, _written(number))


def _what_is_wrong(text: str, number: PhoneNumber) -> Problem:
    """Say whether figures lack or are too many; the library only knows that of whole lengths."""
    figures = "".join(letter for letter in text if letter.isdigit())
    if figures.startswith("0") and not figures.startswith("00"):
        lengths: dict[int, Problem] = {-1: "too_short", 0: "no_such_number", 1: "too_long"}
        return lengths[(len(figures) > _DUTCH_FIGURES) - (len(figures) < _DUTCH_FIGURES)]
    return _PROBLEMS.get(phonenumbers.is_possible_number_with_reason(number), "no_such_number")


def _only_number(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit() or letter in "+ -()")


def _written(number: PhoneNumber) -> str:
    """Write a Dutch mobile number in pairs, as it is said aloud; others as their country does."""
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    if number.country_code != phonenumbers.country_code_for_region(HOME):
        return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))
    figures = "".join(letter for letter in national if letter.isdigit())
    if figures.startswith("06") and len(figures) == 10:
        return " ".join(figures[i : i + 2] for i in range(0, 10, 2))
    return str(national)


def _mail(text: str) -> Contact:
    try:
        checked = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        raise ContactError("bad_mail") from None
    address = checked.normalized
    return Contact("mail", address, address, _rather(address))


def _rather(address: str) -> str:
    """Return the address with a known domain where the one given is a slip of the finger from it."""
    name, _, domain = address.rpartition("@")
    domain = domain.lower()
    if domain in _KNOWN_DOMAINS:
        return ""
    near = [known for known in _KNOWN_DOMAINS if DamerauLevenshtein.distance(domain, known) == 1]
    return f"{name}@{near[0]}" if near else ""
