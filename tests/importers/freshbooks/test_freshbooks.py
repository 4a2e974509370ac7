from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import freshbooks
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Invoice, Origin, Party

HEADER = (
    "Client Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,"
    "Rate,Quantity,Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,"
    "Tax 2 Type,Tax 2 Amount,Line Total,Currency\n"
)


def line(number: str, net: str, tax: str, gross: str, status: str = "paid") -> str:
    return (
        f"Harbor Ltd,{number},01/15/2026,02/15/2026,{status},02/10/2026,Item,1,1,0,{net},VAT,{tax},,0.00,{gross},GBP\n"
    )


def test_lines_of_one_invoice_are_summed_also_when_another_stands_between(tmp_path: Path) -> None:
    text = (
        HEADER
        + line("7", "600.00", "120.00", "720.00")
        + line("8", "10.00", "2.00", "12.00")
        + line("7", "30.00", "6.00", "36.00")
    )
    records, problems = read(freshbooks, source_of(tmp_path, text))
    assert problems == []
    assert records[0] == Invoice(
        Origin("export.csv", 2), "7", date(2026, 1, 15), Decimal("630.00"), Decimal("756.00"), "GBP",
        due_on=date(2026, 2, 15), paid_on=date(2026, 2, 10), client=Party("Harbor Ltd"),
    )  # fmt: skip
    assert [record.net for record in records if isinstance(record, Invoice)] == [Decimal("630.00"), Decimal("10.00")]


@given(st.permutations(range(6)))
def test_the_order_of_lines_changes_no_total(tmp_path_factory: pytest.TempPathFactory, order: list[int]) -> None:
    rows = [line(str(n % 2), f"{n}.25", "0.50", f"{n}.75") for n in range(6)]
    source = source_of(tmp_path_factory.mktemp("order"), HEADER + "".join(rows[n] for n in order))
    found = {r.number: (r.net, r.gross) for r in freshbooks.read(source, ReadOptions()) if isinstance(r, Invoice)}
    assert found == {"0": (Decimal("6.75"), Decimal("8.25")), "1": (Decimal("9.75"), Decimal("11.25"))}


def test_drafts_are_drafts_and_void_invoices_count_nothing(tmp_path: Path) -> None:
    text = HEADER + line("1", "10.00", "2.00", "12.00", "draft") + line("2", "10.00", "2.00", "12.00", "cancelled")
    records, _ = read(freshbooks, source_of(tmp_path, text))
    assert [(r.kind, r.net) for r in records if isinstance(r, Invoice)] == [
        ("draft", Decimal("10.00")),
        ("cancellation", Decimal(0)),
    ]


def test_an_unreadable_line_leaves_its_whole_invoice_out(tmp_path: Path) -> None:
    text = HEADER + line("1", "10.00", "2.00", "12.00") + line("1", "x", "", "y") + line("2", "1.00", "0.20", "1.20")
    records, problems = read(freshbooks, source_of(tmp_path, text))
    assert [r.number for r in records if isinstance(r, Invoice)] == ["2"]
    assert codes(problems) == [("invoice_line_unreadable", 3)]


def test_the_shared_sample_is_read(shared: Path) -> None:
    path = shared / "data/formats/freshbooks/invoice_details.csv"
    (invoice,), _ = read(freshbooks, Source(path, path.name))
    assert isinstance(invoice, Invoice)
    assert (invoice.net, invoice.gross) == (Decimal("630.00"), Decimal("756.00"))
