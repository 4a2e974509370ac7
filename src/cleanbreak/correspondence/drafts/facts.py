"""Finds the dates and sums in words, as they stand there."""

import re

_MONTH = (
    r"(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    r"january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec)\b\.?"
)
_FACT = re.compile(
    rf"(?P<sum>[£$€] ?\d[\d.,'’]*\d|[£$€] ?\d|\d[\d.,'’]* ?(?:€|euro\b|franken\b|chf\b|pounds\b|dollars\b|usd\b|gbp\b|eur\b|prozent\b|%))|"
    rf"(?P<date>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\. ?\d{{1,2}}\.(?:\d{{2,4}})?|\d{{1,2}}(?:\.|st\b|nd\b|rd\b|th\b)?(?: of)? {_MONTH}(?: \d{{4}})?|"
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:, \d{{4}})?|\b\d{{1,2}}(?:st|nd|rd|th)\b|(?<=am )\d{{1,2}}\.|(?<=zum )\d{{1,2}}\.|(?<=bis )\d{{1,2}}\.)",
    re.IGNORECASE,
)


def dates_and_sums(words: str) -> tuple[str, ...]:
    """Return each date and sum once, in order of appearance, exactly as written."""
    return tuple(dict.fromkeys(m.group().strip() for m in _FACT.finditer(words)))
