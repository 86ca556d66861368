"""The mails to staff: in plain text and HTML, in their language, without a word of what a parent wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from html import escape
from typing import Any

from guide.language import N_, date_in_words, say_to_staff
from store.mails import Mail

# Why it is urgent is not said: that would be a word of the conversation.
URGENT = N_("Er is haast bij: kijk er zo snel mogelijk naar.")
_HTML = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font: 16px/1.5 sans-serif; color: #1c2a2e; background: #f4f1ea; margin: 0; padding: 24px">
<div style="max-width: 36rem; margin: 0 auto; background: #fff; border-radius: 12px; padding: 24px">
{paragraphs}
<p><a href="{address}" style="display: inline-block; background: #0b5563; color: #fff; padding: 10px 18px;
border-radius: 999px; text-decoration: none; font-weight: 600">{button}</a></p>
<p style="color: #55646a; font-size: 14px">{footer}</p>
</div></body></html>
"""


@dataclass(frozen=True)
class Letter:
    """A kind of mail: its subject, its paragraphs and what the link is called."""

    subject: str
    paragraphs: Sequence[str]
    button: str


LETTERS: Mapping[str, Letter] = {
    "message_left": Letter(
        N_("Nieuw bericht van een ouder ({reference})"),
        [
            N_("Een ouder heeft een bericht achtergelaten voor {steunpunt}."),
            N_("Antwoord wordt verwacht uiterlijk op {due_on}."),
        ],
        N_("Open het bericht"),
    ),
    "reminder": Letter(
        N_("Nog niet opgepakt: bericht {reference}"),
        [
            N_("Het bericht {reference} voor {steunpunt} is nog door niemand opgepakt."),
            N_("Antwoord wordt verwacht uiterlijk op {due_on}."),
        ],
        N_("Open het bericht"),
    ),
    "escalation": Letter(
        N_("Te laat: bericht {reference}"),
        [
            N_("De termijn van bericht {reference} voor {steunpunt} was {due_on}, en het staat nog open."),
            N_("U krijgt dit als coördinator. Wijs het toe, of neem zelf contact op met de ouder."),
        ],
        N_("Open het bericht"),
    ),
    "daily": Letter(
        N_("Overzicht van {steunpunt}"),
        [N_("Open berichten: {open}. Vandaag te beantwoorden: {due}. Te laat: {late}.")],
        N_("Open de werklijst"),
    ),
    "invitation": Letter(
        N_("U bent uitgenodigd voor Wegwijs"),
        [
            N_("{by} nodigt u uit om bij {steunpunt} met Wegwijs te werken."),
            N_("Kies een wachtwoord met de link hieronder. De link werkt drie dagen, één keer."),
        ],
        N_("Kies een wachtwoord"),
    ),
}
FOOTER = N_(
    "Dit is een bericht van Wegwijs. Wat de ouder schreef staat niet in deze mail, alleen achter de link."
)


def written(mail: Mail, sender: str, address: str) -> EmailMessage:
    """Return a mail as it is sent; `address` is that of the desk, before the path of the link."""
    letter, language = LETTERS[mail.kind], mail.language
    values = _filled(mail.data, language)

    def say(text: str) -> str:
        return say_to_staff(text, language).format(**values)

    paragraphs = [say(paragraph) for paragraph in letter.paragraphs]
    if mail.data.get("urgent"):
        paragraphs.insert(0, say(URGENT))
    link = address + str(mail.data.get("path", "/console"))
    message = EmailMessage()
    message["From"] = Address("Wegwijs", addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = say(letter.subject)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    footer = say(FOOTER)
    message.set_content("\n\n".join([*paragraphs, f"{say(letter.button)}: {link}", footer]) + "\n")
    message.add_alternative(
        _HTML.format(
            lang=language,
            title=escape(say(letter.subject)),
            paragraphs="\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
            address=escape(link, quote=True),
            button=escape(say(letter.button)),
            footer=escape(footer),
        ),
        subtype="html",
    )
    return message


def _filled(data: Mapping[str, Any], language: str) -> dict[str, str]:
    values = {key: str(value) for key, value in data.items()}
    if values.get("due_on"):
        values["due_on"] = date_in_words(date.fromisoformat(values["due_on"]), language)
    return values
