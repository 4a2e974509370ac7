"""Advice on a client: keep, reprice, repair or part, why, what would flip it, and whether it can be afforded."""
