"""What the catalogue holds about a document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cleanbreak.cases.facts import CaseFacts

Frame = Literal["letter", "sheet"]
Audience = Literal["client", "user"]
Form = Literal["pdf", "docx", "txt", "md", "ics"]
TEXT_FORMS: tuple[Form, ...] = ("pdf", "docx", "txt", "md")


def _always(_facts: CaseFacts) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Document:
    """A document. `needs` are fields that must be known; `sought` tells whether the case has any use for it."""

    name: str
    frame: Frame
    audience: Audience
    needs: tuple[str, ...] = ()
    forms: tuple[Form, ...] = TEXT_FORMS
    sought: Callable[[CaseFacts], bool] = _always
