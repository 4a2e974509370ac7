"""Checks a person's own parting draft before it is said or sent."""
