# ruff: noqa: E501 (headers stand here as banks and services write them)
from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.importers.formats import stripe
from cleanbreak.importers.source import ReadOptions
from cleanbreak.ledger.records import BankEntry, Origin, Party, Problem

HEADER = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer,invoice_no (metadata),customer_email (metadata)\n"
REPORT = "balance_transaction_id,created_utc,created,available_on,currency,gross,fee,net,reporting_category,source_id,description,customer_email\n"


def row(kind="charge", amount="120.00", fee="3.78", words="Website", created="2025-03-04 14:03"):
    return (
        f"txn_1,{kind},ch_1,{amount},{fee},0,eur,{created},2025-03-06 00:00,{words},po_1,RE-1001,Kunde@muster.example\n"
    )


def entries(tmp_path, *rows, header=HEADER):
    return [item for item in read_text(stripe, tmp_path, header + "".join(rows)) if isinstance(item, BankEntry)]


def test_a_charge_is_read_whole(tmp_path):
    assert entries(tmp_path, row()) == [
        BankEntry(
            Origin("sample.txt", 2),
            date(2025, 3, 4),
            Decimal("120.00"),
            "EUR",
            purpose="Website",
            counterparty=Party(email="kunde@muster.example"),
            fee=Decimal("3.78"),
            reference="txn_1",
            invoice_number="RE-1001",
            service="stripe",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("charge", "", "payment"),
        ("payment", "", "payment"),
        ("refund", "", "refund"),
        ("payment_refund", "", "refund"),
        ("payout", "STRIPE PAYOUT", "transfer"),
        ("stripe_fee", "Billing", "fee"),
        ("adjustment", "Chargeback withdrawal for ch_1", "refund"),
        ("adjustment", "Rounding", "other"),
        ("reserve_transaction", "", "other"),
    ],
)
def test_what_is_no_payment_is_named(tmp_path, kind, words, expected):
    [found] = entries(tmp_path, row(kind, "-5.00", "0.00", words))
    assert found.kind == expected


def test_the_day_is_that_of_the_practice_not_of_utc(tmp_path):
    [found] = entries(tmp_path, row(created="2025-03-04 23:30"))
    assert found.booked_on == date(2025, 3, 5)
    there = read_text(
        stripe, tmp_path, HEADER + row(created="2025-03-04 23:30"), ReadOptions(timezone="America/New_York")
    )
    assert [item.booked_on for item in there if isinstance(item, BankEntry)] == [date(2025, 3, 4)]


def test_the_itemized_report_is_read(tmp_path):
    line = "txn_1,2025-03-04 14:03:00,2025-03-04 15:03:00,2025-03-06,usd,120.00,3.78,116.22,charge,ch_1,Website,k@muster.example\n"
    [found] = entries(tmp_path, line, header=REPORT)
    assert (found.amount, found.fee, found.currency, found.kind, found.counterparty.email) == (
        Decimal("120.00"), Decimal("3.78"), "USD", "payment", "k@muster.example",
    )  # fmt: skip


def test_a_row_without_an_amount_is_a_problem(tmp_path):
    found = read_text(stripe, tmp_path, HEADER + row(amount="") + row())
    assert [item.code if isinstance(item, Problem) else "entry" for item in found] == ["bad_amount", "entry"]


def test_other_tables_are_not_claimed(tmp_path):
    assert stripe.recognize(source_of(tmp_path, "id,Type,Amount\n1,a,2\n")) == 0


def test_the_shared_sample_gives_charge_refund_and_payout(shared):
    found = read_path(stripe, shared / "data/formats/stripe/balance.csv")
    assert [(item.amount, item.fee, item.kind) for item in found] == [
        (Decimal("120.00"), Decimal("3.78"), "payment"),
        (Decimal("-20.00"), Decimal(0), "refund"),
        (Decimal("-96.22"), Decimal(0), "transfer"),
    ]
