"""The readable half of the engine: families of words, the rules built on them, and names that count as nobody's."""

import re
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FORMAL = {"Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihres"}
FORMAL_MARK = "§"
_MACRO = re.compile(r"\{(\w+)\}")
TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[-=_*+|<>#~/\\.]+|[^\w\s]")
LABEL_FILES = (
    "insult",
    "threat",
    "blame",
    "pressure",
    "scope_creep",
    "payment_evasion",
    "disrespect_boundaries",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Fires in a sentence that has `every` family, one of `some` and none of `unless`; its code is the reason shown."""

    code: str
    label: str
    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Lexicon:
    """Families of words by name: whole words, beginnings, endings and phrases."""

    def __init__(self, families: Mapping[str, Iterable[str]], rules: Iterable[Rule]) -> None:
        self.names = tuple(sorted(families))
        self.rules = tuple(rules)
        self.phrases: dict[tuple[str, ...], set[int]] = {}
        self._words: dict[str, set[int]] = {}
        self._heads: dict[str, set[int]] = {}
        self._tails: dict[str, set[int]] = {}
        for number, name in enumerate(self.names):
            for entry in families[name]:
                self._add(entry, number)
        self._head_sizes = sorted({len(head) for head in self._heads})
        self._tail_sizes = sorted({len(tail) for tail in self._tails})

    def _add(self, entry: str, number: int) -> None:
        if " " in entry or len(TOKEN.findall(entry.strip("*"))) > 1:
            words = tuple(TOKEN.findall(entry.lower()))
            self.phrases.setdefault(words, set()).add(number)
        elif entry.endswith("*") and len(entry) > 1:
            self._heads.setdefault(entry[:-1].lower(), set()).add(number)
        elif entry.startswith("*") and len(entry) > 1:
            self._tails.setdefault(entry[1:].lower(), set()).add(number)
        else:
            self._words.setdefault(normal(entry), set()).add(number)

    def families_of(self, word: str) -> tuple[int, ...]:
        """Numbers of the families a word (as `normal` writes it) belongs to."""
        found = set(self._words.get(word, ()))
        for n in self._head_sizes:
            if word[:n] in self._heads:
                found |= self._heads[word[:n]]
        for n in self._tail_sizes:
            if word[-n:] in self._tails:
                found |= self._tails[word[-n:]]
        return tuple(sorted(found))

    def whole_words(self) -> list[str]:
        """Every word that stands in a family or a phrase in full."""
        return sorted(set(self._words) | {word for phrase in self.phrases for word in phrase})

    def beginnings(self) -> list[str]:
        """Every `word*`, without the star."""
        return sorted(self._heads)

    def endings(self) -> list[str]:
        """Every `*word`, without the star."""
        return sorted(self._tails)


@dataclass(frozen=True, slots=True)
class Names:
    """Words read as a blank: people and places by their capital, peoples in any spelling; and words read alike."""

    capitalized: frozenset[str]
    peoples: frozenset[str]
    people_heads: frozenset[str]
    alike: Mapping[str, str]


def normal(word: str) -> str:
    """Lower case, but the formal address keeps apart from the third person: `Sie` becomes `§sie`."""
    return FORMAL_MARK + word.lower() if word in FORMAL else word.lower()


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.replace("\n", " ").split(",") if entry.strip()]


def _expanded(entry: str, macros: Mapping[str, list[str]]) -> Iterable[str]:
    """Write `{your} door` out for every word the macro stands for."""
    slot = _MACRO.search(entry)
    if not slot:
        return [entry]
    head, tail = entry[: slot.start()], entry[slot.end() :]
    return [full for word in macros[slot.group(1)] for full in _expanded(head + word + tail, macros)]


def _tables() -> list[tuple[str, dict[str, object]]]:
    root = files("cleanbreak.correspondence.incivility")
    sources = [("", root / "concepts.toml"), *((name, root / "labels" / f"{name}.toml") for name in LABEL_FILES)]
    return [(label, tomllib.loads(source.read_text(encoding="utf-8"))) for label, source in sources]


@cache
def lexicon() -> Lexicon:
    """The families and rules shipped with the engine."""
    families: dict[str, list[str]] = {}
    rules: list[Rule] = []
    tables = _tables()
    macros = {name: _entries(words) for name, words in tables[0][1]["macros"].items()}  # type: ignore[attr-defined]
    for label, table in tables:
        for name, family in table["families"].items():  # type: ignore[attr-defined]
            families[name] = [full for entry in _entries(family["words"]) for full in _expanded(entry, macros)]
        rules += [
            Rule(r["code"], label, tuple(r.get("every", ())), tuple(r.get("some", ())), tuple(r.get("unless", ())))
            for r in table.get("rules", ())  # type: ignore[attr-defined]
        ]
    return Lexicon(families, rules)


def fingerprint(known: Lexicon) -> int:
    """Changes when families or rules come, go or change places; weights belong to one fingerprint."""
    told = "\n".join([*known.names, *(f"{r.label} {r.code} {r.every} {r.some} {r.unless}" for r in known.rules)])
    return zlib.crc32(told.encode())


@cache
def names() -> Names:
    """The names shipped with the engine."""
    table = tomllib.loads((files("cleanbreak.correspondence.incivility") / "names.toml").read_text(encoding="utf-8"))
    capitalized = {n for part in ("people", "surnames", "places") for n in _entries(table[part]["words"])}
    peoples = [p.lower() for p in _entries(table["peoples"]["words"])]
    groups = [_entries(group) for group in table["same"]["groups"]]
    return Names(
        frozenset(capitalized),
        frozenset(p for p in peoples if not p.endswith("*")),
        frozenset(p[:-1] for p in peoples if p.endswith("*")),
        {word: group[0] for group in groups for word in group[1:]},
    )
