"""The lines that iCalendar and vCard share: `NAME;PARAM=value:value`, folded, grouped, in any state of repair."""

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleanbreak.importers.source import Limits, Source
from cleanbreak.importers.textlines import numbered_lines, repaired

_NAME = re.compile(r"\s*(?:[\w-]+\.)?([A-Za-z][\w-]*)\s*(?=[;:])")
_PARAM = re.compile(r';\s*([\w-]+)?\s*(=)?((?:"[^"]*"|[^;:"]+|")*)')
_SOFT_BREAK = re.compile(r"^[^:]*ENCODING=QUOTED-PRINTABLE|^[^:]*;QUOTED-PRINTABLE", re.IGNORECASE)
_LONGEST = 4_000_000
_FENCE = re.compile(r"\s*(?:BEGIN|END)\s*:", re.IGNORECASE)
_MAIL = re.compile(
    r"^(?:From |(?:From|Received|MIME-Version|Content-Type|Message-ID|Subject):|\s*[<{\[])",
    re.IGNORECASE | re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED = {"n": "\n", "N": "\n"}


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property: its name in capitals (the group taken off), its parameters by name in capitals, its raw value."""

    line: int
    name: str
    params: Mapping[str, tuple[str, ...]]
    value: str

    def param(self, name: str) -> str:
        """Return the first value of a parameter, empty when it is not given."""
        values = self.params.get(name)
        return repaired(values[0]) if values else ""


def unfolded_lines(source: Source, limits: Limits) -> Iterator[tuple[int, str]]:
    """Yield logical lines with the number of their first line; blank lines are skipped, soft breaks joined."""
    longest = min(limits.max_record_bytes, _LONGEST)
    start, size = 0, 0
    parts: list[str] = []
    quoted = False
    for number, line in numbered_lines(source, longest):
        bare = line.strip(" \t\x00")
        soft = quoted and parts[-1].endswith("=") and not _FENCE.match(line)
        if not soft and not bare:
            continue
        if parts and (soft or line[0] in " \t"):
            if soft:
                parts[-1] = parts[-1][:-1]
            size += len(line)
            if size <= longest:
                parts.append(line if soft else line[1:])
            continue
        if parts:
            yield start, "".join(parts)
        start, size, parts = number, len(line), [line]
        quoted = "=" in line and _SOFT_BREAK.match(line) is not None
    if parts:
        yield start, "".join(parts)


def content_line(number: int, text: str) -> ContentLine | None:
    """Return the property that a logical line holds, None when it holds none."""
    match = _NAME.match(text)
    if match is None:
        return None
    position = match.end()
    params: dict[str, tuple[str, ...]] = {}
    while text[position : position + 1] == ";":
        found = _PARAM.match(text, position)
        if found is None or found.end() == position:
            return None
        name, equals, value = found.groups()
        if name and equals:
            key = name.upper()
            params[key] = params.get(key, ()) + _values(value)
        elif name:
            params["TYPE"] = (*params.get("TYPE", ()), name)
        position = found.end()
    if text[position : position + 1] != ":":
        return None
    return ContentLine(number, match[1].upper(), params, text[position + 1 :])


def _values(text: str) -> tuple[str, ...]:
    if '"' not in text:
        return tuple(part.strip() for part in text.split(","))
    return tuple(part.strip().strip('"') for part in re.findall(r'(?:"[^"]*"|[^,"])+', text)) or ("",)


def decoded(line: ContentLine) -> str:
    """Return the value as text: quoted-printable and the character set resolved, backslash escapes still in it."""
    charset = line.param("CHARSET")
    encodings = (*line.params.get("ENCODING", ()), *line.params.get("TYPE", ()))
    if any(value.upper() == "QUOTED-PRINTABLE" for value in encodings):
        raw = quopri.decodestring(line.value.encode("utf-8", "surrogateescape"))
        return repaired(raw.decode("utf-8", "surrogateescape"), charset).replace("\r\n", "\n")
    return repaired(line.value, charset)


def unescaped(value: str) -> str:
    """Return a text value with its backslash escapes resolved."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: _UNESCAPED.get(match[1], match[1]), value)


def components(value: str, separator: str = ";") -> list[str]:
    """Split a structured value at separators that are not escaped; the parts keep their escapes."""
    parts = [""]
    for piece in re.findall(r"\\.|[^\\" + separator + r"]+|\\$|" + separator, value, re.DOTALL):
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def begins_with(text: str, names: str) -> int:
    """Say how surely a text is made of these components (a regular expression): 100, 40 (after other lines) or 0."""
    begin = re.compile(rf"^[ \t]*BEGIN[ \t]*:[ \t]*(?:{names})\b", re.IGNORECASE | re.MULTILINE)
    if begin.match(text.lstrip("\n\x00\ufeff")):
        return 100
    found = begin.search(text)
    return 40 if found and not _MAIL.search(text, 0, found.start()) else 0
