"""What became of one file."""

from collections import Counter
from dataclasses import dataclass, field

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
