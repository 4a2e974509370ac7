"""From texts to sentences of the sender's own words, as tokens, ready to be scored."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanbreak.correspondence.incivility.features import is_shouted
from cleanbreak.correspondence.incivility.lexicon import TOKEN
from cleanbreak.correspondence.incivility.sentences import blank_quotations, cut
from cleanbreak.correspondence.owntext import own_spans


@dataclass(frozen=True, slots=True)
class Reading:
    """Sentences of a batch in order: whose they are, where they stand in that text, their tokens, whether they shout."""

    owner: list[int]
    places: list[tuple[int, int]]
    tokens: list[list[str]]
    shouted: list[bool]
    first_of_text: list[int]


def read(texts: Sequence[str]) -> Reading:
    """Leave out what others wrote and cut the rest into sentences."""
    reading = Reading([], [], [], [], [])
    for number, text in enumerate(texts):
        words = blank_quotations(text).replace("’", "'")
        places = cut(words, own_spans(text))
        if places:
            reading.first_of_text.append(len(reading.owner))
        for start, end in places:
            sentence = words[start:end]
            reading.owner.append(number)
            reading.places.append((start, end))
            reading.tokens.append(TOKEN.findall(sentence))
            reading.shouted.append(is_shouted(sentence))
    return reading
