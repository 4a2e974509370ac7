"""The rows behind the figures: for every measure the records it came from, the weightiest first."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import nlargest
from zoneinfo import ZoneInfo

from cleanbreak.assessment.evidence import Evidence, Source
from cleanbreak.ledger.allocation import Allocation
from cleanbreak.ledger.records import CalendarEvent, Expense, Invoice, TimeEntry
from cleanbreak.services.contact import Contact

KEPT = 50


@dataclass(slots=True)
class EvidenceBook:
    """Evidence per client, at most `KEPT` rows a measure, uncivil messages all; `more` counts what was left out."""

    items: dict[int, list[Evidence]] = field(default_factory=lambda: defaultdict(list))
    more: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, client: int, found: list[Evidence], total: int) -> None:
        """Add the evidence of one measure; `total` is how many rows stand behind it."""
        self.items[client].extend(found)
        if found and total > len(found):
            self.more[client][found[0].measure] += total - len(found)

    def add_time(self, client: int, entries: list[TimeEntry]) -> None:
        """Add the longest time entries, all and unbillable ones."""
        for measure, chosen in (("hours_total", entries), ("hours_unbilled", [e for e in entries if not e.billable])):
            top = nlargest(KEPT, chosen, key=lambda e: (e.seconds, e.origin.file, -e.origin.row))
            self.add(client, [Evidence(measure, Source(e.origin.file, e.origin.row)) for e in top], len(chosen))

    def add_invoices(self, client: int, invoices: list[Invoice]) -> None:
        """Add the largest invoices."""
        top = nlargest(KEPT, invoices, key=lambda i: (abs(i.gross or i.net or 0), i.number))
        found = [Evidence("billed_net", _invoice_source(i)) for i in top]
        self.add(client, found, len(invoices))

    def add_open(self, client: int, invoices: list[Invoice]) -> None:
        """Add the invoices on which something is open."""
        found = [Evidence("open_gross", _invoice_source(i)) for i in invoices[:KEPT]]
        self.add(client, found, len(invoices))

    def add_allocations(self, client: int, allocations: list[Allocation]) -> None:
        """Add the largest payments, and the latest ones behind the days."""
        top = nlargest(KEPT, allocations, key=lambda a: (abs(a.amount), a.entry.origin.file, -a.entry.origin.row))
        found = [
            Evidence("collected_net", Source(a.entry.origin.file, a.entry.origin.row), a.invoice.number) for a in top
        ]
        self.add(client, found, len(allocations))
        late = nlargest(
            KEPT,
            (a for a in allocations if a.amount > 0),
            key=lambda a: ((a.entry.booked_on - a.invoice.issued_on).days, a.invoice.number),
        )
        for measure in ("days_to_pay", "days_late"):
            found = [Evidence(measure, Source(a.entry.origin.file, a.entry.origin.row), a.invoice.number) for a in late]
            self.add(client, found, len(allocations))

    def add_expenses(self, client: int, expenses: list[tuple[Expense, bool]]) -> None:
        """Add the largest expenses, passed on or not."""
        for measure, chosen in (
            ("direct_costs", [e for e, _ in expenses]),
            ("pass_through_net", [e for e, passed in expenses if passed]),
        ):
            top = nlargest(KEPT, chosen, key=lambda e: (abs(e.net), e.origin.file, -e.origin.row))
            found = [Evidence(measure, Source(e.origin.file, e.origin.row), e.text[:80]) for e in top]
            self.add(client, found, len(chosen))

    def add_meetings(self, client: int, events: list[CalendarEvent], zone: ZoneInfo) -> None:
        """Add the meetings by their start in the practice's zone."""
        found = [Evidence("meetings", Source(e.origin.file, at=_local_minute(e.start, zone))) for e in events]
        self.add(client, found[:KEPT], len(events))

    def add_contact(self, contact: Contact) -> None:
        """Add every uncivil message with its words, moments out of hours, and the warnings that were read."""
        for said in contact.said:
            if said.scored is not None and said.scored.is_uncivil:
                source = (
                    Source(said.file, message_id=said.message_id)
                    if said.message_id
                    else Source(said.file, at=said.at.isoformat(timespec="minutes")[:16])
                )
                quote = max((f.quote for f in said.scored.findings), key=len, default=said.text[:200])
                self.items[said.client].append(Evidence("uncivil_messages_in", source, quote))
            elif said.warning:
                source = Source(said.file, message_id=said.message_id, at=said.at.isoformat(timespec="minutes")[:16])
                self.items[said.client].append(Evidence("repair", source, said.warning))
        for client, moments in contact.moments.items():
            found = [
                Evidence("off_hours_share", Source(file, at=at.isoformat(timespec="minutes")[:16]))
                for at, file, _ in sorted(moments)
            ]
            self.add(client, found, len(found))


def _local_minute(start: datetime | date, zone: ZoneInfo) -> str:
    if isinstance(start, datetime) and start.tzinfo is not None:
        start = start.astimezone(zone)
    return start.isoformat()[:16]


def _invoice_source(invoice: Invoice) -> Source:
    return Source(invoice.origin.file, invoice.origin.row, invoice=invoice.number)
