"""Was an expense re-invoiced to its client? A flag says so, or the text does."""

import re

from cleanbreak.ledger.records import Expense

_PASSED = re.compile(
    r"weiter\s?berechn|weiter\s?verrechn|weiter\s?belast|weiter\s?fakturier|re-?\s?invoic|re-?\s?bill|\bbillable\b|"
    r"passed? (?:on|through)|durchlaufend",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:nicht|not|non|un|kein\w*|never)[\s-]*(?:an [^,;.]{1,40} )?(?:zu )?"
    r"(?:weiter\s?(?:berechn|verrechn|belast|fakturier)|re-?\s?invoic|re-?\s?bill|billable|passed?)",
    re.IGNORECASE,
)


def is_passed_on(expense: Expense) -> bool:
    """Tell whether an expense is marked as re-invoiced, by its flag, else by its text or category."""
    if expense.reinvoiced is not None:
        return expense.reinvoiced
    text = f"{expense.text} {expense.category}"
    return bool(_PASSED.search(text)) and not _NOT.search(text)
