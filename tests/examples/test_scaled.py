"""Practices of any size: the same bytes for the same seed, and files that say what the facts say."""

import csv
import mailbox
from collections import Counter
from email.utils import parseaddr
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cleanbreak.examples.facts import Ledgerfacts
from cleanbreak.examples.generate import generate, main

MBOX = "All mail Including Spam and Trash.mbox"


def small(folder: Path, **other: object) -> Ledgerfacts:
    size = {"clients": 12, "months": 8, "mails": 900, "time_entries": 400, "invoices": 120, "seed": 7, **other}
    return generate(folder, **size)


@pytest.fixture(scope="module")
def practice(tmp_path_factory) -> tuple[Path, Ledgerfacts]:
    folder = tmp_path_factory.mktemp("scaled") / "practice"
    return folder, small(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_seed_gives_the_same_bytes(practice, tmp_path):
    again = small(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(practice[0])
    assert again.to_json() == practice[1].to_json()


def test_another_seed_gives_other_mail(practice, tmp_path):
    small(tmp_path / "other", seed=8)
    assert (tmp_path / "other" / MBOX).read_bytes() != (practice[0] / MBOX).read_bytes()


def test_exactly_what_was_asked_for_is_written(practice):
    counts = practice[1].counts
    assert (counts["mails"], counts["time_entries"], counts["invoices"]) == (900, 400, 120)


def test_the_mailbox_says_what_the_facts_say(practice):
    folder, facts = practice
    seen = Counter()
    for mail in mailbox.mbox(folder / MBOX):
        if not mail["Auto-Submitted"]:
            sender, receiver = parseaddr(mail["From"])[1], parseaddr(mail["To"])[1]
            seen["in", sender.partition("@")[2]] += 1
            seen["out", receiver.partition("@")[2]] += 1
    for key, client in facts.clients.items():
        domain = next(d for way, d in seen if way == "in" and d.endswith(f"-{int(key[1:])}.example"))
        assert (seen["in", domain], seen["out", domain]) == (client.messages_in, client.messages_out)


def test_most_mails_are_different(practice):
    bodies = [m.get_payload(decode=True) for m in mailbox.mbox(practice[0] / MBOX)]
    assert len(bodies) == 900
    assert len(set(bodies)) >= 895


def test_only_toxic_clients_write_uncivil_mails(tmp_path):
    facts = small(tmp_path / "p", mails=4000)
    uncivil = {c.role for c in facts.clients.values() if c.uncivil_in}
    assert uncivil == {"toxic"}


def test_uncivil_mails_can_be_found_by_their_id(tmp_path):
    facts = small(tmp_path / "p", mails=4000)
    ids = {m["Message-ID"].strip("<>") for m in mailbox.mbox(tmp_path / "p" / MBOX)}
    found = [i for c in facts.clients.values() for i in c.uncivil_ids]
    assert found
    assert set(found) <= ids


def test_the_report_says_what_the_facts_say(practice):
    folder, facts = practice
    value = Counter()
    with (folder / "Toggl_time_entries.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            value[row["Client"]] += round(float(row["Amount (EUR)"] or 0) * 100)
    assert {c.name: c.billable_value for c in facts.clients.values()} == value


def test_payments_of_the_statements_are_what_was_collected(practice):
    folder, facts = practice
    paid = Counter()
    for path in (folder / "bank").glob("*.xml"):
        for entry in ET.parse(path).getroot().findall(".//{*}Ntry"):
            purpose = entry.findtext("{*}NtryDtls/{*}TxDtls/{*}RmtInf/{*}Ustrd")
            if purpose.startswith("Rechnung"):
                sign = 1 if entry.findtext("{*}CdtDbtInd") == "CRDT" else -1
                paid[purpose] += sign * round(float(entry.findtext("{*}Amt")) * 100)
    assert sum(c.collected_gross for c in facts.clients.values()) == Fraction(sum(paid.values()))


def test_large_mails_have_attachments_and_the_asked_size(tmp_path):
    small(tmp_path / "p", mails=600, mail_bytes=20_000, attachments=0.12)
    mails = list(mailbox.mbox(tmp_path / "p" / MBOX))
    attached = sum(any(p.get_filename() for p in m.walk()) for m in mails)
    assert 0.08 < attached / len(mails) < 0.16
    assert 16_000 < (tmp_path / "p" / MBOX).stat().st_size / len(mails) < 24_000


def test_a_folder_with_something_in_it_is_refused(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    assert main([str(tmp_path)]) == 2
    assert "empty folder" in capsys.readouterr().err


def test_the_facts_are_written_beside_the_folder(tmp_path):
    arguments = ["--clients", "3", "--months", "2", "--mails", "30", "--time-entries", "20", "--invoices", "6"]
    assert main([str(tmp_path / "p"), *arguments]) == 0
    assert (tmp_path / "p.truth.json").is_file()
    assert not list((tmp_path / "p").glob("*truth*"))
