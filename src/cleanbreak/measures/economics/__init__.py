"""Measures of the economics of a relationship, one file each."""
