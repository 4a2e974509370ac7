"""Whole letters in freely chosen words over all professions, each without exactly one item: it is named, nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleanbreak.cases.completeness import missing_items
from cleanbreak.cases.packs import PACKS, pack_of


def letters(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["letters"])


LETTERS = [*letters("lacking_letters.toml"), *letters("lacking_letters_2.toml")]


@pytest.mark.parametrize("number", range(len(LETTERS)))
def test_the_one_lacking_item_is_named_and_nothing_else(number: int) -> None:
    letter = LETTERS[number]
    assert missing_items(letter["text"], pack_of(letter["profession"]), letter["language"]) == [letter["lacks"]]


def test_the_letters_cover_every_profession_and_both_languages() -> None:
    assert {letter["profession"] for letter in LETTERS} == set(PACKS)
    assert {letter["language"] for letter in LETTERS[:20]} == {"de", "en"}
    assert sum(letter["language"] == "de" for letter in LETTERS[:20]) == 10
