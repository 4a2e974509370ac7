"""Counts messages from the practice to at least one person of the client."""

from cleanbreak.measures.totals import Context, Gap, Totals, Value


def messages_out(totals: Totals, context: Context) -> Value:
    """Return the count of messages from the practice to at least one person of the client; a gap when no mailbox or chat was given."""
    return totals.messages_out if context.has_messages else Gap("no_messages")
