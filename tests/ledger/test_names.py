"""Name forms and domains."""

import pytest

from cleanbreak.ledger.names import company_domain, domain_words, loose_key, name_key, phone_key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Müller Design GmbH", "Fa. Mueller-Design"),
        ("Bäckerei Huber e.K.", "BAECKEREI HUBER"),
        ("Northwind Traders Ltd.", "northwind traders limited"),
        ("Kaiser & Söhne GmbH & Co. KG", "Kaiser und Soehne"),
        ("Lux Foto UG (haftungsbeschränkt)", "Lux Foto"),
        ("Café Élan", "Cafe Elan"),
    ],
)
def test_forms_of_one_name_have_one_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


def test_different_names_keep_different_keys() -> None:
    assert name_key("Müller Design GmbH") != name_key("Müller Druck GmbH")


def test_a_name_that_is_only_a_legal_form_keeps_its_words() -> None:
    assert name_key("Company AG") == "company ag"


def test_word_order_does_not_matter_for_the_loose_key() -> None:
    assert loose_key("Huber, Bäckerei") == loose_key("Bäckerei Huber")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("anna@kunde.example", "kunde.example"),
        ("anna@mail.kunde.example", "kunde.example"),
        ("bob@shop.co.uk", "shop.co.uk"),
        ("carla@gmail.com", ""),
        ("broken", ""),
    ],
)
def test_the_company_domain_leaves_out_public_providers(address: str, domain: str) -> None:
    assert company_domain(address) == domain


def test_a_domain_reads_as_the_company_name_without_hyphens_and_legal_form() -> None:
    assert domain_words("mueller-design-gmbh.de") == "muellerdesign"


def test_one_phone_number_in_three_spellings_is_one() -> None:
    assert {phone_key("+49 170 1234567"), phone_key("0170/1234567"), phone_key("0049 (0)170 123 45 67")} == {
        "1701234567"
    }
