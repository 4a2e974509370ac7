"""From texts to sentences of the sender's own words, as tokens, ready to be scored."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanbreak.correspondence.incivility.features import is_shouted
from cleanbreak.correspondence.incivility.lexicon import TOKEN
from cleanbreak.correspondence.incivility.sentences import blank_quotations, cut
from cleanbreak.correspondence.owntext import own_spans

TITLES = frozenset({"Herr", "Herrn", "Frau", "Familie", "Mr", "Mrs", "Ms", "Miss", "Dr"})
GREETS = frozenset({"Liebe", "Lieber", "Dear", "Hi", "Hallo", "Hello", "Servus", "Hey", "Grüezi", "Moin", "Ciao"})
NOBODY = "_"
WORDY = 3
"""Lines where fewer than a third of the tokens are words are drawings, tables or addresses."""


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
        before = len(reading.owner)
        titled = any(title in words for title in TITLES)
        for start, end in places:
            sentence = words[start:end]
            tokens = TOKEN.findall(sentence)
            if sum(map(str.isalpha, tokens)) * WORDY < len(tokens):
                continue
            if titled:
                _blank_surnames(tokens)
            if tokens and tokens[0] in GREETS:
                _drop_family_names(tokens)
            reading.owner.append(number)
            reading.places.append((start, end))
            reading.tokens.append(tokens)
            reading.shouted.append(is_shouted(sentence))
        if len(reading.owner) > before:
            reading.first_of_text.append(before)
    return reading


def _blank_surnames(tokens: list[str]) -> None:
    """Whoever is addressed by a title is nobody to the model."""
    for n, token in enumerate(tokens[:-1]):
        if token in TITLES:
            next_word = n + 2 if tokens[n + 1] == "." and n + 2 < len(tokens) else n + 1
            if tokens[next_word][0].isupper():
                tokens[next_word] = NOBODY


def _drop_family_names(tokens: list[str]) -> None:
    """Of a whole name after a greeting only the first word is kept; what stands behind it says who, not what."""
    end = 2
    while end < len(tokens) and (tokens[end][0].isupper() or tokens[end] == "-" or tokens[end - 1] == "-"):
        end += 1
    del tokens[2:end]
