# ruff: noqa: E501 (headers stand here as banks and services write them)
from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.importers.formats import paypal
from cleanbreak.ledger.records import BankEntry, Origin, Party, Problem

GERMAN = (
    '"Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Gebühr","Netto","Absender E-Mail-Adresse",'
    '"Empfänger E-Mail-Adresse","Transaktionscode","Zugehöriger Transaktionscode","Rechnungsnummer","Guthaben","Betreff","Hinweis",'
    '"Auswirkung auf Guthaben"\n'
)
ENGLISH = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address",'
    '"Transaction ID","Reference Txn ID","Invoice Number","Balance","Subject","Note","Balance Impact"\n'
)
REPORT = (
    '"Datum","Uhrzeit","Zeitzone","Beschreibung","Währung","Brutto","Entgelt","Netto","Guthaben","Transaktionscode",'
    '"Absender E-Mail-Adresse","Name","Rechnungsnummer","Zugehöriger Transaktionscode"\n'
)


def row(
    kind="Website-Zahlung",
    status="Abgeschlossen",
    currency="EUR",
    gross="1.190,00",
    fee="-30,00",
    net="1.160,00",
    **more,
):
    cells = [
        more.get("day", "04.03.2025"), more.get("at", "10:15:00"), more.get("zone", "CET"), more.get("name", "Muster GmbH"),
        kind, status, currency, gross, fee, net, "Kunde@muster.example", "ich@example.org", more.get("code", "T1"),
        more.get("related", ""), "RE-1001", "0,00", "Rechnung RE-1001", "", more.get("effect", "Haben"),
    ]  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def entries(tmp_path, *rows, header=GERMAN):
    found = read_text(paypal, tmp_path, ("\ufeff" + header + "".join(rows)).encode())
    return [item for item in found if isinstance(item, BankEntry)]


def test_a_german_payment_is_read_whole(tmp_path):
    assert entries(tmp_path, row()) == [
        BankEntry(
            Origin("sample.txt", 2),
            date(2025, 3, 4),
            Decimal("1190.00"),
            "EUR",
            purpose="Rechnung RE-1001",
            counterparty=Party("Muster GmbH", email="kunde@muster.example"),
            fee=Decimal("30.00"),
            reference="T1",
            invoice_number="RE-1001",
            account="ich@example.org",
            service="paypal",
        )
    ]


def test_an_english_export_reads_the_same(tmp_path):
    [german] = entries(tmp_path, row())
    [english] = entries(
        tmp_path,
        row("Website Payment", "Completed", gross="1,190.00", fee="-30.00", net="1,160.00", day="2025-03-04"),
        header=ENGLISH,
    )
    assert english == german


def test_the_report_without_status_is_read(tmp_path):
    line = '"04.03.2025","10:15:00","CET","Allgemeine Zahlung","EUR","119,00","-3,00","116,00","0","T1","k@muster.example","Muster","RE-1",""\n'
    [found] = entries(tmp_path, line, header=REPORT)
    assert (found.kind, found.amount, found.fee, found.counterparty.name) == (
        "payment",
        Decimal("119.00"),
        Decimal("3.00"),
        "Muster",
    )


@pytest.mark.parametrize(
    ("kind", "status", "gross", "effect", "expected"),
    [
        ("Website-Zahlung", "Ausstehend", "10,00", "Haben", "pending"),
        ("Website-Zahlung", "Nicht abgeschlossen", "10,00", "Haben", "pending"),
        ("Website-Zahlung", "Teilweise zurückgezahlt", "10,00", "Haben", "payment"),
        ("Allgemeine Abbuchung", "Abgeschlossen", "-10,00", "Soll", "transfer"),
        ("Bankgutschrift auf PayPal-Konto", "Abgeschlossen", "10,00", "Haben", "transfer"),
        ("Allgemeine Währungsumrechnung", "Abgeschlossen", "-10,00", "Soll", "other"),
        ("Einbehaltung für offene Autorisierung", "Abgeschlossen", "-10,00", "Soll", "other"),
        ("Anforderung gesendet", "Abgeschlossen", "10,00", "Memo", "other"),
        ("Rückzahlung", "Abgeschlossen", "-10,00", "Soll", "refund"),
        ("Rückzahlung", "Abgeschlossen", "10,00", "Haben", "other"),
        ("User Initiated Withdrawal", "Completed", "-10,00", "Debit", "transfer"),
        ("General Currency Conversion", "Completed", "10,00", "Credit", "other"),
        ("Payment Refund", "Completed", "-10,00", "Debit", "refund"),
        ("Mobile Payment", "Pending", "10,00", "Credit", "pending"),
        ("Chargeback Fee", "Completed", "-10,00", "Debit", "refund"),
        ("Fee for mass pay", "Completed", "-10,00", "Debit", "fee"),
    ],
)
def test_what_is_no_payment_is_named(tmp_path, kind, status, gross, effect, expected):
    [found] = entries(tmp_path, row(kind, status, gross=gross, fee="0,00", net=gross, effect=effect))
    assert found.kind == expected


def test_a_converted_payment_gets_its_net_sum_in_base_currency(tmp_path):
    found = entries(
        tmp_path,
        row(currency="USD", gross="100,00", fee="-4,00", net="96,00"),
        row(
            "Allgemeine Währungsumrechnung",
            currency="USD",
            gross="-96,00",
            fee="0,00",
            net="-96,00",
            code="T2",
            related="T1",
        ),
        row("Allgemeine Währungsumrechnung", gross="88,12", fee="0,00", net="88,12", code="T3", related="T1"),
    )
    assert [item.net_in_base for item in found] == [Decimal("88.12"), None, None]


def test_a_payment_converted_only_in_part_gets_no_sum(tmp_path):
    found = entries(
        tmp_path,
        row(currency="USD", gross="100,00", fee="-4,00", net="96,00"),
        row(
            "Allgemeine Währungsumrechnung",
            currency="USD",
            gross="-50,00",
            fee="0,00",
            net="-50,00",
            code="T2",
            related="T1",
        ),
        row("Allgemeine Währungsumrechnung", gross="45,00", fee="0,00", net="45,00", code="T3", related="T1"),
    )
    assert found[0].net_in_base is None


def test_the_day_is_that_of_the_practice(tmp_path):
    late, impossible = entries(tmp_path, row(at="22:00:00", zone="PST"), row(at="29:18:53"))
    assert (late.booked_on, impossible.booked_on) == (date(2025, 3, 5), date(2025, 3, 4))


def test_a_row_without_a_day_or_an_amount_is_a_problem(tmp_path):
    found = read_text(paypal, tmp_path, GERMAN + row(day="gestern") + row(gross="viel") + row())
    assert [item.code if isinstance(item, Problem) else "entry" for item in found] == [
        "bad_date",
        "bad_amount",
        "entry",
    ]


def test_other_tables_are_not_claimed(tmp_path):
    assert paypal.recognize(source_of(tmp_path, "Datum,Brutto,Netto\n1.1.2025,1,1\n")) == 0


def test_the_shared_sample_gives_seven_movements(shared):
    found = read_path(paypal, shared / "data/formats/paypal/paypal.csv")
    assert [(item.amount, item.fee, item.kind) for item in found] == [
        (Decimal("-41.00"), Decimal(0), "payment"),
        (Decimal("63.89"), Decimal("1.94"), "payment"),
        (Decimal("-55.40"), Decimal(0), "payment"),
        (Decimal("44.12"), Decimal(0), "transfer"),
        (Decimal("-36.00"), Decimal(0), "payment"),
        (Decimal("17.00"), Decimal(0), "payment"),
        (Decimal("16.67"), Decimal(0), "other"),
    ]
