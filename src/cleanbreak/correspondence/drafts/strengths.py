"""What a draft does well, most telling first."""

from collections.abc import Mapping

from cleanbreak.correspondence.drafts.reading import DECISION

MOST = 3
_BRIEF = 120

# A strength holds when none of its labels was found; the order is the order of showing.
_BY_LABEL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("clear_decision", ("missing_decision", "sugar_coating")),
    ("dated_next_step", ("missing_next_step",)),
    ("names_replacement", ("missing_replacement",)),
    ("gives_thanks", ("missing_thanks",)),
    ("stays_kind", ("unkind", "blame", "legal_threat", "opinion_not_fact")),
    ("stands_firm", ("open_door", "missing_decision", "sugar_coating")),
    ("no_excuses", ("over_justification", "missing_decision")),
)


def strengths(labels: Mapping[str, float | None], word_count: int) -> tuple[str, ...]:
    """Return at most three codes; `documents/wording` has the sentences."""
    wrong = {label for label, score in labels.items() if score is not None and score >= DECISION}
    found = [code for code, against in _BY_LABEL if not wrong.intersection(against)]
    if word_count <= _BRIEF and "missing_decision" not in wrong:
        found.append("brief")
    return tuple(found[:MOST])
