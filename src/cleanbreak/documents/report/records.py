"""What is left over, taken for granted, faulty or refused, and the files read: ready to be shown."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cleanbreak.assessment.review import Review, Unassigned
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.nextstep import quoted, settings_lines
from cleanbreak.documents.wording.sentences import sentences
from cleanbreak.importers.outcome import FileRead
from cleanbreak.ledger.identity import ProposedMerge

SHOWN_ROWS = 60
SHOWN_SENTENCES = 4
SHOWN_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Merge:
    """Two that may be one client, why, and the lines that join them."""

    left: str
    right: str
    why: str
    lines: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that belong to no client: headings and rows of text; `beyond` more are not shown."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file with what was wrong in it; `beyond` more faults are not shown."""

    file: str
    sentences: tuple[str, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file with its format and what it holds, or the sentence why it was refused."""

    name: str
    format: str
    holds: str


@dataclass(frozen=True, slots=True)
class Records:
    """The last part of the report."""

    merges: tuple[Merge, ...]
    unassigned: tuple[Group, ...]
    assumed: tuple[str, ...]
    problems: tuple[FaultyFile, ...]
    refused: tuple[tuple[str, str], ...]
    files: tuple[FileShown, ...]


def records(review: Review, speech: Speech) -> Records:
    """Return what the review says beside the clients."""
    return Records(
        merges=tuple(_merge(m, speech) for m in review.proposed),
        unassigned=tuple(_groups(review.unassigned, speech)),
        assumed=tuple(_assumed(review, speech)),
        problems=tuple(_problems(review, speech)),
        refused=tuple((f.name, _refusal(f, speech)) for f in review.files if f.refused is not None),
        files=tuple(_file(f, speech) for f in review.files if f.refused is None),
    )


def _merge(merge: ProposedMerge, speech: Speech) -> Merge:
    other = merge.right
    line = f"domains = [{quoted(other[1:])}]" if other.startswith("@") else f"aliases = [{quoted(other)}]"
    why = speech.say(f"merge_{merge.code}", detail=merge.detail)
    return Merge(merge.left, other, why, settings_lines(merge.left, line))


def _groups(unassigned: list[Unassigned], speech: Speech) -> list[Group]:
    by_kind: dict[str, list[Unassigned]] = defaultdict(list)
    for item in unassigned:
        by_kind[item.kind].append(item)
    makers = {"payment": _payment, "contact": _contact, "time": _time, "invoice": _invoice}
    columns = {
        "payment": ("column_date", "column_payer", "column_amount", "column_purpose", "column_why"),
        "contact": ("column_name", "column_size", "column_why"),
        "time": ("column_name", "column_size", "column_why"),
        "invoice": ("column_name", "column_file", "column_why"),
    }
    return [
        Group(
            speech.say(f"unassigned_{kind}"),
            tuple(speech.say(code) for code in columns[kind]),
            tuple(makers[kind](item, speech) for item in by_kind[kind][:SHOWN_ROWS]),
            max(0, len(by_kind[kind]) - SHOWN_ROWS),
        )
        for kind in makers
        if by_kind.get(kind)
    ]


def _payment(item: Unassigned, speech: Speech) -> tuple[str, ...]:
    p = item.params
    return (
        speech.params({"date": p.get("date", "")})["date"],
        p.get("payer", "") or speech.say("nameless"),
        _amount(p, speech),
        p.get("purpose", ""),
        speech.say(f"why_{item.code}"),
    )


def _amount(params: Mapping[str, str], speech: Speech) -> str:
    try:
        return speech.amount(Decimal(params["amount"]), params.get("currency", ""))
    except (KeyError, InvalidOperation):
        return params.get("amount", "")


def _contact(item: Unassigned, speech: Speech) -> tuple[str, ...]:
    p = item.params
    name = f"{p['name']} ({p['address']})" if p.get("name") else p.get("address", "")
    return name, speech.counted("count_messages", int(p.get("messages") or 0)), speech.say(f"why_{item.code}")


def _time(item: Unassigned, speech: Speech) -> tuple[str, ...]:
    hours = speech.number(Decimal(item.params.get("hours", "0")), 2)
    name = item.params.get("name") or speech.say("nameless")
    return name, speech.say("count_times_hours", hours=hours), speech.say(f"why_{item.code}")


def _invoice(item: Unassigned, speech: Speech) -> tuple[str, ...]:
    return item.params.get("invoice", ""), item.file, speech.say(f"why_{item.code}")


def _assumed(review: Review, speech: Speech) -> list[str]:
    practice, said = review.settings.practice, review.settings.said
    found = [speech.of("assumed", a.code, **speech.params(a.params)) for a in review.assumed]
    if "cost_per_hour" not in said:
        found.append(speech.say("assumed_cost", value=speech.money(practice.cost_per_hour)))
    if "target_rate" not in said:
        found.append(speech.say("assumed_rate", value=speech.money(practice.target_rate)))
    return found


def _problems(review: Review, speech: Speech) -> list[FaultyFile]:
    by_place: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for problem in review.problems:
        text = speech.of("problems", problem.code, **speech.params(dict(problem.params)))
        if problem.line:
            text = f"{speech.say('problem_line', line=problem.line)}: {text}"
        by_place[problem.file][problem.code].append(text)
    cut = {f.name: f.more_problems for f in review.files}
    shown = []
    for file, codes in by_place.items():
        texts = [t for found in list(codes.values())[:SHOWN_SENTENCES] for t in found[:SHOWN_EXAMPLES]]
        count = sum(len(found) for found in codes.values())
        shown.append(FaultyFile(file, tuple(texts), count - len(texts) + cut.get(file, 0)))
    return shown


def _refusal(file: FileRead, speech: Speech) -> str:
    error = file.refused
    if error is None:
        return ""
    known = f"refused_{error.code}" in sentences("report")
    params = {key: str(value) for key, value in error.params.items()}
    return speech.say(f"refused_{error.code}" if known else "refused_other", **(params | {"sentence": str(error)}))


def _file(file: FileRead, speech: Speech) -> FileShown:
    holds = speech.listed([speech.counted(f"holds_{key}", count) for key, count in file.counts.items() if count])
    return FileShown(clean(file.name), file.format or speech.say("format_unknown"), holds)
