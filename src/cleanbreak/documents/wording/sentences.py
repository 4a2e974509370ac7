"""Looks up the sentence for a code; the texts stand in TOML beside this file, one table per code with `en` and `de`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@cache
def sentences(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Return all sentences of one kind (`problems`, `advice`, `assumed` …): a TOML file or a folder of them."""
    root = files("cleanbreak.documents.wording")
    found: dict[str, Mapping[str, str]] = {}
    for source in _sources(root, kind):
        found.update(tomllib.loads(source.read_text(encoding="utf-8")))
    return found


def _sources(root: Traversable, kind: str) -> list[Traversable]:
    single = root.joinpath(f"{kind}.toml")
    folder = root.joinpath(kind)
    found = [single] if single.is_file() else []
    if folder.is_dir():
        found += sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return found


def sentence(kind: str, code: str, language: Language, params: Mapping[str, object] | None = None) -> str:
    """Return the sentence for a code with its parameters filled in; the code itself when no sentence is known."""
    entry = sentences(kind).get(code)
    if entry is None:
        return code.replace("_", " ")
    text = entry.get(language) or entry["en"]
    return text.format_map(_Blank({key: str(value) for key, value in (params or {}).items()}))
