"""The example practice: eighteen months of an invented designer, planned, written as her real exports, and counted."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

from cleanbreak.examples.cast import Client, clients, is_off_hours, load, owner
from cleanbreak.examples.facts import TARGET_RATE, ClientFacts, Ledgerfacts
from cleanbreak.examples.plan import Bill, Mail, Movement, Plan, month_end, month_of, months_between
from cleanbreak.examples.planning.billing import plan_bills, plan_costs
from cleanbreak.examples.planning.contact import is_uncivil, plan_chats, plan_mails
from cleanbreak.examples.planning.meetings import plan_meetings
from cleanbreak.examples.planning.money import own_iban, plan_movements, plan_receipts
from cleanbreak.examples.planning.work import plan_work
from cleanbreak.examples.writers.camt import Statement, batches, write_statements
from cleanbreak.examples.writers.mbox import write_mbox
from cleanbreak.examples.writers.people import chat_text, write_calendar, write_cards, write_ios_chat
from cleanbreak.examples.writers.rates import cents_per_base, write_rates
from cleanbreak.examples.writers.tables import write_invoices, write_paypal, write_toggl, write_vouchers
from cleanbreak.examples.writers.xrechnung import write_xrechnung

PHONES = {"Torsten Hauck": "+49 170 0000001", "Maya Collins": "+1 503 555 0100"}
OPENING = {"EUR": 923_518, "USD": 120_000, "CHF": 80_000}
FOLDERS = ("mail", "zeiten", "rechnungen/xrechnung", "bank", "paypal", "kurse", "kalender", "kontakte", "chats")
ORDER = "4500017733"
ELECTRONIC = "2026-02"


def period() -> tuple[date, date]:
    """Return the first and last day of the example."""
    cast = load("cast.toml")
    return cast["period_start"], cast["as_of"]


def plan_example() -> Plan:
    """Return everything that happens in the example practice."""
    seed = int(load("cast.toml")["seed"])
    first, as_of = period()
    plan = Plan(work=plan_work(seed, as_of), costs=plan_costs(as_of))
    plan.bills = plan_bills(plan.work, plan.costs, as_of)
    plan.receipts = plan_receipts(plan.bills, seed + 1, as_of)
    plan.movements = plan_movements(plan.receipts, plan.costs, seed + 2, as_of)
    plan.mails = plan_mails(plan.bills, seed + 3, first, as_of)
    plan.chats = plan_chats()
    plan.meetings = plan_meetings()
    return plan


def write_example(folder: Path) -> Ledgerfacts:
    """Write the example practice into an empty folder and return its facts."""
    plan = plan_example()
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write_mail(folder / "mail", plan.mails)
    _write_tables(folder, plan)
    _write_bank(folder / "bank", plan)
    write_rates(folder / "kurse" / "eurofxref-hist.csv")
    write_calendar(folder / "kalender" / "clara.ics", plan.meetings, owner())
    write_cards(folder / "kontakte" / "contacts.vcf", _cards())
    _write_chats(folder / "chats", plan)
    settings = Path(__file__).with_name("settings.toml").read_bytes()
    (folder / "cleanbreak.toml").write_bytes(settings)
    return count(plan)


def _write_tables(folder: Path, plan: Plan) -> None:
    """Time (two reports that overlap by a month), invoices, expenses, PayPal."""
    first = [w for w in plan.work if w.start.date() <= date(2025, 12, 31)]
    second = [w for w in plan.work if w.start.date() >= date(2025, 12, 1)]
    write_toggl(folder / "zeiten" / "Toggl_time_entries_2025-01-01_to_2025-12-31.csv", first)
    write_toggl(folder / "zeiten" / "Toggl_time_entries_2025-12-01_to_2026-06-30.csv", second)
    invoices = folder / "rechnungen"
    who = {c.key: (str(c.data["number"]), str(c.data["country"])) for c in clients()}
    write_invoices(invoices / "Rechnungen.csv", plan.bills, who)
    write_vouchers(invoices / "Belege.csv", plan.costs)
    bill = electronic_bill(plan.bills)
    write_xrechnung(invoices / "xrechnung" / f"{bill.number}.xml", bill, ORDER, own_iban("EUR"))
    client = next(c for c in clients() if c.get("paypal"))
    payer = (client.name, client.person(0, period()[1]).email)
    paypal = [r for r in plan.receipts if r.service == "paypal"]
    write_paypal(folder / "paypal" / "Download.CSV", paypal, payer, owner().email)


def _write_mail(folder: Path, mails: list[Mail]) -> None:
    """The whole mailbox, and beside it an older export of one month: the same mails a second time."""
    write_mbox(folder / "Alle E-Mails einschließlich Spam- und Papierkorbnachrichten.mbox", mails)
    december = [m for m in mails if (m.at.year, m.at.month) == (2025, 12) and m.kind == "person"]
    write_mbox(folder / "Sicherung Dezember 2025.mbox", december[:20])


def _write_bank(folder: Path, plan: Plan) -> None:
    first, as_of = period()
    balances = dict(OPENING)
    months = months_between(first, as_of)
    crowded = _crowded_days(plan.movements)
    for n in range(0, len(months), 3):
        quarter = months[n : n + 3]
        for name, currencies in (("Girokonto", ("EUR",)), ("Fremdwaehrung", ("USD", "CHF"))):
            statements = []
            for index, currency in enumerate(currencies):
                for month in quarter:
                    inside = [m for m in plan.movements if m.currency == currency and month_of(m.on) == month_of(month)]
                    number, entries = f"{month.year}{index}{month.month:03d}", batches(inside, crowded)
                    statements.append(
                        Statement(
                            number,
                            own_iban(currency),
                            currency,
                            month_end(month),
                            balances[currency],
                            entries,
                        )
                    )
                    balances[currency] += sum(m.cents for m in inside)
            last = month_end(quarter[-1])
            write_statements(folder / f"{name}_{quarter[0]:%Y-%m}_{last:%Y-%m}.xml", statements, last)


def _crowded_days(movements: list[Movement]) -> frozenset[date]:
    """The first three days on which two clients paid: the bank shows each as one collective entry."""
    paid = [m.on for m in movements if m.receipt is not None and m.cents > 0 and m.currency == "EUR"]
    return frozenset(sorted({day for day in paid if paid.count(day) > 1})[:3])


def _cards() -> list[tuple[str, str, list[str], str]]:
    cards = []
    for client in clients():
        for index in range(len(client.data["people"])):
            now, before = (client.person(index, day) for day in reversed(period()))
            emails = list(dict.fromkeys((now.email, before.email)))
            cards.append((now.name, client.name, emails, PHONES.get(now.name, "")))
    private = {
        tuple(entry["from"]) for entry in load("texts/noise.toml")["private"] if entry["from"][0].count(" ") == 1
    }
    return cards + [(name, "", [email], "") for name, email in sorted(private)]


def _write_chats(folder: Path, plan: Plan) -> None:
    for chat in load("texts/chats.toml")["chat"]:
        text = chat_text(chat["form"], plan.chats[chat["role"]], chat["name"], owner().name)
        if chat["form"] == "ios-de":
            write_ios_chat(folder / f"WhatsApp Chat - {chat['name']}.zip", text)
        else:
            (folder / f"WhatsApp Chat with {chat['name']}.txt").write_bytes(text.encode())


def count(plan: Plan) -> Ledgerfacts:
    """Return the exact figures that the plan comes to."""
    first, as_of = period()
    facts = Ledgerfacts(first, as_of)
    by_key = {client.key: client for client in clients()}
    for key, client in by_key.items():
        facts.clients[key] = ClientFacts(client.name, client.data["role"], client.data["expected"])
    _count_work(facts, plan, by_key)
    _count_money(facts, plan)
    for mail in plan.mails:
        _count_mail(facts, mail, by_key)
    for key, lines in plan.chats.items():
        for n, line in enumerate(lines):
            _count_message(facts.clients[key], line.at, line.from_owner, line.tags, f"chat:{n + 2}")
    for meeting in plan.meetings:
        if meeting.client:
            facts.clients[meeting.client].add_meetings(len(meeting.occurrences(first, as_of)))
    facts.counts.update(
        mails=len(plan.mails), time_entries=len(plan.work), invoices=len(plan.bills), expenses=len(plan.costs),
        bank_movements=len(plan.movements), paypal_payments=sum(r.service == "paypal" for r in plan.receipts),
        chat_messages=sum(map(len, plan.chats.values())),
    )  # fmt: skip
    return facts


def _count_work(facts: Ledgerfacts, plan: Plan, by_key: dict[str, Client]) -> None:
    for entry in plan.work:
        if not entry.client:
            facts.counts["seconds_without_client"] += entry.seconds
            continue
        rate = by_key[entry.client].get("agreed_rate", TARGET_RATE)
        value = Fraction(entry.seconds * rate, 3600) if entry.cents is None else Fraction(entry.cents)
        facts.clients[entry.client].add_work(entry.start.date(), entry.seconds, entry.billable, value)


def _base(cents: int, currency: str, on: date) -> Fraction:
    return Fraction(cents * 10_000, cents_per_base(currency, on))


def _count_money(facts: Ledgerfacts, plan: Plan) -> None:
    for bill in plan.bills:
        client = facts.clients[bill.client]
        if facts.period_start <= bill.on <= facts.as_of:
            client.billed_net += _base(bill.net, bill.currency, bill.on)
        client.open_gross += _base(bill.gross - bill.paid, bill.currency, bill.on)
    for receipt in plan.receipts:
        client = facts.clients[receipt.client]
        for bill, cents in receipt.parts:
            gross = _base(cents, bill.currency, receipt.on)
            client.add_payment(receipt.on, gross, gross * bill.net / bill.gross)
            if cents > 0 and bill.gross > 0:
                client.add_timing(gross, bill.on, bill.due, receipt.on)
        client.add_cost(receipt.on, Fraction(receipt.fee))
    for cost in plan.costs:
        if cost.client:
            facts.clients[cost.client].add_cost(cost.on, Fraction(cost.net), cost.again)


def _count_mail(facts: Ledgerfacts, mail: Mail, by_key: dict[str, Client]) -> None:
    if mail.kind != "person":
        facts.counts[f"mails_{mail.kind}"] += 1
        return
    of_address = {email: key for key, c in by_key.items() for email in _addresses(c)}
    receivers = {of_address[p.email] for p in (*mail.to, *mail.cc) if p.email in of_address}
    if mail.sender.email == owner().email:
        for key in receivers:
            _count_message(facts.clients[key], mail.at, True, mail.tags, mail.message_id)
            if "warning" in mail.tags:
                facts.clients[key].warned_on = mail.at.date()
    elif mail.sender.email in of_address:
        _count_message(facts.clients[of_address[mail.sender.email]], mail.at, False, mail.tags, mail.message_id)
    else:
        facts.counts["mails_of_nobody"] += 1


def _addresses(client: Client) -> set[str]:
    return {client.person(n, day).email for n in range(len(client.data["people"])) for day in period()}


def _count_message(client: ClientFacts, at: datetime, from_owner: bool, tags: tuple[str, ...], number: str) -> None:
    if from_owner:
        client.add_outgoing(at.date())
    else:
        client.add_incoming(at.date(), is_off_hours(at), number if is_uncivil(tags) else "")


def electronic_bill(bills: list[Bill]) -> Bill:
    """Return the invoice that also exists as an electronic one."""
    return next(b for b in bills if b.client == "nordlicht" and b.on.isoformat().startswith(ELECTRONIC))
