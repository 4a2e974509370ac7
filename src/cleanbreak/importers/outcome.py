"""What became of one file."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from cleanbreak.errors import CleanbreakError
from cleanbreak.ledger.records import Problem


@dataclass(slots=True)
class FileRead:
    """What became of one file: its format (empty: not recognized), counts by kind, problems, or why it was refused."""

    name: str
    format: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    refused: CleanbreakError | None = None


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Return a problem with its code, place and parameters."""
    return {"code": problem.code, "file": problem.file, "line": problem.line, "params": dict(problem.params)}
