"""Measures of the strain of a relationship, one file each."""
