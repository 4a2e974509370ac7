from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_text, source_of

from cleanbreak.importers.formats import ecb
from cleanbreak.importers.source import ReadOptions
from cleanbreak.ledger.records import ExchangeRate, Origin, Problem


def rates(found):
    return [
        (item.on.isoformat(), item.currency, str(item.per_base), item.base)
        for item in found
        if isinstance(item, ExchangeRate)
    ]


def test_the_history_is_read_without_its_gaps(tmp_path):
    found = read_text(
        ecb, tmp_path, "Date,USD,JPY,BGN,\n2025-03-04,1.0557,157.41,N/A,\n2025-03-03,1.0465,N/A,1.9558,\n"
    )
    assert found == [
        ExchangeRate(Origin("sample.txt", 2), date(2025, 3, 4), "USD", Decimal("1.0557")),
        ExchangeRate(Origin("sample.txt", 2), date(2025, 3, 4), "JPY", Decimal("157.41")),
        ExchangeRate(Origin("sample.txt", 3), date(2025, 3, 3), "USD", Decimal("1.0465")),
        ExchangeRate(Origin("sample.txt", 3), date(2025, 3, 3), "BGN", Decimal("1.9558")),
    ]


def test_the_daily_file_writes_its_day_in_words(tmp_path):
    found = read_text(ecb, tmp_path, "Date, USD, JPY, \n04 March 2025, 1.0557, 157.41, \n")
    assert rates(found) == [("2025-03-04", "USD", "1.0557", "EUR"), ("2025-03-04", "JPY", "157.41", "EUR")]


def test_a_rate_with_three_decimals_is_no_thousand(tmp_path):
    assert rates(read_text(ecb, tmp_path, "Date,USD\n2025-03-04,1.055\n2025-03-03,1.046\n")) == [
        ("2025-03-04", "USD", "1.055", "EUR"),
        ("2025-03-03", "USD", "1.046", "EUR"),
    ]


def test_a_table_that_has_the_euro_is_against_the_base_currency(tmp_path):
    found = read_text(ecb, tmp_path, "Date,EUR,USD\n2025-03-04,1.05,1.12\n", ReadOptions(base_currency="CHF"))
    assert rates(found) == [("2025-03-04", "EUR", "1.05", "CHF"), ("2025-03-04", "USD", "1.12", "CHF")]


def test_a_series_of_the_data_portal_is_read(tmp_path):
    text = '"DATE","TIME PERIOD","US dollar/Euro (EXR.D.USD.EUR.SP00.A)"\n"2025-03-04","04 Mar 2025","1.0557"\n'
    assert rates(read_text(ecb, tmp_path, text)) == [("2025-03-04", "USD", "1.0557", "EUR")]


def test_the_xml_is_read(tmp_path):
    text = (
        '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
        "<Cube><Cube time='2025-03-04'><Cube currency='USD' rate='1.0557'/><Cube currency='JPY' rate='157.41'/></Cube>"
        "<Cube time='2025-03-03'><Cube currency='USD' rate='1.0465'/></Cube></Cube></gesmes:Envelope>"
    )
    assert rates(read_text(ecb, tmp_path, text)) == [
        ("2025-03-04", "USD", "1.0557", "EUR"),
        ("2025-03-04", "JPY", "157.41", "EUR"),
        ("2025-03-03", "USD", "1.0465", "EUR"),
    ]


def test_a_rate_that_is_none_is_a_problem(tmp_path):
    found = read_text(ecb, tmp_path, "Date,USD\n2025-03-04,viel\n2025-03-03,0\n2025-02-28,1.04\n")
    assert [item.code for item in found if isinstance(item, Problem)] == ["bad_rate", "bad_rate"]
    assert rates(found) == [("2025-02-28", "USD", "1.04", "EUR")]


@pytest.mark.parametrize("text", ["Date,USD,Note\n2025-03-04,1,x\n", "Date\n2025-03-04\n", "Name,USD\nA,1\n"])
def test_other_tables_are_not_claimed(tmp_path, text):
    assert ecb.recognize(source_of(tmp_path, text)) == 0
