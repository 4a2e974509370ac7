from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import mt940
from cleanbreak.importers.formats.mt940_fields import details_of, line_of
from cleanbreak.importers.source import ReadOptions
from cleanbreak.ledger.records import BankEntry, Origin, Party, Problem, Statement

SAMPLE = """\
:20:STARTUMS
:25:50010517/0137075030
:28C:00003/001
:60F:C250303EUR1000,
:61:2503040304CR119,00NTRFNONREF//BANK7
:86:166?00GUTSCHRIFT?109075?20EREF+KD-42?21SVWZ+Rechnung RE-2025-000?
2217 vom 01.03.?30BYLADEM1001?31DE02120300000000202051?32Muster GmbH
:62F:C250304EUR1119,
-
"""


def entries(found):
    return [item for item in found if isinstance(item, BankEntry)]


def booking(line):
    found = line_of([line])
    assert found is not None
    return found


def test_a_german_statement_is_read_whole(tmp_path):
    assert read_text(mt940, tmp_path, SAMPLE) == [
        Statement(Origin("sample.txt", 1), "00003/001", "DE02500105170137075030"),
        BankEntry(
            Origin("sample.txt", 5),
            date(2025, 3, 4),
            Decimal("119.00"),
            "EUR",
            purpose="Rechnung RE-2025-000 17 vom 01.03.",
            counterparty=Party(name="Muster GmbH", iban="DE02120300000000202051"),
            reference="KD-42",
            account="DE02500105170137075030",
            statement="00003/001",
        ),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "@@"])
def test_line_ends_of_every_kind_read_the_same(tmp_path, end):
    assert [item.amount for item in entries(read_text(mt940, tmp_path, SAMPLE.replace("\n", end)))] == [
        Decimal("119.00")
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_umlauts_survive_any_usual_encoding(tmp_path, encoding):
    text = SAMPLE.replace("Muster GmbH", "Müller GmbH")
    assert entries(read_text(mt940, tmp_path, text.encode(encoding)))[0].counterparty.name == "Müller GmbH"


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        (":61:250304C500,NTRFNONREF", "500"),
        (":61:250304C500NTRFNONREF", "500"),
        (":61:250304D,50NTRFNONREF", "-0.50"),
        (":61:2503040304CR1234,5NTRFNONREF", "1234.5"),
        (":61:250304RC10,00NTRFNONREF", "-10.00"),
        (":61:250304RDR10,00NTRFNONREF", "10.00"),
        (":61:250304C1.234,50NTRFNONREF", "1234.50"),
    ],
)
def test_amounts_and_signs(line, amount):
    assert booking(line.removeprefix(":61:")).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("2412311231C1,NTRF", date(2024, 12, 31)),
        ("2501021230C1,NTRF", date(2024, 12, 30)),
        ("2412310102C1,NTRF", date(2025, 1, 2)),
        ("2502280229C1,NTRF", date(2025, 2, 28)),
        ("250304    C1,NTRF", date(2025, 3, 4)),
        ("9912310102C1,NTRF", date(2000, 1, 2)),
    ],
)
def test_the_entry_date_takes_the_year_nearest_to_the_value_date(line, on):
    assert booking(line).on == on


def test_a_thirtieth_of_february_becomes_the_last_day_and_is_said(tmp_path):
    found = read_text(mt940, tmp_path, SAMPLE.replace("2503040304CR", "250230CR"))
    assert found[1] == Problem("bank_date_assumed", "sample.txt", 5, {"value": "2025-02-28", "statement": ""})
    assert entries(found)[0].booked_on == date(2025, 2, 28)


def test_full_pieces_cut_words_and_short_ones_end_them():
    details = details_of(
        [
            "166?00GUTSCHRIFT?20SVWZ+Rechnungsnummer RE-202?215-17?22Danke?60und Gruss?32Muster Beratungsgesellschaf?33t mbH"
        ]
    )
    assert details.purpose == "Rechnungsnummer RE-2025-17 Danke und Gruss"
    assert details.name == "Muster Beratungsgesellschaft mbH"


def test_who_pays_through_somebody_else_comes_first():
    details = details_of(["166?20SVWZ+RE-1?21ABWA+Muster GmbH?32Zahlungsdienst AG"])
    assert details.payer(is_credit=True) == "Muster GmbH"
    assert details.payer(is_credit=False) == "Zahlungsdienst AG"


def test_a_reference_that_was_not_provided_is_none():
    assert details_of(["166?20EREF+NOTPROVIDED?21SVWZ+RE-1"]).reference == ""


def test_keys_between_slashes_are_read():
    details = details_of(["/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/NAME/Voorbeeld BV/REMI/RE-1001/EREF/KD-42"])
    assert (details.name, details.iban, details.purpose, details.reference) == (
        "Voorbeeld BV", "NL91ABNA0417164300", "RE-1001", "KD-42",
    )  # fmt: skip


def test_plain_text_is_the_purpose_line_by_line():
    details = details_of(["Rechnung RE-2025-17", "vielen Dank"])
    assert (details.purpose, details.reference) == ("Rechnung RE-2025-17 vielen Dank", "")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("CR119", "RC119", "refund"),
        ("CR119", "RD119", "other"),
        (":86:166", ":86:159", "other"),
        ("CR119,00NTRFNONREF//BANK7\n:86:166", "DR119,00NTRFNONREF\n:86:109", "refund"),
        ("CR119,00NTRFNONREF//BANK7\n:86:166", "DR119,00NTRFNONREF\n:86:808", "fee"),
        ("CR119", "EC119", "pending"),
    ],
)
def test_what_is_no_payment_is_named(tmp_path, old, new, kind):
    assert entries(read_text(mt940, tmp_path, SAMPLE.replace(old, new)))[0].kind == kind


def test_several_statements_keep_their_own_accounts(tmp_path):
    second = SAMPLE.replace("0137075030", "0137075031").replace("00003/001", "00004/001")
    found = entries(read_text(mt940, tmp_path, SAMPLE + second))
    assert [(item.account, item.statement) for item in found] == [
        ("DE02500105170137075030", "00003/001"),
        ("DE72500105170137075031", "00004/001"),
    ]


def test_a_currency_behind_the_account_is_not_part_of_it(tmp_path):
    found = read_text(mt940, tmp_path, SAMPLE.replace("50010517/0137075030", "DE02500105170137075030EUR"))
    assert entries(found)[0].account == "DE02500105170137075030"


def test_a_booking_that_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path):
    text = SAMPLE.replace(":62F:", ":61:MUELL\n:61:2503050305D1,NTRF\n:62F:")
    found = read_text(mt940, tmp_path, text)
    assert Problem("bank_line_unreadable", "sample.txt", 8, {"value": "MUELL"}) in found
    assert [item.amount for item in entries(found)] == [Decimal("119.00"), Decimal(-1)]


def test_a_booking_alone_is_read_with_the_base_currency_and_this_is_said(tmp_path):
    found = read_text(mt940, tmp_path, ":61:2503040304C5,NTRFNONREF", ReadOptions(base_currency="CHF"))
    assert [type(item) for item in found] == [Statement, Problem, BankEntry]
    assert entries(found)[0].currency == "CHF"


def test_tags_without_any_booking_are_refused(tmp_path):
    with pytest.raises(UnreadableError, match="no statement"):
        list(mt940.read(source_of(tmp_path, ":20:X\n:25:1\n"), ReadOptions()))


@pytest.mark.parametrize("text", ["", "Hallo :20: Welt", "12:20: Anruf", "From a@example.org\n"])
def test_other_text_is_not_claimed(tmp_path, text):
    assert mt940.recognize(source_of(tmp_path, text)) == 0


@given(
    st.text(alphabet="0123456789CDRE,.NTRF/ \n'", max_size=40), st.text(alphabet="?0123456789+SVWZER/ ", max_size=80)
)
def test_no_line_and_no_text_raises(line, text):
    line_of(line.split("\n"))
    details_of([text])


@pytest.mark.parametrize(
    ("path", "amounts"),
    [
        ("formats/mt940/ing.sta", "-25.03 -3.03 -1.11 -20.00 -1.10 3.68 1.00"),
        (
            "formats/mt940/sepa_snippet.sta",
            "50990.05 154551.93 154551.93 -1500.00 -0.08 335.33 15000 15000.05 125004.88 915311.55 -3572569.03",
        ),
        ("torture/bank-mt940/betterplace__sepa_snippet_broken.sta", "50990.05"),
        ("torture/bank-mt940/jejik__knab.sta", "500 -7260 500"),
    ],
)
def test_shared_samples_give_all_their_bookings(shared, path, amounts):
    assert [item.amount for item in entries(read_path(mt940, shared / "data" / path))] == [
        Decimal(amount) for amount in amounts.split()
    ]


def test_the_broken_sample_keeps_its_text(shared):
    path = shared / "data/torture/bank-mt940/betterplace__sepa_snippet_broken.sta"
    [found] = entries(read_path(mt940, path))
    assert (found.purpose, found.counterparty.name) == ("Verw CTSc-01 BC-PPP TFNr 22 004", "KARL KAUFMANN")
