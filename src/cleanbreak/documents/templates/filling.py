"""Fills a template: fixed fields in, text out. No code runs, no value can pass for markup, no gap goes unnoticed.

A template is Markdown with Jinja's `{{ field }}`, `{% if %}`, `{% for %}` and `{% include %}`, plus two choices made before
anything is filled in: `[a:Sie|du]` by form of address and `[s:ich|wir]` by who speaks. Swiss text is written with ss.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cleanbreak.cases.facts import Language
from cleanbreak.documents.errors import MissingFactError
from cleanbreak.documents.templates.speech import field_about

CHOICE = re.compile(r"\[([as]):([^|\]]*)\|([^\]]*)\]")
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
MARKS = re.compile(r"([\\*_|<>&#\[\]`~])")
OPENING = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text speaks: language, form of address, `ich` or `wir`, Swiss spelling."""

    language: Language
    formal: bool
    alone: bool
    swiss: bool


def one_line(text: str) -> str:
    """Return text as one line without control, invisible, private or direction-changing characters."""
    return " ".join(HIDDEN.sub("", unicodedata.normalize("NFC", text)).split())


def escaped(text: str) -> str:
    """Return text so that Markdown shows it letter by letter, at the start of a line too."""
    plain = MARKS.sub(r"\\\1", _kept_spaces(text))
    opening = OPENING.match(plain)
    if opening is None:
        return plain
    end = opening.end()
    return f"{plain[:end]}\\{plain[end:]}" if plain[0].isdigit() else f"\\{plain}"


def _kept_spaces(text: str) -> str:
    """Return one line of text whose no-break spaces, as in amounts and dates, survive."""
    return "\N{NO-BREAK SPACE}".join(one_line(part) for part in text.split("\N{NO-BREAK SPACE}"))


class _Absent(Undefined):
    """A fact that is not known: false in a condition, empty in a loop, an error where it would be printed."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return str(self._undefined_name)


def fill(template: str, manner: Manner, fields: Mapping[str, object]) -> str:
    """Return a template's text with its fields.

    Raises:
        MissingFactError: the text would print a fact that is not known; the error names it.
    """
    known = {name: value for name, value in fields.items() if value not in (None, "", [])}
    try:
        return _environment(manner).get_template(template).render(known)
    except _GapError as gap:
        raise MissingFactError(template, gap.field, field_about(gap.field, "en")) from None


class _GapError(Exception):
    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


def _finalized(value: Any) -> str:
    if isinstance(value, _Absent):
        raise _GapError(value.name)
    if not isinstance(value, str) or not one_line(value):
        raise _GapError("empty_text")
    return escaped(value)


@cache
def _environment(manner: Manner) -> ImmutableSandboxedEnvironment:
    folder = files("cleanbreak.documents.templates").joinpath(manner.language)

    def load(name: str) -> str | None:
        source = folder.joinpath(f"{name}.md")
        return _spoken(source.read_text(encoding="utf-8"), manner) if source.is_file() else None

    found = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=_Absent,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    found.globals.clear()
    found.filters.clear()
    return found


def _spoken(source: str, manner: Manner) -> str:
    def choose(found: re.Match[str]) -> str:
        first = manner.formal if found[1] == "a" else manner.alone
        return found[2] if first else found[3]

    text = CHOICE.sub(choose, source)
    return text.replace("ß", "ss") if manner.swiss else text
