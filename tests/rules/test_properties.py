"""What has to hold for every rule and every day, not only for the cases somebody thought of."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from cleanbreak.rules import answer
from cleanbreak.rules.amounts import rounded, text
from cleanbreak.rules.days import (
    add_months,
    after_business_days,
    beginning_with,
    days_30_360,
    days_inclusive,
    month_end,
)
from cleanbreak.rules.interest import Part, accrued
from cleanbreak.rules.periods import term_end
from cleanbreak.rules.settlement import time_share

ONE_DAY = timedelta(days=1)
days = st.dates(date(2002, 1, 1), date(2090, 12, 31))
near_days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
holidays = st.lists(near_days.map(date.isoformat), max_size=40)


def statute(rule: str, **further: object) -> dict[str, object]:
    return {"kind": "statute", "id": rule, **further}


contracts = st.builds(
    lambda unit, length, end_on, minimum: {
        "kind": "contract",
        "unit": unit,
        "length": length,
        "end_on": end_on,
        "min_term_end": minimum,
    },
    st.sampled_from(["days", "weeks", "months", "business_days"]),
    st.integers(0, 30),
    st.sampled_from(["any", "month_end", "quarter_end", "half_year_end", "year_end"]),
    st.none() | near_days.map(date.isoformat),
)
german_rules = st.one_of(
    st.sampled_from([f"BGB-621-{number}" for number in (1, 2, 3, 4)]).map(statute),
    st.booleans().map(lambda main: statute("BGB-621-5", main_occupation=main)),
    st.just(statute("BGB-624", service_start="2020-02-29", agreed_term_years=12)),
    st.just(statute("BGB-627")),
    contracts,
)
rules = st.one_of(
    german_rules.map(lambda rule: ("DE", rule)),
    st.just(("CH", statute("OR-404"))),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(
        lambda start: ("AT", statute("ABGB-1159-6", service_start=start.isoformat()))
    ),
    st.tuples(st.sampled_from(["AT", "CH", "EW", "US"]), contracts),
)


def end_of(jurisdiction: str, rule: dict[str, object], received: date, closed: list[str]) -> date | None:
    inputs = {"received_on": received, "rule": rule, "holidays": closed}
    inputs |= {"client_can_replace": True, "important_reason": False}
    last = answer({"op": "notice_end", "jurisdiction": jurisdiction, "inputs": inputs})["answer"]["last_service_day"]
    return date.fromisoformat(last) if last else None


@given(rules, near_days, st.integers(1, 400), holidays)
def test_a_later_receipt_never_ends_a_contract_earlier(rule, received, later, closed) -> None:
    first = end_of(*rule, received, closed)
    second = end_of(*rule, received + timedelta(later), closed)
    assume(first is not None and second is not None)
    assert received <= first <= second


@given(rules, near_days, holidays)
def test_the_latest_receipt_is_in_time_and_a_day_later_is_not(rule, target, closed) -> None:
    inputs = {"target_last_day": target, "rule": rule[1], "holidays": closed}
    latest = answer({"op": "latest_receipt", "jurisdiction": rule[0], "inputs": inputs})["answer"]["latest_receipt"]
    assume(latest is not None)
    latest = date.fromisoformat(latest)
    assert end_of(*rule, latest, closed) <= target
    next_end = end_of(*rule, latest + ONE_DAY, closed)
    assert next_end is None or next_end > target


@given(rules, near_days, holidays)
def test_the_latest_receipt_for_an_end_is_never_before_the_receipt_that_led_to_it(rule, received, closed) -> None:
    target = end_of(*rule, received, closed)
    assume(target is not None)
    inputs = {"target_last_day": target, "rule": rule[1], "holidays": closed}
    latest = answer({"op": "latest_receipt", "jurisdiction": rule[0], "inputs": inputs})["answer"]["latest_receipt"]
    assert date.fromisoformat(latest) >= received


@given(contracts, near_days, holidays)
def test_a_contract_ends_on_the_agreed_kind_of_day_or_with_its_minimum_term(rule, received, closed) -> None:
    end = end_of("DE", rule, received, closed)
    minimum = rule["min_term_end"]
    months = {"any": [], "month_end": range(1, 13), "quarter_end": (3, 6, 9, 12), "half_year_end": (6, 12)}
    wanted = months.get(rule["end_on"], (12,))
    assert end.isoformat() == minimum or not wanted or (end.month in wanted and end == month_end(end))
    assert minimum is None or end.isoformat() >= minimum


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_two_periods_in_a_row_fill_the_time_without_gap_when_they_begin_on_the_first(first, one, two) -> None:
    first = first.replace(day=1)
    middle = beginning_with(first, one, "months") + ONE_DAY
    assert beginning_with(middle, two, "months") == beginning_with(first, one + two, "months")


@given(days, st.integers(1, 60))
def test_a_period_whose_first_day_counts_never_ends_after_one_that_an_event_starts(first, length) -> None:
    inclusive, exclusive = beginning_with(first, length, "months"), add_months(first, length)
    assert exclusive - ONE_DAY <= inclusive <= exclusive


@given(days, st.integers(1, 36), st.integers(1, 36), st.integers(0, 3000))
def test_a_renewing_contract_ends_at_the_first_term_the_notice_fits_into(start, initial, renewal, later) -> None:
    notice_over = start + timedelta(later)
    end = term_end(start, initial, renewal, notice_over)
    assert end >= notice_over
    earlier = term_end(start, initial, renewal, start)
    while earlier < end:
        following = term_end(start, initial, renewal, earlier + ONE_DAY)
        assert earlier < notice_over or following == earlier
        earlier = following


@given(near_days, st.integers(0, 60), st.integers(0, 60), st.sets(near_days, max_size=60))
def test_business_days_add_up(start, one, two, closed) -> None:
    halfway = after_business_days(start, one, closed)
    assert after_business_days(halfway, two, closed) == after_business_days(start, one + two, closed)


money = st.decimals("0.00", "999999.99", places=2)
shares = st.decimals("0", "130", places=2)
rates = st.sampled_from(["0", "7", "8.1", "19", "20", "25.5"])


def settle(**changes: object) -> dict[str, str]:
    inputs: dict[str, object] = {
        "currency": "EUR",
        "price_net": "1000.00",
        "vat_mode": "standard",
        "vat_rate": "19",
        "paid_gross": "0.00",
        "basis": {"method": "percent", "percent": "50"},
        "third_party": [],
        "no_interest_net": "0",
    }
    return answer({"op": "settle", "jurisdiction": "DE", "inputs": inputs | changes})["answer"]


@given(money, money, rates, shares, money, st.booleans(), money, st.none() | st.decimals("0", "100", places=1))
def test_earned_and_refund_equal_paid_and_due_to_the_cent(
    price, paid, rate, share, bound, inside, useless, compensation
) -> None:
    account = settle(
        price_net=str(price),
        paid_gross=str(paid),
        vat_rate=rate,
        basis={"method": "percent", "percent": str(share)},
        third_party=[{"net": str(bound), "included_in_price": inside, "recoverable": True}],
        no_interest_net=str(useless),
        compensation_unperformed_percent=None if compensation is None else str(compensation),
    )
    amounts = {key: Decimal(value) for key, value in account.items()}
    owed = amounts["earned_gross"] + amounts.get("compensation_net", Decimal(0))
    assert owed + amounts["refund_gross"] == paid + amounts["due_gross"]
    assert amounts["earned_net"] + amounts["earned_vat"] == amounts["earned_gross"]
    assert amounts["refund_net"] + amounts["refund_vat"] == amounts["refund_gross"]
    assert min(amounts["refund_gross"], amounts["due_gross"]) == 0
    assert amounts["due_gross"] >= 0


@given(money, shares, st.decimals("0", "30", places=2))
def test_more_work_never_earns_less(price, share, more) -> None:
    first = settle(price_net=str(price), basis={"method": "percent", "percent": str(share)})
    second = settle(price_net=str(price), basis={"method": "percent", "percent": str(share + more)})
    assert Decimal(first["earned_net"]) <= Decimal(second["earned_net"]) <= price


@given(money, st.booleans(), money)
def test_a_deposit_is_returned_or_set_off_to_the_cent(deposit, offset, paid) -> None:
    account = settle(paid_gross=str(paid), deposit_gross=str(deposit), deposit_offset=offset)
    used = deposit - Decimal(account["deposit_return"])
    assert Decimal(account["due_gross"]) - used == Decimal(account["due_after_deposit"]) >= 0
    assert used == (min(deposit, Decimal(account["due_gross"])) if offset else 0)


@given(days, st.integers(0, 800), st.integers(0, 800))
def test_two_halves_of_a_paid_period_add_up(start, one, two) -> None:
    middle, end = start + timedelta(one), start + timedelta(one + two + 1)
    first = time_share(start, end, middle, days_inclusive)
    second = Fraction(days_inclusive(middle + ONE_DAY, end), days_inclusive(start, end))
    assert first + second == 1


@given(st.integers(2020, 2040), st.integers(1, 12), st.integers(1, 36))
def test_whole_months_of_thirty_days_add_up(year, month, months) -> None:
    start = date(year, month, 1)
    assert days_30_360(start, beginning_with(start, months, "months")) == 30 * months


@given(money, rates, st.lists(st.tuples(money, money), max_size=4))
def test_net_and_tax_make_gross_on_a_final_invoice(total, rate, parts) -> None:
    inputs = {
        "currency": "EUR",
        "total_net": str(total),
        "vat_rate": rate,
        "partial_invoices": [{"net": str(net), "vat": str(vat)} for net, vat in parts],
    }
    given_back = answer({"op": "final_invoice", "jurisdiction": "DE", "inputs": inputs})["answer"]
    amounts = {key: Decimal(value) for key, value in given_back.items()}
    assert amounts["remaining_net"] + amounts["remaining_vat"] == amounts["remaining_gross"]
    assert total + amounts["total_vat"] == amounts["total_gross"]
    billed = sum((net + vat for net, vat in parts), Decimal(0))
    assert billed + amounts["remaining_gross"] == amounts["total_gross"]


@given(st.fractions(-10_000, 10_000), st.integers(0, 4))
def test_rounding_is_half_away_from_zero_and_never_off_by_more_than_half(value, places) -> None:
    result = rounded(value, places)
    assert abs(result - value) <= Fraction(1, 2 * 10**places)
    assert rounded(-value, places) == -result
    assert Fraction(text(value, places)) == result


@given(money, st.decimals("-5", "20", places=2), days, st.integers(0, 900), st.integers(0, 900))
def test_interest_of_two_stretches_is_interest_of_the_whole(principal, percent, start, one, two) -> None:
    middle, end = start + timedelta(one), start + timedelta(one + two + 1)
    amount, rate = Fraction(principal), Fraction(percent)
    parts = [Part(start, middle, rate), Part(middle + ONE_DAY, end, rate)]
    assert accrued(amount, parts) == accrued(amount, [Part(start, end, rate)])


def interest(principal: Decimal, first: date, last: date, jurisdiction: str = "DE") -> Decimal:
    inputs = {"currency": "EUR", "principal": str(principal), "debtor": "business", "interest_from": first}
    inputs |= {"interest_to": last, "day_count": "act/365", "base_rates": None, "contract_rate": None}
    return Decimal(
        answer({"op": "default_interest", "jurisdiction": jurisdiction, "inputs": inputs})["answer"]["interest"]
    )


known = st.dates(date(2016, 7, 1), date(2024, 1, 1))


@given(money, known, st.integers(0, 400), st.integers(0, 400))
def test_german_interest_of_two_stretches_adds_up_to_a_cent_of_rounding(principal, start, one, two) -> None:
    middle, end = start + timedelta(one), start + timedelta(one + two + 1)
    halves = interest(principal, start, middle) + interest(principal, middle + ONE_DAY, end)
    assert abs(halves - interest(principal, start, end)) <= Decimal("0.01")


def retained(jurisdiction: str, **facts: object) -> date:
    found = answer({"op": "retention_end", "jurisdiction": jurisdiction, "inputs": facts})["answer"]
    assert date.fromisoformat(found["erase_from"]) - date.fromisoformat(found["retain_until"]) == ONE_DAY
    return date.fromisoformat(found["retain_until"])


def claimed(jurisdiction: str, **facts: object) -> date:
    found = answer({"op": "limitation_end", "jurisdiction": jurisdiction, "inputs": facts})["answer"]
    return date.fromisoformat(found["claim_until"])


after_changeover = st.dates(date(2017, 1, 1), date(2090, 12, 31))
kept_in_germany = st.sampled_from(["invoice_issued", "invoice_received", "booking_record", "business_letter", "books"])


@given(kept_in_germany, after_changeover)
def test_a_german_record_outlives_a_claim_known_in_the_year_it_was_made(kind, made) -> None:
    claim = claimed("DE", claim_kind="regular", arose_on=made, known_on=made)
    assert retained("DE", doc_kind=kind, event_on=made) > claim


@given(days)
def test_an_austrian_record_outlives_the_claim_for_the_fee(made) -> None:
    assert retained("AT", doc_kind="tax_record", event_on=made) > claimed(
        "AT", claim_kind="business_fee", arose_on=made
    )


@given(st.dates(date(2013, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
def test_a_swiss_record_lasts_as_long_as_a_claim_of_its_business_year(made, until_year_end) -> None:
    year_end = made + timedelta(until_year_end)
    kept = retained("CH", doc_kind="business_record", event_on=made, fiscal_year_end=year_end)
    assert kept >= claimed("CH", claim_kind="regular", arose_on=made)


@given(days, st.integers(0, 364))
def test_an_english_company_record_lasts_as_long_as_a_contract_claim_of_its_year(made, until_year_end) -> None:
    year_end = made + timedelta(until_year_end)
    kept = retained("EW", doc_kind="company_record", event_on=made, fiscal_year_end=year_end)
    assert kept >= claimed("EW", claim_kind="simple_contract", arose_on=made)


@given(days, st.none() | days, st.none() | days, st.booleans())
def test_nothing_is_erased_while_a_duty_a_claim_or_a_hold_binds_it(as_of, retain, claim, hold) -> None:
    inputs = {"as_of": as_of, "retain_until": retain, "claim_until": claim, "purpose_ended": True, "legal_hold": hold}
    action = answer({"op": "erasure_status", "jurisdiction": "DE", "inputs": inputs})["answer"]["action"]
    bound = hold or any(until is not None and as_of <= until for until in (retain, claim))
    assert action == ("restrict" if bound else "erase")


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_a_later_made_record_is_never_erased_earlier(made, later, kind_index) -> None:
    kinds = ["books", "business_letter", "annual_accounts", "inventory"]
    kind = kinds[kind_index % len(kinds)]
    earlier = retained("DE", doc_kind=kind, event_on=made)
    assert retained("DE", doc_kind=kind, event_on=made + timedelta(later)) >= earlier
