"""Does a leaving letter say everything the profession must say? Names what is missing; never judges how it is said."""

import re
from functools import cache

from cleanbreak.cases.packs import Pack, PackItem

DAY = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|\d{1,2}(?:\.|st|nd|rd|th)?(?:\s+of)?\s+(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober"
    r"|november|dezember|january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec)\b|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}\b)"
)
MONEY = r"(?:(?:€|eur|euro|£|gbp|\$|usd|chf)\s?\d[\d.,'’ ]*|\d[\d.,'’ ]*\s?(?:€|eur\b|euro\b|£|gbp\b|\$|usd\b|chf\b|pounds\b|dollars\b))"
MACROS = {"<day>": DAY, "<money>": MONEY}
_NOT_AN_END = re.compile(
    r"(?<=\d)\.(?=\s?\d|\s+[A-ZÄÖÜ][a-zäöü]+\s+\d{4}|\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b)"
    r"|\b(?:z\.\s?B|d\.\s?h|e\.g|i\.e|bzw|ca|Nr|No|Dr|Mr|Mrs|Ms|inkl|zzgl|Tel|Abs|St)\."
)
_ENDS = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n(?=\s*[-*•–]\s)|;\s")


def missing_items(text: str, pack: Pack, language: str) -> list[str]:
    """Return the codes of the pack's items that a letter does not speak of, in the pack's order."""
    pieces = _sentences(text)
    return [item.code for item in pack.items if not _said(item, pieces, language)]


def _said(item: PackItem, pieces: list[str], language: str) -> bool:
    return any(
        any(all(part.search(piece) for part in parts) for piece in pieces)
        for parts in (_compiled(alternative) for alternative in item.patterns[language])
    )


@cache
def _compiled(alternative: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    found = []
    for part in alternative:
        for name, pattern in MACROS.items():
            part = part.replace(name, pattern)
        found.append(re.compile(part, re.IGNORECASE))
    return tuple(found)


def _sentences(text: str) -> list[str]:
    kept = _NOT_AN_END.sub(lambda found: found.group().replace(".", "\x00"), text)
    pieces, start = [], 0
    for end in _ENDS.finditer(kept):
        pieces.append(kept[start : end.end()])
        start = end.end()
    pieces.append(kept[start:])
    return [" ".join(piece.replace("\x00", ".").split()) for piece in pieces if piece.strip()]
