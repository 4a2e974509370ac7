"""What the settings file may say, and the sentence for what it may not."""

import tomllib
from decimal import Decimal

import pytest

from cleanbreak.errors import SettingsError
from cleanbreak.ledger.settings import settings_from


def parsed(text: str) -> object:
    return settings_from(tomllib.loads(text, parse_float=Decimal), "cleanbreak.toml")[0]


def test_a_misspelt_key_is_named() -> None:
    _, problems = settings_from(tomllib.loads("[practice]\ncost_per_huor = 45"), "cleanbreak.toml")
    assert [(p.code, p.params["key"]) for p in problems] == [("unknown_setting", "cost_per_huor")]


def test_one_domain_under_two_clients_is_refused_with_both_names() -> None:
    text = '[[client]]\nname = "A"\ndomains = ["x.example"]\n[[client]]\nname = "B"\ndomains = ["x.example"]\n'
    with pytest.raises(SettingsError, match=r'"x\.example" stands under two clients, A and B'):
        parsed(text)


@pytest.mark.parametrize(
    "line", ['cost_per_hour = "viel"', "cost_per_hour = -5", 'timezone = "Mond"', 'base_currency = "Euro"', "as_of = 3"]
)
def test_a_value_that_cannot_be_used_is_refused_by_its_name(line: str) -> None:
    with pytest.raises(SettingsError, match=line.split(" ", maxsplit=1)[0]):
        parsed(f"[practice]\n{line}\n")
