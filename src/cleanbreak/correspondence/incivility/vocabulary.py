"""From words to numbers: every spelling of a known word, its stem and its families; strange words by how they begin and end."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from cleanbreak.correspondence.incivility.lexicon import FORMAL_MARK, Lexicon, Names, normal

Numbers = npt.NDArray[np.int64]

UNKNOWN, NUMBER, NAME, PEOPLE = 0, 1, 2, 3
SPECIAL = ("<unknown>", "<number>", "<name>", "<people>")
STEM = 6
GATE = 4
MAX_STRANGE = 100_000


class Vocabulary:
    """Numbers for words; `words[0:4]` are the special ones. Words met later are numbered as they come, within a limit."""

    def __init__(self, words: Sequence[str], stems: Sequence[str], lexicon: Lexicon, names: Names) -> None:
        self.words = (*SPECIAL, *words)
        self.stems = stems
        self._lexicon, self._names = lexicon, names
        self._stem_numbers = {stem: number for number, stem in enumerate(stems, start=1)}
        self.gates = self._gates()
        self._people_sizes = sorted({len(head) for head in names.people_heads})
        self._families = [(), (), (), (), *(lexicon.families_of(word) for word in words)]
        self._stem_of = [0, 0, 0, 0, *(self._stem_number(word) for word in words)]
        self._base: dict[str, int] = {}
        for number, word in enumerate(words, start=len(SPECIAL)):
            self._spell(word, number)
        self._blank_names(words)
        self.numbers = dict(self._base)
        self._known_spellings = len(self._base)
        self._known = self._frozen = len(self._families)
        self.family_start = np.zeros(1, dtype=np.int64)
        self.family_list = self.stem_of = np.zeros(0, dtype=np.int64)
        self._extend(0)

    def _spell(self, word: str, number: int) -> None:
        if word.startswith(FORMAL_MARK):
            plain = word[1:]
            self._base[plain.capitalize()] = self._base[plain.upper()] = number
            return
        for spelling in (word, word.capitalize(), word.upper()):
            self._base.setdefault(spelling, number)

    def _blank_names(self, words: Sequence[str]) -> None:
        place = {word: number for number, word in enumerate(words, start=len(SPECIAL))}
        for word, first in self._names.alike.items():
            target = place.get(first, UNKNOWN)
            for spelling in (word, word.capitalize(), word.upper()):
                if self._base.get(spelling, UNKNOWN) == place.get(word, UNKNOWN):
                    self._base[spelling] = target
        for name in self._names.capitalized:
            self._base[name] = self._base[name.upper()] = NAME
        for people in self._names.peoples:
            for spelling in (people, people.capitalize(), people.upper()):
                self._base[spelling] = PEOPLE

    def _gates(self) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
        """Beginnings and endings without which a strange word says nothing: cheap to look up, as most words fail here."""
        heads = {*self._lexicon.beginnings(), *self._names.people_heads}
        return (
            _spellings(s for s in self.stems if len(s) == STEM),
            _spellings(h[:GATE] for h in heads if len(h) >= GATE),
            _spellings(h for h in heads if len(h) < GATE),
            _spellings(t[-GATE:] for t in self._lexicon.endings()),
        )

    def _stem_number(self, word: str) -> int:
        return self._stem_numbers.get(stem(word), 0)

    def _extend(self, first: int) -> None:
        """Bring the arrays up to date with the words numbered from `first` on."""
        lengths = np.array([len(families) for families in self._families[first:]], dtype=np.int64)
        start = self.family_start[: first + 1]
        self.family_start = np.concatenate((start, start[-1] + np.cumsum(lengths)))
        added = np.array([f for families in self._families[first:] for f in families], dtype=np.int64)
        self.family_list = np.concatenate((self.family_list[: start[-1]], added))
        self.stem_of = np.concatenate((self.stem_of[:first], np.array(self._stem_of[first:], dtype=np.int64)))
        self._frozen = len(self._families)

    def strange(self, word: str, formed: bool) -> int:
        """Number a word that is not in the list; `formed`: it begins or ends as some family's words do."""
        lower = normal(word)
        families: tuple[int, ...] = ()
        if formed:
            if any(lower[:n] in self._names.people_heads for n in self._people_sizes):
                return PEOPLE
            families = self._lexicon.families_of(lower)
        stem_number = self._stem_number(lower)
        if not families and not stem_number:
            return UNKNOWN
        self._families.append(families)
        self._stem_of.append(stem_number)
        return len(self._families) - 1

    def number(self, tokens: Sequence[str]) -> Numbers:
        """Numbers of the tokens; call before `stem_of` and the families are looked up."""
        if len(self.numbers) - self._known_spellings > MAX_STRANGE:
            self._forget()
        found = list(map(self.numbers.get, tokens))
        if None in found:
            self._number_strange(tokens, found)
        if len(self._families) != self._frozen:
            self._extend(self._frozen)
        return np.array(found, dtype=np.int64)

    def _number_strange(self, tokens: Sequence[str], found: list[int | None]) -> None:
        """Most strange words fail all four look-ups and say nothing; only the others are looked at closely."""
        stems, heads, short, tails = self.gates
        numbers = self.numbers
        for n, word in enumerate(tokens):
            if found[n] is None:
                head = word[:GATE]
                formed = head in heads or word[-GATE:] in tails or head[:-1] in short
                if formed or word[:STEM] in stems:
                    found[n] = numbers[word] = numbers[word] if word in numbers else self.strange(word, formed)
                else:
                    found[n] = NUMBER if word[0] in "0123456789" else UNKNOWN

    def _forget(self) -> None:
        del self._families[self._known :], self._stem_of[self._known :]
        self.numbers = dict(self._base)
        self._extend(self._known)


def _spellings(words: Iterable[str]) -> frozenset[str]:
    return frozenset(spelling for w in words for spelling in (w, w.capitalize(), w.upper()))


def stem(word: str) -> str:
    """The first letters of a word, formal address kept apart; a sign stays itself."""
    return word[:STEM]
