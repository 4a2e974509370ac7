"""The calendar holds every date of the case once, keeps identities when dates move, and lets nothing be smuggled in."""

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from cleanbreak.cases.facts import Call, CaseFacts, Obligation
from cleanbreak.documents.catalogue import render
from tests.documents.letters.samples import full_case


def events(facts: CaseFacts) -> dict[str, tuple[object, str]]:
    found = Calendar.from_ical(render("calendar", facts, "de", "ics"))
    return {str(e["summary"]): (e.decoded("dtstart"), str(e["uid"])) for e in found.walk("VEVENT")}


def test_every_date_of_the_case_is_in_the_calendar() -> None:
    found = events(full_case())
    days = {(d.date() if isinstance(d, datetime) else d) for d, _ in found.values()}
    for day in (
        (2026, 11, 12),
        (2026, 12, 31),
        (2026, 12, 11),
        (2027, 1, 7),
        (2027, 1, 14),
        (2027, 1, 11),
        (2026, 11, 27),
    ):
        assert date(*day) in days
    assert date(2034, 12, 31) in days
    assert found["Letzter Tag des Vertrags: Webseite und Pflege"][0] == date(2026, 12, 31)


def test_a_moved_end_keeps_its_identity() -> None:
    before = events(full_case())["Letzter Tag des Vertrags: Webseite und Pflege"]
    moved = full_case(end=replace(full_case().end, last_day=date(2027, 1, 31)))
    after = events(moved)["Letzter Tag des Vertrags: Webseite und Pflege"]
    assert before[1] == after[1]
    assert after[0] == date(2027, 1, 31)


def test_a_call_with_a_time_zone_stands_in_universal_time() -> None:
    call = Call(planned_at=datetime.fromisoformat("2026-11-12T10:00:00+01:00"), with_whom="Frau Krüger")
    assert events(full_case(call=call))["Anruf: Frau Krüger"][0] == datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def test_a_line_break_in_a_fact_makes_no_new_line_in_the_calendar() -> None:
    duty = Obligation("x", "Alles gut\r\nEND:VEVENT\r\nATTACH:http://x.example", "us", date(2026, 12, 1), "contract")
    data = render("calendar", full_case(obligations=(duty,)), "de", "ics")
    assert b"\r\nATTACH" not in data
    assert "Alles gut END:VEVENT ATTACH:http://x.example" in events(full_case(obligations=(duty,)))


def test_what_is_done_is_no_date_any_more() -> None:
    duty = Obligation("x", "Zugang schließen", "us", date(2026, 12, 1), "contract", done_on=date(2026, 11, 1))
    assert "Zugang schließen" not in events(full_case(obligations=(duty,)))
