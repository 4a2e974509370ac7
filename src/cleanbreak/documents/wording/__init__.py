"""Sentences by code, in German and English."""
