"""What the model sees of a sentence: words, stems, neighbours, families of words, pairs of families, rules, shape.

Every feature is one whole number (a key): its kind in the top bits, the numbers of its words below. Nothing is hashed away, so a
key can always be read back (`training.explain`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.incivility.lexicon import FORMAL_MARK, Lexicon, Rule
from cleanbreak.correspondence.incivility.vocabulary import NAME, UNKNOWN, Numbers, Vocabulary

Flags = npt.NDArray[np.bool_]

WORD, STEM1, STEM2, STEM3, SKIP, FAMILY, PAIR, RULE, SHAPE, BEFORE, AFTER, AROUND = range(1, 13)
KIND_BITS, PART_BITS = 54, 18
SHOUTED, LONG_RUN, PLACE = 1, 8, 16
HINT = "_hint"
_MIN_SHOUT = 9
_MAX_PARTNERS = 24


@dataclass(frozen=True, slots=True)
class Rows:
    """Keys of a batch with the row (sentence) each belongs to; `length` counts the tokens of every row."""

    row: Numbers
    key: Numbers
    length: Numbers
    families: Flags


def key(kind: int, first: int, second: int = 0, third: int = 0) -> int:
    """Return the number that stands for one feature."""
    return (kind << KIND_BITS) | (first << (2 * PART_BITS)) | (second << PART_BITS) | third


class Features:
    """Turns sentences, given as lists of tokens, into rows of keys."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self.vocabulary, self.lexicon = vocabulary, lexicon
        self._count = len(lexicon.names)
        self._plain = _without_formality(vocabulary)
        self._phrases: dict[int, list[tuple[tuple[int, ...], tuple[int, ...]]]] = {}
        for words, families in sorted(lexicon.phrases.items()):
            numbers = tuple(vocabulary.numbers.get(w, UNKNOWN) for w in words)
            self._phrases.setdefault(len(words), []).append((numbers, tuple(sorted(families))))
        self._tables = {n: _phrase_table(entries) for n, entries in sorted(self._phrases.items())}
        place = {name: n for n, name in enumerate(lexicon.names)}
        self._rules = [_Compiled(rule, place) for rule in lexicon.rules]

    def rows(self, sentences: Sequence[Sequence[str]], first_of_text: Sequence[int], shouted: Sequence[bool]) -> Rows:
        """Keys of every sentence; `first_of_text` numbers the sentences that open a text, `shouted` are all capitals."""
        length = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
        words = self.vocabulary.number(list(chain.from_iterable(sentences)))
        row = np.repeat(np.arange(len(sentences)), length)
        families = self._families(words, row, len(sentences))
        parts = [*self._word_parts(words, row), *self._family_parts(families), *self._rule_parts(families)]
        loud = np.flatnonzero(np.asarray(shouted, dtype=np.bool_))
        parts.append((loud, np.full(len(loud), key(SHAPE, SHOUTED))))
        parts.append((np.arange(len(length)), key(SHAPE, 0) | ((LONG_RUN + np.minimum(length // 6, 6)) << (2 * PART_BITS))))
        parts += self._context_parts(families, first_of_text)
        parts.append((np.arange(len(length)), key(SHAPE, 0) | (_places(len(length), first_of_text) << (2 * PART_BITS))))
        return Rows(np.concatenate([r for r, _ in parts]), np.concatenate([k for _, k in parts]), length, families)

    def _word_parts(self, words: Numbers, row: Numbers) -> list[tuple[Numbers, Numbers]]:
        stems = self.vocabulary.stem_of[words]
        known, stemmed = words > NAME, stems > 0
        parts = [
            (row[known], key(WORD, 0) | (words[known] << (2 * PART_BITS))),
            (row[stemmed], key(STEM1, 0) | (stems[stemmed] << (2 * PART_BITS))),
        ]
        for kind, gap in ((STEM2, 1), (SKIP, 2)):
            if len(words) > gap:
                both = stemmed[gap:] & stemmed[:-gap] & (row[gap:] == row[:-gap])
                pair = (stems[:-gap][both] << (2 * PART_BITS)) | (stems[gap:][both] << PART_BITS)
                parts.append((row[gap:][both], key(kind, 0) | pair))
        if len(words) > 2:
            three = stemmed[2:] & stemmed[1:-1] & stemmed[:-2] & (row[2:] == row[:-2])
            run = stems[:-2][three] << (2 * PART_BITS) | stems[1:-1][three] << PART_BITS | stems[2:][three]
            parts.append((row[2:][three], key(STEM3, 0) | run))
        return parts

    def _families(self, words: Numbers, row: Numbers, count: int) -> Flags:
        flags = np.zeros((count, self._count), dtype=np.bool_)
        start = self.vocabulary.family_start
        size = start[words + 1] - start[words]
        some = np.flatnonzero(size)
        size = size[some]
        inner = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        flags[np.repeat(row[some], size), self.vocabulary.family_list[np.repeat(start[words[some]], size) + inner]] = True
        plain = np.where(words < len(self._plain), self._plain[np.minimum(words, len(self._plain) - 1)], words)
        for n, table in self._tables.items():
            if len(words) >= n:
                table.mark(plain, row, flags)
        return flags

    def _family_parts(self, families: Flags) -> list[tuple[Numbers, Numbers]]:
        row, family = np.nonzero(families)
        parts = [(row, key(FAMILY, 0) | (family << (2 * PART_BITS)))]
        for step in range(1, _MAX_PARTNERS):
            same = np.flatnonzero(row[step:] == row[:-step])
            if not len(same):
                break
            pair = (family[same] << (2 * PART_BITS)) | (family[same + step] << PART_BITS)
            parts.append((row[same], key(PAIR, 0) | pair))
        return parts

    def _rule_parts(self, families: Flags) -> list[tuple[Numbers, Numbers]]:
        fired = [(np.flatnonzero(rule.fires(families)), key(RULE, n, 0)) for n, rule in enumerate(self._rules)]
        fired += [(np.flatnonzero(rule.hints(families)), key(RULE, n, 1)) for n, rule in enumerate(self._rules)]
        return [(row, np.full(len(row), number)) for row, number in fired]

    def rule_matches(self, families: Flags) -> Flags:
        """One column per rule: where it fires; then one per rule where its hints do."""
        return np.stack([*(r.fires(families) for r in self._rules), *(r.hints(families) for r in self._rules)], axis=1)

    def _context_parts(self, families: Flags, first_of_text: Sequence[int]) -> list[tuple[Numbers, Numbers]]:
        """Families of the sentence before, the sentence after, and anywhere else in the text."""
        first = np.asarray(first_of_text, dtype=np.int64)
        before, after = np.zeros_like(families), np.zeros_like(families)
        before[1:], after[:-1] = families[:-1], families[1:]
        before[first] = False
        after[first[1:] - 1] = False
        size = np.diff(np.append(first, len(families)))
        total = np.repeat(np.add.reduceat(families, first, axis=0, dtype=np.int16), size, axis=0)
        around = total - families > 0
        found = ((BEFORE, before), (AFTER, after), (AROUND, around))
        return [(row, key(kind, 0) | (n << (2 * PART_BITS))) for kind, part in found for row, n in [np.nonzero(part)]]


class _PhraseTable:
    """All phrases of one length; found by their first two words, then compared word by word."""

    def __init__(self, numbers: Numbers, families: list[tuple[int, ...]]) -> None:
        opening = (numbers[:, 0] << PART_BITS) | numbers[:, 1]
        order = np.argsort(opening, kind="stable")
        self._numbers, self._opening = numbers[order], opening[order]
        self._families = [families[n] for n in order]
        self._starts = np.zeros(1 << 17, dtype=np.bool_)
        self._starts[numbers[:, 0]] = True

    def mark(self, words: Numbers, row: Numbers, flags: Flags) -> None:
        size = self._numbers.shape[1]
        last = len(words) - size + 1
        at = np.flatnonzero(self._starts[np.minimum(words[:last], len(self._starts) - 1)])
        at = at[row[at] == row[at + size - 1]]
        opening = (words[at] << PART_BITS) | words[at + 1]
        place = np.searchsorted(self._opening, opening)
        while len(at):
            within = place < len(self._opening)
            at, opening, place = at[within], opening[within], place[within]
            same = self._opening[place] == opening
            at, opening, place = at[same], opening[same], place[same]
            hit = np.ones(len(at), dtype=np.bool_)
            for n in range(2, size):
                hit &= self._numbers[place, n] == words[at + n]
            for where, which in zip(at[hit], place[hit], strict=True):
                flags[row[where], list(self._families[which])] = True
            place = place + 1


def _without_formality(vocabulary: Vocabulary) -> Numbers:
    """Phrases read `Sie` and `sie` alike."""
    plain = np.arange(len(vocabulary.words), dtype=np.int64)
    for n, word in enumerate(vocabulary.words):
        if word.startswith(FORMAL_MARK):
            plain[n] = vocabulary.numbers.get(word[1:], n)
    return plain


def _phrase_table(entries: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> _PhraseTable:
    known = [(numbers, families) for numbers, families in entries if min(numbers) > 0]
    numbers = np.array([n for n, _ in known], dtype=np.int64).reshape(-1, len(entries[0][0]))
    return _PhraseTable(numbers, [families for _, families in known])


class _Compiled:
    """A rule twice: with its families as they stand, and with the weaker hints of these families allowed too."""

    def __init__(self, rule: Rule, place: dict[str, int]) -> None:
        self._place = place
        self._every = [self._with_hint(name) for name in rule.every]
        self._some = [n for name in rule.some for n in self._with_hint(name)]
        self._unless = [place[name] for name in rule.unless]
        self._strict_every = [place[name] for name in rule.every]
        self._strict_some = [place[name] for name in rule.some]

    def _with_hint(self, name: str) -> list[int]:
        return [self._place[n] for n in (name, name + HINT) if n in self._place]

    def fires(self, families: Flags) -> Flags:
        found: Flags = np.logical_not(families[:, self._unless].any(axis=1))
        found &= families[:, self._strict_every].all(axis=1)
        return found & families[:, self._strict_some].any(axis=1) if self._strict_some else found

    def hints(self, families: Flags) -> Flags:
        found: Flags = np.logical_not(families[:, self._unless].any(axis=1))
        for either in self._every:
            found &= families[:, either].any(axis=1)
        return found & families[:, self._some].any(axis=1) if self._some else found


def _places(count: int, first_of_text: Sequence[int]) -> Numbers:
    """A number for where a sentence stands in its text (first, last, between) and how long that text is."""
    first = np.asarray(first_of_text, dtype=np.int64)
    size = np.diff(np.append(first, count))
    place = np.ones(count, dtype=np.int64)
    place[first + size - 1] = 2
    place[first] = 0
    return PLACE + 3 * np.repeat(np.searchsorted((2, 4, 8), size, side="right"), size) + place


def is_shouted(sentence: str) -> bool:
    """All letters are capitals, and there are enough of them to be no abbreviation."""
    return sentence.isupper() and sum(map(str.isalpha, sentence)) >= _MIN_SHOUT
