"""Which payment settles which invoice (MEASURES section 1): by number, by exact amount, then oldest first.

Amounts are gross, in the invoice's currency; a payment in another currency is allocated only through its invoice number
or payer and then counts at the share of the invoice it was meant for. Nothing is guessed: what fits nowhere is reported.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from cleanbreak.ledger.names import fold, iban_key, name_key
from cleanbreak.ledger.records import BankEntry, Invoice

_TOKENS = re.compile(r"[A-Z]+|[0-9]+")
_NUMBER_WORDS = frozenset("RE RG RN RNR RECHNUNG RECHNUNGSNR RECHNUNGSNUMMER NR NO NUMMER INV INVOICE R".split())
_SERVICES = ("paypal", "stripe", "sumup", "wise payments", "klarna", "gocardless", "mollie", "payoneer")
_DATE = re.compile(
    r"(?<![\w.-])(?:(?P<of>vom|am|dated|of|on|datum|date)[ :]{1,3})?"
    r"(?:(?:19|20)\d\d-\d\d?-\d\d?|\d\d?\.\d\d?\.(?:20)?\d\d)(?![\w-]|\.\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:\d\d)?|(?:0[1-9]|1[0-2])(?:19|20)\d\d")
_PAID_BACK = re.compile(
    r"erstatt|rück|rueck|gutschr|storn|überzahl|ueberzahl|zurück|refund|re-?pay|credit|cancel|overpa|return|reversal",
    re.IGNORECASE,
)
MAX_JOINED_TOKENS = 8
SHORT_NUMBER = 4
MAX_SUMMED = 10


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of one payment that settles (part of) one invoice. `amount` is signed, gross, in the payment's currency.

    `settled` is the same part in the invoice's currency (equal unless currencies differ). `how` says by which rule.
    """

    entry: BankEntry
    invoice: Invoice
    amount: Decimal
    settled: Decimal
    how: str


@dataclass(slots=True)
class AllocationResult:
    """What was allocated, and what could not be: entries with the code of the reason."""

    allocations: list[Allocation] = field(default_factory=list)
    unassigned: list[tuple[BankEntry, str]] = field(default_factory=list)


@lru_cache(maxsize=65_536)
def number_tokens(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a text, upper case, leading zeros kept."""
    return tuple(_TOKENS.findall(fold(text).upper()))


@lru_cache(maxsize=65_536)
def number_core(number: str) -> str:
    """Return an invoice number without blanks, hyphens and leading letters: "RE-2025-017" gives "2025017"."""
    return "".join(number_tokens(number)).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class InvoiceNumbers:
    """Finds the invoices that a text names, however the number is written."""

    def __init__(self, invoices: Iterable[Invoice]) -> None:
        self._by_full: dict[str, list[Invoice]] = defaultdict(list)
        self._by_core: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in invoices:
            full = "".join(number_tokens(invoice.number))
            if full:
                self._by_full[full].append(invoice)
                core = number_core(invoice.number)
                if core and core != full:
                    self._by_core[core].append(invoice)

    def exact(self, number: str) -> list[Invoice]:
        """Return the invoices with this very number, as an invoice field gives it."""
        full = "".join(number_tokens(number))
        if not full:
            return []
        return self._by_full.get(full) or self._by_core.get(number_core(number) or full, [])

    def without_dates(self, text: str) -> str:
        """Return a text without its dates; one that is an invoice number as a whole stays, unless "vom" or "of" precedes."""

        def kept(match: re.Match[str]) -> str:
            digits = "".join(number_tokens(match[0]))
            is_number = digits in self._by_full or digits in self._by_core
            return match[0] if is_number and not match["of"] else " . "

        return _DATE.sub(kept, text)

    def named_in(
        self, text: str, is_plausible: Callable[[Invoice], bool], *, payer_known: bool = False
    ) -> list[Invoice]:
        """Return the invoices a purpose text names, longest reading first, each stretch of text used once.

        A short bare number (under four digits) counts only behind a word such as "Rechnung" or "Invoice", or when
        `is_plausible` says that the payer is the invoice's client. With a known payer, digits that are a date or month
        as well name only the payer's own invoices.
        """
        tokens = number_tokens(text)
        found: list[Invoice] = []
        start = 0
        while start < len(tokens):
            step = 1
            for length in range(min(MAX_JOINED_TOKENS, len(tokens) - start), 0, -1):
                hits = self._reading(tokens, start, length, is_plausible)
                if payer_known and self._may_be_a_date(tokens, start, length):
                    hits = [i for i in hits if is_plausible(i)]
                if hits:
                    found.extend(hit for hit in hits if hit not in found)
                    step = length
                    break
            start += step
        return found

    @staticmethod
    def _may_be_a_date(tokens: Sequence[str], start: int, length: int) -> bool:
        is_after_word = start > 0 and tokens[start - 1] in _NUMBER_WORDS
        return not is_after_word and bool(_MONTH.fullmatch("".join(tokens[start : start + length])))

    def _reading(
        self, tokens: Sequence[str], start: int, length: int, is_plausible: Callable[[Invoice], bool]
    ) -> list[Invoice]:
        joined = "".join(tokens[start : start + length])
        full = self._by_full.get(joined, [])
        if full and (not joined.isdigit() or self._safe(joined, tokens, start)):
            return full
        core = self._by_core.get(joined, []) if joined.isdigit() or joined[0].isdigit() else []
        if core and self._safe(joined, tokens, start):
            return core
        return [i for i in (full or core) if is_plausible(i) and (start == 0 or len(joined) > 1)]

    @staticmethod
    def _safe(joined: str, tokens: Sequence[str], start: int) -> bool:
        return len(joined) >= SHORT_NUMBER or (start > 0 and tokens[start - 1] in _NUMBER_WORDS)


@dataclass(slots=True)
class _Open:
    """The open side of one invoice; `left` is gross less what was allocated, positive while something is owed."""

    invoice: Invoice
    left: Decimal


class Allocator:
    """Allocates payments in the order they were booked. `client_of_invoice` and `client_of_payer` give client keys."""

    def __init__(
        self,
        invoices: Sequence[Invoice],
        client_of_invoice: Callable[[Invoice], int | None],
        client_of_payer: Callable[[BankEntry], int | None],
        base_currency: str,
        convert: Callable[[Decimal, str, str, BankEntry], Decimal | None] | None = None,
    ) -> None:
        issued = [i for i in invoices if i.kind not in {"draft", "offer"} and i.gross is not None]
        issued.sort(key=lambda i: (i.issued_on, i.number, i.origin.file, i.origin.row))
        self._client_of_invoice = client_of_invoice
        self._client_of_payer = client_of_payer
        self._base = base_currency
        self._convert = convert
        self._numbers = InvoiceNumbers(issued)
        self._open = {id(i): _Open(i, i.gross or Decimal(0)) for i in issued}
        self._order = {id(i): n for n, i in enumerate(issued)}
        self._by_client: dict[int, list[int]] = defaultdict(list)
        self._invoices = issued
        for index, invoice in enumerate(issued):
            client = client_of_invoice(invoice)
            if client is not None:
                self._by_client[client].append(index)
        self._payers_of_iban: dict[str, set[int]] = defaultdict(set)
        self._credit_notes = [i for i in issued if (i.gross or 0) < 0]

    def run(self, entries: Iterable[BankEntry]) -> AllocationResult:
        """Allocate all entries; those that name an invoice first within a day, so that they are never displaced."""
        result = AllocationResult()
        payments = []
        in_order = sorted(entries, key=_booking_order)
        exported = frozenset(e.service for e in in_order)
        for entry in in_order:
            if entry.kind in {"payment", "refund"} and entry.amount != 0:
                if self._is_own_transfer(entry, exported):
                    continue
                payments.append((entry, self._named(entry)))
        for entry, named in payments:
            self._learn_payer(entry, named)
        for entry, named in payments:
            self._settle_credit_notes(entry.booked_on)
            self._allocate(entry, named, self._payer(entry), result)
        return result

    # -- finding -----------------------------------------------------------------------------------------------------

    def _is_own_transfer(self, entry: BankEntry, exported: frozenset[str]) -> bool:
        """Tell whether a service pays out to the bank; it may speak for its payer only where its own export is missing."""
        name = name_key(entry.counterparty.name)
        service = next((s for s in _SERVICES if name.startswith(s)), "")
        return entry.service == "bank" and bool(service) and (service in exported or not self._named(entry))

    def _named(self, entry: BankEntry) -> list[Invoice]:
        payer = self._client_of_payer(entry)
        if payer is None and entry.amount < 0 and entry.kind == "payment" and not _PAID_BACK.search(entry.purpose):
            return []  # a supplier's number can be one of ours: money to a stranger is a refund only if it says so

        def plausible(invoice: Invoice) -> bool:
            return payer is not None and self._client_of_invoice(invoice) == payer

        found = self._numbers.exact(entry.invoice_number) if entry.invoice_number.strip() else []
        if not found:
            text = self._numbers.without_dates(f"{entry.purpose} {entry.invoice_number}")
            found = self._numbers.named_in(text, plausible, payer_known=payer is not None)
        if not found and entry.reference:
            found = [i for i in self._numbers.named_in(entry.reference, plausible) if payer is None or plausible(i)]
        if len(found) > 1 and payer is not None:
            own = [i for i in found if self._client_of_invoice(i) == payer]
            found = own or found
        return sorted(found, key=lambda i: self._order[id(i)])

    def _learn_payer(self, entry: BankEntry, named: list[Invoice]) -> None:
        iban = iban_key(entry.counterparty.iban)
        if not iban:
            return
        client = self._client_of_payer(entry)
        found = {client} if client is not None else {self._client_of_invoice(i) for i in named}
        self._payers_of_iban[iban].update(c for c in found if c is not None)

    def _payer(self, entry: BankEntry) -> int | None:
        """Return who paid: by name or address, else by an account that proved to be one client's."""
        client = self._client_of_payer(entry)
        learned = self._payers_of_iban.get(iban_key(entry.counterparty.iban), set())
        return next(iter(learned)) if client is None and len(learned) == 1 else client

    def _settle_credit_notes(self, until: date) -> None:
        """Set every credit note of the days up to `until` off against what it names, else an equal open invoice."""
        while self._credit_notes and self._credit_notes[0].issued_on <= until:
            note = self._credit_notes.pop(0)
            target = self._credited(note)
            if target is None:
                continue
            against, credit = self._open[id(target)], self._open[id(note)]
            amount = max(Decimal(0), min(against.left, -credit.left))
            against.left -= amount
            credit.left += amount

    def _credited(self, note: Invoice) -> Invoice | None:
        texts = [note.refers_to, note.subject]
        for text in texts:
            for hit in self._numbers.named_in(text, lambda i: True) if text else []:
                if hit is not note and (hit.gross or 0) > 0:
                    return hit
        client = self._client_of_invoice(note)
        for index in self._by_client.get(client, ()) if client is not None else ():
            invoice = self._invoices[index]
            if invoice.gross == -(note.gross or 0) and self._open[id(invoice)].left == invoice.gross:
                return invoice
        return None

    # -- giving -----------------------------------------------------------------------------------------------------

    def _allocate(self, entry: BankEntry, named: list[Invoice], client: int | None, result: AllocationResult) -> None:
        if named:
            self._pay(entry, named, "number", result)
            return
        if client is None:
            result.unassigned.append((entry, "unknown_payer"))
            return
        candidates = self._open_of(client, entry)
        exact = self._exact_match(entry, candidates)
        if exact:
            self._pay(entry, exact, "amount", result)
        elif candidates:
            self._pay(entry, candidates, "oldest", result)
        else:
            result.unassigned.append((entry, "no_open_invoice"))

    def _open_of(self, client: int, entry: BankEntry) -> list[Invoice]:
        sign = 1 if entry.amount > 0 else -1
        issued: list[Invoice] = []
        later: list[Invoice] = []
        for index in self._by_client.get(client, ()):
            invoice = self._invoices[index]
            if sign * self._open[id(invoice)].left > 0:
                (issued if invoice.issued_on <= entry.booked_on else later).append(invoice)
        return issued or later

    def _exact_match(self, entry: BankEntry, candidates: list[Invoice]) -> list[Invoice]:
        def amount(invoice: Invoice) -> Decimal | None:
            return self._in_currency(self._open[id(invoice)].left, invoice, entry)

        amounts = [(i, left) for i in candidates if (left := amount(i)) is not None]
        single = [i for i, left in amounts if left == entry.amount]
        if single:
            return single if len(single) == 1 else []
        if sum(left for _, left in amounts) == entry.amount:
            return [i for i, _ in amounts]
        if len(amounts) > MAX_SUMMED:
            return []
        sums = [
            [i for i, _ in some]
            for size in range(2, len(amounts))
            for some in combinations(amounts, size)
            if sum(left for _, left in some) == entry.amount
        ]
        return sums[0] if len(sums) == 1 else []

    def _in_currency(self, amount: Decimal, invoice: Invoice, entry: BankEntry) -> Decimal | None:
        source, target = invoice.currency or self._base, entry.currency or self._base
        if source == target:
            return amount
        return self._convert(amount, source, target, entry) if self._convert else None

    def _pay(self, entry: BankEntry, invoices: list[Invoice], how: str, result: AllocationResult) -> None:
        """Give each invoice what is open on it, oldest first; the last takes what is over or missing."""
        rest = entry.amount
        sign = 1 if rest > 0 else -1
        for position, invoice in enumerate(invoices):
            state = self._open[id(invoice)]
            left = self._in_currency(state.left, invoice, entry)
            part = rest
            if position < len(invoices) - 1 and left is not None:
                part = sign * min(sign * rest, max(Decimal(0), sign * left))
            if part == 0:
                continue
            settled = self._settled(part, left, state.left, entry, invoice)
            state.left -= settled
            rest -= part
            result.allocations.append(Allocation(entry, invoice, part, settled, how))
            if rest == 0:
                break

    def _settled(
        self, part: Decimal, left: Decimal | None, open_left: Decimal, entry: BankEntry, invoice: Invoice
    ) -> Decimal:
        """Return what the part settles in the invoice's currency; within 3 % of the open sum it settles the whole."""
        if (entry.currency or self._base) == (invoice.currency or self._base):
            return part
        if left is None or left == 0:
            return open_left if (open_left > 0) == (part > 0) else Decimal(0)
        if abs(part - left) <= abs(left) * Decimal("0.03"):
            return open_left
        return (part * open_left / left).quantize(Decimal("0.01"))


def _booking_order(entry: BankEntry) -> tuple[object, ...]:
    return (entry.booked_on, entry.origin.file, entry.origin.row, entry.amount, entry.purpose)
