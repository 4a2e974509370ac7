"""A full case of invented people, and generated variants of it."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cleanbreak.cases import facts
from cleanbreak.cases.facts import (
    Address,
    Agreement,
    Call,
    CaseFacts,
    DatedFact,
    EndOfWork,
    HandoverItem,
    Obligation,
    OpenInvoice,
    PriceChange,
    Replacement,
    SettlementFacts,
    WorkPart,
)

OURS = Address(
    "Atelier Lindenhof",
    ("Lindenhof 4", "50667 Köln"),
    contact="Jana Beispiel",
    email="jana@lindenhof.example",
    phone="+49 221 5550100",
    vat_id="DE123456788",
)
CLIENT = Address(
    "Muster & Söhne GmbH", ("Hafenstraße 12", "20457 Hamburg"), contact="Petra Krüger", email="krueger@muster.example"
)
SETTLEMENT = SettlementFacts(
    currency="EUR",
    method="milestones",
    percent="55.0000",
    price_net=Decimal("6000.00"),
    earned_net=Decimal("3300.00"),
    earned_vat=Decimal("627.00"),
    earned_gross=Decimal("3927.00"),
    paid_gross=Decimal("5355.00"),
    refund_net=Decimal("1200.00"),
    refund_vat=Decimal("228.00"),
    refund_gross=Decimal("1428.00"),
    due_gross=Decimal("0.00"),
    vat_rate=Decimal(19),
    parts=(
        WorkPart("Konzept und Struktur", Decimal(100), "Abnahme vom 3. August 2026"),
        WorkPart("Gestaltung", Decimal(50), "Entwürfe im Projektordner"),
        WorkPart("Umsetzung", Decimal(0)),
    ),
    low=Decimal("1071.00"),
    high=Decimal("1785.00"),
    low_percent=Decimal(50),
    high_percent=Decimal(60),
    pay_until=date(2027, 1, 14),
    joint_determination_on=date(2027, 1, 11),
    invoices=("RE-2026-031", "RE-2026-044"),
    evidence=("Stundenliste September bis November 2026",),
    statutes=("BGB § 628",),
)


def full_case(**changes: Any) -> CaseFacts:
    """A case in which every document can be written."""
    case = CaseFacts(
        number="2026-007",
        today=date(2026, 11, 12),
        ours=OURS,
        client=CLIENT,
        agreement=Agreement(
            "service", "Webseite und Pflege", "DE", date(2024, 3, 1), "V-118", "ein Monat zum Monatsende"
        ),
        end=EndOfWork("ordinary", date(2026, 12, 31), "BGB-621-3", ("BGB § 621 Nr. 3",)),
        salutation="Sehr geehrte Frau Krüger",
        reason_level="neutral",
        reason="Ich richte meine Arbeit ab Januar neu aus.",
        warning=facts.Warning(
            date(2026, 9, 2),
            (
                DatedFact(
                    date(2026, 8, 8), "Anruf am Samstag um 22:40 Uhr mit der Bitte um eine Änderung bis Sonntag."
                ),
                DatedFact(date(2026, 8, 21), "Drei zusätzliche Seiten ohne Auftrag angefordert."),
            ),
            "Änderungen nur schriftlich und an Werktagen",
            date(2026, 9, 30),
            "Ohne diese Änderung beende ich den Vertrag ordentlich",
        ),
        call=Call(
            datetime(2026, 11, 12, 10, 0), datetime(2026, 11, 12, 10, 4), "Frau Krüger", "Übergabe per Videogespräch"
        ),
        open_work=(Obligation("work_1", "Startseite fertigstellen", "us", date(2026, 12, 11), "contract"),),
        obligations=(
            Obligation("work_1", "Startseite fertigstellen", "us", date(2026, 12, 11), "contract"),
            Obligation(
                "settlement_statement",
                "Abrechnung mit Methode und Belegen senden",
                "us",
                date(2027, 1, 7),
                "settlement",
            ),
            Obligation(
                "client_revokes_access",
                "Zugang zum gemeinsamen Ordner schließen",
                "client",
                date(2027, 1, 7),
                "handover",
            ),
        ),
        handover=(
            HandoverItem("Quelldateien der Webseite", "client", "als Archiv über den Dateiserver", date(2026, 12, 31)),
            HandoverItem("Bildrechte und Schriften", "client", "Liste per E-Mail", date(2026, 12, 18)),
            HandoverItem("Testgerät", "us", "per Paket", date(2027, 1, 8)),
        ),
        replacement_mode="named",
        replacements=(
            Replacement("Studio Nordlicht", "hallo@nordlicht.example", date(2026, 11, 5), date(2027, 1, 4)),
            Replacement("Ben Probe", "ben@probe.example", date(2026, 11, 6), date(2027, 2, 1), "100,00 € vom Studio"),
        ),
        settlement=SETTLEMENT,
        open_invoices=(
            OpenInvoice(
                "RE-2026-052",
                date(2026, 9, 1),
                date(2026, 9, 15),
                Decimal("1190.00"),
                Decimal("1190.00"),
                Decimal("18.77"),
                date(2026, 9, 16),
                date(2026, 11, 11),
                Decimal("40.00"),
                Decimal("10.27"),
                "§ 288 Abs. 2 BGB",
            ),
            OpenInvoice(
                "RE-2026-058",
                date(2026, 10, 1),
                date(2026, 10, 15),
                Decimal("595.00"),
                Decimal("295.00"),
                Decimal("2.24"),
                date(2026, 10, 16),
                date(2026, 11, 11),
                Decimal("40.00"),
                Decimal("10.27"),
                "§ 288 Abs. 2 BGB",
            ),
        ),
        price_change=PriceChange(Decimal("85.00"), Decimal("105.00"), "hour", date(2027, 1, 1), date(2026, 11, 30)),
        extra_scope=(
            WorkPart("Drei weitere Unterseiten", Decimal(0), net=Decimal("900.00")),
            WorkPart("Texte einpflegen", Decimal(0), net=Decimal("240.50")),
        ),
        thanks_for="das Vertrauen seit 2024",
        client_deadlines=(DatedFact(date(2027, 1, 15), "Das Zertifikat des Shops läuft ab"),),
        records_until=date(2034, 12, 31),
        timeline_head="9f2c6a1e0b7d4c3f8a5e2d1c0b9a8f7e6d5c4b3a29180706f5e4d3c2b1a09f8e",
        timeline_length=23,
        lawyer_questions=("TERMS_CHECK",),
        work_done=(
            WorkPart("Relaunch Phase 1", Decimal(100), "Abnahme vom 3. August 2026"),
            WorkPart("Startseite", Decimal(60)),
        ),
        pay_by=date(2026, 11, 27),
    )
    return replace(case, **changes)


ROUTES = ("ordinary", "agreement", "cause", "completion")
PLACES = ("DE", "AT", "CH", "EW", "US")
NAMES = (
    "Nordwerk GmbH",
    "Bäckerei Süßkind",
    "O'Neill & Partners Ltd",
    "[a:x|y] #1 {{ Test }} GmbH",
    "Żółć *Handel* sp. z o.o.",
)


def generated(seed: int) -> CaseFacts:
    """A different case for each seed: places, routes, dates, sums, forms of address, gaps."""
    chance = random.Random(seed)
    last = date(2026, 1, 31) + timedelta(days=chance.randrange(900))
    today = last - timedelta(days=chance.randrange(1, 80))

    def soon() -> date:
        return last + timedelta(days=chance.randrange(-20, 30))

    def amount(top: int = 2_000_000) -> Decimal:
        return Decimal(chance.randrange(1, top)).scaleb(-2)

    direction = chance.choice(("refund", "due", "even"))
    case = full_case(
        number=f"{today.year}-{seed:03}",
        today=today,
        client=replace(CLIENT, name=chance.choice(NAMES), contact=chance.choice(("", "Kim Muster"))),
        agreement=Agreement(
            chance.choice(("service", "work", "retainer", "package")),
            chance.choice(("Betreuung | Server", "Buchhaltung 2026", "1. Etappe_Shop")),
            chance.choice(PLACES),
            chance.choice((None, today - timedelta(days=700))),
        ),
        end=EndOfWork(chance.choice(ROUTES), last, next_possible=chance.random() < 0.7),
        form_of_address=chance.choice(("formal", "informal")),
        voice=chance.choice(("I", "we")),
        salutation="",
        reason_level=chance.choice(("none", "neutral", "cause")),
        cause_facts=(DatedFact(today - timedelta(days=9), "Die Rechnung vom Juni ist nicht bezahlt."),),
        pay_by=soon(),
        letter_form=chance.choice(("A", "B")),
        replacement_mode=chance.choice(("named", "directory", "none")),
        directory="Verzeichnis unter verzeichnis.example",
        work_done=chance.choice(((), full_case().work_done)),
        handover=full_case().handover[: chance.randrange(1, 4)],
        profession=chance.choice(("freelancer", "agency", "msp", "lawyer", "coach", "tax_adviser_de")),
    )
    mode = chance.choice(("standard", "small_business", "reverse_charge", "not_taxable"))
    settlement = replace(
        SETTLEMENT,
        currency=chance.choice(("EUR", "CHF", "GBP", "USD")),
        method=chance.choice(("percent", "units", "hours", "time", "package")),
        vat_mode=mode,
        percent=f"{chance.randrange(0, 1_000_001) / 10_000:.4f}",
        price_net=amount(),
        earned_net=amount(),
        earned_gross=amount(),
        paid_gross=amount(),
        refund_gross=amount() if direction == "refund" else Decimal(0),
        due_gross=amount() if direction == "due" else Decimal(0),
        pay_until=soon(),
        joint_determination_on=soon(),
        low=-amount(),
        high=amount(),
    )
    return replace(case, settlement=settlement if chance.random() < 0.8 else None)
