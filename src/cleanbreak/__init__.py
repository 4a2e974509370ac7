"""Cleanbreak: see, weigh, repair and, where needed, end client relationships well."""

__version__ = "0.1.0"
