"""How a stored message looks in the chat API."""

from typing import Any

from desk.hub import Event
from guide.language import N_, direction, translate
from guide.timeline import TITLE
from store.conversations import Message

_KEPT_INSIDE = {"about", "again", "case", "earlier", "facts", "nl", "offers"}
DOWNLOAD_TITLES = {
    "ics": N_("Zet in mijn agenda"),
    "docx": N_("Brief voor Word (Nederlands)"),
    "txt": N_("Brief als tekst (Nederlands)"),
    "html": N_("Blad voor het gesprek"),
    "svg": TITLE,
}


def as_json(conversation_id: str, message: Message) -> dict[str, Any]:
    """Return a message as the contract's `Message`."""
    shown: dict[str, Any] = {
        "seq": message.seq,
        "sender": message.sender,
        "text": message.text,
        "lang": message.lang,
        "dir": direction(message.lang),
        "at": message.at.isoformat(timespec="milliseconds") + "Z",
    }
    if message.client_id:
        shown["client_id"] = message.client_id
    if message.buttons:
        shown["buttons"] = list(message.buttons)
    custom = {k: v for k, v in message.custom.items() if k not in _KEPT_INSIDE}
    if "downloads" in custom:
        files = f"/api/conversations/{conversation_id}/messages/{message.seq}/downloads"
        custom["downloads"] = [
            {
                **offer,
                "title": translate(DOWNLOAD_TITLES[offer["kind"]], message.lang),
                "url": f"{files}/{offer['kind']}",
            }
            for offer in custom["downloads"]
        ]
    if custom:
        shown["custom"] = custom
    return shown


def as_event(conversation_id: str, message: Message) -> Event:
    """Return a message as an event of the stream."""
    return Event("message", as_json(conversation_id, message), message.seq)
