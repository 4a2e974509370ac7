"""The two fields of MT940 that carry everything: `:61:` (date, sign, amount, reference) and `:86:` (text)."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from cleanbreak.importers.remittance import one_line, sepa_parts

_LINE = re.compile(
    r"\s*(?P<value>\d{6})\s*(?P<entry>\d{4})?\s*(?P<mark>R[CD]|E[CD]|[CD])\s*(?P<fund>[A-Z](?=[\s\d,.]))?\s*"
    r"(?P<amount>\d[\d.,']*|[,.]\d+)\s*(?P<kind>[A-Z][A-Z0-9]{3})?(?P<rest>.*)",
    re.DOTALL,
)
_CODED = re.compile(r"\s*(\d{3})([^\w\s+/.,:;-])(?=\d\d)")
_SUBFIELD = r"{sign}(00|10|2\d|3[0-9]|6[0-3]|7\d)"
_SLASH_KEY = re.compile(
    r"/(TRTP|TYPE|CSID|NAME|IBAN|BIC|REMI|EREF|MARF|PREF|CNTP|ORDP|BENM|ID|ADDR|PURP|RTRN|ISDT|TRCD|SVCL|USTD|STRD|INIT)/"
)
_NO_REFERENCE = frozenset({"", "NONREF", "NOTPROVIDED", "NOREF", "KREF+", "EREF+"})
_PIECE_WIDTH = 27
_LONGEST_LAG = timedelta(days=183)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")


@dataclass(frozen=True, slots=True)
class Line:
    """A `:61:`: `amount` is signed, `on` the booking day; `is_expected` marks turnover announced but not booked."""

    on: date
    amount: Decimal
    is_reversal: bool
    is_expected: bool
    is_day_corrected: bool
    reference: str
    remark: str


@dataclass(frozen=True, slots=True)
class Details:
    """A `:86:`: `code` is the German business code, `ultimate` who paid through somebody else."""

    code: str = ""
    purpose: str = ""
    name: str = ""
    iban: str = ""
    reference: str = ""
    ultimate_debtor: str = ""
    ultimate_creditor: str = ""

    def payer(self, is_credit: bool) -> str:
        """Return whose money it is: the ultimate party of that side before the account holder."""
        return (self.ultimate_debtor if is_credit else self.ultimate_creditor) or self.name


def line_of(lines: Sequence[str]) -> Line | None:
    """Read a `:61:` with its continuation lines, None when sign, date or amount cannot be read."""
    match = _LINE.match("\n".join(lines))
    amount = _amount(match["amount"]) if match else None
    value_on, corrected = _day(match["value"]) if match else (None, False)
    if match is None or amount is None or value_on is None:
        return None
    mark = match["mark"]
    is_credit = mark in {"C", "RD", "EC"}
    reference, _, remark = match["rest"].partition("\n")
    own, _, banks = reference.partition("//")
    given = next((text for part in (own, banks) if (text := part.strip()) not in _NO_REFERENCE), "")
    return Line(
        _entry_day(match["entry"], value_on),
        amount if is_credit else -amount,
        mark.startswith("R"),
        mark.startswith("E"),
        corrected,
        given,
        one_line(remark),
    )


def _amount(text: str) -> Decimal | None:
    """Read `1500,00`, `15000,`, `,50`, `1.234,5`; a point alone is a decimal sign only before at most two digits."""
    text = text.strip("'").replace("'", "")
    last = max(text.rfind(","), text.rfind("."))
    is_thousands_point = text.count(".") > 1 or (text.find(".") == last >= 0 and len(text) - last == 4)
    if last < 0 or (is_thousands_point and "," not in text):
        whole, cents = text, ""
    else:
        whole, cents = text[:last], text[last + 1 :]
    whole = whole.replace(".", "").replace(",", "")
    if not (whole + cents).isdecimal() or len(whole) > 18:
        return None
    return Decimal(f"{whole or '0'}.{cents or '0'}") if cents else Decimal(whole)


def _day(text: str) -> tuple[date | None, bool]:
    """Read YYMMDD; banks with months of 30 days write 30 February: then the last real day, and True."""
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:6])
    year += 1900 if year >= 80 else 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None, False
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, last)), day > last


def _entry_day(text: str | None, value_on: date) -> date:
    """Return the booking day, which has no year: the one nearest to the value date, across the turn of the year too."""
    if not text or text == "0000":
        return value_on
    month, day = int(text[:2]), int(text[2:])
    candidates = [
        date(year, month, day)
        for year in (value_on.year - 1, value_on.year, value_on.year + 1)
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    ]
    nearest = min(candidates, key=lambda candidate: abs(candidate - value_on), default=value_on)
    return nearest if abs(nearest - value_on) <= _LONGEST_LAG else value_on


def details_of(lines: Sequence[str]) -> Details:
    """Read a `:86:` of any of the three kinds: German sub-fields, keys between slashes, plain text."""
    if not lines:
        return Details()
    match = _CODED.match(lines[0])
    if match is not None:
        return _coded("".join(lines)[match.end(1) :], match[1], match[2])
    joined = "".join(lines)
    if len(_SLASH_KEY.findall(joined)) > 1:
        return _slashed(joined)
    parts = sepa_parts(" ".join(lines))
    return _with_parts(parts, Details())


def _coded(text: str, code: str, sign: str) -> Details:
    """Read sub-fields `?00` to `?79`; the purpose may hold SEPA keys."""
    pieces = re.split(_SUBFIELD.format(sign=re.escape(sign)), text)
    fields = dict[str, str]()
    for number, value in zip(pieces[1::2], pieces[2::2], strict=True):
        fields.setdefault(number, value)
    purpose = _glued([value for number, value in fields.items() if number[0] == "2" or number[0] == "6"])
    account = fields.get("31", "").strip()
    bare = Details(
        code=code,
        purpose=one_line(fields.get("00", "")),
        name=one_line(_glued([fields[number] for number in ("32", "33") if number in fields])),
        iban=_iban(account) or _iban(fields.get("38", "")) or account,
    )
    return _with_parts(sepa_parts(purpose), bare)


def _with_parts(parts: dict[str, str], bare: Details) -> Details:
    """Add what the SEPA keys say; without other words the reference, then the bank's own text, is the purpose."""
    references = [parts[key] for key in ("EREF", "KREF") if parts.get(key, "") not in _NO_REFERENCE]
    reference = one_line(references[0]) if references else ""
    return replace(
        bare,
        purpose=one_line(parts.get("SVWZ") or parts[""]) or reference or bare.purpose,
        iban=bare.iban or _iban(parts.get("IBAN", "")),
        reference=reference,
        ultimate_debtor=one_line(parts.get("ABWA", "")),
        ultimate_creditor=one_line(parts.get("ABWE", "")),
    )


def _glued(pieces: Sequence[str]) -> str:
    """Join pieces of 27 characters: a full one may have cut a word, a shorter one ended with it."""
    text = ""
    for piece in pieces:
        text += piece if len(piece) >= _PIECE_WIDTH else f"{piece} "
    return text.strip()


def _slashed(text: str) -> Details:
    pieces = _SLASH_KEY.split(text)
    fields = {key: value.strip() for key, value in zip(pieces[1::2], pieces[2::2], strict=True) if value.strip()}
    reference = fields.get("EREF", "")
    purpose = re.sub(r"^(?:USTD|STRD)?//|(?<=\w)//$", "", fields.get("REMI", ""))
    return Details(
        purpose=one_line(purpose or fields.get("USTD", "") or pieces[0]),
        name=one_line(fields.get("NAME", "")),
        iban=_iban(fields.get("IBAN", "")),
        reference="" if reference in _NO_REFERENCE else one_line(reference),
    )


def _iban(text: str) -> str:
    compact = text.replace(" ", "")
    return compact if _IBAN.fullmatch(compact) else ""
