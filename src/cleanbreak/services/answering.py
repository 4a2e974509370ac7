"""Answers cases by the rules of ending, line by line."""

from collections.abc import Iterable, Iterator
from typing import Any

from cleanbreak.rules import answer_file


def answer_cases(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one answer per non-empty line; a broken line gives an answer that says so, never an exception."""
    yield from answer_file(lines)
