"""The main job: a folder of real records in, a reasoned review of every client out; nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from cleanbreak.assessment.affordability import ClientMoney, affordability, whale_curve
from cleanbreak.assessment.facts import ClientFacts, MonthFacts, known
from cleanbreak.assessment.flips import flips
from cleanbreak.assessment.reasons import reasons
from cleanbreak.assessment.recommendation import verdict
from cleanbreak.assessment.review import ClientReview, Review, Said, Unassigned
from cleanbreak.errors import SettingsError, UnreadableError
from cleanbreak.ledger.allocation import Allocation, AllocationResult, Allocator
from cleanbreak.ledger.duplicates import (
    unique_bank_entries,
    unique_events,
    unique_expenses,
    unique_invoices,
    unique_time_entries,
)
from cleanbreak.ledger.identity import Client
from cleanbreak.ledger.names import name_key
from cleanbreak.ledger.owner import Assumption
from cleanbreak.ledger.rates import ExchangeRates
from cleanbreak.ledger.records import BankEntry, CalendarEvent, Expense, Invoice, Problem, TimeEntry
from cleanbreak.ledger.settings import ClientSettings, Settings
from cleanbreak.measures.catalogue import measure_all
from cleanbreak.measures.totals import Collector, Context, Gap, Month, Period, Totals, Value
from cleanbreak.services.clients import (
    CutNames,
    NamedInText,
    build_identity,
    client_of_expense,
    clients_of_event,
    is_incoming,
    party_of,
    program_of,
)
from cleanbreak.services.contact import Contact, ContactReader
from cleanbreak.services.evidence import EvidenceBook
from cleanbreak.services.owner import find_owner
from cleanbreak.services.passedon import is_passed_on
from cleanbreak.services.reading import FolderReader, Progress, Reading, make_pool, no_progress
from cleanbreak.services.settingsfile import SETTINGS_FILE, load_settings, read_options

DEFAULT_TERM_DAYS = 30
POOL_FROM_BODIES = 20_000
SHOWN_UNASSIGNED = 200


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What to review. `today` bounds the period (the core asks no clock); `as_of` overrides the settings."""

    folder: Path
    today: date
    as_of: date | None = None
    more: tuple[Path, ...] = ()


@dataclass(slots=True)
class Assigned:
    """The records that belong to a client, by the client's key: what a store keeps of a practice."""

    time: list[tuple[int, TimeEntry]] = field(default_factory=list)
    invoices: list[tuple[int, Invoice, Decimal | None]] = field(default_factory=list)
    payments: list[tuple[int, Allocation]] = field(default_factory=list)


def review(request: ReviewRequest, progress: Progress = no_progress) -> Review:
    """Return the review of a folder.

    Raises:
        UnreadableError: nothing in the folder could be read.
        SettingsError: the settings file cannot be used.
    """
    return review_with_records(request, progress)[0]


def review_with_records(request: ReviewRequest, progress: Progress = no_progress) -> tuple[Review, Assigned]:
    """Return the review of a folder (and of `more` beside it) and the records that belong to its clients.

    Raises:
        UnreadableError: nothing in the folder could be read.
        SettingsError: the settings file cannot be used.
    """
    settings, problems = load_settings(request.folder)
    as_of = request.as_of or settings.practice.as_of
    options = read_options(settings, as_of or request.today)
    with FolderReader(request.folder, options, progress, request.more) as reader:
        reading = reader.read()
        if not any(f.counts for f in reading.files):
            raise UnreadableError(
                file=str(request.folder),
                what="nothing in it could be read",
                todo="Put exports of your mailbox, time tracker, invoices and bank into it (see the README).",
            )
        reviewer = _Reviewer(reading, settings, request, progress, problems, reader)
        return reviewer.run(), reviewer.assigned


class _Reviewer:
    """Composes reading, identity, allocation, measures and advice; one instance per review."""

    def __init__(
        self,
        reading: Reading,
        settings: Settings,
        request: ReviewRequest,
        progress: Progress,
        problems: list[Problem],
        reader: FolderReader,
    ) -> None:
        self.reading, self.settings, self.request, self.reader = reading, settings, request, reader
        self.progress = progress
        self.problems = problems
        self.practice = settings.practice
        self.owner = find_owner(reading, settings)
        self.assumed = list(self.owner.assumed)
        self.identity = build_identity(reading, settings, self.owner)
        self.cut_names = CutNames(self.identity.clients)
        self.rates = ExchangeRates(self.practice.base_currency, reading.rates)
        self.by_client = self._settings_by_client()
        self.evidence = EvidenceBook()
        self.unassigned: list[Unassigned] = []
        self.assigned = Assigned()

    def run(self) -> Review:
        """Return the review."""
        issued, conflicts = unique_invoices(
            [i for i in self.reading.invoices if not is_incoming(i, self.identity)], self.reading.formats
        )
        self.problems += conflicts
        entries = unique_time_entries(self.reading.time_entries)
        contact = ContactReader(
            self.reading, self.identity, self.owner, self.practice.timezone, self.practice.holidays, self.progress
        )
        payments = self._payments(issued)
        period = self._period(issued, entries, payments, contact.span())
        self.collector = Collector(period, self.rates, self.practice.target_rate)
        self._collect_time(entries)
        allocated = self._allocate(issued, [p for p in payments if p.booked_on <= period.end])
        self._collect_invoices(issued, allocated)
        self._collect_expenses([*self.reading.expenses, *self._incoming_as_expenses()])
        self._collect_meetings()
        self._collect_contact(contact)
        clients = self._client_reviews(contact.contact)
        self._note_strangers(contact.contact)
        return Review(
            period=period,
            currency=self.practice.base_currency,
            owner=self.owner,
            clients=clients,
            unassigned=self.unassigned,
            proposed=self.identity.proposed,
            assumed=self.assumed,
            problems=[*self.problems, *self.reading.problems],
            files=self.reading.files,
            whale=whale_curve([self._money(c.client.key, c.measures) for c in clients]),
            settings=self.settings,
        )

    # -- what belongs to whom ----------------------------------------------------------------------------------------

    def _settings_by_client(self) -> dict[int, ClientSettings]:
        found = {}
        for entry in self.settings.clients:
            client = self.identity.client_of_name(entry.name)
            if client is not None:
                found[client.key] = entry
        return found

    def _client_of_invoice(self, invoice: Invoice) -> int | None:
        found = self.identity.client_of_party(invoice.client, program_of(invoice.origin.file, self.reading))
        return None if found is None else found.key

    def _client_of_payer(self, entry: BankEntry) -> int | None:
        found = self.identity.client_of_name(entry.counterparty.name)
        if found is None and entry.counterparty.email:
            found = self.identity.client_of_address(entry.counterparty.email)
        if found is None:
            found = self.cut_names.client(entry.counterparty.name)
        return None if found is None else found.key

    # -- period ------------------------------------------------------------------------------------------------------

    def _period(
        self,
        invoices: list[Invoice],
        entries: list[TimeEntry],
        payments: list[BankEntry],
        contact: tuple[date, date] | None,
    ) -> Period:
        days = [e.on for e in entries]
        days += [i.issued_on for i in invoices if i.kind not in {"draft", "offer"}]
        days += [p.booked_on for p in payments if p.kind in {"payment", "refund"}]
        days += list(contact or ())
        days = [d for d in days if d <= self.request.today]
        asked = self.request.as_of or self.practice.as_of
        if asked is not None and asked > self.request.today:
            asked = None
        end = asked or (max(days) if days else self.request.today)
        start = self.practice.period_start or min((d for d in days if d <= end), default=end)
        if asked is None:
            self.assumed.append(Assumption("as_of", {"date": end.isoformat()}))
        if start > end:
            raise SettingsError(
                file=SETTINGS_FILE,
                what=f"the period would begin on {start} and end on {end}",
                todo="Correct period_start or as_of.",
            )
        return Period(start, end)

    # -- collecting --------------------------------------------------------------------------------------------------

    def _collect_time(self, entries: list[TimeEntry]) -> None:
        projects = {name_key(p.name): p.client for p in self.reading.projects if p.client}
        kept: dict[int, list[TimeEntry]] = defaultdict(list)
        loose: dict[str, int] = defaultdict(int)
        known: dict[tuple[str, str, str, str], int | None] = {}
        for entry in entries:
            key = (entry.client, entry.client_number, entry.client_vat_id, entry.project if not entry.client else "")
            if (*key[:3], key[3] + entry.origin.file) not in known:
                found = self.identity.client_of_party(party_of(entry), program_of(entry.origin.file, self.reading))
                if found is None and not entry.client:
                    found = self.identity.client_of_name(projects.get(name_key(entry.project), ""))
                known[(*key[:3], key[3] + entry.origin.file)] = None if found is None else found.key
            client = known[(*key[:3], key[3] + entry.origin.file)]
            if client is None:
                if entry.on in self.collector.period:
                    loose[entry.client or entry.project] += entry.seconds
                continue
            agreed = self.by_client[client].rate if client in self.by_client else None
            self.collector.add_time(client, entry, agreed)
            self.assigned.time.append((client, entry))
            if entry.on in self.collector.period:
                kept[client].append(entry)
        for client, found_entries in kept.items():
            self.evidence.add_time(client, found_entries)
        self.clients_with_time = set(kept)
        for name, seconds in sorted(loose.items()):
            hours = f"{seconds / 3600:.2f}"
            self.unassigned.append(Unassigned("time", "no_client", {"name": name, "hours": hours}))

    def _payments(self, invoices: list[Invoice]) -> list[BankEntry]:
        payments = unique_bank_entries(self.reading.bank_entries)
        if payments:
            return payments
        paid = [i for i in invoices if i.paid_on is not None and i.gross and i.kind not in {"draft", "offer"}]
        if paid:
            self.assumed.append(Assumption("payments_from_invoices", {"count": str(len(paid))}))
        return [
            BankEntry(
                origin=i.origin,
                booked_on=i.paid_on or i.issued_on,
                amount=(i.gross or Decimal(0)) - (i.open_amount or Decimal(0)),
                currency=i.currency,
                counterparty=i.client,
                invoice_number=i.number,
                service="invoice",
            )
            for i in paid
        ]

    def _allocate(self, invoices: list[Invoice], payments: list[BankEntry]) -> AllocationResult:
        allocator = Allocator(
            invoices, self._client_of_invoice, self._client_of_payer, self.practice.base_currency, self._convert
        )
        result = allocator.run(payments)
        for entry, code in result.unassigned:
            if self.identity.is_own_name(entry.counterparty.name):
                continue
            if entry.booked_on in self.collector.period and (entry.amount > 0 or code == "no_open_invoice"):
                self.unassigned.append(
                    Unassigned(
                        "payment",
                        code,
                        {
                            "amount": str(entry.amount),
                            "currency": entry.currency or self.practice.base_currency,
                            "date": entry.booked_on.isoformat(),
                            "payer": entry.counterparty.name,
                            "purpose": entry.purpose[:120],
                        },
                        entry.origin.file,
                        entry.origin.row,
                    )
                )
        return result

    def _convert(self, amount: Decimal, source: str, target: str, entry: BankEntry) -> Decimal | None:
        base = self.rates.to_base(amount, source, entry.booked_on)
        rate = self.rates.per_base(target, entry.booked_on)
        if base is None or rate is None:
            return None
        value = base * rate
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"))

    def _collect_invoices(self, invoices: list[Invoice], allocated: AllocationResult) -> None:
        by_client: dict[int, list[Invoice]] = defaultdict(list)
        left: dict[int, Decimal] = {}
        assumed_due = 0
        for invoice in invoices:
            client = self._client_of_invoice(invoice)
            if invoice.kind in {"draft", "offer"}:
                continue
            if client is None:
                self.unassigned.append(
                    Unassigned(
                        "invoice", "no_client", {"invoice": invoice.number}, invoice.origin.file, invoice.origin.row
                    )
                )
                continue
            self.collector.add_invoice(client, invoice)
            if invoice.gross is not None:
                self.collector.add_open(client, invoice, invoice.gross, invoice.issued_on)
                left[id(invoice)] = invoice.gross
            if invoice.issued_on in self.collector.period:
                by_client[client].append(invoice)
        settled: dict[int, list[Allocation]] = defaultdict(list)
        for allocation in allocated.allocations:
            client = self._client_of_invoice(allocation.invoice)
            if client is None:
                continue
            due_on, assumed = self._due(allocation.invoice, client)
            assumed_due += assumed
            self.collector.add_allocation(client, allocation, due_on)
            self.assigned.payments.append((client, allocation))
            self.collector.add_open(client, allocation.invoice, -allocation.settled, allocation.entry.booked_on)
            left[id(allocation.invoice)] = left.get(id(allocation.invoice), Decimal(0)) - allocation.settled
            if allocation.entry.booked_on in self.collector.period:
                settled[client].append(allocation)
        if assumed_due:
            self.assumed.append(Assumption("due_in_30_days", {"count": str(assumed_due)}))
        self.assigned.invoices = [(client, i, left.get(id(i))) for client, found in by_client.items() for i in found]
        for client, found in by_client.items():
            self.evidence.add_invoices(client, found)
            self.evidence.add_open(client, [i for i in found if left.get(id(i))])
        for client, parts in settled.items():
            self.evidence.add_allocations(client, parts)

    def _due(self, invoice: Invoice, client: int) -> tuple[date, bool]:
        if invoice.due_on is not None:
            return invoice.due_on, False
        entry = self.by_client.get(client)
        if entry is not None and entry.payment_term_days is not None:
            return invoice.issued_on + timedelta(days=entry.payment_term_days), False
        return invoice.issued_on + timedelta(days=DEFAULT_TERM_DAYS), True

    def _incoming_as_expenses(self) -> list[Expense]:
        by_seller: dict[str, list[Invoice]] = defaultdict(list)
        for invoice in self.reading.invoices:
            if invoice.net is not None and is_incoming(invoice, self.identity):
                by_seller[name_key(invoice.seller.name)].append(invoice)
        incoming = [i for found in by_seller.values() for i in unique_invoices(found, self.reading.formats)[0]]
        if incoming:
            self.assumed.append(Assumption("incoming_invoices", {"count": str(len(incoming))}))
        return [
            Expense(
                origin=i.origin,
                on=i.issued_on,
                net=i.net or Decimal(0),
                gross=i.gross,
                currency=i.currency,
                number=i.number,
                supplier=i.seller.name,
                text=i.subject,
            )
            for i in incoming
        ]

    def _collect_expenses(self, expenses: list[Expense]) -> None:
        named = NamedInText(self.identity.clients)
        projects = self._projects()
        kept: dict[int, list[tuple[Expense, bool]]] = defaultdict(list)
        for expense in unique_expenses(expenses):
            client = client_of_expense(expense, self.identity, named, projects)
            if client is None:
                continue
            passed = is_passed_on(expense)
            self.collector.add_expense(client.key, expense, passed)
            if expense.on in self.collector.period:
                kept[client.key].append((expense, passed))
        for key, found in kept.items():
            self.evidence.add_expenses(key, found)

    def _projects(self) -> dict[str, str]:
        """Return which client each project belongs to: as a list says, else as all its time entries say."""
        seen: dict[str, set[str]] = defaultdict(set)
        for entry in self.reading.time_entries:
            if entry.project and entry.client:
                seen[entry.project].add(entry.client)
        found = {project: next(iter(clients)) for project, clients in seen.items() if len(clients) == 1}
        return found | {p.name: p.client for p in self.reading.projects if p.client}

    def _collect_meetings(self) -> None:
        named = NamedInText(self.identity.clients)
        own = frozenset(self.owner.addresses)
        zone = ZoneInfo(self.practice.timezone)
        kept: dict[int, list[CalendarEvent]] = defaultdict(list)
        for event in unique_events(self.reading.events):
            day = _local_day(event.start, zone)
            if day not in self.collector.period:
                continue
            for client in clients_of_event(event, self.identity, named, own):
                self.collector.at(client.key, day).meetings += 1
                kept[client.key].append(event)
        for key, found in kept.items():
            self.evidence.add_meetings(key, found, zone)

    def _collect_contact(self, contact: ContactReader) -> None:
        wanted = contact.count_mail(self.collector)
        if len(wanted) >= POOL_FROM_BODIES and self.reader.pool is None:
            self.reader.pool = make_pool()
        contact.read_words(wanted, self.collector, self.reader.pool if len(wanted) >= POOL_FROM_BODIES else None)
        contact.count_chats(self.collector)
        self.evidence.add_contact(contact.contact)

    # -- advice ------------------------------------------------------------------------------------------------------

    def _context(self, all_collected: Fraction | Gap, client: int | None) -> Context:
        reading = self.reading
        return Context(
            cost_per_hour=self.practice.cost_per_hour,
            all_collected_net=all_collected,
            has_time=client is None or client in self.clients_with_time,
            has_invoices=bool(reading.invoices),
            has_payments=bool(reading.bank_entries) or any(i.paid_on for i in reading.invoices),
            has_messages=bool(len(reading.mail) or reading.chats),
            has_calendar=bool(reading.events),
        )

    def _client_reviews(self, contact: Contact) -> list[ClientReview]:
        listed = [c for c in self.identity.clients if c.named or self.collector.months.get(c.key)]
        totals = {c.key: self.collector.total(c.key) for c in listed}
        revenue = _sum_values(t.collected_net.value() for t in totals.values())
        monthly = self._monthly_revenue([c.key for c in listed])
        measured = {c.key: measure_all(totals[c.key], self._context(revenue, c.key)) for c in listed}
        money = [self._money(key, measures) for key, measures in measured.items()]
        said: dict[int, list[Said]] = defaultdict(list)
        for item in contact.said:
            said[item.client].append(item)
        result = []
        for client in listed:
            months = {
                month: measure_all(t, self._context(monthly[month], client.key))
                for month, t in self.collector.by_month(client.key).items()
            }
            result.append(
                self._one(client, totals[client.key], measured[client.key], months, money, said[client.key], contact)
            )
        return result

    def _one(
        self,
        client: Client,
        totals: Totals,
        measures: dict[str, Value],
        months: dict[Month, dict[str, Value]],
        money: list[ClientMoney],
        said: list[Said],
        contact: Contact,
    ) -> ClientReview:
        settings = self.by_client.get(client.key)
        denied = settings is not None and settings.no_warning
        warning = None if denied else next((s for s in reversed(said) if s.warning), None)
        facts = self._facts(totals, measures, months, said, settings, warning)
        word = verdict(facts)
        own = next(m for m in money if m.key == client.key)
        if warning is not None and (settings is None or settings.repair_asked_on is None):
            self.assumed.append(
                Assumption("warning_read", {"client": client.name, "date": warning.at.date().isoformat()})
            )
        practice = {
            "cash": self.practice.cash,
            "monthly_costs": self.practice.monthly_costs,
            "other_income": self.practice.other_income,
        }
        return ClientReview(
            client=client,
            measures=measures,
            months=months,
            facts=facts,
            verdict=word,
            reasons=reasons(facts, word, measures),
            flips=flips(facts),
            affordability=affordability(own, money, self._months(), practice),
            evidence=self.evidence.items.get(client.key, []),
            more_evidence=self.evidence.more.get(client.key, {}),
            said=said,
            settings=settings,
            warning_read=warning,
            other_zone_minutes=self._other_zone(contact, client.key),
        )

    def _facts(
        self,
        totals: Totals,
        measures: dict[str, Value],
        months: dict[Month, dict[str, Value]],
        said: list[Said],
        settings: ClientSettings | None,
        warning: Said | None,
    ) -> ClientFacts:
        uncivil: dict[Month, list[date]] = defaultdict(list)
        for item in said:
            if item.scored is not None and item.scored.is_uncivil:
                uncivil[(item.at.year, item.at.month)].append(item.at.date())
        asked = settings.repair_asked_on if settings is not None else None
        return ClientFacts(
            cost_per_hour=Fraction(self.practice.cost_per_hour),
            kept=_kept(measures),
            hours=known(measures["hours_total"]),
            days_late=known(measures["days_late"]),
            realization=known(measures["realization_rate"]),
            unbilled_share=(
                Fraction(totals.seconds - totals.billable_seconds, totals.seconds) if totals.seconds else None
            ),
            months=tuple(
                MonthFacts(month, _kept(values), known(values["hours_total"]), tuple(uncivil.get(month, ())))
                for month, values in months.items()
            ),
            repair_on=asked or (warning.at.date() if warning is not None else None),
        )

    def _months(self) -> Fraction:
        """Return the length of the period in months of 365.25 / 12 days, at least one."""
        days = (self.collector.period.end - self.collector.period.start).days + 1
        return max(Fraction(1), Fraction(days * 48, 1461))

    def _monthly_revenue(self, keys: list[int]) -> dict[Month, Fraction | Gap]:
        return {
            month: _sum_values(
                self.collector.months[key][month].collected_net.value()
                for key in keys
                if month in self.collector.months.get(key, {})
            )
            for month in self.collector.period.months()
        }

    @staticmethod
    def _money(key: int, measures: Mapping[str, Value]) -> ClientMoney:
        return ClientMoney(
            key=key,
            collected=known(measures["collected_net"]),
            kept=_kept(measures),
            hours=known(measures["hours_total"]),
            contribution=known(measures["contribution"]),
        )

    def _other_zone(self, contact: Contact, client: int) -> int | None:
        zones = contact.zones.get(client)
        if not zones:
            return None
        usual = zones.most_common(1)[0][0]
        own = ZoneInfo(self.practice.timezone)
        offsets = {
            int((own.utcoffset(datetime(self.collector.period.end.year, m, 1)) or timedelta()).total_seconds() // 60)
            for m in (1, 7)
        }
        return None if usual in offsets or usual > 24 * 60 or usual == 0 else usual

    def _note_strangers(self, contact: Contact) -> None:
        for address, count in sorted(contact.strangers.items(), key=lambda i: (-i[1], i[0]))[:SHOWN_UNASSIGNED]:
            name = contact.stranger_names.get(address, "")
            self.unassigned.append(
                Unassigned("contact", "unknown_contact", {"address": address, "name": name, "messages": str(count)})
            )


def _kept(measures: Mapping[str, Value]) -> Fraction | None:
    collected, costs = known(measures["collected_net"]), known(measures["direct_costs"])
    return None if collected is None or costs is None else collected - costs


def _sum_values(values: Iterable[Value]) -> Fraction | Gap:
    total = Fraction(0)
    for value in values:
        if isinstance(value, Gap):
            return value
        total += value
    return total


def _local_day(start: datetime | date, zone: ZoneInfo) -> date:
    if not isinstance(start, datetime):
        return start
    return (start.astimezone(zone) if start.tzinfo is not None else start).date()
