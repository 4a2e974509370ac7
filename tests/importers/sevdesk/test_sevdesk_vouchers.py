from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import sevdesk, sevdesk_vouchers
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Expense, Origin

HEADER = (
    '\ufeff"Belegnummer";"Status";"Lieferant / Kunde";"Datum";"Fällig am";"Bezahlt am";'
    '"offener Betrag";"Betrag";"Position ";"Kategorie";"Beschreibung";"Kostenstelle"\n'
)
HEAD = "B-1;Bezahlt;Bildagentur Nord;02.02.2025;;;0,00;238,00;;;;Nordlicht\n"


def expenses(records: list[object]) -> list[Expense]:
    return [record for record in records if isinstance(record, Expense)]


def test_positions_count_and_their_head_row_does_not(tmp_path: Path) -> None:
    text = HEADER + HEAD + "B-1;;;;;;;100,00;1;Fremdleistungen;Bilder;\nB-1;;;;;;;100,00;2;Software;Schriften;Harbor\n"
    records, problems = read(sevdesk_vouchers, source_of(tmp_path, text))
    assert problems == []
    day, amount = date(2025, 2, 2), Decimal("100.00")
    first = Expense(
        Origin("export.csv", 3), day, amount, None, "EUR", "B-1", "Bildagentur Nord", "Nordlicht", "", "Fremdleistungen"
    )
    second = Expense(
        Origin("export.csv", 4), day, amount, None, "EUR", "B-1", "Bildagentur Nord", "Harbor", "", "Software"
    )
    first.text, second.text = "Bilder", "Schriften"
    assert records == [first, second]


def test_positions_far_from_their_head_belong_to_it(tmp_path: Path) -> None:
    text = (
        HEADER + HEAD + "B-2;Bezahlt;X;03.02.2025;;;;11,90;;;;\nB-1;;;;;;;200,00;1;F;Bilder;\nB-2;;;;;;;10,00;1;F;y;\n"
    )
    found = expenses(read(sevdesk_vouchers, source_of(tmp_path, text))[0])
    assert [(e.number, e.on.day, e.net, e.gross) for e in found] == [
        ("B-1", 2, Decimal("200.00"), Decimal("238.00")),
        ("B-2", 3, Decimal("10.00"), Decimal("11.90")),
    ]


def test_two_suppliers_with_the_same_number_are_two_vouchers(tmp_path: Path) -> None:
    text = HEADER + HEAD + "B-1;;;;;;;200,00;1;F;a;\nB-1;Bezahlt;Y;04.02.2025;;;;119,00;;;;\nB-1;;;;;;;100,00;1;F;b;\n"
    found = expenses(read(sevdesk_vouchers, source_of(tmp_path, text))[0])
    assert [(e.supplier, e.net) for e in found] == [("Bildagentur Nord", Decimal("200.00")), ("Y", Decimal("100.00"))]


def test_a_voucher_without_positions_counts_its_gross_and_says_so(tmp_path: Path) -> None:
    records, problems = read(sevdesk_vouchers, source_of(tmp_path, HEADER + HEAD))
    assert ([e.net for e in expenses(records)], codes(problems)) == (
        [Decimal("238.00")],
        [("voucher_without_positions", 2)],
    )


def test_a_draft_voucher_is_not_counted_and_says_so(tmp_path: Path) -> None:
    records, problems = read(sevdesk_vouchers, source_of(tmp_path, HEADER + HEAD.replace("Bezahlt", "Entwurf")))
    assert (records, codes(problems)) == ([], [("voucher_not_counted", 2)])


def test_invoices_and_vouchers_do_not_claim_each_other_s_file(shared: Path) -> None:
    folder = shared / "data/formats/sevdesk"
    voucher, invoice = Source(folder / "voucher.csv", "v.csv"), Source(folder / "invoices.csv", "i.csv")
    assert (sevdesk.recognize(voucher), sevdesk_vouchers.recognize(invoice)) == (0, 0)


def test_the_shared_sample_counts_once(shared: Path) -> None:
    path = shared / "data/formats/sevdesk/voucher.csv"
    found = expenses(read(sevdesk_vouchers, Source(path, path.name))[0])
    assert [(e.net, e.gross, e.supplier) for e in found] == [(Decimal("99.50"), Decimal("118.40"), "Bildagentur Nord")]
