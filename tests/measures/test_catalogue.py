"""Every measure, by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cleanbreak.ledger.allocation import Allocation
from cleanbreak.ledger.rates import ExchangeRates
from cleanbreak.ledger.records import ExchangeRate, Expense, Origin
from cleanbreak.measures.catalogue import MEASURES, measure_all, publish
from cleanbreak.measures.totals import Collector, Context, Gap, Period
from tests.records import day, hours, invoice, payment

PAGES = Path(__file__).parents[2] / "docs/reference/measures"
PERIOD = Period(date(2025, 1, 1), date(2025, 3, 31))
HERE = Origin("x", 1)


def collector(*rates: ExchangeRate) -> Collector:
    return Collector(PERIOD, ExchangeRates("EUR", rates), Decimal(90))


def figures(c: Collector, **context: object) -> dict[str, str | int | None]:
    collected = c.total(1).collected_net.value()
    everything = Context(Decimal(38), collected, **context)  # type: ignore[arg-type]
    return {name: publish(name, value) for name, value in measure_all(c.total(1), everything).items()}


def pay(
    c: Collector, number: str, net: str, gross: str, issued: str, paid: str, amount: str, due: str, **more: object
) -> None:
    document = invoice(number, issued, net, gross)
    entry = payment(paid, amount, **more)
    c.add_allocation(1, Allocation(entry, document, entry.amount, entry.amount, "number"), day(due))


def test_the_worked_check_gives_sixty_an_hour_and_a_coverage_of_one_point_five_eight() -> None:
    c = collector()
    c.add_time(1, hours("2025-01-10", 30 * 3600), Decimal(95))
    c.add_time(1, hours("2025-01-11", 10 * 3600, billable=False), Decimal(95))
    c.add_invoice(1, invoice("R1", "2025-01-31", "2400", "2856"))
    pay(c, "R1", "2400", "2856", "2025-01-31", "2025-02-10", "2856", "2025-02-14")
    found = figures(c)
    assert found["effective_hourly_rate"] == "60.00"
    assert found["realization_rate"] == "0.8421"
    assert found["coverage_ratio"] == "1.5789"
    assert found["contribution"] == "880.00"
    assert (found["hours_total"], found["hours_billable"], found["hours_unbilled"]) == ("40.00", "30.00", "10.00")
    assert found["billable_value"] == "2850.00"
    assert (found["days_to_pay"], found["days_late"]) == ("10.0", "-4.0")
    assert found["collection_rate"] == "1.0000"
    assert found["share_of_revenue"] == "1.0000"


def test_an_expense_with_its_paid_reinvoice_at_cost_changes_neither_contribution_nor_rate() -> None:
    plain, with_expense = collector(), collector()
    for c in (plain, with_expense):
        c.add_time(1, hours("2025-01-10", 10 * 3600), None)
        pay(c, "R1", "1000", "1190", "2025-01-31", "2025-02-10", "1190", "2025-02-14")
    with_expense.add_expense(1, Expense(HERE, day("2025-01-05"), Decimal(300)), reinvoiced=True)
    pay(with_expense, "R2", "300", "357", "2025-01-31", "2025-02-10", "357", "2025-02-14")
    for name in ("contribution", "effective_hourly_rate", "coverage_ratio"):
        assert figures(plain)[name] == figures(with_expense)[name]


def test_a_partial_payment_counts_its_net_share() -> None:
    c = collector()
    pay(c, "R1", "1000", "1190", "2025-01-31", "2025-02-10", "500", "2025-02-14")
    assert figures(c)["collected_net"] == "420.17"


def test_payments_are_weighted_by_amount_in_the_mean_days() -> None:
    c = collector()
    pay(c, "R1", "300", "300", "2025-01-01", "2025-01-11", "300", "2025-01-15")
    pay(c, "R2", "100", "100", "2025-01-01", "2025-02-10", "100", "2025-01-15")
    assert (figures(c)["days_to_pay"], figures(c)["days_late"]) == ("17.5", "3.5")


def test_a_refund_counts_negative_and_not_in_the_days() -> None:
    c = collector()
    pay(c, "R1", "100", "119", "2025-01-01", "2025-01-11", "119", "2025-01-15")
    pay(c, "R1", "100", "119", "2025-01-01", "2025-02-11", "-119", "2025-01-15")
    found = figures(c)
    assert (found["collected_net"], found["days_to_pay"]) == ("0.00", "10.0")


def test_a_payment_service_fee_is_a_direct_cost() -> None:
    c = collector()
    pay(c, "R1", "100", "100", "2025-01-01", "2025-01-11", "100", "2025-01-15", fee=Decimal("3.20"))
    assert figures(c)["direct_costs"] == "3.20"


def test_foreign_money_is_divided_by_the_last_earlier_rate() -> None:
    c = collector(ExchangeRate(HERE, day("2025-01-10"), "USD", Decimal("1.25")))
    entry = payment("2025-01-12", "500", currency="USD")
    document = invoice("R1", "2025-01-11", "500")
    document.currency = "USD"
    c.add_invoice(1, document)
    c.add_allocation(1, Allocation(entry, document, entry.amount, entry.amount, "number"), day("2025-01-20"))
    assert (figures(c)["billed_net"], figures(c)["collected_net"]) == ("400.00", "400.00")


def test_without_a_rate_the_figure_is_null_with_the_reason() -> None:
    c = collector()
    document = invoice("R1", "2025-01-11", "500")
    document.currency = "USD"
    c.add_invoice(1, document)
    assert figures(c)["billed_net"] is None
    assert c.total(1).billed_net.value() == Gap("missing_exchange_rate")


def test_without_time_records_every_hour_figure_is_null() -> None:
    c = collector()
    c.add_invoice(1, invoice("R1", "2025-01-11", "500"))
    found = figures(c, has_time=False)
    names = ("hours_total", "hours_billable", "hours_unbilled", "billable_value", "realization_rate")
    assert [found[n] for n in (*names, "effective_hourly_rate", "contribution", "coverage_ratio")] == [None] * 8


def test_more_credited_than_billed_leaves_no_ratio() -> None:
    c = collector()
    c.add_time(1, hours("2025-01-10", 3600), None)
    c.add_invoice(1, invoice("R1", "2025-01-11", "-500"))
    found = figures(c)
    assert (found["billed_net"], found["collection_rate"], found["realization_rate"]) == ("-500.00", None, None)


def test_open_gross_is_what_is_open_at_each_months_end() -> None:
    c = collector()
    document = invoice("R1", "2025-01-20", "100", "119")
    c.add_open(1, document, Decimal(119), day("2025-01-20"))
    c.add_open(1, document, Decimal(-100), day("2025-03-02"))
    opened = [publish("open_gross", t.open_gross.value()) for t in c.by_month(1).values()]
    assert opened == ["119.00", "119.00", "19.00"]
    assert figures(c)["open_gross"] == "19.00"


def test_records_outside_the_period_do_not_count() -> None:
    c = collector()
    c.add_time(1, hours("2024-12-31", 3600), None)
    c.add_time(1, hours("2025-04-01", 3600), None)
    c.add_invoice(1, invoice("R1", "2025-04-01", "500"))
    assert (figures(c)["hours_total"], figures(c)["billed_net"]) == ("0.00", "0.00")


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_measure_has_a_reference_page(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# `{name}`")


def test_a_converted_payment_counts_before_its_fee_at_the_rate_it_shows() -> None:
    c = collector()
    paid = payment("2025-02-10", "1000", currency="USD", fee=Decimal(50), net_in_base=Decimal(855))
    issued = invoice("R1", "2025-02-01", "1000")
    c.add_allocation(1, Allocation(paid, issued, Decimal(1000), Decimal(1000), "number"), day("2025-03-03"))
    found = figures(c)
    assert (found["collected_net"], found["direct_costs"]) == ("900.00", "45.00")
