from pathlib import Path

import pytest
from tests.importers.table_reading import read, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import activitywatch
from cleanbreak.importers.source import ReadOptions

EXPORT = (
    '{"buckets":{"aw-watcher-window_h":{"id":"w","events":['
    '{"timestamp":"2025-02-03T08:14:07+00:00","duration":5400,"data":{"app":"Code"}},'
    '{"timestamp":"2025-02-05T08:00:00+00:00","duration":1800.5,"data":{}}]}}}'
)


def test_screen_activity_is_a_hint_and_no_time_entry(tmp_path: Path) -> None:
    records, (problem,) = read(activitywatch, source_of(tmp_path, EXPORT, "aw.json"))
    assert records == []
    assert (problem.code, dict(problem.params)) == (
        "activity_is_no_work_record",
        {"count": "2", "hours": "2.00", "first": "2025-02-03", "last": "2025-02-05"},
    )


def test_a_broken_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        list(
            activitywatch.read(source_of(tmp_path, '{"buckets":{"aw-watcher":{"events" oops', "aw.json"), ReadOptions())
        )
