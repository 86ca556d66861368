"""What a parent may have meant instead of the topic that was answered: the next likeliest ones, as buttons.

Of the answers that the classifier is not sure of, one in four is about something else, and most often what
was meant is one of these (docs/performance.md, "Understanding").
"""

from typing import Any, Dict, Iterable, List, Optional, Sequence, Text, Tuple

from rasa.shared.core.events import UserUttered
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY
from rasa.shared.nlu.constants import PREDICTED_CONFIDENCE_KEY as _CONFIDENCE

from guide.language import translate
from guide.meant import NOT_MEANT, Meant
from guide.topics import topics

# From this confidence on an answer stands by itself; below it the bot asks at once whether it is right.
SURE = 0.95
_OFFERED = 2
# What is less likely than this was hardly ever meant.
_LEAST_CONFIDENCE = 0.002


def otherwise(
    topic: Text, message: Optional[UserUttered], locale: Text, offered: Iterable[Text]
) -> Dict[Text, Any]:
    """Return `ask` (whether to ask at once) and `buttons`; nothing where the answer was no guess.

    It was one when she typed her question and `topic` is what the classifier thought likeliest, and no "that
    is not what I meant": its own buttons are what else the question before it may be about. What the answer
    itself has `offered` (the values of its buttons) is not offered again.
    """
    ranking = (message.parse_data.get(INTENT_RANKING_KEY) if message else None) or []
    if not ranking or ranking[0][INTENT_NAME_KEY] != topic or topic == NOT_MEANT:
        return {}
    guesses = [(guess[INTENT_NAME_KEY], guess[_CONFIDENCE]) for guess in ranking]
    others = likeliest_besides(guesses, [value.removeprefix("/") for value in offered])
    buttons = [
        {"title": translate(topics()[other].title, locale), "value": Meant(other, topic).value}
        for other in others
    ]
    if not buttons:
        return {}
    return {"otherwise": {"ask": ranking[0][_CONFIDENCE] < SURE, "buttons": buttons}}


def likeliest_besides(ranking: Sequence[Tuple[Text, float]], offered: Sequence[Text] = ()) -> List[Text]:
    """Return the topics that come next in a ranking (intent and confidence, likeliest first)."""
    likely = [name for name, confidence in ranking[1:] if confidence >= _LEAST_CONFIDENCE]
    questions = [name for name in likely if name in topics() and topics()[name].is_question]
    return [name for name in questions if name not in offered][:_OFFERED]
