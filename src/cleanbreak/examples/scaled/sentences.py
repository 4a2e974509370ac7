"""Sentences for any number of mails: drawn from the written texts and from templates with names, numbers and rare words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cleanbreak.examples.cast import Thread, clients, load, threads
from cleanbreak.examples.plan import Dice

SLOT = re.compile(r"\{(\w+)\}")
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!Dr\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ])")
WRITTEN_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Voice:
    """What one kind of correspondent says: whole written sentences, and templates as (literals, slots)."""

    written: tuple[str, ...]
    templates: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


class Speaker:
    """Makes up sentences in one language."""

    def __init__(self, language: str, dice: Dice) -> None:
        words = load("texts/fillers.toml")[language]
        self._random = dice.random
        self._slots: dict[str, Callable[[], str]] = {
            "name": self._joined(words["first"], words["last"], " "),
            "thing": self._one(words["things"]),
            "place": self._one(words["places"]),
            "rare": self._joined(words["rare_a"], words["rare_b"], ""),
            "n": lambda: str(2 + int(self._random() * 97)),
            "d": lambda: str(4 + int(self._random() * 17)),
            "file": self._file,
        }
        self.greetings: list[str] = words["greetings"]
        self.closings: list[str] = words["closings"]
        self.client = Voice(_written(language, False), _templates(words["civil"]))
        self.owner = Voice(_written(language, True), _templates(words["owner"]))
        self.uncivil = Voice((), _templates(words["uncivil"]))
        self.private = Voice((), _templates(words["private"]))

    def _one(self, items: list[str]) -> Callable[[], str]:
        count = len(items)
        return lambda: items[int(self._random() * count)]

    def _joined(self, left: list[str], right: list[str], between: str) -> Callable[[], str]:
        """Return a maker of two-part words; all pairs are laid out once."""
        pairs = [f"{a}{between}{b}" for a in left for b in right]
        return self._one(pairs)

    def _file(self) -> str:
        return f"v{int(self._random() * 100_000):05d}.pdf"

    def rare_word(self) -> str:
        """Return a word that few mails share."""
        return self._slots["rare"]()

    def sentence(self, voice: Voice) -> str:
        """Return one sentence, mostly from a template."""
        draw = self._random()
        if draw < WRITTEN_SHARE and voice.written:
            return voice.written[int(draw / WRITTEN_SHARE * len(voice.written))]
        literals, slots = voice.templates[int(self._random() * len(voice.templates))]
        out = literals[0]
        for slot, literal in zip(slots, literals[1:], strict=True):
            out += self._slots[slot]() + literal
        return out[0].upper() + out[1:]

    def paragraph(self, voice: Voice, length: int) -> str:
        """Return sentences of at least this length together (at least one)."""
        parts = [self.sentence(voice)]
        size = len(parts[0])
        while size < length:
            parts.append(self.sentence(voice))
            size += len(parts[-1]) + 1
        return " ".join(parts)


def _templates(texts: list[str]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    split = [SLOT.split(text) for text in texts]
    return tuple((tuple(parts[::2]), tuple(parts[1::2])) for parts in split)


def _written(language: str, from_owner: bool) -> tuple[str, ...]:
    """All sentences of the written conversations without any tag, by who writes."""
    of_language = {c.key for c in clients() if c.language == language}
    found: dict[str, None] = {}
    for thread in threads():
        if thread.role in of_language and _is_calm(thread):
            for turn_from_owner, _, text in thread.turns:
                if turn_from_owner == from_owner:
                    found.update(
                        dict.fromkeys(
                            part[0].upper() + part[1:] for part in SENTENCE_END.split(text) if "@" not in part
                        )
                    )
    return tuple(found)


def _is_calm(thread: Thread) -> bool:
    return not any(tags for _, tags, _ in thread.turns)
