"""Chooses the words and stems the model may know: written by at least two messages, and nobody's name."""

import re
from collections import defaultdict
from collections.abc import Sequence

from cleanbreak.correspondence.incivility.lexicon import FORMAL_MARK, Lexicon, Names, normal
from cleanbreak.correspondence.incivility.reading import GREETS, Reading
from cleanbreak.correspondence.incivility.vocabulary import Vocabulary, stem

MIN_MESSAGES = 2
TITLES = frozenset({"Herr", "Herrn", "Frau", "Mr", "Mrs", "Ms", "Miss", "Dr", "Familie", "Fr", "Hr"})
_WORD = re.compile(r"\w")


def choose(reading: Reading, lexicon: Lexicon, names: Names) -> Vocabulary:
    """Build the vocabulary of some sentences together with every word of the lexica."""
    seen: dict[str, set[int]] = defaultdict(set)
    lower: set[str] = set()
    named: set[str] = set()
    for owner, tokens in zip(reading.owner, reading.tokens, strict=True):
        for n, token in enumerate(tokens):
            if token[0].isdigit():
                continue
            seen[normal(token)].add(owner)
            if token[0].islower():
                lower.add(normal(token))
            elif n and (tokens[n - 1] in TITLES or tokens[n - 1] in GREETS):
                named.add(normal(token))
    whole = set(lexicon.whole_words()) | set(names.alike) | set(names.alike.values())
    frequent = {word for word, owners in seen.items() if len(owners) >= MIN_MESSAGES}
    banned = {n.lower() for n in names.capitalized} | (named - lower)
    words = sorted((frequent - banned) | whole)
    stems = sorted(_stems(seen, banned) | {stem(w) for w in whole})
    return Vocabulary(words, stems, lexicon, names)


def _stems(seen: dict[str, set[int]], banned: set[str]) -> set[str]:
    owners: dict[str, set[int]] = defaultdict(set)
    for word in sorted(seen):
        if word not in banned:
            owners[stem(word)] |= seen[word]
    return {s for s, found in owners.items() if len(found) >= MIN_MESSAGES and s.strip(FORMAL_MARK)}


def words_and_stems(vocabulary: Vocabulary, special: int) -> tuple[Sequence[str], Sequence[str]]:
    """What the model file keeps of a vocabulary."""
    return vocabulary.words[special:], vocabulary.stems
