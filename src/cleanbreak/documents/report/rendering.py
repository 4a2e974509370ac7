"""Renders the report."""

from cleanbreak.assessment.review import Review
from cleanbreak.documents.wording.sentences import Language


def render_report(review: Review, language: Language) -> str:
    """Return the report as one self-contained HTML page."""
    return f"<!-- cleanbreak report --><html lang={language}><p>{review.period.end}"
