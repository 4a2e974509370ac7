"""Practices of any size, streamed to disk: mail, time, invoices, bank statements, and what they must come to."""
