"""Every figure about a client: pure functions from exact totals to values (definitions: docs/reference/measures/)."""
