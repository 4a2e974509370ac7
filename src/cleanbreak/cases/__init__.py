"""One case from doubt to settlement: append-only events, guarded steps, and the facts that everything else is a view of."""
