import json
from pathlib import Path

import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import csv_rows
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Origin, Row


def test_rows_are_given_by_header_as_they_stand(tmp_path: Path) -> None:
    records, problems = read(csv_rows, source_of(tmp_path, 'name,says\nKim,"a ""b""\nc "\n'))
    assert (records, problems) == ([Row(Origin("export.csv", 2), {"name": "Kim", "says": 'a "b"\nc '})], [])


def test_empty_and_repeated_header_names_are_told_apart(tmp_path: Path) -> None:
    (row,), _ = read(csv_rows, source_of(tmp_path, "a,,a,a_2\n1,2,3,4\n"))
    assert isinstance(row, Row)
    assert dict(row.cells) == {"a": "1", "column_2": "2", "a_2": "3", "a_2_2": "4"}


def test_a_row_of_another_width_is_kept_and_said(tmp_path: Path) -> None:
    records, problems = read(csv_rows, source_of(tmp_path, "a,b\n1,2,3\n4\n5,6\n"))
    assert [dict(r.cells) for r in records if isinstance(r, Row)] == [
        {"a": "1", "b": "2", "column_3": "3"},
        {"a": "4", "b": ""},
        {"a": "5", "b": "6"},
    ]
    assert codes(problems) == [("row_width_differs", 2), ("row_width_differs", 3)]


def test_a_header_with_nothing_below_is_said(tmp_path: Path) -> None:
    assert codes(read(csv_rows, source_of(tmp_path, "a,b\n"))[1]) == [("no_rows_in_table", 0)]


@pytest.mark.parametrize(
    "content",
    [
        "From: kim@studio.example\nTo: x\nSubject: a, b\n\nHallo, du\n",
        "From kim@studio.example Mon Feb 03 08:14:07 2025\nSubject: x\n",
        '{"a": 1, "b": 2}',
        '[{"a": 1}]',
        "<xml a='1' b='2'/>",
        "BEGIN:VCARD\nN:a;b\nEND:VCARD\n",
        "03.02.25, 09:14 - Kim: Hallo\n03.02.25, 09:15 - Ada: Hi, du\n",
        "[03.02.25, 09:14:07] Kim: Hallo, du\n",
        ":20:ABC\n:25:1,2\n",
        "%PDF-1.7\na,b\n",
        "Nur ein Satz ohne Tabelle.\n",
    ],
)
def test_other_formats_are_not_taken_for_tables(tmp_path: Path, content: str) -> None:
    assert csv_rows.recognize(source_of(tmp_path, content, "some.txt")) == 0


def test_one_column_is_a_table_only_when_the_name_says_so(tmp_path: Path) -> None:
    assert csv_rows.recognize(source_of(tmp_path, "name\nKim\n", "names.csv")) == 5
    assert csv_rows.recognize(source_of(tmp_path, "name\nKim\n", "names.txt")) == 0


def test_the_shared_collection_of_hard_files_is_read_as_expected(shared: Path) -> None:
    folder = shared / "data/torture"
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    tables = [entry for entry in listed if entry["kind"] == "csv"]
    assert tables
    for entry in tables:
        path = folder / entry["path"]
        records, problems = read(csv_rows, Source(path, path.name))
        assert records or problems, entry["path"]
        if "rows" in entry.get("expected", {}):
            assert [dict(r.cells) for r in records if isinstance(r, Row)] == entry["expected"]["rows"]
