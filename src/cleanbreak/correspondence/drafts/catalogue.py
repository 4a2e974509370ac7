"""All draft checks, in the order they are shown."""

from cleanbreak.correspondence.drafts.checks import (
    blame,
    legal_threat,
    missing_decision,
    missing_next_step,
    missing_replacement,
    missing_thanks,
    open_door,
    opinion_not_fact,
    over_justification,
    sugar_coating,
    too_long,
    unkind,
    wrong_channel,
)
from cleanbreak.correspondence.drafts.verdict import Check

CHECKS: tuple[Check, ...] = (
    unkind.CHECK,
    blame.CHECK,
    sugar_coating.CHECK,
    over_justification.CHECK,
    opinion_not_fact.CHECK,
    missing_decision.CHECK,
    missing_next_step.CHECK,
    missing_replacement.CHECK,
    missing_thanks.CHECK,
    open_door.CHECK,
    too_long.CHECK,
    wrong_channel.CHECK,
    legal_threat.CHECK,
)
