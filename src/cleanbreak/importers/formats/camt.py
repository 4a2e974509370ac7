"""CAMT.052, 053 and 054: account reports, statements and advices of banks, all versions, by local names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.amounts import plain_amount, plain_day
from cleanbreak.importers.remittance import joined_pieces, one_line
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.xml import BrokenXmlError, root_of, text_of, walk
from cleanbreak.ledger.records import BankEntry, EntryKind, Origin, Party, Problem, Record, Statement

NAME = "camt"

_MESSAGES = ("BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn")
_STATEMENTS = frozenset({"Stmt", "Rpt", "Ntfctn"})
_FEE_FAMILIES = frozenset({"CHRG", "COMM", "FEES"})
_FEE_CODES = frozenset({"805", "806", "807", "808", "809"})
_NO_REFERENCE = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF"})
_DAY_PATHS = (
    "BookgDt/Dt",
    "BookgDt/DtTm",
    "ValDt/Dt",
    "ValDt/DtTm",
    "NtryDtls/TxDtls/RltdDts/AccptncDtTm",
    "NtryDtls/TxDtls/RltdDts/TxDtTm",
    "NtryDtls/TxDtls/RltdDts/IntrBkSttlmDt",
)
_STATEMENT_DAY_PATHS = ("FrToDt/ToDtTm", "FrToDt/ToDt", "CreDtTm")
_DETAIL_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt")


def recognize(source: Source) -> int:
    """Certain when one of the three messages stands in the head; the namespace alone is nearly as good."""
    root = root_of(source.head)
    if root is None:
        return 0
    if any(f"{message}>" in root.head or f"{message} " in root.head for message in _MESSAGES):
        return 95
    return 90 if root.name == "Document" and ":camt.05" in root.attributes else 0


def read(source: Source, options: ReadOptions) -> Iterator[Record | Problem]:
    """Yield each statement before its entries; a batch becomes one entry per payment where its amounts add up."""
    reader = _Reader(source.name, options.base_currency)
    try:
        with source.open() as stream:
            for element, context in walk(stream, source.name, options.limits, records={"Ntry"}, contexts=_STATEMENTS):
                if element.tag == "Ntry":
                    yield from reader.entry(element, context)
                else:
                    yield from reader.opened(element)
    except BrokenXmlError as error:
        if not reader.records:
            raise
        yield Problem("xml_broken_off", source.name, reader.records, {"what": str(error.params["what"])})
    if not reader.statements:
        raise UnreadableError(
            file=source.name,
            what="the bank file holds no statement",
            todo="Please download the account statement (CAMT.053) again",
        )


@dataclass(frozen=True, slots=True)
class _Account:
    """What the entries of one statement share."""

    statement: str
    number: str
    currency: str
    day: date | None


class _Reader:
    """Turns statements and entries into records and counts them for their origins."""

    def __init__(self, file: str, base_currency: str) -> None:
        self.records = 0
        self.statements = 0
        self._file = file
        self._base_currency = base_currency
        self._context: Element | None = None
        self._account = _Account("", "", "", None)

    def opened(self, context: Element | None) -> Iterator[Statement]:
        """Yield the statement the first time it is seen; its own data stand before its entries."""
        if self.statements and context is self._context:
            return
        self._context = context
        self.statements += 1
        number = text_of(context, "Id", "ElctrncSeqNb", "LglSeqNb")
        account = text_of(context, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN")
        days = (plain_day(text_of(context, path)) for path in _STATEMENT_DAY_PATHS)
        self._account = _Account(
            number,
            account.replace(" ", ""),
            text_of(context, "Acct/Ccy"),
            next((day for day in days if day), None),
        )
        announced = text_of(context, "TxsSummry/TtlNtries/NbOfNtries")
        yield Statement(self._origin(), number, self._account.number, int(announced) if announced.isdecimal() else 0)

    def entry(self, entry: Element, context: Element | None) -> Iterator[Record | Problem]:
        """Yield what one `Ntry` books: one record, or one per payment of a batch."""
        yield from self.opened(context)
        amount = _signed(entry, entry.find("Amt"))
        if amount is None:
            yield self._problem("bank_amount_unreadable", text_of(entry, "Amt"))
            return
        day = next((day for path in _DAY_PATHS if (day := plain_day(entry.findtext(path) or ""))), None)
        if day is None:
            day = self._account.day
            if day is None:
                yield self._problem("bank_date_missing", text_of(entry, *_DAY_PATHS))
                return
            yield self._problem("bank_date_assumed", day.isoformat())
        details = entry.findall("NtryDtls/TxDtls")
        shares = _shares(details, entry, amount)
        if not shares:
            if len(details) > 1:
                yield self._problem("batch_not_split", str(len(details)))
            yield self._booked(day, amount, entry, details)
        for detail, share in zip(details, shares, strict=False):
            yield self._booked(day, share, entry, [detail])

    def _booked(self, day: date, amount: Decimal, entry: Element, details: list[Element]) -> BankEntry:
        """Return one movement; `details` are those of its payments (several only where they cannot be told apart)."""
        single = details[0] if len(details) == 1 else None
        fee = _deducted_fee(single, entry, amount)
        returned = _is_true(entry.findtext("RvslInd")) or (single is not None and single.find("RtrInf") is not None)
        purposes = list(dict.fromkeys(filter(None, map(_purpose, details))))
        return BankEntry(
            self._origin(),
            day,
            amount + fee,
            _currency(entry) or self._account.currency or self._base_currency,
            purpose=" ".join(purposes) or one_line(text_of(entry, "AddtlNtryInf")),
            counterparty=self._counterparty(single, amount, returned),
            kind=_kind(entry, amount, returned),
            fee=fee,
            reference=_reference(single, entry),
            invoice_number=text_of(single, "RmtInf/Strd/RfrdDocInf/Nb"),
            account=self._account.number,
            statement=self._account.statement,
        )

    def _counterparty(self, detail: Element | None, amount: Decimal, returned: bool) -> Party:
        """Return who is on the other side: debtor of a credit, creditor of a debit, the other way round on returns."""
        if detail is None:
            return Party()
        sides = ("Dbtr", "Cdtr") if (amount > 0) != returned else ("Cdtr", "Dbtr")
        first, second = (_party(detail, side) for side in sides)
        is_own = first.iban != "" and first.iban == self._account.number and second.iban != first.iban
        return second if is_own and second.name else first

    def _origin(self) -> Origin:
        self.records += 1
        return Origin(self._file, self.records)

    def _problem(self, code: str, value: str) -> Problem:
        return Problem(code, self._file, self.records + 1, {"value": value, "statement": self._account.statement})


def _currency(entry: Element) -> str:
    amount = entry.find("Amt")
    return "" if amount is None else amount.get("Ccy", "").strip().upper()


def _signed(entry: Element, amount: Element | None) -> Decimal | None:
    """Return the amount with the sign of its debit or credit mark; a reversal carries its own mark."""
    if amount is None or amount.text is None:
        return None
    value = plain_amount(amount.text)
    if value is None:
        return None
    return -value if (entry.findtext("CdtDbtInd") or "").strip().upper() in {"DBIT", "D"} else value


def _shares(details: list[Element], entry: Element, total: Decimal) -> list[Decimal]:
    """Return the amount of each payment in a batch, nothing unless all have one and they add up to the entry."""
    if len(details) < 2:
        return []
    shares: list[Decimal] = []
    for detail in details:
        found = _detail_amount(detail, _currency(entry))
        if found is None:
            return []
        own_mark = detail if detail.find("CdtDbtInd") is not None else entry
        is_debit = (own_mark.findtext("CdtDbtInd") or "").strip().upper() == "DBIT"
        shares.append(-found if is_debit else found)
    return shares if sum(shares) == total else []


def _detail_amount(detail: Element, currency: str) -> Decimal | None:
    for path in _DETAIL_AMOUNTS:
        amount = detail.find(path)
        if amount is not None and amount.text and amount.get("Ccy", currency).upper() == currency:
            return plain_amount(amount.text)
    return None


def _deducted_fee(detail: Element | None, entry: Element, amount: Decimal) -> Decimal:
    """Return what banks kept of a payment, where the file itself shows that paid less charges is what was booked."""
    if detail is None or amount <= 0:
        return Decimal(0)
    paid = detail.find("AmtDtls/InstdAmt/Amt")
    if paid is None or not paid.text or paid.get("Ccy", "") != _currency(entry):
        return Decimal(0)
    charges = [
        charge
        for owner in (detail, entry)
        for path in ("Chrgs/Rcrd/Amt", "Chrgs/Amt")
        for found in owner.findall(path)
        if (charge := plain_amount(found.text or "")) is not None
    ]
    kept = (plain_amount(paid.text) or amount) - amount
    return kept if kept > 0 and (kept in charges or kept == sum(charges)) else Decimal(0)


def _kind(entry: Element, amount: Decimal, returned: bool) -> EntryKind:
    status = text_of(entry, "Sts/Cd", "Sts/Prtry", "Sts").upper()
    if status and status not in {"BOOK", "BOOKED"}:
        return "pending"
    if returned:
        return "refund" if amount < 0 else "other"
    family = text_of(entry, "BkTxCd/Domn/Fmly/SubFmlyCd").upper()
    codes = text_of(entry, "BkTxCd/Prtry/Cd").split("+")
    if amount < 0 and (family in _FEE_FAMILIES or not _FEE_CODES.isdisjoint(codes)):
        return "fee"
    return "payment"


def _party(detail: Element, side: str) -> Party:
    """Return a debtor or creditor; one on whose behalf somebody else paid goes first, without the other's account."""
    name = _name(detail, side)
    ultimate = _name(detail, f"Ultmt{side}")
    account = f"RltdPties/{side}Acct/Id"
    iban = text_of(detail, f"{account}/IBAN", f"{account}/Othr/Id").replace(" ", "")
    if ultimate and name and ultimate.casefold() != name.casefold():
        return Party(name=ultimate)
    return Party(name=name or ultimate, iban=iban)


def _name(detail: Element, role: str) -> str:
    path = f"RltdPties/{role}"
    return one_line(text_of(detail, f"{path}/Nm", f"{path}/Pty/Nm", f"{path}/Agt/FinInstnId/Nm"))


def _purpose(detail: Element) -> str:
    """Return the remittance text; the structured reference or the bank's own words where there is none."""
    free = joined_pieces([piece.text or "" for piece in detail.findall("RmtInf/Ustrd")])
    structured = [text_of(strd, "AddtlRmtInf", "CdtrRefInf/Ref") for strd in detail.findall("RmtInf/Strd")]
    return free or one_line(" ".join(structured)) or one_line(text_of(detail, "AddtlTxInf"))


def _reference(detail: Element | None, entry: Element) -> str:
    given = text_of(detail, "Refs/EndToEndId")
    if given and given.upper() not in _NO_REFERENCE:
        return given
    return text_of(detail, "Refs/AcctSvcrRef", "Refs/TxId") or text_of(entry, "AcctSvcrRef", "NtryRef")


def _is_true(text: str | None) -> bool:
    return (text or "").strip().lower() in {"true", "1"}
