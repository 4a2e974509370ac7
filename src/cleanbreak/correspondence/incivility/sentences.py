"""Cuts a text into sentences that keep their place, and blanks the words somebody else is quoted with."""

import re
from collections.abc import Sequence

_END = re.compile(r"\n\s*|[.!?…]+[\"'”“»)]*\s+(?=[^\sa-zäöü])")
_SHORTENED = re.compile(r"(?:\b[A-Za-zÄÖÜ]|\b(?:Mr|Mrs|Ms|Dr|Nr|Prof|St|Tel|ca|bzw|inkl|zzgl|evtl|ggf|Abs))\.\s*$")
_MONTH = re.compile(r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")
_FULL_LINE = 50
_SHORT_START = 1
_CLOSING = ".!?…:,"
_QUOTED = re.compile(r'„[^„“”"\n]{0,400}[“”"]|“[^“”\n]{0,400}”|"[^"\n]{0,400}"|«[^«»\n]{0,400}»|»[^«»\n]{0,400}«')
QUOTE_MARK = "«"
MAX_SENTENCE = 600


def blank_quotations(text: str) -> str:
    """Replace quotations of two words and more by a mark and spaces; the length stays."""
    if '"' not in text and "„" not in text and "“" not in text and "«" not in text and "»" not in text:
        return text
    return _QUOTED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    words = match.group()
    return QUOTE_MARK + " " * (len(words) - 1) if len(words.split()) > 1 else words


def cut(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences within the spans as (start, end), white space at both ends left out."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        start = first
        for match in _END.finditer(text, first, last):
            if _ends(text, match, start):
                _add(found, text, start, match.end())
                start = match.end()
        _add(found, text, start, last)
    return found


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """A full stop after a shortened word or a day of the month ends nothing, nor does a line broken at its full width."""
    sign, begin = match.group(), match.start()
    if sign[0] == "\n":
        full = begin - max(text.rfind("\n", start, begin) + 1, start) > _FULL_LINE
        return sign.count("\n") > 1 or not full or text[begin - 1] in _CLOSING
    if sign[0] != "." or sign[1] == ".":
        return True
    before = text[begin - 1 : begin]
    if before.isdigit():
        return not _MONTH.match(text, match.end())
    return begin - start > _SHORT_START and not _SHORTENED.search(text, max(start, begin - 6), begin + 1)


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    stripped = words.strip()
    if not stripped:
        return
    start += len(words) - len(words.lstrip())
    end = start + len(stripped)
    while end - start > MAX_SENTENCE:
        comma = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        stop = comma if comma > 0 else start + MAX_SENTENCE
        found.append((start, stop))
        start = stop
    found.append((start, end))
