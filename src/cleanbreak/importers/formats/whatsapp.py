"""WhatsApp's "export chat": one text file per conversation, from Android and iOS, German, English and others.

Every line with a stamp and a name is a message, its text runs to the next stamp. Media that were left out and deleted
messages are messages too; what WhatsApp itself reports is none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanbreak.importers.chatstamps import MARKS, OrderOfDates, Stamp, moment, read_stamp
from cleanbreak.importers.phones import phone_address
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.textlines import head_text, numbered_lines, repaired
from cleanbreak.ledger.records import Message, Origin, Problem

NAME = "whatsapp"
_CONVERSATION = re.compile(
    r"WhatsApp[ _-]Chat (?:mit|with|-) (.+?)(?: ?\(\d+\))?\.(?:txt|zip)", re.IGNORECASE
)
_NAMED = re.compile(rf"(?P<name>[^:\n]{{1,80}}?)[{MARKS}]*:(?: |$)(?P<text>.*)", re.DOTALL)
_REPORTED = re.compile(
    r".*\b(?:hat|haben|hast|wurde|changed|created|added|removed|left|joined|was)\b.*[\"“”„«»]"
)
_LOG_LEVELS = frozenset({"trace", "debug", "info", "notice", "warn", "warning", "error", "critical", "fatal"})
_TO_MARKS = dict.fromkeys(map(ord, MARKS))
_EDITED = re.compile(
    rf"[ {MARKS}]*<(?:Diese Nachricht wurde bearbeitet\.?|This message was edited\.?)>[ {MARKS}]*$",
    re.IGNORECASE,
)
_NOT_SYSTEM = re.compile(
    r"<[^>]*(?:attached|Anhang|omitted|ausge|weggelassen)|.{0,200}\b(?:weggelassen|ausgelassen|ausgeschlossen|omitted)\b"
    r"|.{0,200}\((?:Datei angehängt|file attached)\)"
    r"|(?:Diese Nachricht wurde|Du hast diese Nachricht).{0,30}gelöscht|Nachricht gelöscht"
    r"|(?:This message was|You deleted this message|Message deleted)"
    r"|(?:Standort|Live-?Standort|Location|Live location|Umfrage|Poll|Ereignis|Event|Kontakt|Contact)\b.{0,30}:?",
    re.IGNORECASE | re.DOTALL,
)
_SYSTEM = re.compile(
    r"(?:Nachrichten und Anrufe|Nachrichten in diesem Chat|Nachrichten, die du|Messages and calls|Messages to this"
    r"|Messages you send).{0,80}(?:Ende-zu-Ende|end-to-end|secured|geschützt)",
    re.IGNORECASE,
)
_MAX_NAMES = 5_000


@dataclass(slots=True)
class _Survey:
    """What the first pass learns: the order of the dates, the notation and who writes."""

    order: OrderOfDates = field(default_factory=OrderOfDates)
    endings: Counter[str] = field(default_factory=Counter)
    names: dict[str, None] = field(default_factory=dict)


def recognize(source: Source) -> int:
    """The lines begin with a stamp and go on with a name; a log file does so too, but nobody is called INFO."""
    lines = [line for line in head_text(source).split("\n")[:2000] if line.strip(MARKS + " \t\x00")]
    stamps = [(stamp, line) for line in lines if (stamp := read_stamp(line))]
    named = [(stamp, match["name"]) for stamp, line in stamps if (match := _NAMED.match(line, stamp.rest))]
    if not stamps or (named and all(name.strip().casefold() in _LOG_LEVELS for _, name in named)):
        return 0
    first_line_is_one = read_stamp(lines[0]) is not None
    if any(_usual(stamp) for stamp, _ in named):
        return 95 if first_line_is_one else 50
    if named:
        return 30 if first_line_is_one and len(named) == len(stamps) else 0
    return 40 if first_line_is_one and _CONVERSATION.search(source.name) else 0


def _usual(stamp: Stamp) -> bool:
    return stamp.ending in {"]", "-", "–"}


def read(source: Source, options: ReadOptions) -> Iterator[Message | Problem]:
    """Read the file twice: first to learn the order of dates and who writes, then message by message."""
    survey = _survey(source, options)
    order, certain = survey.order.decide()
    if not certain:
        yield Problem("chat_date_order_assumed", source.name, 0, {"order": _spelled(order)})
    conversation = _conversation(source)
    others = _others(list(survey.names), conversation)
    style = survey.endings.most_common(1)[0][0] if survey.endings else ""
    for line, stamp, text in _entries(source, options, style):
        sent_at = moment(stamp, order)
        if sent_at is None:
            yield Problem("chat_date_unreadable", source.name, line, {"value": text[: stamp.rest].strip()})
            continue
        named = _named(text, stamp)
        if named is None:
            continue
        name, words = named
        other = others.get(name, "")
        yield Message(
            origin=Origin(source.name, line),
            channel="whatsapp",
            sent_at=sent_at,
            from_address=_address(name, options),
            from_name=name,
            to=((other, _address(other, options)),) if other else (),
            text=words,
            conversation=conversation,
        )


def _survey(source: Source, options: ReadOptions) -> _Survey:
    survey = _Survey()
    for _, line in numbered_lines(source, options.limits.max_cell_chars):
        stamp = read_stamp(line)
        if stamp is None:
            continue
        survey.endings[stamp.ending] += 1
        survey.order.add(stamp)
        named = _named(repaired(line), stamp)
        if named and len(survey.names) < _MAX_NAMES:
            survey.names[named[0]] = None
    return survey


def _entries(source: Source, options: ReadOptions, style: str) -> Iterator[tuple[int, Stamp, str]]:
    """Yield line number, stamp and whole text of each entry; a stamp in another notation is quoted text."""
    start: tuple[int, Stamp] | None = None
    lines: list[str] = []
    size = 0
    for number, line in numbered_lines(source, options.limits.max_cell_chars):
        stamp = read_stamp(line)
        if stamp is None or (stamp.ending != style and not _usual(stamp)):
            size += len(line)
            if start and size <= options.limits.max_cell_chars:
                lines.append(line)
            continue
        if start:
            yield (*start, repaired("\n".join(lines)))
        start, lines, size = (number, stamp), [line], len(line)
    if start:
        yield (*start, repaired("\n".join(lines)))


def _named(text: str, stamp: Stamp) -> tuple[str, str] | None:
    """Return name and text of a message, None for what WhatsApp reports itself."""
    match = _NAMED.match(text, stamp.rest)
    if match is None or _REPORTED.match(match["name"]):
        return None
    name = " ".join(match["name"].translate(_TO_MARKS).split()).removeprefix("~").strip()
    words = match["text"]
    bare = words.translate(_TO_MARKS).strip()
    reported = words.startswith("\u200e") and not _NOT_SYSTEM.match(bare) and not _EDITED.match(words)
    if not name or reported or _SYSTEM.match(bare):
        return None
    return name, _EDITED.sub("", words).translate(_TO_MARKS).strip()


def _conversation(source: Source) -> str:
    found = _CONVERSATION.findall(source.name)
    return found[-1].strip() if found else ""


def _others(names: list[str], conversation: str) -> dict[str, str]:
    """Return, for a conversation of two, the other one of each; empty for a group and where it cannot be told."""
    if len(names) == 2:
        return {names[0]: names[1], names[1]: names[0]}
    if len(names) == 1 and conversation and conversation != names[0]:
        return {names[0]: conversation}
    return {}


def _address(name: str, options: ReadOptions) -> str:
    return phone_address(name, options.timezone) or name.casefold()


def _spelled(order: str) -> str:
    return "/".join({"d": "DD", "m": "MM", "y": "YY"}[part] for part in order)
