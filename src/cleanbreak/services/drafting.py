"""Checks a user's own drafts and gives the published form: labels, findings with reason and suggestion, strengths."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from cleanbreak.correspondence.drafts.draft import Channel
from cleanbreak.correspondence.drafts.engine import Checked, check_draft
from cleanbreak.correspondence.drafts.language import Language
from cleanbreak.documents.wording.sentences import sentence

CHANNELS = frozenset({"call", "email", "letter", "sms"})
LANGUAGES = frozenset({"de", "en"})


def check(text: str, channel: Channel | None, language: Language | None) -> Checked:
    """Return what the engine says of one draft."""
    return check_draft(text, channel=channel, language=language)


def as_json(checked: Checked, identifier: object = None) -> dict[str, Any]:
    """Return the published form; what is absent has an empty quote and no place."""
    lang = checked.language
    return {
        "id": identifier,
        "labels": dict(checked.labels),
        "findings": [
            {
                "label": f.label,
                "quote": f.quote,
                "start": f.start,
                "end": f.end,
                "reason": sentence("drafts", f.reason, lang),
                "rewrite": sentence("drafts", f"rewrite_{f.label}", lang, {"keep": ", ".join(f.keep) or "–"}),
            }
            for f in checked.findings
        ],
        "strengths": [sentence("drafts", code, lang) for code in checked.strengths],
        "words": checked.words,
        "spoken_seconds": checked.spoken_seconds,
    }


def check_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield one answer per non-empty line of JSON; a broken line gives an answer that says so."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError:
            yield {"id": None, "error": "not_json", "line": number}
            continue
        if not isinstance(item, Mapping) or not isinstance(item.get("text"), str):
            yield {"id": item.get("id") if isinstance(item, Mapping) else None, "error": "no_text", "line": number}
            continue
        channel = item.get("channel") if item.get("channel") in CHANNELS else None
        language = item.get("lang") if item.get("lang") in LANGUAGES else None
        checked = check(item["text"], cast(Channel | None, channel), cast(Language | None, language))
        yield as_json(checked, item.get("id"))
