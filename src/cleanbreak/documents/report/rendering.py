"""Renders the report: views of the review go into templates that escape everything."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cleanbreak import __version__
from cleanbreak.assessment.review import Review
from cleanbreak.documents.report.answer import answer
from cleanbreak.documents.report.charts.picture import picture
from cleanbreak.documents.report.charts.whale import whale
from cleanbreak.documents.report.clientpage import client_page
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.overview import COLUMNS, SIGNS, WORDS, rows, tiles
from cleanbreak.documents.report.records import records
from cleanbreak.documents.report.standing import most_urgent_first
from cleanbreak.documents.wording.sentences import Language


def render_report(review: Review, language: Language) -> str:
    """Return the report as one self-contained HTML page; its first line marks it as Cleanbreak's own output."""
    speech = Speech(language, review.currency)
    clients = most_urgent_first(review.clients)
    opening = answer(review, speech)
    urgent = next((n for n, c in enumerate(clients, start=1) if c is opening.urgent), 0)
    view: Mapping[str, Any] = {
        "language": language,
        "review": review,
        "version": __version__,
        "answer": opening,
        "urgent": urgent,
        "tiles": tiles(clients),
        "rows": rows(clients, speech),
        "picture": picture(review, speech),
        "whale": whale(review, speech),
        "pages": [client_page(c, number, review, speech) for number, c in enumerate(clients, start=1)],
        "records": records(review, speech),
        "speech": speech,
        "say": speech.say,
        "signs": SIGNS,
        "words": WORDS,
        "columns": COLUMNS,
    }
    return _templates().get_template("report.html.jinja").render(view)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("cleanbreak.documents.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )


def _finalized(value: object) -> object:
    """Clean every text that a template shows; marked-up text was cleaned where it was made."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
