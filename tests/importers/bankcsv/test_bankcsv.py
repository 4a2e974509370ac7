# ruff: noqa: E501 (headers stand here as banks and services write them)
from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_text, source_of

from cleanbreak.importers.formats import bankcsv
from cleanbreak.ledger.records import BankEntry, Origin, Party, Problem

OWN = "DE02500105170137075030"
THEIRS = "DE02120300000000202051"

SPARKASSE_CAMT = f"""\
"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"
"{OWN}";"04.03.25";"04.03.25";"GUTSCHR. UEBERWEISUNG";"RE-1001";"";"";"KD-42";"";"";"";"Müller GmbH";"{THEIRS}";"BYLADEM1001";"1.190,00";"EUR";"Umsatz gebucht"
"{OWN}";"05.03.25";"05.03.25";"ENTGELTABSCHLUSS";"Entgelt";"";"";"";"";"";"";"";"";"";"-4,50";"EUR";"Umsatz gebucht"
"{OWN}";"06.03.25";"06.03.25";"GUTSCHR. UEBERWEISUNG";"RE-1002";"";"";"NOTPROVIDED";"";"";"";"Müller GmbH";"{THEIRS}";"";"50,00";"EUR";"Umsatz vorgemerkt"
"{OWN}";"07.03.25";"07.03.25";"RUECKLASTSCHRIFT";"RE-1000";"";"";"";"";"";"";"Müller GmbH";"{THEIRS}";"";"-80,00";"EUR";"Umsatz gebucht"
"""

SPARKASSE_MT940 = f"""\
"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Begünstigter/Zahlungspflichtiger";"Kontonummer";"BLZ";"Betrag";"Währung";"Info"
"{OWN}";"04.03.25";"04.03.25";"GUTSCHRIFT";"EREF+KD-42 SVWZ+RE-1001";"Müller GmbH";"{THEIRS}";"BYLADEM1001";"1190,00";"EUR";"Umsatz gebucht"
"""

DKB_OLD = f"""\
"Kontonummer:";"{OWN} / Girokonto";

"Von:";"01.03.2025";
"Kontostand vom 31.03.2025:";"5.000,00 EUR";

"Buchungstag";"Wertstellung";"Buchungstext";"Auftraggeber / Begünstigter";"Verwendungszweck";"Kontonummer";"BLZ";"Betrag (EUR)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz";
"04.03.2025";"04.03.2025";"Gutschrift";"Müller GmbH";"RE-1001";"{THEIRS}";"BYLADEM1001";"1.190,00";"";"";"KD-42";
"""

DKB_NEW = f"""\
"Girokonto";"{OWN}"
""
"Kontostand vom 31.03.2025:";"5.000,00 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"
"04.03.25";"04.03.25";"Gebucht";"Müller GmbH";"Anna Beispiel";"RE-1001";"Eingang";"{THEIRS}";"1.190,00";"";"";"KD-42"
"""

ING = f"""\
Umsatzanzeige;Datei erstellt am: 31.03.2025 10:00
;Letztes Update: aktuell

IBAN;{OWN}
Kontoname;Girokonto
Bank;ING
Kunde;Anna Beispiel
Zeitraum;01.03.2025 - 31.03.2025
Saldo;5.000,00;EUR

Sortierung;Datum absteigend

Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung
04.03.2025;04.03.2025;Müller GmbH;Gutschrift;RE-1001;5.000,00;EUR;1.190,00;EUR
"""

N26_OLD = f"""\
"Date","Payee","Account number","Transaction type","Payment reference","Amount (EUR)","Amount (Foreign Currency)","Type Foreign Currency","Exchange Rate"
"2025-03-04","Müller GmbH","{THEIRS}","Income","RE-1001","1190.0","","",""
"""

N26_NEW = f"""\
"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"
2025-03-04,2025-03-04,"Müller GmbH",{THEIRS},"Credit Transfer","RE-1001","Hauptkonto",1190.00,,,
"""

VOLKSBANK = f"""\
Bezeichnung Auftragskonto;IBAN Auftragskonto;BIC Auftragskonto;Bankname Auftragskonto;Buchungstag;Valutadatum;Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;BIC (SWIFT-Code) Zahlungsbeteiligter;Buchungstext;Verwendungszweck;Betrag;Waehrung;Saldo nach Buchung;Bemerkung
Konto;{OWN};GENODEF1;Volksbank;04.03.2025;04.03.2025;Müller GmbH;{THEIRS};BYLADEM1001;Gutschrift;RE-1001;1190,00;EUR;5000,00;
"""

VOLKSBANK_OLD = f"""\
"Volksbank Musterstadt eG"

"Umsatzanzeige"

"IBAN:";"{OWN}"

"Buchungstag";"Valuta";"Auftraggeber/Zahlungsempfänger";"Empfänger/Zahlungspflichtiger";"Konto-Nr.";"IBAN";"BLZ";"BIC";"Vorgang/Verwendungszweck";"Kundenreferenz";"Währung";"Umsatz";" "
"04.03.2025";"04.03.2025";"Anna Beispiel";"Müller GmbH";"";"{THEIRS}";"";"";"RE-1001";"";"EUR";"1.190,00";"H"
"05.03.2025";"05.03.2025";"Anna Beispiel";"Hosting AG";"";"";"";"";"Server";"";"EUR";"20,00";"S"

"01.03.2025";"";"";"";"";"";"";"";"";"Anfangssaldo";"EUR";"3.830,00";"H"
"31.03.2025";"";"";"";"";"";"";"";"";"Endsaldo";"EUR";"5.000,00";"H"
"""

DEUTSCHE_BANK = f"""\
Umsätze Girokonto;;;Kundennummer: 123 1234567 00
01.03.2025 - 31.03.2025
Kontostand;;;;5.000,00;EUR
Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN;BIC;Kundenreferenz;Mandatsreferenz;Gläubiger ID;Fremde Gebühren;Betrag;Abweichender Empfänger;Anzahl der Aufträge;Anzahl der Schecks;Soll;Haben;Währung
04.03.2025;04.03.2025;SEPA-Gutschrift;Müller GmbH;RE-1001;{THEIRS};BYLADEM1001;KD-42;;;;;;;;;1.190,00;EUR
05.03.2025;05.03.2025;SEPA-Lastschrift;Hosting AG;Server;;;;;;;;;;;-20,00;;EUR
Kontostand;31.03.2025;;;5.000,00;EUR
"""

COMDIRECT = """\
;
"Umsätze Girokonto";"Zeitraum: 31 Tage";
"Neuer Kontostand";"5.000,00 EUR";

"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";
"04.03.2025";"04.03.2025";"Übertrag / Überweisung";" Auftraggeber: Müller GmbH Buchungstext: RE-1001 ";"1.190,00";
"offen";"05.03.2025";"Karte";" Buchungstext: Laden";"-9,90";
"""


def entries(tmp_path, text, encoding="cp1252"):
    return [item for item in read_text(bankcsv, tmp_path, text.encode(encoding)) if isinstance(item, BankEntry)]


@pytest.mark.parametrize(
    "text",
    [
        SPARKASSE_CAMT,
        SPARKASSE_MT940,
        DKB_OLD,
        DKB_NEW,
        ING,
        N26_OLD,
        N26_NEW,
        VOLKSBANK,
        VOLKSBANK_OLD,
        DEUTSCHE_BANK,
        COMDIRECT,
    ],
    ids="sparkasse-camt sparkasse-mt940 dkb-old dkb-new ing n26-old n26-new volksbank volksbank-old deutsche-bank comdirect".split(),
)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_every_bank_tells_day_amount_payer_and_purpose(tmp_path, text, encoding):
    first = entries(tmp_path, text, encoding)[0]
    assert (first.booked_on, first.amount, first.currency, first.counterparty.name, first.purpose, first.kind) == (
        date(2025, 3, 4), Decimal("1190.00"), "EUR", "Müller GmbH", "RE-1001", "payment",
    )  # fmt: skip


def test_a_booking_of_a_savings_bank_is_read_whole(tmp_path):
    assert entries(tmp_path, SPARKASSE_CAMT)[0] == BankEntry(
        Origin("sample.txt", 2),
        date(2025, 3, 4),
        Decimal("1190.00"),
        "EUR",
        purpose="RE-1001",
        counterparty=Party("Müller GmbH", iban=THEIRS),
        reference="KD-42",
        account=OWN,
    )


def test_fees_announced_and_returned_bookings_are_named(tmp_path):
    assert [item.kind for item in entries(tmp_path, SPARKASSE_CAMT)] == ["payment", "fee", "pending", "refund"]


@pytest.mark.parametrize("text", [DKB_OLD, DKB_NEW, ING, VOLKSBANK_OLD])
def test_the_own_account_stands_above_the_header(tmp_path, text):
    assert entries(tmp_path, text)[0].account == OWN


def test_debit_and_credit_marks_behind_the_amount_give_the_sign_and_balances_are_no_bookings(tmp_path):
    assert [item.amount for item in entries(tmp_path, VOLKSBANK_OLD)] == [Decimal("1190.00"), Decimal("-20.00")]


def test_debit_and_credit_columns_give_the_sign(tmp_path):
    found = read_text(bankcsv, tmp_path, DEUTSCHE_BANK.encode())
    assert [item.amount for item in found if isinstance(item, BankEntry)] == [Decimal("1190.00"), Decimal("-20.00")]
    assert [item for item in found if isinstance(item, Problem)] == []


def test_an_open_booking_is_pending_on_its_value_day(tmp_path):
    pending = entries(tmp_path, COMDIRECT)[1]
    assert (pending.kind, pending.booked_on, pending.amount) == ("pending", date(2025, 3, 5), Decimal("-9.90"))


def test_rows_that_cannot_be_read_are_problems(tmp_path):
    found = read_text(bankcsv, tmp_path, ING + "31.02.2025;;A;;B;;;5,00;EUR\n05.03.2025;;A;;B;;;;EUR\n")
    assert [item.code if isinstance(item, Problem) else "entry" for item in found] == [
        "entry",
        "bad_date",
        "bad_amount",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Datum;Betrag;Verwendungszweck\n1.1.2025;5,00;x\n",
        "Belegnummer;Status;Lieferant / Kunde;Datum;Betrag;Beschreibung\n1;x;y;1.1.2025;5,00;z\n",
        "Date,Client,Project,Hours\n2025-01-01,A,B,1\n",
    ],
)
def test_other_tables_are_not_claimed(tmp_path, text):
    assert bankcsv.recognize(source_of(tmp_path, text)) == 0
