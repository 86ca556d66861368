"""Read what goes on with a message that was not understood behind it: "ze zeiden nee" alone says little."""

from typing import Any, Dict, Text

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY

from guide.meant import LEAVES_OPEN
from guide.topics import topics


async def with_the_one_before(processor: MessageProcessor, message: UserMessage) -> UserMessage:
    """Return a message as it is best understood, read: alone, or behind the one before it.

    The desk tells in the metadata (`left_open`) what she typed before, if that left open what she meant.
    Both are taken as one message where only together they are about a topic.
    """
    before = (message.metadata or {}).get("left_open")
    if not before:
        return message
    message.parse_data = await processor.parse_message(message)
    if _named_by(message.parse_data) not in LEAVES_OPEN:
        return message
    both = UserMessage(
        f"{before}. {message.text}",
        message.output_channel,
        message.sender_id,
        input_channel=message.input_channel,
        metadata=message.metadata,
    )
    both.parse_data = await processor.parse_message(both)
    topic = topics().get(_named_by(both.parse_data))
    return both if topic and topic.is_question else message


def _named_by(parsed: Dict[Text, Any]) -> Text:
    return str(parsed[INTENT][INTENT_NAME_KEY])
