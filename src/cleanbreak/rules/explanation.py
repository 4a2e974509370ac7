"""A rule explained to a person, and what every computed date or amount must say beside itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from cleanbreak.rules.catalogue import find
from cleanbreak.rules.records import LANGUAGES


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a person needs to judge a rule, in one language."""

    rule: str
    title: str
    statutes: tuple[str, ...]
    in_force_since: date
    valid_from: date
    valid_to: date | None
    reasoning: str
    formula: Mapping[str, object]
    ask_lawyer: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    checked_on: date
    confidence: str
    disclaimer: str
    labels: Mapping[str, str]

    def as_text(self) -> str:
        """Write the explanation as plain lines."""
        labels = self.labels
        numbers = ", ".join(f"{key} = {value}" for key, value in self.formula.items())
        span = f"{self.valid_from} - {self.valid_to or labels['open']}"
        lines = [
            f"{self.rule}: {self.title}",
            "",
            self.reasoning,
            "",
            f"{labels['statutes']}: {'; '.join(self.statutes)}",
            f"{labels['in_force_since']}: {self.in_force_since}",
            f"{labels['used_for']}: {span}",
            f"{labels['computed_with']}: {numbers}",
            f"{labels['sources']}: {'; '.join(self.sources)}",
            f"{labels['checked_on']}: {self.checked_on} ({self.confidence})",
            *(f"{labels['ask_lawyer']}: {code}: {question}" for code, question in self.ask_lawyer),
            "",
            self.disclaimer,
        ]
        return "\n".join(lines)


def explain(rule_id: str, lang: str = "en") -> Explanation:
    """Explain one rule; an unknown id is refused."""
    record = find(rule_id)
    language = _known(lang)
    words = _wording()
    questions = words["lawyer"]
    return Explanation(
        rule=record.id,
        title=record.title[language],
        statutes=record.statutes,
        in_force_since=record.in_force_since,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        reasoning=record.reasoning[language],
        formula=record.computes,
        ask_lawyer=tuple((code, questions[code][language]) for code in record.ask_lawyer_when),
        sources=record.sources,
        checked_on=record.checked_on,
        confidence=words["confidence"][record.confidence][language],
        disclaimer=disclaimer(language),
        labels={name: texts[language] for name, texts in words["labels"].items()},
    )


def disclaimer(lang: str = "en") -> str:
    """Return the sentence that stands beside every computed date and amount."""
    return _wording()["disclaimer"]["text"][_known(lang)]


def lawyer_question(code: str, lang: str = "en") -> str:
    """Return the question to take to a lawyer, in one sentence."""
    return _wording()["lawyer"][code][_known(lang)]


def lawyer_codes() -> tuple[str, ...]:
    """Return every code that an answer may carry."""
    return tuple(_wording()["lawyer"])


def _known(lang: str) -> str:
    return lang if lang in LANGUAGES else LANGUAGES[0]


@cache
def _wording() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(files("cleanbreak.rules").joinpath("wording.toml").read_text(encoding="utf-8"))
