from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import ics
from cleanbreak.importers.recurrence import MAX_OCCURRENCES, Recurrence, occurrences
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import CalendarEvent, Origin

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = ReadOptions(as_of=date(2025, 3, 31))
ZONE = """\
BEGIN:VTIMEZONE
TZID:Unsere Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n"


def told(folder, text, options=AS_OF):
    return read(ics, source_of(folder, text, "cal.ics"), options)


def starts(folder, *events, head="", options=AS_OF):
    return [event.start for event in told(folder, calendar(*events, head=head), options)[0]]


def days(folder, *events):
    return [start.day for start in starts(folder, *events)]


def test_an_event_is_read_whole(tmp_path):
    text = calendar(
        "UID:1@x\nDTSTART;TZID=Europe/Berlin:20250203T091500\nDTEND;TZID=Europe/Berlin:20250203T101500\n"
        "SUMMARY:Abnahme\\, Teil 1\nORGANIZER;CN=Kim Beispiel:mailto:Kim@praxis.example\n"
        'ATTENDEE;CN="Muster, Jo";PARTSTAT=ACCEPTED:MAILTO:jo@kunde.example\n'
        "ATTENDEE;PARTSTAT=DECLINED:mailto:mia@\n kunde.example\nSTATUS:CANCELLED\n"
        "BEGIN:VALARM\nTRIGGER:-PT5M\nSUMMARY:Wecker\nATTENDEE:mailto:nie@example.org\nEND:VALARM"
    )
    records, problems = told(tmp_path, text)
    assert problems == []
    assert records == [
        CalendarEvent(
            origin=Origin("cal.ics", 3),
            start=datetime(2025, 2, 3, 9, 15, tzinfo=BERLIN),
            end=datetime(2025, 2, 3, 10, 15, tzinfo=BERLIN),
            title="Abnahme, Teil 1",
            uid="1@x",
            organizer="kim@praxis.example",
            attendees=("jo@kunde.example", "mia@kunde.example"),
            cancelled=True,
            declined_by=("mia@kunde.example",),
            names=("Kim Beispiel", "Muster, Jo"),
        )
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART:20250203T091500Z", datetime(2025, 2, 3, 9, 15, tzinfo=UTC)),
        ("DTSTART:20250203T091500", datetime(2025, 2, 3, 9, 15)),
        ("DTSTART;VALUE=DATE:20250203", date(2025, 2, 3)),
        ("DTSTART:20250203", date(2025, 2, 3)),
        ("DTSTART:2025-02-03T09:15:00", datetime(2025, 2, 3, 9, 15)),
        ("DTSTART;TZID=W. Europe Standard Time:20250203T091500", datetime(2025, 2, 3, 9, 15, tzinfo=BERLIN)),
        (
            'DTSTART;TZID="/example.org/20070129_1/Europe/Berlin":20250203T091500',
            datetime(2025, 2, 3, 9, 15, tzinfo=BERLIN),
        ),
        ("DTSTART;TZID=Unsere Zone:20250203T091500", datetime(2025, 2, 3, 8, 15, tzinfo=UTC)),
        ("DTSTART;TZID=Unsere Zone:20250703T091500", datetime(2025, 7, 3, 7, 15, tzinfo=UTC)),
        ("DTSTART;TZID=GMT+0200:20250203T091500", datetime(2025, 2, 3, 7, 15, tzinfo=UTC)),
    ],
)
def test_every_way_to_write_a_start_is_read(tmp_path, line, expected):
    (start,) = starts(tmp_path, line, head=ZONE)
    assert (start, type(start)) == (expected, type(expected))


def test_the_zone_of_the_calendar_holds_for_floating_times(tmp_path):
    (start,) = starts(tmp_path, "DTSTART:20250203T091500", head="X-WR-TIMEZONE:America/New_York\n")
    assert start == datetime(2025, 2, 3, 14, 15, tzinfo=UTC)


def test_an_unknown_zone_is_said_once(tmp_path):
    event = "DTSTART;TZID=Nirgendwo:20250203T091500"
    records, problems = told(tmp_path, calendar(event, event))
    assert [r.start for r in records] == [datetime(2025, 2, 3, 9, 15)] * 2
    assert [(p.code, p.params) for p in problems] == [("unknown_time_zone", {"zone": "Nirgendwo"})]


def test_a_weekly_event_is_expanded_to_the_day_of_the_review_at_its_wall_time(tmp_path):
    event = "UID:1\nDTSTART;TZID=Europe/Berlin:20250317T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    records, _ = told(tmp_path, calendar(event))
    assert [r.start for r in records] == [datetime(2025, 3, day, 9, tzinfo=BERLIN) for day in (17, 24, 31)]
    assert [r.end.hour for r in records] == [10, 10, 10]


def test_without_a_day_every_event_is_one_record(tmp_path):
    event = "DTSTART:20250317T090000\nRRULE:FREQ=DAILY"
    assert len(starts(tmp_path, event, options=ReadOptions())) == 1


def test_left_out_moved_and_added_occurrences_are_respected(tmp_path):
    master = (
        "UID:1\nDTSTART:20250303T090000\nRRULE:FREQ=DAILY;COUNT=5\nEXDATE:20250304T090000\n"
        "RDATE;VALUE=PERIOD:20250310T090000/PT1H\nRDATE:"
    )
    moved = "UID:1\nRECURRENCE-ID:20250305T090000\nDTSTART:20250320T140000"
    assert days(tmp_path, master, moved) == [3, 6, 7, 10, 20]


def test_until_counts_in_the_zone_of_the_event(tmp_path):
    event = "DTSTART;TZID=Europe/Berlin:20250303T090000\nRRULE:FREQ=DAILY;UNTIL=20250305T080000Z"
    assert days(tmp_path, event) == [3, 4, 5]


def test_an_all_day_event_leaves_out_days(tmp_path):
    event = "DTSTART;VALUE=DATE:20250303\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20250304"
    records, _ = told(tmp_path, calendar(event))
    assert [(r.start, r.all_day) for r in records] == [(date(2025, 3, 3), True), (date(2025, 3, 5), True)]


def test_several_rules_are_one_set(tmp_path):
    event = "DTSTART:20250303T090000\nRRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=2"
    assert days(tmp_path, event) == [3, 4, 10]


def test_an_event_after_the_review_keeps_its_start(tmp_path):
    assert starts(tmp_path, "DTSTART:20270303T090000\nRRULE:FREQ=DAILY") == [datetime(2027, 3, 3, 9)]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=NEVER",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=HOURLY;BYHOUR=99",
        "FREQ=SECONDLY;BYSETPOS=2",
        "FREQ=DAILY;UNTIL=bald",
        "W1 MO #10",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "",
    ],
)
def test_a_rule_that_cannot_be_followed_leaves_the_first_occurrence(tmp_path, rule):
    records, problems = told(tmp_path, calendar(f"DTSTART:20250303T090000\nRRULE:{rule}"))
    assert [r.start for r in records] == [datetime(2025, 3, 3, 9)]
    assert codes(problems) == [("bad_recurrence", 3)]


@pytest.mark.parametrize("unit", ["DAILY", "WEEKLY", "HOURLY", "MINUTELY", "SECONDLY"])
def test_a_rule_that_never_matches_comes_to_an_end(unit):
    rule = f"FREQ={unit};BYMONTH=2;BYMONTHDAY=30"
    found = occurrences(datetime(2024, 1, 1), Recurrence(rules=[rule]), datetime(2026, 1, 1), None)
    assert found.starts == [datetime(2024, 1, 1)]


def test_a_rule_without_end_is_cut_off(tmp_path):
    event = "DTSTART:20250303T090000\nRRULE:FREQ=SECONDLY;COUNT=1000000000"
    records, problems = told(tmp_path, calendar(event))
    assert len(records) == MAX_OCCURRENCES
    assert codes(problems) == [("too_many_occurrences", 3)]


@given(st.dates(date(1990, 1, 1), date(2024, 1, 1)), st.integers(1, 60))
def test_daily_occurrences_are_plain_arithmetic(first, interval):
    start = datetime(first.year, first.month, first.day, 9)
    found = occurrences(
        start, Recurrence(rules=[f"FREQ=DAILY;INTERVAL={interval}"]), datetime(2025, 1, 1), None
    )
    expected = range(first.toordinal(), date(2025, 1, 1).toordinal(), interval)
    assert [at.toordinal() for at in found.starts] == list(expected)[:MAX_OCCURRENCES]


def test_an_event_without_start_is_listed_but_is_no_meeting(tmp_path):
    event = "SUMMARY:Rest\nDTSTART:bald\nDTSTAMP:20250203T080000Z"
    records, problems = told(tmp_path, calendar(event))
    assert [(r.start, r.all_day) for r in records] == [(date(2025, 2, 3), True)]
    assert [(p.code, p.params) for p in problems] == [
        ("event_start_missing", {"title": "Rest", "value": "bald", "day": "2025-02-03"})
    ]


def test_an_event_without_any_date_is_a_problem_and_the_others_are_read(tmp_path):
    records, problems = told(tmp_path, calendar("DTSTART:INVALID", "DTSTART:20250203T090000"))
    assert (len(records), codes(problems)) == (1, [("event_without_date", 3)])


def test_an_end_before_the_start_is_left_out(tmp_path):
    events = ["DTSTART:20250203T090000\nDTEND:20250203T080000", "DTSTART:20250203T090000\nDURATION:-PT1H"]
    records, problems = told(tmp_path, calendar(*events))
    assert [r.end for r in records] == [None, None]
    assert [p.code for p in problems] == ["event_ends_before_start"] * 2


def test_missing_ends_cost_no_event(tmp_path):
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250203T090000\nBEGIN:VEVENT\nDTSTART:20250204T090000\n"
    records, problems = told(tmp_path, text)
    assert [r.start.day for r in records] == [3, 4]
    assert [p.code for p in problems] == ["event_not_ended", "event_not_ended", "calendar_not_ended"]


def test_a_withdrawn_calendar_has_cancelled_events_and_the_next_one_has_not(tmp_path):
    event = "DTSTART:20250203T090000"
    records, _ = told(
        tmp_path, calendar(event, head="METHOD:CANCEL\n") + calendar(event, head="METHOD:PUBLISH\n")
    )
    assert [r.cancelled for r in records] == [True, False]


def test_tasks_and_journals_are_no_events(tmp_path):
    text = calendar("DTSTART:20250203T090000", head="BEGIN:VTODO\nDTSTART:20250101T000000\nEND:VTODO\n")
    assert len(told(tmp_path, text)[0]) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_encodings_and_line_ends_do_not_matter(tmp_path, encoding, end):
    text = calendar("DTSTART:20250203T090000\nSUMMARY:Prüfung").replace("\n", end).encode(encoding)
    assert [r.title for r in told(tmp_path, text)[0]] == ["Prüfung"]


@pytest.mark.parametrize(
    "text", ["BEGIN:VCARD\nEND:VCARD\n", "From: a@b\n\nBEGIN:VCALENDAR\n", "", "BEGIN:V\nRRULE:x\n"]
)
def test_other_files_are_not_claimed(tmp_path, text):
    assert ics.recognize(source_of(tmp_path, text)) == 0


@pytest.mark.parametrize(
    ("path", "count", "first"),
    [
        ("formats/ics/example.ics", 3, date(2022, 1, 1)),
        ("formats/ics/alarm_google_future.ics", 1, datetime(2024, 10, 4, 18, 15, tzinfo=UTC)),
        ("torture/ics-icaljs/sample-multiple_rrules.ics", 1, datetime(2012, 3, 26, 18, tzinfo=UTC)),
        ("torture/ics-libical/recur-errors.ics", 4, datetime(1997, 8, 5, 13, tzinfo=UTC)),
        ("torture/ics-libical/user-cal.vcf", 4, datetime(2000, 5, 30, 15)),
    ],
)
def test_the_shared_samples_give_what_the_eye_reads(shared, path, count, first):
    records, problems = read(ics, Source(shared / "data" / path, "x.ics"), ReadOptions())
    assert (len(records), records[0].start, problems) == (count, first, [])


def test_a_broken_shared_sample_is_a_problem(shared):
    path = shared / "data/torture/ics-icalendar/calendars-broken_dtstart.ics"
    records, problems = read(ics, Source(path, "x.ics"), ReadOptions())
    assert (records, codes(problems)) == ([], [("event_without_date", 4)])
