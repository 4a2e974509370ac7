"""Counts messages sent by a person of the client to the practice."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def messages_in(totals: Totals, context: Context) -> Value:
    """Return the count of messages sent by a person of the client to the practice; a gap when no mailbox or chat was given."""
    return totals.messages_in if context.has_messages else Gap("no_messages")
