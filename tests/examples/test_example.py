"""The committed example practice: its bytes, its forms, and that its files say what its facts say."""

import csv
import json
import mailbox
import tomllib
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from email.utils import getaddresses
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cleanbreak.examples.cast import load, threads
from cleanbreak.examples.example import plan_example, write_example
from cleanbreak.examples.facts import ClientFacts, recommendation
from cleanbreak.examples.generate import EXAMPLE_FOLDER, EXAMPLE_TRUTH
from cleanbreak.ledger.settings import settings_from

MAILBOX = "mail/Alle E-Mails einschließlich Spam- und Papierkorbnachrichten.mbox"
AS_OF = date(2026, 6, 30)


def files_below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def truth() -> dict:
    return json.loads(EXAMPLE_TRUTH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def client(truth):
    by_key = {c["key"]: c for c in truth["clients"]}
    return by_key.__getitem__


def rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (EXAMPLE_FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def euros(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def test_the_committed_practice_is_what_the_generator_writes(tmp_path):
    facts = write_example(tmp_path / "practice")
    facts.save(tmp_path / "truth.json")
    assert files_below(tmp_path / "practice") == files_below(EXAMPLE_FOLDER)
    assert (tmp_path / "truth.json").read_bytes() == EXAMPLE_TRUTH.read_bytes()


def test_the_practice_is_between_one_and_two_megabytes():
    assert 1_000_000 < sum(map(len, files_below(EXAMPLE_FOLDER).values())) < 2_000_000


def test_every_client_plays_the_part_it_was_given(tmp_path):
    facts = write_example(tmp_path)
    found = {key: recommendation(c, facts.as_of) for key, c in facts.clients.items()}
    assert found == {key: c.expected for key, c in facts.clients.items()}
    assert Counter(found.values()) == {"keep": 6, "reprice": 2, "repair": 2, "part": 1}


def test_without_the_warning_the_toxic_client_would_have_to_be_warned(tmp_path):
    facts = write_example(tmp_path).clients["varena"]
    facts.warned_on = None
    assert recommendation(facts, AS_OF) == "repair"


def test_a_client_without_records_is_kept():
    assert recommendation(ClientFacts("Nobody"), AS_OF) == "keep"


def test_the_roles_are_far_enough_from_their_lines(client):
    def measure(key, name):
        return Decimal(client(key)["measures"][name])

    assert measure("nordpark", "coverage_ratio") < Decimal("1.17")
    assert measure("steinfurth", "days_late") > Decimal("15.4")
    assert measure("tanzwerk", "realization_rate") < Decimal("0.765")
    assert measure("tanzwerk", "hours_unbilled") / measure("tanzwerk", "hours_total") > Decimal("0.22")
    assert Decimal("1.8") < measure("fernhill", "coverage_ratio") < 2
    assert Decimal("0.25") < measure("nordlicht", "share_of_revenue") < Decimal("0.40")
    assert measure("varena", "coverage_ratio") > Decimal("2.2")


def test_there_are_enough_different_texts():
    german, english = set(), set()
    for language, found in (("de", german), ("en", english)):
        found.update(text for t in load(f"texts/{language}.toml")["thread"] for _, text in t["turns"])
    for chat in load("texts/chats.toml")["chat"]:
        lines = {line[3] for line in chat["lines"] if not line[3].startswith("@")}
        (german if chat["form"] == "ios-de" else english).update(lines)
    assert len(german) >= 250
    assert len(english) >= 200


def test_every_tag_of_a_text_is_known():
    known = {
        "insult", "threat", "blame", "shouting", "pressure", "scope_creep", "payment_evasion", "disrespect_boundaries", "warning",
    }  # fmt: skip
    assert {tag for t in threads() for _, tags, _ in t.turns for tag in tags} <= known


def test_only_invented_domains_occur():
    box = mailbox.mbox(EXAMPLE_FOLDER / MAILBOX)
    addresses = {a for m in box for _, a in getaddresses([*m.get_all("From", []), *m.get_all("To", [])])}
    assert len(addresses) > 20
    assert all(address.endswith(".example") for address in addresses)


def test_the_settings_are_read_without_a_problem():
    data = tomllib.loads((EXAMPLE_FOLDER / "cleanbreak.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    settings, problems = settings_from(data, "cleanbreak.toml")
    assert problems == []
    assert settings.practice.owner == "Clara Brandt"
    assert (settings.practice.period_start, settings.practice.as_of) == (date(2025, 1, 1), AS_OF)


def test_the_mailbox_has_every_mail_once_and_the_backup_repeats_some(truth):
    ids = [m["Message-ID"] for m in mailbox.mbox(EXAMPLE_FOLDER / MAILBOX)]
    backup = {m["Message-ID"] for m in mailbox.mbox(EXAMPLE_FOLDER / "mail/Sicherung Dezember 2025.mbox")}
    assert len(ids) == len(set(ids)) == truth["counts"]["mails"]
    assert len(backup) == 20
    assert backup < set(ids)


def test_all_mails_are_readable_text():
    for mail in mailbox.mbox(EXAMPLE_FOLDER / MAILBOX):
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                assert part.get_payload(decode=True).decode("utf-8").strip()


def test_the_uncivil_mails_are_in_the_mailbox(client):
    ids = {m["Message-ID"].strip("<>") for m in mailbox.mbox(EXAMPLE_FOLDER / MAILBOX)}
    uncivil = client("varena")["uncivil_ids"]
    assert len(uncivil) == client("varena")["measures"]["uncivil_messages_in"] == 16
    assert {i for i in uncivil if not i.startswith("chat:")} <= ids


def test_the_mails_of_the_late_client_are_counted_as_the_mailbox_says(client):
    counted = Counter()
    for mail in mailbox.mbox(EXAMPLE_FOLDER / MAILBOX):
        if not mail["Auto-Submitted"]:
            counted["in"] += "@steinfurth-bau.example" in mail["From"]
            counted["out"] += "@steinfurth-bau.example" in mail["To"]
    measures = client("steinfurth")["measures"]
    assert counted == {"in": measures["messages_in"], "out": measures["messages_out"]}


def test_the_hours_of_the_two_reports_without_the_overlap_are_the_truth(truth):
    seen = set()
    for year in ("2025-01-01_to_2025-12-31", "2025-12-01_to_2026-06-30"):
        seen |= {tuple(r.items()) for r in rows(f"zeiten/Toggl_time_entries_{year}.csv")}
    seconds = Counter()
    for row in map(dict, seen):
        hours, minutes, rest = map(int, row["Duration"].split(":"))
        seconds[row["Client"]] += hours * 3600 + minutes * 60 + rest
    assert len(seen) == truth["counts"]["time_entries"]
    assert seconds["Tanzwerk Köln"] == next(c["seconds"] for c in truth["clients"] if c["key"] == "tanzwerk")
    assert seconds[""] == truth["counts"]["seconds_without_client"]


def test_the_invoices_in_euro_add_up_to_what_was_billed(client):
    net = Counter()
    for row in rows("rechnungen/Rechnungen.csv", ";"):
        if row["Rechnungs-Datum"].endswith(("2025", "2026")) and row["Währung"] == "EUR":
            net[row["Empfänger-KdNr"]] += euros(row["Gesamtbetrag-Netto"])
    for key, number in (("rehberg", "1001"), ("nordlicht", "1006"), ("kessler", "1008")):
        assert str(net[number]) == client(key)["measures"]["billed_net"]


def test_the_statements_follow_on_each_other_and_add_up():
    closing = {}
    for path in sorted((EXAMPLE_FOLDER / "bank").glob("*.xml"), key=lambda p: p.name[-11:]):
        for statement in ET.parse(path).getroot().findall(".//{*}Stmt"):
            iban = statement.findtext("{*}Acct/{*}Id/{*}IBAN")
            opening, closed = (Decimal(b.findtext("{*}Amt")) for b in statement.findall("{*}Bal"))
            moved = sum(
                Decimal(e.findtext("{*}Amt")) * (1 if e.findtext("{*}CdtDbtInd") == "CRDT" else -1)
                for e in statement.findall("{*}Ntry")
            )
            assert opening == closing.get(iban, opening)
            assert opening + moved == closed
            closing[iban] = closed
    assert len(closing) == 3


def test_some_entries_of_the_bank_are_batches():
    entries = [e for p in (EXAMPLE_FOLDER / "bank").glob("*.xml") for e in ET.parse(p).getroot().findall(".//{*}Ntry")]
    assert sum(len(e.findall("{*}NtryDtls/{*}TxDtls")) > 1 for e in entries) == 3


def test_paypal_keeps_its_fee():
    paid = [r for r in rows("paypal/Download.CSV") if r["Typ"] == "Allgemeine Zahlung"]
    assert len(paid) == 18
    assert all(euros(r["Brutto"]) + euros(r["Gebühr"]) == euros(r["Netto"]) for r in paid)


def test_the_electronic_invoice_is_also_in_the_list():
    path = next((EXAMPLE_FOLDER / "rechnungen/xrechnung").glob("*.xml"))
    gross = ET.parse(path).getroot().findtext("{*}LegalMonetaryTotal/{*}TaxInclusiveAmount")
    row = next(r for r in rows("rechnungen/Rechnungen.csv", ";") if r["Rechnungs-Nr."] == path.stem)
    assert Decimal(gross) == euros(row["Gesamtbetrag-Brutto"])


def test_chats_and_calendar_have_the_marks_of_their_devices():
    chat = zipfile.ZipFile(EXAMPLE_FOLDER / "chats/WhatsApp Chat - Torsten Hauck.zip").read("_chat.txt").decode()
    calendar = (EXAMPLE_FOLDER / "kalender/clara.ics").read_bytes()
    assert chat.startswith("[03.02.25, 09:12:31] Torsten Hauck: \u200eNachrichten")
    assert calendar.count(b"BEGIN:VEVENT") == calendar.count(b"END:VEVENT") > 20
    assert max(map(len, calendar.split(b"\r\n"))) <= 75


def test_the_last_invoices_are_unpaid_and_one_was_never_paid():
    late = [b for b in plan_example().bills if b.client == "steinfurth" and b.kind == "invoice" and not b.paid]
    assert [b.on.strftime("%Y-%m") for b in late] == ["2026-02", "2026-05", "2026-06"]
