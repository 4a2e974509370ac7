"""The journey on the command line, as a user types it."""

import json
import os
import random
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from cleanbreak.cli.main import main
from cleanbreak.server.store.opening import close_connection

PRACTICE = str(files("cleanbreak.examples") / "practice")
CLIENT = "Ostwind GmbH"
KILLS = 50 if os.environ.get("CLEANBREAK_THOROUGH") == "1" else 4


class Shell:
    """Runs the command line in this process on a store of its own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capture = folder, capture

    def run(self, *arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*arguments, "--data", str(self.folder)])
        out, err = self.capture.readouterr()
        return int(stopped.value.code or 0), out, err

    def done(self, *arguments: str) -> str:
        status, out, err = self.run(*arguments)
        assert status == 0, err
        return out

    def refused(self, *arguments: str) -> str:
        status, _, err = self.run(*arguments)
        assert status == 2
        assert "Traceback" not in err
        return err

    def json(self, *arguments: str) -> Any:
        return json.loads(self.done(*arguments, "--format", "json"))


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    yield Shell(tmp_path / "data", capsys)
    close_connection()


def opened(shell: Shell, *contract: str) -> None:
    shell.done("case", "open", CLIENT, "--reward", "two days off", "--email", "a@ostwind.example", "--on", "2026-07-01")
    kind = contract or ("--kind", "service", "--pay-period", "month", "--net", "900")
    tax = () if "--vat-rate" in kind else ("--vat-mode", "not_taxable")
    said = ("--title", "Web care", "--jurisdiction", "DE", "--on", "2026-07-01")
    shell.done("case", "contract", CLIENT, *said, *tax, *kind)


def decided(shell: Shell) -> None:
    answers = ("--protected-ground", "no", "--client-can-replace", "yes", "--on", "2026-07-06")
    shell.done("case", "decide", CLIENT, "--route", "ordinary", *answers)


def closing(shell: Shell) -> None:
    opened(shell)
    decided(shell)
    shell.done("case", "prepare", CLIENT, "--on", "2026-07-07")
    shell.done("case", "call", CLIENT, "--held-at", "2026-07-08 10:00", "--with", "Ms Ost")
    receipt = ("--received-on", "2026-07-08", "--proof", "reply", "--proof-text", "her answer of 11:02")
    shell.done("case", "confirm", CLIENT, "--channel", "email", "--sent-on", "2026-07-08", *receipt)


def test_from_doubt_to_closed(shell: Shell) -> None:
    closing(shell)
    assert shell.json("case", "show", CLIENT)["last_day"] == "2026-07-31"
    shell.done("case", "settle", CLIENT, "--method", "percent", "--figure", "percent=50", "--paid-gross", "450")
    owed = [o["code"] for o in shell.json("case", "obligations", CLIENT)["obligations"]]
    assert "obligations are open" in shell.refused("case", "close", CLIENT)
    shell.done("case", "obligations", CLIENT, *[part for code in owed for part in ("--done", code)])
    assert "two days off" in shell.done("case", "close", CLIENT)
    assert shell.json("case", "show", "2026-001")["stage"] == "closed"


def test_every_step_repeated_doubles_nothing(shell: Shell) -> None:
    closing(shell)
    before = shell.json("case", "show", CLIENT)
    closing(shell)
    assert shell.json("case", "show", CLIENT) == before


def test_a_work_contract_gets_a_plain_refusal(shell: Shell) -> None:
    opened(shell, "--kind", "work", "--net", "6000")
    answers = ("--protected-ground", "no", "--client-can-replace", "yes")
    assert "§ 648" in shell.refused("case", "decide", CLIENT, "--route", "ordinary", *answers)
    assert "only the customer" in shell.done("case", "options", CLIENT)


def test_mail_before_the_call_is_refused_with_what_to_do(shell: Shell) -> None:
    opened(shell)
    decided(shell)
    shell.done("case", "prepare", CLIENT, "--on", "2026-07-07")
    sent = ("case", "confirm", CLIENT, "--channel", "email", "--sent-on", "2026-07-09")
    assert "--without-call" in shell.refused(*sent)
    assert "notice sent" in shell.done(*sent, "--without-call", "safety", "--why", "threats")


def test_options_as_data_name_rule_dates_and_what_to_ask(shell: Shell) -> None:
    opened(shell)
    found = shell.json("case", "options", CLIENT, "--received-on", "2026-11-16")["options"][0]
    assert (found["rule"], found["last_day"], found["latest_receipt"]) == ("BGB-621-3", "2026-12-31", "2026-12-15")


def test_the_disputed_range_stands_in_the_settlement(shell: Shell) -> None:
    opened(shell, "--kind", "work", "--net", "6000")
    said = ("--method", "percent", "--figure", "percent=55", "--paid-gross", "4500", "--range", "50", "60")
    found = shell.json("case", "settle", CLIENT, *said)["settlement"]
    assert (found["refund_gross"], found["low"], found["high"]) == ("1200.00", "900.00", "1500.00")


def test_a_private_note_is_kept_apart_from_the_case(shell: Shell, tmp_path: Path) -> None:
    opened(shell)
    assert "Private" in shell.done("case", "log", CLIENT, "--note", "MARKER-NOTE")
    shell.done("case", "export", CLIENT, "--output", str(tmp_path / "out"))
    assert not [f for f in (tmp_path / "out").iterdir() if "MARKER" in f.read_text(encoding="utf-8")]
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "out").iterdir()} == {0o600}


def test_the_exported_timeline_is_verified_without_the_program(shell: Shell, tmp_path: Path) -> None:
    opened(shell)
    shell.done("case", "export", CLIENT, "--output", str(tmp_path))
    script = [sys.executable, "-I", str(tmp_path / "verify_timeline.py"), str(tmp_path / "timeline.json")]
    head = shell.json("timeline", "verify")["timelines"][0]["head"]
    assert subprocess.run([*script, "--head", head, "--length", "2"], capture_output=True, check=False).returncode == 0


def test_a_head_given_away_proves_the_timeline(shell: Shell) -> None:
    opened(shell)
    head = shell.json("timeline", "verify")["timelines"][0]["head"]
    shell.done("case", "log", CLIENT, "--fact", "paid late")
    shell.done("timeline", "verify", "2026-001", "--head", head, "--length", "2")
    assert shell.run("timeline", "verify", "2026-001", "--head", "0" * 64, "--length", "2")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("case", "show", "Nobody"),
        ("case", "open", "", "--reward", "x"),
        ("case", "open", "Ostwind GmbH", "--on", "9999-12-31"),
        ("case", "settle", "Nobody", "--method", "percent"),
        ("client", "Nobody"),
        ("checkin", "Nobody", "--strain", "5"),
        ("checkin", "Nobody", "--strain", "101"),
        ("import", "/nowhere/at/all"),
        ("timeline", "verify", "--head", "00"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.refused(*arguments)


def test_importing_twice_brings_nothing_new(shell: Shell) -> None:
    first = shell.json("import", PRACTICE)
    again = shell.json("import", PRACTICE)
    assert first["new"]["clients"] > 5
    assert first["new"]["invoices"] > 100
    assert set(again["new"].values()) == {0}
    assert again["known"] == first["new"]


def test_the_list_and_the_client_show_what_the_review_says(shell: Shell) -> None:
    shell.done("import", PRACTICE)
    shell.done("checkin", "Varena", "--strain", "85", "--note", "MARKER")
    rows = {c["name"]: c for c in shell.json("clients")["clients"]}
    varena = rows["Varena Immobilien GmbH"]
    assert varena["recommendation"]["word"] in {"keep", "reprice", "repair", "part"}
    assert varena["strain"][-1]["value"] == 85
    assert varena["records"]["invoice"] > 0
    assert "MARKER" in shell.done("client", "Varena")


def test_hours_and_payments_of_a_settlement_come_from_the_imported_records(shell: Shell) -> None:
    shell.done("import", PRACTICE)
    shell.done("case", "open", "Tanzwerk Köln GbR", "--reward", "x")
    kind = ("--kind", "work", "--title", "Logo", "--jurisdiction", "DE", "--net", "5000", "--vat-rate", "19")
    shell.done("case", "contract", "Tanzwerk", *kind)
    found = shell.json("case", "settle", "Tanzwerk", "--method", "hours", "--figure", "total_estimate=1000")[
        "settlement"
    ]
    records = shell.json("client", "Tanzwerk")["records"]
    assert found["evidence"][0].startswith(f"time: {records['time']} ")
    assert found["evidence"][1].startswith(f"payment: {records['payment']} ")
    assert float(found["paid_gross"]) > 0


def test_backup_and_restore_bring_the_case_back(shell: Shell, tmp_path: Path) -> None:
    opened(shell)
    before = shell.json("case", "show", CLIENT)
    file = str(tmp_path / "kept.cleanbreak")
    shell.done("backup", file)
    assert "already there" in shell.refused("backup", file)
    shell.done("case", "log", CLIENT, "--fact", "after the backup")
    shell.done("restore", file, "--yes")
    assert shell.json("case", "show", CLIENT) == before
    assert shell.json("verify") == {"schema": 1, "ok": True, "faults": []}
    assert len(list(shell.folder.glob("before-restore-*"))) == 1


def test_doctor_finds_all_well(shell: Shell) -> None:
    assert shell.json("doctor")["ok"] is True


def test_help_and_review_do_not_load_django() -> None:
    modules = "cleanbreak.cli.main, cleanbreak.cli.commands.review"
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_import_killed_at_any_moment_is_whole_or_not_there(shell: Shell, tmp_path: Path) -> None:
    whole = shell.json("import", PRACTICE)["new"]
    chance, target = random.Random(3), tmp_path / "killed"
    command = [sys.executable, "-m", "cleanbreak", "import", PRACTICE, "--data", str(target)]
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 2.2))
        process.kill()
        process.wait()
        shell.folder = target
        assert len(shell.json("clients")["clients"]) in {0, whole["clients"]}
    found = shell.json("import", PRACTICE)
    assert {k: found["new"][k] + found["known"][k] for k in whole} == whole
    assert shell.json("verify")["ok"] is True


def test_the_documents_of_a_case_are_written_in_both_languages_and_say_what_is_missing(
    shell: Shell, tmp_path: Path
) -> None:
    closing(shell)
    assert "your own name is missing" in shell.refused("case", "documents", CLIENT)
    ours = ("--our-name", "Clara Brandt", "--our-line", "Am Ring 2", "--our-line", "50667 Köln")
    for lang in ("de", "en"):
        target = tmp_path / lang
        status, out, err = shell.run("case", "documents", CLIENT, "--lang", lang, "--output", str(target), *ours)
        assert status == 0, err
        names = sorted(p.name for p in target.iterdir())
        assert "2026-001-disengagement-letter.pdf" in names, (names, err)
        assert len(out.splitlines()) == len(names)
        assert all((target / n).read_bytes().startswith((b"%PDF", b"BEGIN:VCALENDAR")) for n in names)
    shell.done("case", "documents", CLIENT, "disengagement_letter", "--form", "txt", "--output", str(tmp_path / "txt"))
    text = (tmp_path / "txt" / "2026-001-disengagement-letter.txt").read_text(encoding="utf-8")
    assert "two days off" not in text
    assert "31" in text


def test_a_part_of_the_name_opens_the_case_of_the_imported_client(shell: Shell) -> None:
    shell.done("import", PRACTICE)
    status, _, err = shell.run("case", "open", "Varena", "--reward", "x")
    assert status == 0
    assert "Varena Immobilien GmbH" in err
    assert "cleanbreak case contract" in err


def test_opening_again_adds_the_address_and_loses_nothing(shell: Shell) -> None:
    opened(shell)
    shell.done("case", "open", CLIENT, "--line", "Am Wall 3", "--our-name", "Clara Brandt")
    details = shell.json("case", "show", CLIENT)["events"][-1]["content"]
    assert (details["client"]["lines"], details["client"]["email"]) == (["Am Wall 3"], "a@ostwind.example")


def test_a_refusal_speaks_the_language_asked_for(shell: Shell) -> None:
    opened(shell)
    assert "Beantworten Sie zuerst" in shell.refused("case", "decide", CLIENT, "--route", "ordinary", "--lang", "de")
    assert "Was als Nächstes kommt" in shell.refused("case", "close", CLIENT, "--lang", "de")
    assert "cleanbreak case show" in shell.refused("case", "close", CLIENT)


@pytest.mark.parametrize(("text", "net"), [("1.250,50", "1250.50"), ("1250,5", "1250.5"), ("1,250.50", "1250.50")])
def test_amounts_are_read_as_people_write_them(shell: Shell, text: str, net: str) -> None:
    opened(shell)
    shell.done("case", "contract", CLIENT, "--net", text)
    assert shell.json("case", "show", CLIENT)["contract"]["net"] == net


@pytest.mark.parametrize("text", ["1.250", "1,250"])
def test_an_amount_that_can_be_read_two_ways_is_asked_about(shell: Shell, text: str) -> None:
    opened(shell)
    assert "two ways" in shell.refused("case", "contract", CLIENT, "--net", text)


def test_a_base_rate_nobody_knows_stays_a_question_until_it_is_entered(shell: Shell, tmp_path: Path) -> None:
    shell.done("import", PRACTICE)
    opened_about = ("--reward", "x", "--our-name", "Clara Brandt")
    shell.done("case", "open", "Varena", *opened_about)
    shell.done("case", "contract", "Varena", "--kind", "service", "--title", "Web", "--jurisdiction", "DE")
    asked = ("case", "documents", "Varena", "final_demand", "--debtor", "business", "--due-agreed", "--form", "txt")
    assert "base rate from 2026-07-01 is not known" in shell.refused(*asked, "--lang", "en")
    halves = [f"{year}-{month}-01" for year in range(2026, 2050) for month in ("01", "07")][1:]
    rates = [part for half in halves for part in ("--base-rate", f"{half}:1.27:2026-11-28:Bundesbank")]
    shell.done(*asked, *rates, "--lang", "de", "--output", str(tmp_path))
    text = (tmp_path / "2026-001-final-demand.txt").read_text(encoding="utf-8")
    assert "10,27 %" in text
    assert "Bundesbank" in text


def test_extra_work_goes_into_the_change_order_and_is_no_duty(shell: Shell, tmp_path: Path) -> None:
    opened(shell)
    shell.done("case", "open", CLIENT, "--our-name", "Clara Brandt")
    shell.done("case", "log", CLIENT, "--work", "Three more pages", "--net", "900", "--extra")
    shell.done("case", "documents", CLIENT, "change_order", "--form", "txt", "--lang", "en", "--output", str(tmp_path))
    assert "900" in (tmp_path / "2026-001-change-order.txt").read_text(encoding="utf-8")
    owed = [o["text"] for o in shell.json("case", "obligations", CLIENT)["obligations"]]
    assert not [text for text in owed if "Three more" in text]


def test_how_the_pay_is_taxed_is_asked_and_never_taken_as_nothing(shell: Shell) -> None:
    shell.done("case", "open", CLIENT, "--reward", "x")
    shell.done("case", "contract", CLIENT, "--kind", "work", "--title", "Logo", "--jurisdiction", "DE", "--net", "900")
    said = ("case", "settle", CLIENT, "--method", "percent", "--figure", "percent=50", "--paid-gross", "0")
    assert "--vat-rate" in shell.refused(*said)


def test_what_was_paid_for_a_period_is_asked_and_never_all_payments_since_ever(shell: Shell) -> None:
    opened(shell)
    said = ("case", "settle", CLIENT, "--method", "time", "--start", "2026-07-01", "--end", "2026-07-31")
    assert "--paid-gross" in shell.refused(*said, "--last-day", "2026-07-31")


def test_a_handover_without_a_way_blocks_no_document(shell: Shell, tmp_path: Path) -> None:
    closing(shell)
    shell.done("case", "open", CLIENT, "--our-name", "Clara Brandt")
    shell.done("case", "log", CLIENT, "--handover", "Keys")
    for lang in ("de", "en"):
        shell.done("case", "documents", CLIENT, "--form", "txt", "--lang", lang, "--output", str(tmp_path / lang))
        names = {file.name for file in (tmp_path / lang).iterdir()}
        assert {"2026-001-confirmation.txt", "2026-001-handover-record.txt", "2026-001-client-page.txt"} <= names


def test_after_the_notice_the_tax_can_be_completed_and_the_terms_of_the_end_cannot(shell: Shell) -> None:
    closing(shell)
    shell.done("case", "contract", CLIENT, "--vat-mode", "standard", "--vat-rate", "19")
    assert shell.json("case", "show", CLIENT)["contract"]["vat_rate"] == "19"
    assert "notice has gone out" in shell.refused("case", "contract", CLIENT, "--notice", "3 months")
