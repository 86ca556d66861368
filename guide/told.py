"""Which day belongs to what happened: "op 3 oktober aangemeld en gisteren geweigerd" tells of two days.

A day belongs to the event that is named in the same breath (up to a comma or an "and"), or to one in the
same sentence that has no day of its own; the day of a letter belongs to the decision that is named elsewhere.
A day of something else, as a birth, is nobody's; where two may be meant neither is taken: from the wrong
day a parent would count the wrong term.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from guide.date_words import Found, all_words
from guide.dates import Prefer, dates_in, is_since
from guide.events import NEWS, NO_EVENT, TALK, Mention, comes_later, latest_first, may_be_news, mentions
from guide.refused import OTHER
from guide.spelling import END_OF_SENTENCE, fold

# Arabic writes "and" to the word that follows.
_AND_IN_ARABIC = r"\s(?=و\w)"
# The day at the head of a letter is not that of what the parent handed in.
_AFTER_THE_HEAD = re.compile(
    r"\b(?:(?:betreft|onderwerp):? (?:uw |de )?(?:aanmelding|inschrijving|toelating|bezwaar)"
    r"|geachte|beste ouder)"
)
# A message of more words than this tells a story: a day in it need not be of what it is about.
_FEW_WORDS = 20


@dataclass(frozen=True)
class Told:
    """The days that a message tells: `of_event` those of events (terms.yml), `loose` the others."""

    text: str
    of_event: Mapping[str, Sequence[Found]]
    loose: Sequence[Found]
    named: frozenset[str]

    @cached_property
    def event(self) -> str:
        """The event with a day that comes last in a case, an empty string when none has one."""
        return next((event for event in self.of_event if event not in NO_EVENT), "")

    @property
    def may_be_of_an_event(self) -> bool:
        """Whether a day is told that is not surely of something else, as a birth."""
        return bool(self.loose or self.of_event.keys() - {OTHER})

    @property
    def is_short(self) -> bool:
        """Whether the message is one short sentence."""
        words, sentences = self.text.split(), END_OF_SENTENCE.split(self.text.strip())
        return len(words) <= _FEW_WORDS and not any(s.strip() for s in sentences[1:])

    def day_of(self, event: str, *, asked: bool = False) -> Found | None:
        """Return the day of an event, None when the message tells none or more than one.

        A day that belongs to no event is taken when the parent was `asked` for one or the message is short.
        """
        if self.of_event.get(event):
            return _only(self.of_event[event])
        return _only([*self.of_event.get(NEWS, ()), *self.loose]) if asked or self.is_short else None

    def spoken_of(self, of_topic: str) -> str:
        """Return the event that the message is about, beside that of its topic ("" when it has none).

        What was told of an earlier step of the case does not answer who asks about a later one.
        """
        if of_topic in self.of_event or comes_later(of_topic, self.event):
            return of_topic
        named = (event for event in latest_first(self.named) if event not in NO_EVENT)
        return self.event or next(named, of_topic)


def told(text: str, today: date, prefer: Prefer = "past") -> Told:
    """Read which days `text` tells of which events, on the day `today`."""
    folded = fold(text)
    days = dates_in(folded, today, prefer)
    named = mentions(folded)
    breaths = _Breaths(folded, days)
    of_event: dict[str, list[Found]] = defaultdict(list)
    loose = []
    for day in days:
        mention = _mention_of(folded, day, days, named, breaths)
        if mention:
            of_event[mention.event].append(day)
        elif is_since(folded, day) and breaths.count > 1:
            of_event[OTHER].append(day)
        else:
            loose.append(day)
    decision = next((event for event in latest_first(m.event for m in named) if may_be_news(event)), "")
    if decision and decision not in of_event and NEWS in of_event:
        of_event[decision] = of_event.pop(NEWS)
    if TALK in of_event:
        of_event[OTHER if decision in of_event else decision or OTHER] += of_event.pop(TALK)
    ordered = {event: tuple(of_event[event]) for event in latest_first(of_event)}
    return Told(folded, ordered, tuple(loose), frozenset(m.event for m in named))


def _mention_of(
    text: str, day: Found, days: Sequence[Found], named: Sequence[Mention], breaths: "_Breaths"
) -> Mention | None:
    """Return the mention of an event that a day belongs to."""
    # "Uw aanmelding van 3 november" has no other day, and that day is of nothing else.
    own = next((m for m in named if m.end == day.start), None)
    if own:
        return own
    named = [m for m in named if all(m.end != other.start for other in days)]
    near = [m for m in named if breaths.share(day, m)]
    if not near and not is_since(text, day):
        near = [
            m
            for m in named
            if breaths.share_sentence(day, m) and not any(breaths.share(other, m) for other in days)
        ]
    # "On 20 November the refusal letter came" is about the refusal, and so is what was told in a talk.
    near = [m for m in near if m.event not in (NEWS, TALK)] or [m for m in near if m.event != TALK] or near
    return min(near, key=lambda m: max(m.start - day.end, day.start - m.end, 0), default=None)


class _Breaths:
    """Where a text pauses: its sentences, and what stands between commas and "and"."""

    def __init__(self, text: str, days: Sequence[Found]) -> None:
        # "Maandag en dinsdag geschorst" is said in one breath.
        listed = [
            (one.end, next_one.start)
            for one, next_one in pairwise(days)
            if len(text[one.end : next_one.start].split()) == 1
        ]
        inside = [(day.start, day.end - _ends_sentence(text, day)) for day in days] + listed
        ends = [m.start() for m in END_OF_SENTENCE.finditer(text) if not _within(m, inside)]
        ends = sorted([*ends, *(m.start() for m in _AFTER_THE_HEAD.finditer(text))])
        pauses = [m.start() for m in _pause().finditer(text) if not _within(m, inside)]
        self._sentences, self._all = ends, sorted({*ends, *pauses})
        self.count = len([1 for a, b in pairwise([0, *self._all, len(text)]) if text[a:b].strip(" .,!?")])

    def share(self, day: Found, mention: Mention) -> bool:
        """Tell whether both are said in one breath."""
        return _overlap(self._all, day, mention)

    def share_sentence(self, day: Found, mention: Mention) -> bool:
        """Tell whether both are said in one sentence."""
        return _overlap(self._sentences, day, mention)


def _overlap(breaks: Sequence[int], day: Found, mention: Mention) -> bool:
    first, last = bisect_right(breaks, day.start), bisect_right(breaks, max(day.start, day.end - 1))
    return bisect_right(breaks, mention.start) <= last and first <= bisect_right(breaks, mention.end - 1)


def _ends_sentence(text: str, day: Found) -> bool:
    """Tell whether a date takes the end of a sentence along: "3 oktober." does, "3 okt." need not."""
    return re.search(r"(?!sept)[^\W\d]{4,}\.$", text[day.start : day.end]) is not None


def _within(match: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _pause() -> re.Pattern[str]:
    return re.compile(rf"[,،](?=\s)| (?=(?:{all_words('pause')}) )|{_AND_IN_ARABIC}")


def _only(days: Sequence[Found]) -> Found | None:
    """Return the one day that these are, None when they are none or several."""
    different = {(day.day, day.problem): day for day in days}
    return next(iter(different.values())) if len(different) == 1 else None
