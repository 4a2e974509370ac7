"""Contact cards: vCard 2.1, 3.0 and 4.0, several per file, cards inside cards, and what phones make of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanbreak.importers.contentlines import (
    begins_with,
    components,
    content_line,
    decoded,
    unescaped,
    unfolded_lines,
)
from cleanbreak.importers.phones import phone_address
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.textlines import head_text
from cleanbreak.ledger.records import Card, Origin, Problem

NAME = "vcard"
_WANTED = frozenset({"FN", "N", "ORG", "EMAIL", "TEL", "URL", "NOTE", "NICKNAME", "KIND", "X-ABSHOWAS"})


@dataclass(slots=True)
class _OpenCard:
    """A card whose end has not been seen; values by property name."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    holds_agent: bool = False

    def first(self, name: str) -> str:
        """The first value of a property that says something."""
        return next((value for value in self.values.get(name, ()) if value.strip()), "")


def recognize(source: Source) -> int:
    """A card begins the file; a calendar under the name of a card is not one."""
    return begins_with(head_text(source), "VCARD")


def read(source: Source, options: ReadOptions) -> Iterator[Card | Problem]:
    """Yield a card per BEGIN:VCARD, an inner card before the one that holds it."""
    stack: list[_OpenCard] = []
    too_deep = False
    for number, text in unfolded_lines(source, options.limits):
        line = content_line(number, text)
        if line is None or (line.name != "BEGIN" and not stack):
            continue
        value = line.value.strip().upper()
        if line.name == "BEGIN" and value == "VCARD":
            if stack and not stack[-1].holds_agent:
                yield Problem("card_not_ended", source.name, stack[-1].line)
                yield _card(stack.pop(), source, options)
            if len(stack) < options.limits.max_depth:
                stack.append(_OpenCard(number))
            elif not too_deep:
                too_deep = True
                yield Problem("cards_nested_too_deeply", source.name, number)
        elif line.name == "END" and value == "VCARD":
            yield _card(stack.pop(), source, options)
        elif line.name == "AGENT":
            stack[-1].holds_agent = not value
        elif line.name in _WANTED:
            stack[-1].values.setdefault(line.name, []).append(decoded(line))
    for unfinished in reversed(stack):
        yield Problem("card_not_ended", source.name, unfinished.line)
        yield _card(unfinished, source, options)


def _card(opened: _OpenCard, source: Source, options: ReadOptions) -> Card:
    organization = _text(components(opened.first("ORG"))[0])
    emails = tuple(dict.fromkeys(filter(None, map(_email, opened.values.get("EMAIL", ())))))
    name = _text(opened.first("FN")) or _structured_name(opened.first("N"))
    whole = f"{opened.first('KIND')} {opened.first('X-ABSHOWAS')}".casefold().split()
    if not organization and ("org" in whole or "company" in whole):
        organization = name
    nickname = _text(opened.first("NICKNAME"))
    return Card(
        origin=Origin(source.name, opened.line),
        name=name or organization or nickname or (emails[0] if emails else ""),
        organization=organization,
        emails=emails,
        phones=tuple(
            dict.fromkeys(_phone(tel, options.timezone) for tel in opened.values.get("TEL", ()) if tel)
        ),
        note="\n".join(unescaped(note).strip() for note in opened.values.get("NOTE", ())),
        urls=tuple(dict.fromkeys(filter(None, map(_text, opened.values.get("URL", ()))))),
    )


def _text(value: str) -> str:
    return " ".join(unescaped(value).split())


def _structured_name(value: str) -> str:
    family, given, additional, *_ = [_text(part) for part in components(value)] + [""] * 3
    return " ".join(filter(None, (given, additional, family)))


def _email(value: str) -> str:
    address = unescaped(value).strip().lower().removeprefix("mailto:").strip("<> ")
    return address if "@" in address else ""


def _phone(value: str, timezone: str) -> str:
    written = unescaped(value).strip()
    number = written.partition(";")[0]
    return phone_address(number.removeprefix("tel:"), timezone) or _text(written)
