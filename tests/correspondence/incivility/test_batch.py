"""The form `cleanbreak messages score` writes."""

import json

from cleanbreak.correspondence.findings import CLIENT_LABELS
from cleanbreak.correspondence.incivility.batch import score_jsonl


def test_an_answer_has_labels_findings_and_severity() -> None:
    line = json.dumps({"id": "m1", "lang": "en", "text": "You are a bunch of useless idiots."})
    answer = next(score_jsonl([line]))
    assert list(answer) == ["id", "labels", "uncivil", "findings", "severity"]
    assert tuple(answer["labels"]) == CLIENT_LABELS
    assert list(answer["findings"][0]) == ["label", "start", "end", "quote", "reason"]
    assert answer["severity"] in {1, 2, 3}


def test_broken_lines_give_their_id_and_an_error_and_stop_nothing() -> None:
    lines = ["{", '["a"]', '{"id": "x"}', "", '{"id": "y", "text": "Guten Tag."}']
    answers = list(score_jsonl(lines))
    assert [(a["id"], a.get("error")) for a in answers] == [
        (None, "not_json"),
        (None, "not_an_object"),
        ("x", "no_text"),
        ("y", None),
    ]


def test_many_lines_come_back_in_order() -> None:
    lines = [json.dumps({"id": n, "text": "Danke, passt."}) for n in range(700)]
    assert [answer["id"] for answer in score_jsonl(lines)] == list(range(700))
