"""The four words and what flips them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.assessment.affordability import ClientMoney, affordability, concentration, gap_and_runway, whale_curve
from cleanbreak.assessment.facts import ClientFacts, MonthFacts
from cleanbreak.assessment.flips import flips
from cleanbreak.assessment.recommendation import verdict

COST = Fraction(38)


def facts(coverage: str | None = "2.5", months: int = 6, **more: object) -> ClientFacts:
    ratio = None if coverage is None else Fraction(coverage)
    per_month = tuple(
        MonthFacts((2025, m + 1), None if ratio is None else ratio * COST * 10, None if ratio is None else Fraction(10))
        for m in range(months)
    )
    whole = ClientFacts(
        cost_per_hour=COST,
        kept=None if ratio is None else ratio * COST * 10 * months,
        hours=None if ratio is None else Fraction(10 * months),
        days_late=Fraction(0),
        realization=Fraction(1),
        unbilled_share=Fraction(0),
        months=per_month,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def with_uncivil(base: ClientFacts, *months: int) -> ClientFacts:
    changed = tuple(
        replace(m, uncivil_on=(date(2025, m.month[1], 15),)) if m.month[1] in months else m for m in base.months
    )
    return replace(base, months=changed)


def test_a_sound_client_is_kept() -> None:
    assert verdict(facts()).word == "keep"


def test_coverage_below_the_floor_means_reprice() -> None:
    assert (verdict(facts("1.0")).word, verdict(facts("1.0")).rule) == ("reprice", "coverage_below_floor")


def test_coverage_exactly_on_the_floor_is_not_below_it() -> None:
    assert verdict(facts("1.3")).rule != "coverage_below_floor"


def test_coverage_below_two_in_most_months_means_reprice_after_everything_else() -> None:
    assert verdict(facts("1.6")).rule == "coverage_below_healthy"
    assert verdict(facts("1.6", days_late=Fraction(20))).word == "repair"


def test_paying_fifteen_days_late_means_repair_and_fourteen_does_not() -> None:
    assert verdict(facts(days_late=Fraction(15))).word == "repair"
    assert verdict(facts(days_late=Fraction(14))).word == "keep"


def test_unbilled_scope_means_repair() -> None:
    assert verdict(facts(realization=Fraction(84, 100), unbilled_share=Fraction(20, 100))).rule == "scope_unbilled"
    assert verdict(facts(realization=Fraction(84, 100), unbilled_share=Fraction(19, 100))).word == "keep"


def test_uncivil_messages_in_three_of_six_months_mean_repair_when_not_warned() -> None:
    assert verdict(with_uncivil(facts(), 2, 4, 6)).rule == "conduct_not_warned"
    assert verdict(with_uncivil(facts(), 2, 6)).word == "keep"


def test_conduct_that_goes_on_after_a_warning_means_part() -> None:
    warned = replace(with_uncivil(facts(), 2, 4, 6), repair_on=date(2025, 1, 31))
    assert (verdict(warned).word, verdict(warned).rule) == ("part", "conduct_after_warning")


def test_conduct_before_the_warning_does_not_count_against_it() -> None:
    warned = replace(with_uncivil(facts(), 2, 4, 6), repair_on=date(2025, 4, 30))
    assert verdict(warned).word == "repair"


def test_a_price_asked_for_in_vain_means_part_after_three_low_months() -> None:
    asked = facts("1.0", repair_on=date(2025, 3, 10))
    assert verdict(asked).rule == "coverage_after_request"
    assert verdict(replace(asked, repair_on=date(2025, 4, 10))).word == "reprice"


def test_one_bad_month_never_means_part() -> None:
    base = with_uncivil(facts(), 6)
    assert verdict(replace(base, repair_on=date(2025, 1, 1))).word == "keep"


def test_without_hours_nothing_is_said_about_coverage() -> None:
    assert verdict(facts(None)).word == "keep"


def test_within_a_tenth_of_a_line_the_advice_is_borderline_and_names_it() -> None:
    assert verdict(facts("1.25")).near == ("coverage_floor",)
    assert verdict(facts(days_late=Fraction(13))).near == ("days_late",)
    assert verdict(facts("1.0")).near == ()


@given(st.fractions(min_value="0.2", max_value="3.5", max_denominator=50), st.integers(0, 40))
def test_applying_exactly_the_change_named_alters_the_word(coverage: Fraction, late: int) -> None:
    base = facts(str(coverage), days_late=Fraction(late))
    for flip in flips(base):
        value = Fraction(flip.value)
        if flip.kind == "price_per_hour":
            changed = base.with_price_change(value)
        elif flip.kind == "hours":
            changed = base.with_hours_factor(value / (base.hours or 1))
        elif flip.kind == "days_late":
            changed = replace(base, days_late=value)
        else:
            continue
        assert verdict(changed).word == flip.word != verdict(base).word


def test_a_low_price_flips_at_the_cent_that_reaches_the_line() -> None:
    flip = next(f for f in flips(facts("1.0")) if f.kind == "price_per_hour")
    assert (str(flip.value), flip.word) == ("38.00", "keep")


def test_the_worked_runway_is_twelve_months() -> None:
    assert gap_and_runway(Fraction(18000), Fraction(4500), Fraction(3000)) == (Fraction(1500), Fraction(12))


def test_the_worked_replacement_rate_is_fifty_six_and_a_quarter() -> None:
    client = ClientMoney(1, Fraction(1800), Fraction(1800), Fraction(32), Fraction(584))
    assert affordability(client, [client], 1, {}).replacement_rate == Fraction("56.25")


def test_concentration_is_raised_above_a_quarter_and_high_above_two_fifths() -> None:
    assert [concentration(Fraction(n, 100)) for n in (25, 26, 40, 41)] == ["low", "raised", "raised", "high"]


def test_the_whale_curve_sums_from_the_best_client_down() -> None:
    money = [ClientMoney(n, None, None, None, Fraction(c)) for n, c in ((1, -50), (2, 100), (3, 20))]
    assert whale_curve(money) == [(2, Fraction(100)), (3, Fraction(120)), (1, Fraction(70))]
