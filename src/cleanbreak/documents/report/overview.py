"""The portfolio as rows of text, and how many clients each word of advice has."""

from dataclasses import dataclass

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.recommendation import Word
from cleanbreak.assessment.review import ClientReview
from cleanbreak.documents.report.language import Speech
from cleanbreak.documents.report.standing import few_messages

WORDS: tuple[Word, ...] = ("part", "reprice", "repair", "keep")
SIGNS: dict[str, str] = {"keep": "●", "reprice": "▲", "repair": "◆", "part": "✚"}
COLUMNS = (
    ("effective_hourly_rate", "column_rate", 2),
    ("coverage_ratio", "column_coverage", 2),
    ("collected_net", "column_collected", 0),
    ("contribution", "column_contribution", 0),
    ("hours_total", "column_hours", 0),
    ("days_late", "column_late", 1),
    ("uncivil_messages_in", "column_uncivil", 0),
    ("off_hours_share", "column_off_hours", 0),
    ("open_gross", "column_open", 0),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """How many clients a word of advice has."""

    word: Word
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One client in the table of all: cells of heading and text, in the order of `COLUMNS`."""

    number: int
    name: str
    word: Word
    borderline: bool
    cells: tuple[tuple[str, str], ...]


def tiles(clients: list[ClientReview]) -> list[Tile]:
    """Return the words with their counts, the most urgent first."""
    return [Tile(word, sum(1 for c in clients if c.verdict.word == word)) for word in WORDS]


def rows(clients: list[ClientReview], speech: Speech) -> list[Row]:
    """Return the rows of the table of all clients, in the order given."""
    return [
        Row(
            number,
            c.client.name,
            c.verdict.word,
            c.verdict.borderline,
            tuple((speech.say(code), _cell(c, name, places, speech)) for name, code, places in COLUMNS),
        )
        for number, c in enumerate(clients, start=1)
    ]


def _cell(c: ClientReview, name: str, places: int, speech: Speech) -> str:
    value = known(c.measures[name])
    if value is None:
        return speech.say("dash")
    if name == "off_hours_share":
        total = known(c.measures["messages_in"]) or 0
        if few_messages(c):
            return speech.say("few_messages", count=speech.number(value * total), total=speech.number(total))
        return speech.percent(value)
    return speech.number(value, places)
