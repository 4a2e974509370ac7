"""Was a repair tried? Finds the user's own message that names the conduct, asks for a change and announces the end.

All three must stand in one message; the report then asks whether it was read rightly.
"""

import re
from dataclasses import dataclass

_CONDUCT = re.compile(
    r"\b(tonfall|umgangston|ton(?= |\.|,)|beleidig\w+|beschimpf\w+|respektlos\w*|herablassend\w*|abfällig\w*|anschrei\w+|"
    r"drohung\w*|vorwürf\w+|nächtlich\w*|wochenende\w*|unpünktlich\w*|zahlungsverzug|verspätet\w*|zu spät|offene?n? rechnung\w*|"
    r"zusatzwünsch\w+|mehraufwand|unbezahlt\w*|umgang miteinander|wortwahl|nachrichten (?:nach|um|vor)|"
    r"tone|insult\w*|shout\w*|disrespect\w*|abus\w+|belittl\w+|rude\w*|language|threat\w*|accusation\w*|weekend\w*|late at night|"
    r"late payment\w*|overdue|unpaid|extra work|out of scope|name-calling|messages (?:at|after|on))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(bitte ich|erwarte ich|erwarten wir|ich bitte|wir bitten|möchte ich|wünsche ich|ändern|ändert|künftig|ab sofort|"
    r"please|i ask|i need|i expect|we expect|must (?:stop|change)|needs? to (?:stop|change)|from now on|change)\b",
    re.IGNORECASE,
)
_BY_DATE = re.compile(
    r"\b(bis (?:zum|spätestens|ende|mitte|anfang|\d)|ab (?:dem )?\d|ab (?:montag|sofort|nächst)|by (?:the )?(?:end|\d|mon|tue|wed|thu|"
    r"fri|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|until|within \w+ (?:days|weeks)|innerhalb von|as of|"
    r"from (?:mon|tue|wed|thu|fri|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"in den nächsten \w+ (?:tagen|wochen|monaten))",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(beende\w*|beenden|kündig\w+|(?:nicht|keine) (?:mehr |weiter |länger )*(?:zusammen\w*|fortsetzen|fortführen)|trennen|"
    r"ende (?:der|unserer) zusammenarbeit|mandat nieder\w*|lege das mandat|ich steige aus|"
    r"end (?:our|the|this|my)|terminate|stop working|part ways|part company|discontinue|withdraw from|"
    r"no longer (?:be able to )?(?:work|continue)|bring (?:our|this) \w+ to an end|close (?:our|the) (?:account|engagement))\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(sonst|andernfalls|ansonsten|falls|wenn|sofern|sollte\w*|anderenfalls|otherwise|if|should|unless|or else|failing that)\b|"
    r"^\W*(?:ändert|ändern|hört|hören|bleibt|bleiben|kommt|kommen|geht|passiert|geschieht|setzt|setzen|hält|halten|gelingt|"
    r"erhalte|bekomme|lässt|lassen|unterbleib\w+|erreicht|erreichen|wird|werden|ist)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
MAX_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class WarningRead:
    """The sentence that announces the end, as the proof shown to the user."""

    sentence: str


def read_warning(text: str) -> WarningRead | None:
    """Return the announcing sentence when an own message reads as a warning, else None."""
    text = text[:MAX_CHARS]
    if not (_END.search(text) and _CONDUCT.search(text) and _CHANGE.search(text) and _BY_DATE.search(text)):
        return None
    before = ""
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip()
        if _END.search(sentence) and (_OTHERWISE.search(sentence) or _OTHERWISE.search(before)):
            return WarningRead(sentence)
        before = sentence or before
    return None
