"""The invoice of a case on the command line: asked for once, checked, written once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanbreak.server.store.opening import close_connection
from tests.cli.test_case_journey import CLIENT, Shell, opened

OURS = (
    "--our-name", "Clara Brandt", "--our-line", "Am Ring 2", "--our-line", "50667 Köln", "--our-country", "de",
    "--our-tax-number", "214/5555/0815", "--our-vat-id", "DE 123 456 788", "--our-iban", "de02 1203 0000 0000 2020 51",
)  # fmt: skip
THEIRS = ("--client-line", "Ostweg 1", "--client-line", "20457 Hamburg", "--client-country", "DE")
FINAL = ("case", "invoice", CLIENT, "--situation", "final")
NUMBERED = (*FINAL, "--number", "RE-17", "--date", "2026-08-03", "--until", "2026-07-31", "--due", "2026-08-17")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    yield Shell(tmp_path / "data", capsys)
    close_connection()


def settled(shell: Shell) -> None:
    work = ("--kind", "work", "--net", "6000", "--vat-rate", "19", "--started-on", "2026-03-01")
    opened(shell, *work)
    paid = ("--paid-gross", "1190", "--preceding", "RE-9:2026-04-01:1000.00:190.00")
    shell.done("case", "settle", CLIENT, "--method", "percent", "--figure", "percent=55", *paid)


def test_the_three_formats_are_written_and_each_passes(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    folder = ("--output", str(tmp_path / "out"))
    for form in ("ubl", "cii", "pdf"):
        said = shell.done(*NUMBERED, *OURS, *THEIRS, "--format", form, *folder).splitlines()
        assert said[1:] == ["EN 16931 rules passed"]
    names = {"2026-001-final-RE-17-ubl.xml", "2026-001-final-RE-17-cii.xml", "2026-001-final-RE-17.pdf"}
    assert {f.name for f in (tmp_path / "out").iterdir()} == names
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "out").iterdir()} == {0o600}


def test_what_was_said_once_is_kept(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    folder = ("--output", str(tmp_path / "out"))
    shell.done(*NUMBERED, *OURS, *THEIRS, *folder)
    shell.done(*NUMBERED, "--format", "ubl", *folder)
    client = shell.json("case", "show", CLIENT)["events"][-1]["content"]["client"]
    assert (client["lines"], client["country"]) == (["Ostweg 1", "20457 Hamburg"], "DE")


def test_everything_that_is_missing_is_one_sentence_and_nothing_is_written(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    said = shell.refused(*FINAL, "--output", str(tmp_path / "out"))
    for option in ("--number", "--date", "--our-name", "--our-line", "--our-country", "--our-iban", "--client-country"):
        assert option in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_an_invoice_once_written_is_not_changed(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    folder = ("--output", str(tmp_path / "out"))
    shell.done(*NUMBERED, *OURS, *THEIRS, "--format", "ubl", *folder)
    shell.done(*NUMBERED, "--format", "ubl", *folder)
    said = shell.refused(*NUMBERED, "--format", "ubl", "--buyer-reference", "4711", *folder)
    assert "An invoice is never changed" in said


def test_both_sides_and_earlier_invoices_come_from_a_file(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    details = tmp_path / "details.toml"
    details.write_text(
        '[ours]\nname = "Clara Brandt"\nlines = ["Am Ring 2", "50667 Köln"]\ncountry = "DE"\ntax_number = "214/5555/0815"\n'
        'iban = "DE02120300000000202051"\n[client]\nlines = ["Ostweg 1", "20457 Hamburg"]\ncountry = "DE"\n'
        '[[preceding]]\nnumber = "RE-9"\ndate = 2026-04-01\nnet = 1000.00\nvat = 190.00\n',
        encoding="utf-8",
    )
    said = shell.done(*NUMBERED, "--details", str(details), "--format", "cii", "--output", str(tmp_path))
    assert "EN 16931 rules passed" in said
    assert "<ram:DuePayableAmount>2737.00<" in (tmp_path / "2026-001-final-RE-17-cii.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ours]\nname = 5\n", "[ours] name is no text"),
        ("[ours]\nlines = 'x'\n", "[ours] lines is no text"),
        ("[ours]\nfax = 'x'\n", "[ours] has no field fax"),
        ("[theirs]\n", "theirs is not known"),
        ("ours = 1\n", "ours is no table"),
        ("preceding = 1\n", "preceding is no list"),
        ("[[preceding]]\nnumber = 'RE-9'\n", "needs number and date"),
        ("[[preceding]]\nnumber = 'RE-9'\ndate = 2026-04-01\nnet = nan\n", "no amount"),
        ("[[preceding]]\nnumber = 'RE-9'\ndate = 2026-04-01\nnet = -1\n", "no amount"),
        ("[[preceding]]\nnumero = 'RE-9'\n", "not understood"),
        ("[ours", "this is no TOML"),
        ("[ours]\ncountry = 'Germany'\n", "GERMANY is no country code"),
        ("[ours]\nvat_id = '123'\n", "123 is no VAT id"),
        ("[ours]\niban = 'DE02120300000000202052'\n", "is no IBAN"),
    ],
)
def test_a_details_file_with_a_fault_is_one_sentence(shell: Shell, tmp_path: Path, text: str, said: str) -> None:
    settled(shell)
    details = tmp_path / "details.toml"
    details.write_text(text, encoding="utf-8")
    assert said in shell.refused(*NUMBERED, "--details", str(details), "--output", str(tmp_path))


@pytest.mark.parametrize(
    "more",
    [
        ("--situation", "gift"),
        ("--situation", "final", "--preceding", "RE-9"),
        ("--situation", "final", "--preceding", "RE-9:2026-13-01:1:1"),
        ("--situation", "final", "--preceding", "RE-9:2026-04-01:x:1"),
        ("--situation", "final", "--preceding", "RE-9:2026-04-01:-1:1"),
        ("--situation", "final", "--date", "tomorrow"),
    ],
)
def test_what_cannot_be_read_is_refused(shell: Shell, more: tuple[str, ...]) -> None:
    settled(shell)
    shell.refused("case", "invoice", CLIENT, *more)


def test_a_number_with_a_colon_is_a_number(shell: Shell, tmp_path: Path) -> None:
    settled(shell)
    more = ("--preceding", "2026:9:2026-04-01:1000.00:190.00", "--format", "ubl", "--output", str(tmp_path))
    shell.done(*NUMBERED, *OURS, *THEIRS, *more)
    assert "<cbc:ID>2026:9</cbc:ID>" in (tmp_path / "2026-001-final-RE-17-ubl.xml").read_text(encoding="utf-8")


def test_invoices_and_payments_of_a_settlement_come_from_the_imported_records(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "invoices.csv").write_text(
        "Rechnungsnummer;Datum;Kunde;Netto;Brutto;Faellig;Bezahlt am\nRE-9;01.04.2026;Ostwind GmbH;1000,00;1190,00;15.04.2026;\n",
        encoding="utf-8",
    )
    shell.done("import", str(folder))
    settled(shell)
    assert "RE-9" in shell.refused(*NUMBERED[:5], "--number", "RE-9", "--date", "2026-08-03", *OURS, *THEIRS)


def test_help_does_not_load_what_writes_an_invoice() -> None:
    heavy: Any = ("facturx", "saxonche", "pikepdf", "lxml")
    code = f"import sys, cleanbreak.cli.commands.case_invoice as c; sys.exit(any(m in sys.modules for m in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
