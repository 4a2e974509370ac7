"""What a profession must say on leaving beyond what every letter says: one sentence per item of its pack."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.cases.packs import PACKS, pack_of
from cleanbreak.documents.kinds.work import Row


def profession_fields(facts: CaseFacts, language: Language) -> Row:
    """Return the sentences that the pack asks for and the shared text does not say."""
    if facts.profession not in PACKS:
        return {"profession_items": []}
    table = _sentences(language)
    formal = "formal" if facts.form_of_address == "formal" else "informal"
    rows = [table[item.code] for item in pack_of(facts.profession).items if item.code in table]
    return {"profession_items": [{"title": row["title"], "text": row.get(formal) or row["formal"]} for row in rows]}


@cache
def _sentences(language: Language) -> Mapping[str, Mapping[str, str]]:
    source = files("cleanbreak.documents.templates").joinpath(language, "profession.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
