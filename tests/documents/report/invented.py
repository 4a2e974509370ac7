"""Invented reviews for the tests of the report: sums by month go through the real measures and the real advice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from cleanbreak.assessment.affordability import ClientMoney, affordability, whale_curve
from cleanbreak.assessment.evidence import Evidence, Source
from cleanbreak.assessment.facts import ClientFacts, MonthFacts, known
from cleanbreak.assessment.flips import flips
from cleanbreak.assessment.reasons import reasons
from cleanbreak.assessment.recommendation import verdict
from cleanbreak.assessment.review import ClientReview, Review, Said, Unassigned
from cleanbreak.correspondence.findings import Finding, Scored
from cleanbreak.errors import UnreadableError
from cleanbreak.importers.outcome import FileRead
from cleanbreak.ledger.identity import Client, ProposedMerge
from cleanbreak.ledger.owner import Assumption, Owner
from cleanbreak.ledger.records import Problem
from cleanbreak.ledger.settings import Call, ClientSettings, PracticeSettings, Settings, StrainNote
from cleanbreak.measures.catalogue import measure_all
from cleanbreak.measures.totals import Context, Gap, Period, Totals, Value

PERIOD = Period(date(2024, 10, 1), date(2026, 3, 31))
COST = Fraction(38)
PAYMENT = {
    "amount": "1234.5",
    "currency": "EUR",
    "date": "2026-02-03",
    "payer": "Kraftwerk eG",
    "purpose": "Erstattung",
}


@dataclass(frozen=True)
class Sketch:
    """One client in a few numbers a month. `rude` are months counted back from the last one (0) with one rude mail."""

    name: str
    paid: str
    hours: str
    unbilled: str = "0"
    late: int = 0
    rude: tuple[int, ...] = ()
    words: str = "Sie sind einfach unfähig. Das ist Ihre Schuld!"
    found: str = "Sie sind einfach unfähig"
    mails: int = 12
    off: int = 2
    warned_back: int | None = None
    zone: int | None = None
    settings: ClientSettings | None = None
    has_time: bool = True


TWELVE = (
    Sketch("Nordlicht Verlag GmbH", "4200", "40", mails=20, off=1),
    Sketch("Krüger & Söhne", "2600", "30", late=4),
    Sketch("Praxis Dr. Amsel", "1400", "16", off=0),
    Sketch("Meyer Immobilien", "900", "34", unbilled="12", late=9),
    Sketch("Studio Polarfuchs", "1500", "22", unbilled="8", late=3),
    Sketch(
        "Hartwig Consulting AG",
        "3800",
        "36",
        rude=(0, 1, 2, 3, 4, 7, 9),
        warned_back=6,
        off=9,
        mails=40,
        settings=ClientSettings(
            name="Hartwig Consulting AG",
            strain=(StrainNote(date(2025, 11, 4), 70, "Magenschmerzen"), StrainNote(date(2026, 3, 2), 85)),
            calls=(Call(date(2025, 12, 1), 45, "laut geworden"),),
        ),
    ),
    Sketch("Bäckerei Sonnenkorn", "450", "14", late=2, mails=6),
    Sketch("Blue Harbor Ltd", "2900", "20", zone=-300, off=8, late=1),
    Sketch("Verein Lesefreude e. V.", "300", "9", mails=3, off=1),
    Sketch("Tischlerei Rabe", "1100", "12", late=31),
    Sketch("Tannhof Hotel", "1250", "15", rude=(0, 2, 5), words="Wenn das morgen nicht fertig ist, sehen wir uns vor Gericht.",
           found="sehen wir uns vor Gericht", off=7),
    Sketch("Café Morgenrot", "0", "0", has_time=False, mails=4),
)  # fmt: skip


def invented_review(sketches: Sequence[Sketch] = TWELVE, period: Period = PERIOD) -> Review:
    """Return a review of the sketched clients."""
    months = period.months()
    by_month = [{m: _month(s, len(months) - 1 - n) for n, m in enumerate(months)} for s in sketches]
    totals = []
    for parts in by_month:
        total = Totals()
        for part in parts.values():
            total.merge(part)
        totals.append(total)
    revenue = sum((known(t.collected_net.value()) or Fraction(0) for t in totals), Fraction(0))
    measured = [measure_all(t, _context(s, revenue)) for t, s in zip(totals, sketches, strict=True)]
    money = [_money(key, m) for key, m in enumerate(measured)]
    clients = []
    for key, sketch in enumerate(sketches):
        values = {m: measure_all(t, _context(sketch, revenue)) for m, t in by_month[key].items()}
        clients.append(_client(key, sketch, measured[key], values, totals[key], money, period))
    return Review(
        period=period,
        currency="EUR",
        owner=Owner(("Clara Brandt",), ("clara@brandt.example",)),
        clients=clients,
        unassigned=[
            Unassigned("payment", "no_open_invoice", PAYMENT),
            Unassigned("contact", "unknown_contact", {"address": "oma@web.example", "name": "Oma", "messages": "7"}),
            Unassigned("time", "no_client", {"name": "", "hours": "12.50"}),
        ],
        proposed=[ProposedMerge("Meyer Immobilien", "Meier Immobilien", "similar_name")],
        assumed=[Assumption("own_addresses", {"addresses": "clara@brandt.example"}), Assumption("as_of", {"date": "2026-03-31"})],
        problems=[Problem("not_recognized", "notizen.bin"), Problem("bad_amount", "zeiten.csv", 17, {"value": "12,x"})],
        files=[
            FileRead("zeiten.csv", "toggl"),
            FileRead("kaputt.zip", refused=UnreadableError(file="kaputt.zip", what="too deep", todo="Unpack it.")),
        ],
        whale=whale_curve(money),
        settings=Settings(PracticeSettings(cash=Decimal(18000), monthly_costs=Decimal(4500))),
    )  # fmt: skip


def _month(s: Sketch, back: int) -> Totals:
    totals = Totals()
    season = Fraction(80 + (back * 37 + len(s.name) * 11) % 41, 100)
    seconds = int(Fraction(s.hours) * season * 3600)
    totals.seconds, totals.billable_seconds = seconds, seconds - int(Fraction(s.unbilled) * season * 3600)
    totals.billable_value.add(Fraction(totals.billable_seconds, 3600) * 90, "")
    paid = Fraction(s.paid) * season
    for sum_ in (totals.billed_net, totals.collected_net):
        sum_.add(paid, "")
    totals.open_gross.add(paid if back == 0 else Fraction(0), "")
    totals.direct_costs.add(paid / 20, "")
    totals.paid_weight.add(paid, "")
    totals.weighted_days_to_pay.add(paid * (s.late + 14), "")
    totals.weighted_days_late.add(paid * s.late, "")
    totals.messages_in = s.mails if s.mails >= 10 or back == 1 else 0
    totals.messages_out = s.mails // 2
    totals.off_hours = min(s.off, totals.messages_in)
    totals.uncivil_messages_in = s.rude.count(back)
    totals.meetings = (back + len(s.name)) % 3
    return totals


def _context(s: Sketch, revenue: Fraction) -> Context:
    return Context(Decimal(38), revenue, has_time=s.has_time)


def _kept(measures: dict[str, Value]) -> Fraction | None:
    collected, costs = known(measures["collected_net"]), known(measures["direct_costs"])
    return None if collected is None or costs is None else collected - costs


def _money(key: int, m: dict[str, Value]) -> ClientMoney:
    return ClientMoney(key, known(m["collected_net"]), _kept(m), known(m["hours_total"]), known(m["contribution"]))


def _client(
    key: int,
    s: Sketch,
    measures: dict[str, Value],
    months: dict[tuple[int, int], dict[str, Value]],
    totals: Totals,
    money: list[ClientMoney],
    period: Period,
) -> ClientReview:
    listed = list(months)
    said = [_rude(key, s, listed[-1 - back], back) for back in sorted(s.rude, reverse=True) if back < len(listed)]
    warning = None
    if s.warned_back is not None:
        year, month = listed[-1 - s.warned_back]
        text = "Bitte unterlassen Sie diesen Ton bis zum 15., sonst beende ich unsere Zusammenarbeit."
        warning = Said(
            key,
            datetime(year, month, 1, 10, 5),
            "mail/Gesendet.mbox",
            f"<w{key}@brandt.example>",
            "Unser Ton",
            text,
            "mail",
            None,
            text,
        )
        said.append(warning)
    facts = ClientFacts(
        cost_per_hour=COST,
        kept=_kept(measures),
        hours=known(measures["hours_total"]),
        days_late=known(measures["days_late"]),
        realization=known(measures["realization_rate"]),
        unbilled_share=Fraction(totals.seconds - totals.billable_seconds, totals.seconds) if totals.seconds else None,
        months=tuple(
            MonthFacts(
                m,
                _kept(v),
                known(v["hours_total"]),
                tuple(x.at.date() for x in said if x.scored and (x.at.year, x.at.month) == m),
            )
            for m, v in months.items()
        ),
        repair_on=warning.at.date() if warning else None,
    )
    word = verdict(facts)
    practice = {"cash": Decimal(18000), "monthly_costs": Decimal(4500), "other_income": None}
    return ClientReview(
        client=Client(key, s.name, aliases=("Hartwig AG",) if s.name.startswith("Hartwig") else ()),
        measures=measures,
        months=months,
        facts=facts,
        verdict=word,
        reasons=reasons(facts, word, measures),
        flips=flips(facts),
        affordability=affordability(money[key], money, len(period.months()), practice),
        evidence=_evidence(s, said),
        more_evidence={"hours_total": 120},
        said=said,
        settings=s.settings,
        warning_read=warning,
        other_zone_minutes=s.zone,
    )  # fmt: skip


def _rude(key: int, s: Sketch, month: tuple[int, int], back: int) -> Said:
    start = s.words.index(s.found)
    finding = Finding("insult", start, start + len(s.found), s.found, "insult_words")
    scored = Scored({"insult": 0.9}, 0.9, (finding,), 2)
    at = datetime(month[0], month[1], 9 + back % 9, 21, 40)
    return Said(key, at, "mail/Alle.mbox", f"<m{key}-{back}@kunde.example>", "Termin", s.words, "mail", scored)


def _evidence(s: Sketch, said: list[Said]) -> list[Evidence]:
    found = [Evidence("hours_total", Source("zeiten.csv", row)) for row in range(2, 8)]
    found += [Evidence("billed_net", Source("rechnungen.csv", 2, invoice="RE-1001"))]
    found += [
        Evidence("collected_net", Source("konto.xml", 4), "RE-1001"),
        Evidence("days_late", Source("konto.xml", 4)),
    ]
    found += [
        Evidence("uncivil_messages_in", Source(x.file, message_id=x.message_id), s.found) for x in said if x.scored
    ]
    found += [Evidence("repair", Source(x.file, message_id=x.message_id), x.warning) for x in said if x.warning]
    return [*found, Evidence("meetings", Source("kalender.ics", at="2026-03-02T10:00"))]


def renamed(review: Review, key: int, name: str) -> Review:
    """Return the review with one client under another name."""
    clients = [replace(c, client=replace(c.client, name=name)) if c.client.key == key else c for c in review.clients]
    return replace(review, clients=clients)


def without(review: Review, *measures: str) -> Review:
    """Return the review with these measures not computable for every client."""
    clients = [
        replace(c, measures={**c.measures, **{m: Gap("no_time_records") for m in measures}}) for c in review.clients
    ]
    return replace(review, clients=clients)
