from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.source import Limits, ReadOptions
from cleanbreak.importers.tables import Table, decide, holds, open_table, sniff


def cells_of(table: Table) -> list[list[str]]:
    return [cells[:-1] for _line, cells in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_umlauts_survive_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    source = source_of(tmp_path, "Kunde;Straße\nMüller;Große Gasse\n".encode(encoding))
    table = open_table(source, ReadOptions())
    assert table.header == ("Kunde", "Straße")
    assert cells_of(table) == [["Müller", "Große Gasse"]]


def test_an_umlaut_in_windows_1252_far_behind_the_head_still_decides_the_encoding(tmp_path: Path) -> None:
    content = "a;b\n" + "1;2\n" * 40_000 + "Müller;3\n"
    table = open_table(source_of(tmp_path, content.encode("cp1252")), ReadOptions())
    assert cells_of(table)[-1] == ["Müller", "3"]


def test_a_few_broken_bytes_do_not_turn_utf_8_into_windows_1252(tmp_path: Path) -> None:
    table = open_table(source_of(tmp_path, "a,b\nMüller,Größe\n".encode() + b"x\xff,2\n"), ReadOptions())
    assert cells_of(table) == [["Müller", "Größe"], ["x\ufffd", "2"]]
    assert [fault.code for fault in table.faults] == ["undecodable_characters"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_rows_and_real_line_numbers(tmp_path: Path, newline: str) -> None:
    text = newline.join(["a,b", '1,"x', 'y"', "", "3,4", ""])
    table = open_table(source_of(tmp_path, text.encode()), ReadOptions())
    assert [(line, cells[:-1]) for line, cells in table.rows()] == [(2, ["1", f"x{newline}y"]), (5, ["3", "4"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_among_decimal_commas_and_prose(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["Datum", "Betrag", "Text"],
        ["01.02.2025", "800,00", '"eins, zwei; drei"'],
        ["02.02.2025", "1.250,00", "x"],
    ]
    text = "\n".join(
        delimiter.join(cell if delimiter != "," else f'"{cell.strip(chr(34))}"' for cell in row) for row in rows
    )
    assert cells_of(open_table(source_of(tmp_path, text), ReadOptions()))[0] == [
        "01.02.2025",
        "800,00",
        "eins, zwei; drei",
    ]


def test_the_separator_line_of_a_spreadsheet_is_obeyed_and_is_no_header(tmp_path: Path) -> None:
    table = open_table(source_of(tmp_path, "sep=;\nA;B\n1;2\n"), ReadOptions())
    assert table.header == ("A", "B")
    assert [line for line, _cells in table.rows()] == [3]


def test_a_header_below_a_preamble_is_found_and_the_preamble_kept(tmp_path: Path) -> None:
    text = 'Konto;DE00\n\n"Buchungstag";"Betrag"\n01.02.2025;5,00\n'
    table = open_table(source_of(tmp_path, text), ReadOptions(), lambda cells: holds(list(cells), "Buchungstag"))
    assert (table.preamble, cells_of(table)) == ((("Konto", "DE00"),), [["01.02.2025", "5,00"]])


def test_a_table_without_its_header_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="column names was not found"):
        open_table(source_of(tmp_path, "1;2\n3;4\n"), ReadOptions(), lambda cells: holds(list(cells), "Betrag"))


def test_header_names_are_found_without_blanks_units_case_or_umlaut_spelling(tmp_path: Path) -> None:
    table = open_table(source_of(tmp_path, "Position ;Amount (EUR);FAELLIG AM\n1;2;3\n"), ReadOptions())
    assert [table.column(name) for name in ("position", "Amount", "Fällig am", "Missing")] == [0, 1, 2, -1]
    assert table.currency(1) == "EUR"


def test_short_and_long_rows_have_as_many_cells_as_the_header_and_an_empty_one_for_missing_columns(
    tmp_path: Path,
) -> None:
    table = open_table(source_of(tmp_path, "a,b,c\n1\n1,2,3,4\n"), ReadOptions())
    assert [cells for _line, cells in table.rows()] == [["1", "", "", ""], ["1", "2", "3", ""]]


def test_a_quote_that_is_never_closed_costs_no_row_behind_it(tmp_path: Path) -> None:
    rows = "".join(f"{number},x\n" for number in range(5000))
    table = open_table(source_of(tmp_path, f'a,b\n1,"lost\n{rows}'), ReadOptions())
    assert len(cells_of(table)) == 5001
    assert [(fault.code, fault.line) for fault in table.faults] == [("unclosed_quote", 2)]


def test_a_quote_left_open_by_a_cut_file_keeps_the_rows_behind_it(tmp_path: Path) -> None:
    table = open_table(source_of(tmp_path, 'a,b\n1,"lost\n2,x\n3,y'), ReadOptions())
    assert cells_of(table) == [["1", "lost"], ["2", "x"], ["3", "y"]]


def test_a_monstrous_line_is_left_out_and_said_so(tmp_path: Path) -> None:
    options = ReadOptions(limits=Limits(max_cell_chars=1000))
    table = open_table(source_of(tmp_path, "a,b\n" + "x" * 5000 + ",1\n2,3\n"), options)
    assert cells_of(table) == [["2", "3"]]
    assert [(fault.code, fault.line) for fault in table.faults] == [("line_too_long", 2)]


def test_zero_bytes_are_skipped_and_said_so(tmp_path: Path) -> None:
    table = open_table(source_of(tmp_path, b"a,b\n1,x\x00y\n"), ReadOptions())
    assert cells_of(table) == [["1", "xy"]]
    assert [fault.code for fault in table.faults] == ["nul_characters"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20])
def test_what_holds_no_row_has_no_layout(tmp_path: Path, content: bytes) -> None:
    assert sniff(source_of(tmp_path, content)) is None


@given(st.binary(max_size=3000))
def test_no_bytes_at_all_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    source = source_of(tmp_path_factory.mktemp("bytes"), content)
    if sniff(source) is not None:
        assert all(len(cells) > 0 for _line, cells in open_table(source, ReadOptions()).rows())


def notation_of(*columns: list[str], **places: list[int]) -> tuple[bool, list[str], list[Decimal | None]]:
    rows = [(line, [*cells, ""]) for line, cells in enumerate(zip(*columns, strict=True), start=2)]
    notation = decide(rows, file="t.csv", **places)  # type: ignore[arg-type]
    first = [notation.number(columns[0][0], 0)] if "numbers" in places or "quantities" in places else []
    return notation.day_first, [problem.code for problem in notation.problems], first


def test_one_day_above_twelve_decides_the_whole_column() -> None:
    assert notation_of(["03/04/2024", "04/25/2024"], dates=[0]) == (False, [], [])
    assert notation_of(["03/04/2024", "25/04/2024"], dates=[0]) == (True, [], [])


def test_a_proof_in_the_last_of_many_rows_decides_the_first(tmp_path: Path) -> None:
    dates = ["03/04/2024"] * 30_000 + ["04/25/2024"]
    assert notation_of(dates, dates=[0])[:2] == (False, [])


def test_an_undecided_slash_date_is_assumed_day_first_and_said_so() -> None:
    assert notation_of(["03/04/2024"], dates=[0])[:2] == (True, ["ambiguous_dates_assumed"])


def test_an_undecided_date_beside_am_and_pm_is_assumed_month_first() -> None:
    assert notation_of(["03/04/2024"], ["10:23 AM"], dates=[0], times=[1])[:2] == (False, ["ambiguous_dates_assumed"])


def test_dots_mean_day_first_without_a_word() -> None:
    assert notation_of(["03.04.2024"], dates=[0]) == (True, [], [])


def test_both_orders_in_one_file_are_said() -> None:
    assert notation_of(["25/04/2024", "04/25/2024", "26/04/2024"], dates=[0])[:2] == (True, ["mixed_date_order"])


def test_the_assumption_names_the_example_and_how_it_was_read() -> None:
    notation = decide([(2, ["03/04/2024", ""])], file="t.csv", dates=[0])
    assert notation.problems[0].params == {"order": "DD/MM/YYYY", "value": "03/04/2024", "read_as": "2024-04-03"}
    assert notation.date("03/04/2024") == date(2024, 4, 3)


def test_a_column_that_mixes_thousands_and_none_is_decided_by_its_decimals() -> None:
    assert notation_of(["1.250", "800,00"], numbers=[0])[2] == [Decimal(1250)]
    assert notation_of(["1.250", "800.00"], numbers=[0])[2] == [Decimal("1.250")]


def test_another_column_decides_where_the_own_does_not() -> None:
    assert notation_of(["1.250"], ["800,00"], numbers=[0, 1])[1:] == ([], [Decimal(1250)])


def test_undecided_money_has_thousands_and_undecided_hours_have_decimals() -> None:
    assert notation_of(["1.250"], numbers=[0])[1:] == (["ambiguous_decimals_assumed"], [Decimal(1250)])
    assert notation_of(["1.250"], quantities=[0])[1:] == (["ambiguous_decimals_assumed"], [Decimal("1.250")])
