"""The review as one self-contained HTML file."""

from cleanbreak.documents.report.rendering import render_report

__all__ = ["render_report"]
