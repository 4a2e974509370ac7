"""A draft cut into sentences, with the form of address told from what is said."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cleanbreak.correspondence.drafts.address import after_greeting, is_closing, is_name
from cleanbreak.correspondence.drafts.language import Language

Channel = Literal["call", "email", "letter", "sms"]
CHANNELS: tuple[Channel, ...] = ("call", "email", "letter", "sms")
LONGEST_SENTENCE = 600

_ABBREVIATIONS = frozenset(
    "hr fr dr prof nr str st bzw ca evtl ggf inkl vgl abs art ziff tel usw mr mrs ms messrs co no dept rev approx ing dipl geb "
    "jan feb mrz apr jun jul aug sep sept okt oct nov dez dec mo di mi do wed thu fri".split()
)
_ORDINAL_NOUN = re.compile(
    r"(?:jan|jän|feb|mär|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez|advent|etage|stock|quartal|klasse|geburtstag|semester|kapitel|"
    r"lektion|folge|sitzung|kw\b)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]+[\"'“”»)]*(?=\s|$)|\n")
_WRAPPED = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """`draft.text[start:end]`, without the form of address before it; `flat` is the same with every blank a space."""

    start: int
    end: int
    text: str
    flat: str
    index: int


@dataclass(frozen=True)
class Draft:
    """What the person wants to say, on which channel (None: not told) and in which language."""

    text: str
    channel: Channel | None
    language: Language

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences between the form of address and the closing formula."""
        found: list[Sentence] = []
        pieces = _pieces(self.text)
        while len(pieces) > 1 and _is_foot(self.text, *pieces[-1]):
            pieces.pop()
        for start, end in pieces:
            if is_closing(self.text[start:end]):
                continue
            if not found:
                start += after_greeting(self.text[start:end])
            if start < end:
                words = self.text[start:end]
                found.append(Sentence(start, end, words, re.sub(r"\s", " ", words).replace("’", "'"), len(found)))
        return tuple(found)

    @cached_property
    def word_count(self) -> int:
        """Tokens between blanks."""
        return len(self.text.split())


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.end() - start < 2 or not _is_end(text, start, stop):
            continue
        pieces += _trimmed(text, start, stop.end())
        start = stop.end()
    pieces += _trimmed(text, start, len(text))
    return pieces


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    mark = stop.group()
    if mark == "\n":
        line = text[text.rfind("\n", 0, stop.start()) + 1 : stop.start()]
        return len(line.strip()) < _WRAPPED or text[stop.start() - 1] in ".!?:;" or text[stop.end() : stop.end() + 1] in "\n-*•"
    if not mark.startswith(".") or len(mark.rstrip("\"'“”»)")) > 1:
        return True
    word = re.search(r"(\w+)$", text[max(start, stop.start() - 24) : stop.start()])
    before = word.group(1).lower() if word else ""
    after = text[stop.end() : stop.end() + 16].lstrip()
    if before.isdigit() and len(before) <= 2:
        return not after or not (after[0].islower() or _ORDINAL_NOUN.match(after))
    if len(before) == 1 and before != "i":
        return not after[:1].isalpha()
    return before not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    found = []
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        found.append((start, cut))
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if end > start:
        found.append((start, end))
    return found


def _is_foot(text: str, start: int, end: int) -> bool:
    """A name or closing formula on its own line at the end."""
    if "\n" not in text[:start]:
        return False
    return is_closing(text[start:end]) or is_name(text[start:end])
