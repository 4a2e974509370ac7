"""Measures speed and memory on generated data; results with date and machine size in docs/reference/performance.md."""
