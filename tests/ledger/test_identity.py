"""Who is which client."""

from itertools import permutations

from cleanbreak.ledger.identity import Identity
from cleanbreak.ledger.records import Card, Origin, Party
from cleanbreak.ledger.settings import ClientSettings, Settings

HERE = Origin("x.csv", 1)


def identity(
    *parties: Party, cards: tuple[Card, ...] = (), settings: Settings | None = None, seen: tuple[str, ...] = ()
) -> Identity:
    found = Identity(settings or Settings())
    found.add_own(["Clara Brandt"], ["clara@brandt.example"])
    for party in parties:
        found.add_party(party, "invoice", "sevdesk")
    for card in cards:
        found.add_card(card)
    for address in seen:
        found.see_address(address)
    found.resolve()
    return found


def names(found: Identity) -> list[str]:
    return [c.name for c in found.clients]


def test_one_customer_number_with_two_spellings_is_one_client() -> None:
    found = identity(Party("Nordlicht Verlag GmbH", "1001"), Party("NLV", "1001"))
    assert len(found.clients) == 1
    assert {found.clients[0].name, *found.clients[0].aliases} == {"Nordlicht Verlag GmbH", "NLV"}


def test_two_customer_numbers_under_one_name_are_proposed_not_merged() -> None:
    found = identity(Party("Müller GmbH", "1001"), Party("Mueller GmbH", "1002"))
    assert found.client_of_party(Party("Müller GmbH", "1001"), "sevdesk") != found.client_of_party(
        Party("Mueller GmbH", "1002"), "sevdesk"
    )
    assert [p.code for p in found.proposed] == ["different_numbers"]


def test_the_same_number_in_another_program_proves_nothing() -> None:
    found = Identity(Settings())
    found.add_party(Party("Alpha AG", "7"), "invoice", "sevdesk")
    found.add_party(Party("Beta AG", "7"), "time", "kimai")
    found.resolve()
    assert names(found) == ["Alpha AG", "Beta AG"]


def test_a_vat_id_joins_two_names() -> None:
    found = identity(Party("Alpha AG", vat_id="DE123456789"), Party("Alfa Gruppe", vat_id="DE 123456789"))
    assert len(found.clients) == 1


def test_a_card_gives_the_organization_its_addresses_and_domain() -> None:
    card = Card(HERE, "Jo Weber", "Nordlicht Verlag", ("jo@nordlicht.example",))
    found = identity(Party("Nordlicht Verlag GmbH"), cards=(card,))
    assert found.client_of_address("lektorat@nordlicht.example").name == "Nordlicht Verlag GmbH"  # type: ignore[union-attr]


def test_a_domain_that_is_the_company_name_belongs_to_it() -> None:
    found = identity(Party("Müller Design GmbH"), seen=("info@mueller-design.example",))
    assert found.client_of_address("info@mueller-design.example") is not None


def test_a_domain_that_only_begins_like_the_name_is_proposed() -> None:
    found = identity(Party("Nordlicht Verlag GmbH"), seen=("a@nordlicht.example",))
    assert found.client_of_address("a@nordlicht.example") is None
    assert [(p.left, p.right) for p in found.proposed] == [("Nordlicht Verlag GmbH", "@nordlicht.example")]


def test_a_public_mail_provider_proves_nothing() -> None:
    card = Card(HERE, "Jo Weber", "Nordlicht Verlag", ("jo@gmail.com",))
    found = identity(Party("Nordlicht Verlag"), cards=(card,))
    assert found.client_of_address("jo@gmail.com") is not None
    assert found.client_of_address("other@gmail.com") is None


def test_own_addresses_and_colleagues_are_nobodys_client() -> None:
    found = identity(Party("Nordlicht"))
    assert found.client_of_address("clara@brandt.example") is None
    assert found.client_of_address("buero@brandt.example") is None


def test_settings_join_what_records_keep_apart() -> None:
    said = Settings(clients=(ClientSettings("Alpha AG", aliases=("Omega KG",)),))
    found = identity(Party("Alpha AG", "1"), Party("Omega KG", "2"), settings=said)
    assert names(found) == ["Alpha AG"]


def test_not_a_client_removes_an_organization() -> None:
    said = Settings(clients=(ClientSettings("Finanzamt", not_a_client=True),))
    assert names(identity(Party("Finanzamt"), Party("Alpha AG"), settings=said)) == ["Alpha AG"]


def test_a_private_card_is_no_client() -> None:
    assert names(identity(cards=(Card(HERE, "Oma", "", ("oma@web.de",)),))) == []


def test_a_similar_name_is_proposed() -> None:
    found = identity(Party("Bäckerei Huber"), Party("Huber"))
    assert [p.code for p in found.proposed] == ["similar_name"]
    assert len(found.clients) == 2


def test_the_order_of_records_changes_nothing() -> None:
    parties = [Party("Nordlicht Verlag GmbH", "1001"), Party("NLV", "1001"), Party("NLV", vat_id="DE1"), Party("Huber")]
    results = {tuple((c.name, c.aliases) for c in identity(*order).clients) for order in permutations(parties)}
    assert len(results) == 1


def test_a_client_known_only_by_its_number_is_shown_by_it() -> None:
    found = identity(Party("", "10001"))
    assert names(found) == ["10001"]
    assert found.client_of_party(Party("", "10001"), "sevdesk") is not None


def test_a_domain_of_the_distinctive_words_of_a_name_is_proposed() -> None:
    found = identity(
        Party("Bäckerei Sonnental"), Party("Verlag Blaue Feder"), seen=("k@sonnental.example", "i@blauefeder.example")
    )
    assert [(p.left, p.right) for p in found.proposed] == [
        ("Bäckerei Sonnental", "@sonnental.example"),
        ("Verlag Blaue Feder", "@blauefeder.example"),
    ]
