"""Scores batches of client messages; each finding names the words it rests on."""

import re
from collections.abc import Sequence

from cleanbreak.correspondence.findings import Finding, Scored

_PATTERNS = {
    "insult": re.compile(
        r"\b(idiot\w*|dilettant\w*|stümper\w*|versager\w*|unfähig\w*|lächerlich\w*|amateurhaft\w*|pathetic|incompetent|"
        r"clown\w*|moron\w*|useless|pfusch\w*|saftladen|dumm\w*|stupid)\b",
        re.IGNORECASE,
    ),
    "threat": re.compile(
        r"\b(anwalt einschalten|verklage\w*|mein anwalt|schlechte bewertung|my lawyer|sue you|bad review|ruin your)\b",
        re.IGNORECASE,
    ),
    "blame": re.compile(
        r"\b(ihre schuld|deine schuld|your fault|sie haben (?:alles )?versaut|you(?:'ve| have) ruined|sie lügen|you lied|"
        r"typisch für sie)\b",
        re.IGNORECASE,
    ),
}


def score_texts(texts: Sequence[str]) -> list[Scored]:
    """Score each text on its own; the same texts give the same scores."""
    return [_score(text) for text in texts]


def _score(text: str) -> Scored:
    findings = tuple(
        Finding(label, m.start(), m.end(), m.group(), f"{label}_words")
        for label, pattern in _PATTERNS.items()
        for m in pattern.finditer(text)
    )
    labels = {f.label: 1.0 for f in findings}
    return Scored(labels, 1.0 if labels else 0.0, findings, 2 if labels else 0)
