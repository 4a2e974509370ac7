"""Counts incoming messages whose own text insults, threatens, blames or shouts."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def uncivil_messages_in(totals: Totals, context: Context) -> Value:
    """Return the count of uncivil incoming messages; a gap when no mailbox or chat was given."""
    return totals.uncivil_messages_in if context.has_messages else Gap("no_messages")
