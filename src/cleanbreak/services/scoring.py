"""Scores client messages from lines of JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from cleanbreak.correspondence.incivility.batch import score_jsonl


def score_messages(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one answer per non-empty line; a broken line gives an answer that says so."""
    yield from score_jsonl(lines)
