from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.importers.tables import (
    currency_code,
    is_total_row,
    parse_date,
    parse_decimal,
    parse_duration,
    parse_instant,
    parse_time,
    parse_yes_no,
    seconds_of_hours,
)


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("1.250,00", ".", "1250.00"),
        ("800,00", ".", "800.00"),
        ("1,234.56", ",", "1234.56"),
        ("1'234.56", ",", "1234.56"),
        ("1’234.50", ",", "1234.50"),
        ("20,0", ".", "20.0"),
        ("1.250", ",", "1250"),
        ("1.250", ".", "1.250"),
        ("0,125", ".", "0.125"),
        ("1234,567", ".", "1234.567"),
        ("1.234.567,8", ".", "1234567.8"),
        ("12,34,567", ".", "1234567"),
        ("1 234,50", ".", "1234.50"),
        ("1\u202f234,50 €", ".", "1234.50"),
        ("-5,00", ".", "-5.00"),
        ("−5,00", ".", "-5.00"),
        ("800,00-", ".", "-800.00"),
        ("(5.00)", ",", "-5.00"),
        ("-€5", ".", "-5"),
        ("EUR -5", ".", "-5"),
        ("100,--", ".", "100"),
        ("1.5E+3", ".", "1.5E+3"),
    ],
)
def test_a_number_is_read_by_its_own_shape_and_else_by_the_sign_of_its_column(
    text: str, sign: str, expected: str
) -> None:
    assert parse_decimal(text, "," if sign == "," else ".") == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "-", "n/a", "INV12", "1.2.3", "1,,2", "..", "€", "1e99999", "9" * 40, "12 Stunden"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_decimal(text, ".") is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from([",", "."]))
def test_a_number_written_with_thousands_and_two_places_is_read_back(value: Decimal, sign: str) -> None:
    english = f"{value:,.2f}"
    text = english if sign == "." else english.translate(str.maketrans(",.", ".,"))
    assert parse_decimal(text, ".") == parse_decimal(text, ",") == value


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("2024-03-04", True, date(2024, 3, 4)),
        ("2024-03-04T09:23:52Z", True, date(2024, 3, 4)),
        ("20240304", True, date(2024, 3, 4)),
        ("04.03.2024", True, date(2024, 3, 4)),
        ("03/04/2024", True, date(2024, 4, 3)),
        ("03/04/2024", False, date(2024, 3, 4)),
        ("13/04/2024", False, date(2024, 4, 13)),
        ("04/13/2024", True, date(2024, 4, 13)),
        ("4.3.24", True, date(2024, 3, 4)),
        ("4. März 2024", True, date(2024, 3, 4)),
        ("Mar 4, 2024", True, date(2024, 3, 4)),
        ("04-Mär-24", True, date(2024, 3, 4)),
        ("Di., 04.03.2025", True, date(2025, 3, 4)),
        ("13/15/2024", True, None),
        ("30.02.2024", True, None),
        ("", True, None),
        ("0000-00-00", True, None),
    ],
)
def test_a_date_is_read_in_every_notation(text: str, day_first: bool, expected: date | None) -> None:
    assert parse_date(text, day_first) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:23:52 AM", time(10, 23, 52)),
        ("10:23 PM", time(22, 23)),
        ("12:00 AM", time(0)),
        ("12:00 PM", time(12)),
        ("9:14\u202fp.m.", time(21, 14)),
        ("15:00", time(15)),
        ("9.30 Uhr", time(9, 30)),
        ("25:00", None),
        ("13:00 PM", None),
        ("", None),
    ],
)
def test_a_clock_of_twelve_or_twenty_four_hours_is_read(text: str, expected: time | None) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("25:00:01", 90001),
        ("1:30", 5400),
        ("1,5", 5400),
        ("0.01", 36),
        ("1h 30m", 5400),
        ("2 Std. 5 Min.", 7500),
        ("90min", 5400),
        ("PT1H30M", 5400),
        ("-1:30", -5400),
        ("", None),
        ("lang", None),
    ],
)
def test_a_duration_is_read_as_seconds(text: str, seconds: int | None) -> None:
    assert parse_duration(text, ".") == seconds


def test_half_a_second_of_decimal_hours_is_rounded_up() -> None:
    assert seconds_of_hours(Decimal("0.0001388888888888888888888888889")) == 1
    assert seconds_of_hours(Decimal("0.33")) == 1188


def test_an_instant_is_aware_only_where_it_names_a_zone() -> None:
    assert parse_instant("2024-03-04T09:23:52Z") == datetime(2024, 3, 4, 9, 23, 52, tzinfo=UTC)
    assert parse_instant("2024-03-04T10:23:52+0100") == datetime(2024, 3, 4, 9, 23, 52, tzinfo=UTC)
    assert parse_instant("2024-03-04 09:23") == datetime(2024, 3, 4, 9, 23)
    assert parse_instant("2024-13-04 09:23") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ja", True),
        ("Oui", True),
        ("1", True),
        ("Nein", False),
        ("non", False),
        ("No", False),
        ("vielleicht", None),
        ("", None),
    ],
)
def test_yes_and_no_are_known_in_several_languages(word: str, expected: bool | None) -> None:
    assert parse_yes_no(word) is expected


def test_a_currency_is_found_as_code_or_sign() -> None:
    assert [currency_code(text) for text in ("Euro - EUR", "(USD)", "€", "chf", "Betrag")] == [
        "EUR",
        "USD",
        "EUR",
        "CHF",
        "",
    ]


def test_a_row_of_sums_is_no_row_of_data() -> None:
    assert is_total_row(["", "Summe:", "12,00"])
    assert is_total_row(["Total hours", "12"])
    assert not is_total_row(["Summer Studio", "12"])
    assert not is_total_row(["Totalschaden AG", "12"])
