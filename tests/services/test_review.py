"""The main job end to end, on a practice small enough to work out with a pencil."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from cleanbreak.services.publication import anonymized, as_json
from cleanbreak.services.review import ReviewRequest, review

TODAY = date(2026, 1, 1)

TOGGL = """\
User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)
Clara Brandt,clara@brandt.example,Nordlicht Verlag,Katalog,,Satz,Yes,2025-02-03,09:00:00,2025-02-03,11:30:00,02:30:00,,237.50
Clara Brandt,clara@brandt.example,Nordlicht Verlag,Katalog,,Korrektur,No,2025-02-04,09:00:00,2025-02-04,10:00:00,01:00:00,,
Clara Brandt,clara@brandt.example,Huber,Laden,,Schild,Yes,2025-02-05,09:00:00,2025-02-05,19:00:00,10:00:00,,
Clara Brandt,clara@brandt.example,,,,Ablage,No,2025-02-06,09:00:00,2025-02-06,09:30:00,00:30:00,,
"""
SEVDESK = (
    '\ufeff"Rechnungs-Nr.";"Rechnungs-Datum";"Fällig am";"Bezahlt am";"Betreff";"Gesamtbetrag-Netto";'
    '"Gesamtbetrag-Brutto";"offener Betrag";"Empfänger-KdNr";"Empfänger-Adresse";"Empfänger-Land"\n'
    "RE-1001;10.02.2025;24.02.2025;;Katalog;1.000,00;1.190,00;1.190,00;2001;Nordlicht Verlag GmbH, Am Kai 1, 20457 Hamburg;DE\n"
    "RE-1002;11.02.2025;25.02.2025;;Schild;200,00;238,00;238,00;2002;Huber, Gasse 2, 80331 München;DE\n"
)
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>
<CreDtTm>2025-03-31T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2025-03-31T00:00:00</CreDtTm>
<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">1190.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-02-20</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Nordlicht Verlag</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>Rechnung RE 1001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">238.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-03-27</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Huber</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>Schild</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">12.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-03-28</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Kraftwerk eG</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>Erstattung</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""


def mail(number: int, sender: str, to: str, sent: str, body: str, labels: str = "Posteingang", **headers: str) -> str:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return (
        f"From {number}@xxx Mon Feb 10 08:00:00 +0000 2025\nMessage-ID: <m{number}@brandt.example>\nFrom: {sender}\nTo: {to}\n"
        f"Date: {sent}\nSubject: Nachricht {number}\nX-Gmail-Labels: {labels}\n{more}"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n\n"
    )


ME = "Clara Brandt <clara@brandt.example>"
MAILS = [
    mail(
        1,
        "Jo <jo@nordlicht-verlag.example>",
        ME,
        "Mon, 03 Feb 2025 09:00:00 +0100",
        "Guten Morgen, der Satz gefällt uns.",
    ),
    mail(2, "Jo <jo@nordlicht-verlag.example>", ME, "Sat, 08 Feb 2025 12:00:00 +0100", "Du bist ein Idiot."),
    mail(
        3, ME, "jo@nordlicht-verlag.example", "Mon, 10 Feb 2025 10:00:00 +0100", "Danke, hier die Rechnung.", "Gesendet"
    ),
    mail(4, "News <news@shop.example>", ME, "Mon, 10 Feb 2025 11:00:00 +0100", "Angebote", List_Unsubscribe="<x>"),
    mail(5, "Oma <oma@web.de>", ME, "Sun, 09 Feb 2025 11:00:00 +0100", "Kommst du?"),
]


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    (tmp_path / "mail").mkdir()
    (tmp_path / "zeiten.csv").write_text(TOGGL, encoding="utf-8")
    (tmp_path / "rechnungen.csv").write_text(SEVDESK, encoding="utf-8")
    (tmp_path / "konto.xml").write_text(CAMT, encoding="utf-8")
    (tmp_path / "mail" / "Alle E-Mails.mbox").write_text("".join(MAILS), encoding="utf-8")
    return tmp_path


def figures(folder: Path, name: str) -> dict[str, object]:
    found = as_json(review(ReviewRequest(folder, TODAY)))
    return next(c for c in found["clients"] if c["name"] == name)["measures"]  # type: ignore[no-any-return]


def test_money_and_hours_of_a_client_are_right_to_the_cent(practice: Path) -> None:
    found = figures(practice, "Nordlicht Verlag GmbH")
    assert {k: found[k] for k in ("billed_net", "collected_net", "open_gross", "hours_total", "hours_billable")} == {
        "billed_net": "1000.00",
        "collected_net": "1000.00",
        "open_gross": "0.00",
        "hours_total": "3.50",
        "hours_billable": "2.50",
    }
    assert found["effective_hourly_rate"] == "285.71"
    assert found["contribution"] == "867.00"
    assert (found["days_to_pay"], found["days_late"]) == ("10.0", "-4.0")


def test_contact_counts_people_not_bulk_mail_and_reads_own_words(practice: Path) -> None:
    found = figures(practice, "Nordlicht Verlag GmbH")
    assert (found["messages_in"], found["messages_out"], found["uncivil_messages_in"]) == (2, 1, 1)
    assert found["off_hours_share"] == "0.5000"


def test_a_payment_without_number_is_allocated_by_payer_and_amount(practice: Path) -> None:
    found = figures(practice, "Huber")
    assert (found["collected_net"], found["days_late"]) == ("200.00", "30.0")
    assert found["messages_in"] == 0


def test_what_belongs_to_nobody_is_reported(practice: Path) -> None:
    found = as_json(review(ReviewRequest(practice, TODAY)))
    kinds = sorted((u["kind"], u.get("payer") or u.get("address") or u.get("hours")) for u in found["unassigned"])
    assert kinds == [("contact", "oma@web.de"), ("payment", "Kraftwerk eG"), ("time", "0.50")]


def test_the_owner_is_inferred_and_said(practice: Path) -> None:
    found = as_json(review(ReviewRequest(practice, TODAY)))
    assumed = {a["code"]: a for a in found["assumed"]}
    assert assumed["own_addresses"]["addresses"] == "clara@brandt.example"
    assert found["as_of"] == "2025-03-28"


def test_every_uncivil_message_is_named_with_its_words(practice: Path) -> None:
    found = as_json(review(ReviewRequest(practice, TODAY)))
    nordlicht = next(c for c in found["clients"] if c["name"] == "Nordlicht Verlag GmbH")
    named = [e for e in nordlicht["evidence"] if e["measure"] == "uncivil_messages_in"]
    assert [e["source"] for e in named] == [{"file": "mail/Alle E-Mails.mbox", "message_id": "<m2@brandt.example>"}]


def test_importing_the_same_files_twice_changes_nothing(practice: Path) -> None:
    before = as_json(review(ReviewRequest(practice, TODAY)))["clients"]
    for name in ("zeiten.csv", "rechnungen.csv", "konto.xml", "mail/Alle E-Mails.mbox"):
        copy = practice / f"a-copy-{Path(name).name}"
        copy.write_bytes((practice / name).read_bytes())
    after = as_json(review(ReviewRequest(practice, TODAY)))["clients"]
    assert [c["measures"] for c in before] == [c["measures"] for c in after]
    assert [c["months"] for c in before] == [c["months"] for c in after]


def test_splitting_the_mailbox_changes_nothing(practice: Path) -> None:
    before = as_json(review(ReviewRequest(practice, TODAY)))["clients"]
    (practice / "mail" / "Alle E-Mails.mbox").unlink()
    for number, text in enumerate(MAILS):
        (practice / "mail" / f"{number}.mbox").write_text(text, encoding="utf-8")
    after = as_json(review(ReviewRequest(practice, TODAY)))["clients"]
    assert [c["measures"] for c in before] == [c["measures"] for c in after]


def test_settings_change_cost_and_settle_merges(practice: Path) -> None:
    (practice / "cleanbreak.toml").write_text(
        '[practice]\ncost_per_hour = 100\n[[client]]\nname = "Nordlicht Verlag GmbH"\naliases = ["Huber"]\n',
        encoding="utf-8",
    )
    found = figures(practice, "Nordlicht Verlag GmbH")
    assert (found["hours_total"], found["contribution"]) == ("13.50", "-150.00")


def test_an_anonymized_review_holds_no_name_address_or_word(practice: Path) -> None:
    text = str(as_json(anonymized(review(ReviewRequest(practice, TODAY)))))
    for private in ("Nordlicht", "Huber", "clara", "Brandt", "Idiot", "oma@", "Kraftwerk", "RE-100"):
        assert private not in text, private


def test_the_json_follows_its_published_schema(practice: Path) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs/reference/review.schema.json").read_text(encoding="utf-8"))
    for found in (review(ReviewRequest(practice, TODAY)), anonymized(review(ReviewRequest(practice, TODAY)))):
        jsonschema.validate(as_json(found), schema)


def test_an_expense_that_names_only_the_project_belongs_to_the_projects_client(practice: Path) -> None:
    (practice / "belege.csv").write_text(
        "Belegnummer;Status;Lieferant / Kunde;Datum;Fällig am;Bezahlt am;offener Betrag;Betrag;Position;Kategorie;"
        "Beschreibung;Kostenstelle\n"
        "B1;bezahlt;Druckhaus;12.02.2025;;;0,00;59,50;;;;\n"
        "B1;bezahlt;Druckhaus;12.02.2025;;;0,00;50,00;1;Druck;Probedruck;Katalog\n",
        encoding="utf-8",
    )
    assert figures(practice, "Nordlicht Verlag GmbH")["direct_costs"] == "50.00"
