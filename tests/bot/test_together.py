"""What says too little alone is read behind the message before it, if that left open what was meant."""

import pytest
from rasa.core.channels.channel import UserMessage

from bot.together import with_the_one_before

UNDERSTOOD = {
    "ze zeiden nee": "nlu_fallback",
    "hij is negen": "vertelt",
    "er is een brief": "nlu_fallback",
    "wat is een tlv": "tlv_uitleg",
    "er is een brief. ze zeiden nee": "tlv_bezwaar",
    "er is een brief. hij is negen": "bedankt",
}


class Processor:
    """Understands what is in UNDERSTOOD, and says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def parse_message(self, message: UserMessage) -> dict:
        self.asked += 1
        return {"intent": {"name": UNDERSTOOD[message.text]}, "text": message.text}


async def read(text: str, **metadata: str) -> tuple[UserMessage, Processor]:
    processor = Processor()
    return await with_the_one_before(processor, UserMessage(text, metadata=metadata)), processor


async def test_both_are_one_message_where_only_together_they_are_about_a_topic() -> None:
    message, _ = await read("ze zeiden nee", left_open="er is een brief")
    assert message.text == "er is een brief. ze zeiden nee"
    assert message.parse_data["intent"]["name"] == "tlv_bezwaar"


@pytest.mark.parametrize("text", ["wat is een tlv", "hij is negen"])
async def test_what_is_understood_alone_or_not_even_together_is_left_as_it_is(text: str) -> None:
    message, _ = await read(text, left_open="er is een brief")
    assert (message.text, message.parse_data["text"]) == (text, text)


@pytest.mark.parametrize("metadata", [{}, {"left_open": ""}])
async def test_where_nothing_was_left_open_it_is_not_read_here(metadata: dict[str, str]) -> None:
    message, processor = await read("ze zeiden nee", **metadata)
    assert message.parse_data is None
    assert processor.asked == 0
