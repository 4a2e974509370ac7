"""One form for the spellings of a telephone number, so that the same person has one address."""

import re

_NOISE = re.compile(r"[\s()\[\]/.\-\u2010-\u2015\u2066-\u2069\u200e\u200f\u202a-\u202f\u00a0]")
_NUMBER = re.compile(r"\+?\d{2,20}$")
_COUNTRY_CODES = {
    "Europe/Berlin": "49",
    "Europe/Busingen": "49",
    "Europe/Vienna": "43",
    "Europe/Zurich": "41",
    "Europe/London": "44",
    "Europe/Paris": "33",
    "Europe/Amsterdam": "31",
    "Europe/Brussels": "32",
    "Europe/Luxembourg": "352",
    "Europe/Copenhagen": "45",
    "Europe/Warsaw": "48",
    "Europe/Prague": "420",
    "Europe/Dublin": "353",
}
_WITHOUT_TRUNK_ZERO = {"America/": "1"}


def phone_address(text: str, timezone: str = "Europe/Berlin") -> str:
    """Return a number as `+491701234567`; short codes keep their digits, and what is no number gives an empty text.

    A number without its country is one of the country that the practice's time zone belongs to, where we know that.
    """
    compact = _NOISE.sub("", text.removeprefix("tel:").replace("(0)", ""))
    if not _NUMBER.match(compact):
        return ""
    if compact.startswith("+"):
        return compact
    if compact.startswith("00"):
        return "+" + compact[2:]
    code = _COUNTRY_CODES.get(timezone)
    if code and compact.startswith("0") and len(compact) > 5:
        return f"+{code}{compact[1:]}"
    for zone, national in _WITHOUT_TRUNK_ZERO.items():
        if timezone.startswith(zone) and len(compact) == 10:
            return f"+{national}{compact}"
    return compact
