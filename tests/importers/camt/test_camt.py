from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import camt
from cleanbreak.importers.source import ReadOptions
from cleanbreak.ledger.records import BankEntry, Origin, Party, Problem, Statement

ACCOUNT = "DE02500105170137075030"
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"


def document(*entries, namespace=NAMESPACE, statement="Stmt", message="BkToCstmrStmt"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{namespace}"><{message}><GrpHdr/><{statement}>'
        f"<Id>2025-03</Id><CreDtTm>2025-03-31T22:00:00+02:00</CreDtTm><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{''.join(entries)}</{statement}></{message}></Document>"
    )


def entry(amount="119.00", mark="CRDT", details="", extra="", status="<Sts>BOOK</Sts>", day="<Dt>2025-03-04</Dt>"):
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{status}<BookgDt>{day}</BookgDt>'
        f"{extra}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def payment(name="Muster GmbH", words="RE-1001", extra="", iban="DE02120300000000202051"):
    return (
        f"<TxDtls>{extra}<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>"
        f"</RltdPties><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>"
    )


def entries_of(tmp_path, *entries, **layout):
    return [found for found in read_text(camt, tmp_path, document(*entries, **layout)) if isinstance(found, BankEntry)]


def test_a_statement_and_its_entry_are_read_whole(tmp_path):
    assert read_text(camt, tmp_path, document(entry(details=payment()))) == [
        Statement(Origin("sample.txt", 1), "2025-03", ACCOUNT),
        BankEntry(
            Origin("sample.txt", 2),
            date(2025, 3, 4),
            Decimal("119.00"),
            "EUR",
            purpose="RE-1001",
            counterparty=Party(name="Muster GmbH", iban="DE02120300000000202051"),
            account=ACCOUNT,
            statement="2025-03",
        ),
    ]


def test_version_8_names_parties_and_status_one_level_deeper(tmp_path):
    details = (
        "<TxDtls><RltdPties><Dbtr><Pty><Nm>Muster GmbH</Nm></Pty></Dbtr></RltdPties>"
        "<RmtInf><Ustrd>RE-1</Ustrd></RmtInf></TxDtls>"
    )
    [found] = entries_of(
        tmp_path,
        entry(details=details, status="<Sts><Cd>PDNG</Cd></Sts>"),
        namespace="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
    )
    assert (found.counterparty.name, found.kind) == ("Muster GmbH", "pending")


@pytest.mark.parametrize(("statement", "message"), [("Rpt", "BkToCstmrAcctRpt"), ("Ntfctn", "BkToCstmrDbtCdtNtfctn")])
def test_reports_and_advices_are_read_like_statements(tmp_path, statement, message):
    [found] = entries_of(tmp_path, entry(), statement=statement, message=message)
    assert found.amount == Decimal("119.00")


def test_a_debit_is_negative_and_names_the_creditor(tmp_path):
    details = "<TxDtls><RltdPties><Dbtr><Nm>Ich</Nm></Dbtr><Cdtr><Nm>Hosting AG</Nm></Cdtr></RltdPties></TxDtls>"
    [found] = entries_of(tmp_path, entry("20.5", "DBIT", details))
    assert (found.amount, found.counterparty.name) == (Decimal("-20.5"), "Hosting AG")


def test_a_batch_becomes_one_entry_per_payment_when_the_amounts_add_up(tmp_path):
    def share(amount):
        return f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>'

    found = entries_of(
        tmp_path,
        entry("150.00", details=payment("A", "RE-1", share("100.00")) + payment("B", "RE-2", share("50.00"))),
    )
    assert [(item.amount, item.counterparty.name, item.purpose) for item in found] == [
        (Decimal("100.00"), "A", "RE-1"),
        (Decimal("50.00"), "B", "RE-2"),
    ]


def test_a_batch_without_amounts_stays_one_entry_and_says_so(tmp_path):
    _, problem, found = read_text(
        camt, tmp_path, document(entry("150.00", details=payment("A", "RE-1") + payment("B", "RE-2")))
    )
    assert isinstance(problem, Problem)
    assert (problem.code, problem.params["value"]) == ("batch_not_split", "2")
    assert isinstance(found, BankEntry)
    assert (found.amount, found.purpose, found.counterparty) == (Decimal("150.00"), "RE-1 RE-2", Party())


def test_a_returned_direct_debit_is_a_refund_of_the_debtor(tmp_path):
    [found] = entries_of(tmp_path, entry("119.00", "DBIT", payment(), "<RvslInd>true</RvslInd>"))
    assert (found.kind, found.amount, found.counterparty.name) == ("refund", Decimal("-119.00"), "Muster GmbH")


def test_an_own_transfer_that_comes_back_is_no_payment(tmp_path):
    [found] = entries_of(tmp_path, entry("119.00", "CRDT", "", "<RvslInd>true</RvslInd>"))
    assert found.kind == "other"


def test_pieces_of_a_purpose_that_fill_their_line_are_joined_without_a_blank(tmp_path):
    words = (
        "<RmtInf><Ustrd>Rechnungsnummer RE-2025-000</Ustrd><Ustrd>17 vom 01.03.</Ustrd><Ustrd>danke</Ustrd></RmtInf>"
    )
    [found] = entries_of(tmp_path, entry(details=f"<TxDtls>{words}</TxDtls>"))
    assert found.purpose == "Rechnungsnummer RE-2025-00017 vom 01.03. danke"


def test_who_pays_through_somebody_else_is_the_counterparty_without_the_others_account(tmp_path):
    details = payment("Zahlungsdienst AG").replace(
        "</RltdPties>", "<UltmtDbtr><Nm>Muster GmbH</Nm></UltmtDbtr></RltdPties>"
    )
    [found] = entries_of(tmp_path, entry(details=details))
    assert found.counterparty == Party(name="Muster GmbH")


@pytest.mark.parametrize(("given", "reference"), [("NOTPROVIDED", "BANK-7"), ("KD-42", "KD-42")])
def test_the_end_to_end_reference_counts_only_when_one_was_given(tmp_path, given, reference):
    refs = f"<Refs><EndToEndId>{given}</EndToEndId></Refs>"
    [found] = entries_of(tmp_path, entry(details=payment(extra=refs), extra="<AcctSvcrRef>BANK-7</AcctSvcrRef>"))
    assert found.reference == reference


def test_a_charge_is_a_fee_only_where_paid_less_charge_is_what_was_booked(tmp_path):
    charged = '<AmtDtls><InstdAmt><Amt Ccy="EUR">119.00</Amt></InstdAmt></AmtDtls><Chrgs><Rcrd><Amt Ccy="EUR">4.00</Amt></Rcrd></Chrgs>'
    shown, hidden = entries_of(
        tmp_path,
        entry("115.00", details=payment(extra=charged)),
        entry("115.00", details=payment(extra=charged.replace("119.00", "130.00"))),
    )
    assert (shown.amount, shown.fee) == (Decimal("119.00"), Decimal("4.00"))
    assert (hidden.amount, hidden.fee) == (Decimal("115.00"), Decimal(0))


def test_a_structured_reference_names_the_invoice(tmp_path):
    details = "<TxDtls><RmtInf><Strd><RfrdDocInf><Nb>RE-7</Nb></RfrdDocInf></Strd></RmtInf></TxDtls>"
    [found] = entries_of(tmp_path, entry(details=details))
    assert found.invoice_number == "RE-7"


@pytest.mark.parametrize(
    "day", ["<DtTm>2025-03-04T23:30:00+01:00</DtTm>", "<Dt>2025-03-04T00:00:00</Dt>", "<Dt>2025-03-04+01:00</Dt>"]
)
def test_the_booking_day_is_the_day_the_bank_writes(tmp_path, day):
    [found] = entries_of(tmp_path, entry(day=day))
    assert found.booked_on == date(2025, 3, 4)


def test_an_entry_without_any_day_takes_the_statements_and_says_so(tmp_path):
    _, problem, found = read_text(camt, tmp_path, document(entry(day="")))
    assert isinstance(problem, Problem)
    assert isinstance(found, BankEntry)
    assert (problem.code, found.booked_on) == ("bank_date_assumed", date(2025, 3, 31))


def test_five_decimals_are_kept(tmp_path):
    [found] = entries_of(tmp_path, entry("27.50008"))
    assert found.amount == Decimal("27.50008")


def test_an_amount_that_is_none_is_a_problem_and_the_rest_is_read(tmp_path):
    found = read_text(camt, tmp_path, document(entry("elf"), entry("5")))
    assert [type(item) for item in found] == [Statement, Problem, BankEntry]


def test_several_statements_keep_their_own_numbers(tmp_path):
    text = document(entry("1")).replace(
        "</BkToCstmrStmt>", f"<Stmt><Id>2025-04</Id>{entry('2')}</Stmt><Stmt><Id>2025-05</Id></Stmt></BkToCstmrStmt>"
    )
    found = read_text(camt, tmp_path, text)
    assert [item.statement if isinstance(item, BankEntry) else item.number for item in found] == [
        "2025-03", "2025-03", "2025-04", "2025-04", "2025-05",
    ]  # fmt: skip


def test_a_cut_off_file_gives_what_was_whole_and_says_so(tmp_path):
    text = document(entry("1"), entry("2"))
    found = read_text(camt, tmp_path, text[: text.rindex("<Ntry>") + 20])
    assert [type(item) for item in found] == [Statement, BankEntry, Problem]
    assert found[-1].code == "xml_broken_off"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_survive_any_usual_encoding(tmp_path, encoding):
    text = document(entry(details=payment("Müller & Söhne".replace("&", "&amp;"))))
    found = read_text(camt, tmp_path, text.encode(encoding))
    assert found[1].counterparty.name == "Müller & Söhne"


def test_a_statement_with_entities_is_refused(tmp_path):
    text = document(entry()).replace("<Document", '<!DOCTYPE Document [<!ENTITY a "b">]><Document', 1)
    with pytest.raises(UnreadableError, match="document type or entities"):
        list(camt.read(source_of(tmp_path, text), ReadOptions()))


def test_other_xml_is_not_claimed(tmp_path):
    assert camt.recognize(source_of(tmp_path, "<html><body>camt.053</body></html>")) == 0


@pytest.mark.parametrize(
    ("path", "amount", "currency"),
    [
        ("formats/camt053/camt053.v2.minimal.xml", "8.85", "EUR"),
        ("formats/camt053/camt053.v4.xml", "8.85", "EUR"),
        ("torture/bank-camt/camt052.v2.with-account-name.xml", "-200000", "SEK"),
        ("torture/bank-camt/camt053.v2.minimal.xml", "8.85", "EUR"),
    ],
)
def test_shared_samples_give_their_one_entry(shared, path, amount, currency):
    [found] = [item for item in read_path(camt, shared / "data" / path) if isinstance(item, BankEntry)]
    assert (found.amount, found.currency) == (Decimal(amount), currency)
