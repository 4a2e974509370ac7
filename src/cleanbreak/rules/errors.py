"""What the rules raise: broken rule records, unknown rules, and facts that cannot be used."""

from cleanbreak.errors import CleanbreakError


class RuleDataError(CleanbreakError):
    """A rule record of the package itself is broken."""

    code = "rule_data"
    message = "The rule file {file} is broken at {record}: {what}. Reinstall Cleanbreak or correct the file."


class UnknownRuleError(CleanbreakError):
    """Somebody asked for a rule that is not in the catalogue."""

    code = "unknown_rule"
    message = "There is no rule called {rule}. `cleanbreak rules explain` without a name lists all rules."


class FactError(CleanbreakError):
    """A fact that a computation needs cannot be used; the answer becomes a question about `field`."""

    code = "malformed_fact"
    message = "The fact {field} is not in the form that is needed. Correct it and ask again."


class MissingFactError(FactError):
    """A fact that a computation needs was not given."""

    code = "missing_fact"
    message = "The fact {field} is missing. Give it and ask again."


class UnknownValueError(FactError):
    """A fact names something that is not in the list of known values."""

    code = "unknown_value"
    message = "The fact {field} has a value that is not known. Choose one of the listed values."


class ContradictionError(FactError):
    """Two facts cannot both be true, or a fact rules out the rule that was chosen."""

    code = "contradictory_facts"
    message = "The fact {field} does not fit the others. Check which of them is right."
