"""The completeness check: every item that is left out is named, and none that is there."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from cleanbreak.cases.completeness import missing_items
from cleanbreak.cases.packs import PACKS, pack_of

SAID = tomllib.loads((Path(__file__).parent / "letter_sentences.toml").read_text(encoding="utf-8"))
GREETING = {"de": "Sehr geehrte Frau Vogt,", "en": "Dear Ms Shaw,"}
THANKS = {"de": "Für die gemeinsame Zeit danke ich Ihnen.", "en": "Thank you for the years we shared."}
ONLY = {"tax_adviser_de": "de", "accountant_uk": "en", "accountant_us": "en"}


def letters() -> list[tuple[str, str, int]]:
    return [(p, lang, way) for p, lang, way in product(PACKS, ("de", "en"), range(3)) if ONLY.get(p, lang) == lang]


def letter(pack: str, lang: str, way: int, without: str = "") -> str:
    codes = [item.code for item in pack_of(pack).items if item.code != without]
    lines = [SAID[code][lang][way] for code in codes]
    return "\n\n".join([GREETING[lang], " ".join(lines[:5]), " ".join(lines[5:]), THANKS[lang]])


@pytest.mark.parametrize(("pack", "lang", "way"), letters())
def test_a_letter_that_says_everything_lacks_nothing(pack: str, lang: str, way: int) -> None:
    assert missing_items(letter(pack, lang, way), pack_of(pack), lang) == []


@pytest.mark.parametrize(("pack", "lang", "way"), letters())
def test_each_item_left_out_is_named_and_no_other(pack: str, lang: str, way: int) -> None:
    wrong = {}
    for item in pack_of(pack).items:
        found = missing_items(letter(pack, lang, way, item.code), pack_of(pack), lang)
        if found != [item.code]:
            wrong[item.code] = found
    assert wrong == {}
