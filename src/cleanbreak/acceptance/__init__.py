"""Intake and contracts: taking on the next client so that it does not happen again."""
