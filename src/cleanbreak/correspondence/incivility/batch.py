"""Scores lines of JSON: what `cleanbreak messages score --jsonl` reads and writes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from cleanbreak.correspondence.findings import Scored
from cleanbreak.correspondence.incivility.engine import BATCH, score_texts


def score_jsonl(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one answer per line that is not blank, in order; a line that cannot be read gives its id and an error code."""
    wanted = (line for line in lines if line.strip())
    while block := list(islice(wanted, BATCH)):
        yield from _answers([_request(line) for line in block])


def _request(line: str) -> tuple[Any, str | None, str]:
    """Id, text and, where there is no text to score, the error."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None, None, "not_json"
    if not isinstance(row, dict):
        return None, None, "not_an_object"
    if not isinstance(row.get("text"), str):
        return row.get("id"), None, "no_text"
    return row.get("id"), row["text"], ""


def _answers(requests: list[tuple[Any, str | None, str]]) -> Iterator[dict[str, Any]]:
    scored = iter(score_texts([text for _, text, _ in requests if text is not None]))
    for number, text, error in requests:
        yield {"id": number, "error": error} if text is None else answer(number, next(scored))


def answer(number: Any, scored: Scored) -> dict[str, Any]:
    """One scored message in the form the command line writes."""
    return {
        "id": number,
        "labels": dict(scored.labels),
        "uncivil": scored.uncivil,
        "findings": [asdict(finding) for finding in scored.findings],
        "severity": scored.severity,
    }
