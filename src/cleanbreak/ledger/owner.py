"""Who the practice itself is, and what was taken for granted in finding out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the review took for granted; `documents/wording` has the sentence for the code."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owner:
    """The practice: its names (organization and people) and mail addresses."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]
    assumed: tuple[Assumption, ...] = ()
