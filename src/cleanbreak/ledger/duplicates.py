"""The same thing twice is one thing: removal of what several exports show again (MEASURES section 0).

All functions are independent of the order in which files were read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from cleanbreak.ledger.names import fold, name_key
from cleanbreak.ledger.records import BankEntry, CalendarEvent, Expense, Invoice, Message, Problem, TimeEntry

T = TypeVar("T")
_ALNUM = re.compile(r"[^0-9a-z]+")
RICHNESS = ("einvoice_ubl", "einvoice_cii", "zugferd")


def unique_time_entries(entries: Iterable[TimeEntry]) -> list[TimeEntry]:
    """Return each entry once: equal user, start, end, project and description is one entry in however many exports.

    Entries without clock times (a day and hours only) can honestly occur twice in one file, so for them the largest
    number that any one file shows is kept.
    """
    timed: dict[Hashable, TimeEntry] = {}
    daily: list[TimeEntry] = []
    for entry in entries:
        if entry.start is None:
            daily.append(entry)
            continue
        key = (entry.user, entry.start, entry.end, entry.seconds, entry.project, entry.description)
        known = timed.get(key)
        if known is None or _time_rank(entry) < _time_rank(known):
            timed[key] = entry
    kept = _largest_per_file(daily, _daily_key, lambda e: e.origin.file, _time_rank)
    return sorted([*timed.values(), *kept], key=_time_rank)


def _daily_key(e: TimeEntry) -> Hashable:
    return (e.user, e.on, e.seconds, e.client, e.project, e.task, e.description, e.billable)


def _time_rank(e: TimeEntry) -> tuple[str, str, int]:
    return ("" if e.client else "~", e.origin.file, e.origin.row)


def _largest_per_file(
    items: Iterable[T], key: Callable[[T], Hashable], file: Callable[[T], str], rank: Callable[[T], tuple[object, ...]]
) -> list[T]:
    groups: dict[Hashable, dict[str, list[T]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        groups[key(item)][file(item)].append(item)
    kept: list[T] = []
    for files in groups.values():
        best = min(files.values(), key=lambda found: (-len(found), min(rank(i) for i in found)))
        kept.extend(best)
    return kept


def invoice_key(number: str) -> str:
    """Return the comparable form of an invoice number: upper case without blanks."""
    return "".join(number.split()).upper()


def unique_invoices(
    invoices: Iterable[Invoice], formats: Mapping[str, str] | None = None
) -> tuple[list[Invoice], list[Problem]]:
    """Return one invoice per number, and a problem where two files disagree about it.

    The electronic invoice wins over a table row, and what it leaves open (due date, customer number, paid date) is
    taken from the others. A cancellation that bears the number of what it cancels stays a document of its own.
    """
    groups: dict[Hashable, list[Invoice]] = defaultdict(list)
    loose: list[Invoice] = []
    for invoice in invoices:
        if not invoice.number.strip():
            loose.append(invoice)
        else:
            groups[(invoice_key(invoice.number), _document_side(invoice))].append(invoice)
    problems: list[Problem] = []
    merged: list[Invoice] = []
    for found in _joined_spellings(groups):
        found.sort(key=lambda i: _invoice_rank(i, formats or {}))
        merged.append(_merge_invoices(found, problems))
    loose = _largest_per_file(
        loose, lambda i: (i.issued_on, i.gross, i.net, name_key(i.client.name)), lambda i: i.origin.file, _row_rank
    )
    return sorted([*merged, *loose], key=lambda i: (i.issued_on, i.number, _row_rank(i))), problems


def _joined_spellings(groups: Mapping[Hashable, list[Invoice]]) -> list[list[Invoice]]:
    """Return the groups; those whose numbers differ in hyphens only, with one date and total in other files, as one."""
    joined: dict[Hashable, list[list[Invoice]]] = defaultdict(list)
    for found in groups.values():
        first = found[0]
        key = (_alnum(first.number), first.issued_on, first.gross, first.net, _document_side(first))
        files = {i.origin.file for i in found}
        for known in joined[key]:
            if files.isdisjoint(i.origin.file for i in known):
                known.extend(found)
                break
        else:
            joined[key].append(list(found))
    return [found for same in joined.values() for found in same]


def _document_side(invoice: Invoice) -> str:
    if invoice.kind in {"draft", "offer"}:
        return invoice.kind
    total = invoice.gross if invoice.gross is not None else invoice.net
    return "minus" if total is not None and total < 0 else "plus"


def _invoice_rank(invoice: Invoice, formats: Mapping[str, str]) -> tuple[object, ...]:
    rich = 0 if formats.get(invoice.origin.file, "") in RICHNESS else 1
    gaps = (invoice.net is None) + (invoice.gross is None)
    return (rich, gaps, invoice.origin.file, invoice.origin.row)


def _row_rank(item: Invoice | BankEntry | Expense) -> tuple[object, ...]:
    return (item.origin.file, item.origin.row)


def _merge_invoices(found: list[Invoice], problems: list[Problem]) -> Invoice:
    first = found[0]
    for other in found[1:]:
        if (first.gross, first.net) != (other.gross, other.net) and None not in {other.gross, first.gross}:
            problems.append(
                Problem(
                    "invoice_conflict",
                    other.origin.file,
                    other.origin.row,
                    {
                        "number": first.number,
                        "kept": str(first.gross),
                        "left": str(other.gross),
                        "file": first.origin.file,
                    },
                )
            )
        first.net = first.net if first.net is not None else other.net
        first.gross = first.gross if first.gross is not None else other.gross
        first.due_on = first.due_on or other.due_on
        first.paid_on = first.paid_on or other.paid_on
        first.refers_to = first.refers_to or other.refers_to
        first.currency = first.currency or other.currency
        if not first.client.number and other.client.number and not first.client.name:
            first.client = other.client
    return first


def unique_bank_entries(entries: Iterable[BankEntry]) -> list[BankEntry]:
    """Return each movement of money once, whatever number of statements and formats shows it.

    Equal bank references are one movement. Without a shared reference, movements of one day and amount in different
    files are paired when payer or purpose agree; within one file two equal movements are two.
    """
    groups: dict[Hashable, list[BankEntry]] = defaultdict(list)
    for entry in entries:
        groups[(entry.service, entry.booked_on, entry.amount, entry.currency)].append(entry)
    kept: list[BankEntry] = []
    for found in groups.values():
        kept.extend(_distinct_movements(sorted(found, key=_bank_rank)))
    return sorted(kept, key=lambda e: (e.booked_on, _bank_rank(e)))


def _bank_rank(entry: BankEntry) -> tuple[object, ...]:
    rich = (not entry.reference) + (not entry.counterparty.name) + (not entry.purpose)
    return (rich, entry.origin.file, entry.origin.row, entry.reference)


def _distinct_movements(found: list[BankEntry]) -> list[BankEntry]:
    kept: list[tuple[BankEntry, set[str]]] = []
    for entry in found:
        for known, files in kept:
            if _same_movement(known, entry, files):
                files.add(entry.origin.file)
                break
        else:
            kept.append((entry, {entry.origin.file}))
    return [entry for entry, _ in kept]


def _same_movement(known: BankEntry, entry: BankEntry, files: set[str]) -> bool:
    if known.reference and entry.reference and known.reference == entry.reference:
        return True
    if entry.origin.file in files:
        return False
    if known.reference and entry.reference and known.service != "bank":
        return False
    left, right = _alnum(known.purpose), _alnum(entry.purpose)
    if left and right and (left in right or right in left):
        return True
    names = name_key(known.counterparty.name), name_key(entry.counterparty.name)
    if all(names) and (names[0] == names[1] or names[0].startswith(names[1]) or names[1].startswith(names[0])):
        return not (left and right)
    return not (left or names[0]) or not (right or names[1])


def _alnum(text: str) -> str:
    return _ALNUM.sub("", fold(text))


def unique_expenses(expenses: Iterable[Expense]) -> list[Expense]:
    """Return each expense once: the same voucher number, date, net and text in several files is one."""
    found = _largest_per_file(
        expenses, lambda e: (e.number, e.on, e.net, e.currency, e.text, e.category), lambda e: e.origin.file, _row_rank
    )
    return sorted(found, key=_row_rank)


def unique_events(events: Iterable[CalendarEvent]) -> list[CalendarEvent]:
    """Return each occurrence once: equal UID and start in two calendars is one meeting."""
    kept: dict[Hashable, CalendarEvent] = {}
    for event in sorted(events, key=lambda e: (e.origin.file, e.origin.row)):
        kept.setdefault((event.uid or event.title, str(event.start)), event)
    return list(kept.values())


def unique_chat_messages(messages: Iterable[Message]) -> list[Message]:
    """Return each chat message once when exports of one chat overlap; equal ones within one file are kept.

    Slack and Telegram number their messages; the others are the same when chat, instant, sender and text are. The
    same words sent to two people in one minute are two messages.
    """
    items = list(messages)
    numbered = {
        (m.channel, m.conversation, m.message_id): m
        for m in sorted(items, key=_chat_rank, reverse=True)
        if m.message_id
    }
    loose = _largest_per_file(
        (m for m in items if not m.message_id),
        lambda m: (m.channel, m.conversation, m.sent_at, m.from_name, m.from_address, m.text),
        lambda m: m.origin.file,
        _chat_rank,
    )
    return sorted([*numbered.values(), *loose], key=_chat_rank)


def _chat_rank(message: Message) -> tuple[object, ...]:
    return (message.origin.file, message.origin.row, message.message_id)
