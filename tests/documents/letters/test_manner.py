"""Sie and du, ich and wir, Germany, Austria, Switzerland, Britain and the United States."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from cleanbreak.cases.completeness import missing_items
from cleanbreak.cases.facts import Language, Region
from cleanbreak.cases.packs import PACKS, pack_of
from cleanbreak.documents.catalogue import DOCUMENTS, document, render
from cleanbreak.documents.kinds.fields import salutation
from cleanbreak.documents.templates.speech import Speech
from tests.documents.letters.reading import flat
from tests.documents.letters.samples import CLIENT, SETTLEMENT, full_case


def said(name: str, language: Language = "de", place: Region = "DE", **changes: object) -> str:
    facts = full_case(**changes)
    facts = replace(facts, agreement=replace(facts.agreement, jurisdiction=place))
    return flat(render(name, facts, language, "txt").decode())


def test_du_letters_hold_no_formal_address() -> None:
    for name in DOCUMENTS:
        if document(name).audience == "client" and "txt" in document(name).forms:
            text = said(name, form_of_address="informal", salutation="")
            assert not re.search(r"\b(?:Sie|Ihnen|Ihre[nmrs]?|Ihr)\b", text), name


def test_formal_letters_hold_no_du() -> None:
    for name in DOCUMENTS:
        if "txt" in document(name).forms:
            assert not re.search(r"\b(?:du|dir|dich|deine?[nmrs]?)\b", said(name)), name


SHARED = re.compile("unsere[rs] (?:Zusammenarbeit|Gesprächs)|haben wir festgehalten")
"""Words that mean both sides."""
LETTERS = ("disengagement_letter", "confirmation", "payment_reminder", "client_page", "settlement_statement")


@pytest.mark.parametrize("name", LETTERS)
def test_one_person_says_i_and_several_say_we(name: str) -> None:
    alone = SHARED.sub("", said(name, voice="I", settlement=replace(SETTLEMENT, low=None)))
    together = SHARED.sub("", said(name, voice="we", reason_level="none"))
    assert not re.search(r"\b(?:wir|uns|unsere[nmrs]?)\b", alone, re.IGNORECASE)
    assert not re.search(r"\b(?:ich|mir|mich|meine[nmrs]?)\b", together, re.IGNORECASE)


def test_switzerland_writes_ss_and_per_and_no_comma_after_the_greeting() -> None:
    text = said("disengagement_letter", place="CH", client=replace(CLIENT, name="Weißer & Söhne"))
    assert "per 31. Dezember 2026" in text
    assert "Freundliche Grüsse" in text
    assert "Weißer" not in text.replace("Weißer & Söhne", "")
    assert "ß" not in text.replace("Weißer", "")
    assert re.search(r"Sehr geehrte Frau Krüger Hiermit", text)


def test_austria_says_jaenner_and_puts_the_sign_before_the_sum() -> None:
    text = said("settlement_statement", place="AT")
    assert "14. Jänner 2027" in text
    assert "€ 1.428,00" in text


@pytest.mark.parametrize(
    ("place", "day", "closing"),
    [("EW", "31 December 2026", "Yours sincerely,"), ("US", "December 31, 2026", "Sincerely,")],
)
def test_english_follows_the_place(place: Region, day: str, closing: str) -> None:
    text = said("disengagement_letter", "en", place)
    assert day in text
    assert closing in text
    assert ("Dear Petra Krüger:" in text) == (place == "US")


def test_dates_and_sums_are_written_as_each_place_writes_them() -> None:
    day, amount = date(2026, 3, 31), Decimal("1234.5")
    forms = {
        ("de", "DE"): ("31. März 2026", "1.234,50 €"),
        ("de", "CH"): ("31. März 2026", "EUR 1’234.50"),
        ("en", "EW"): ("31 March 2026", "€1,234.50"),
        ("en", "US"): ("March 31, 2026", "€1,234.50"),
    }
    for (language, place), (said_day, said_amount) in forms.items():
        speech = Speech(language, place)  # type: ignore[arg-type]
        assert (flat(speech.day(day)), flat(speech.money(amount, "EUR"))) == (said_day, said_amount)
    assert flat(Speech("de", "AT").day(date(2026, 1, 5))) == "5. Jänner 2026"
    assert Speech("de", "DE").time(datetime(2026, 1, 5, 9, 30)) == "09:30 Uhr"


def test_a_salutation_is_completed_and_holds_in_its_own_language_only() -> None:
    assert salutation(full_case(salutation="Herr Probe"), "de") == "Sehr geehrter Herr Probe"
    assert salutation(full_case(salutation="Frau Dr. Muster,"), "de") == "Sehr geehrte Frau Dr. Muster"
    assert salutation(full_case(salutation="Hallo Mara"), "de") == "Hallo Mara"
    assert salutation(full_case(salutation="Herr Probe"), "en") == "Dear Petra Krüger"
    assert (
        salutation(full_case(salutation="", client=replace(CLIENT, contact="")), "de")
        == "Sehr geehrte Damen und Herren"
    )


@pytest.mark.parametrize("level", ["none", "neutral", "cause"])
def test_the_reason_goes_as_far_as_was_chosen(level: str) -> None:
    facts = full_case().warning
    assert facts is not None
    text = said("disengagement_letter", reason_level=level, cause_facts=facts.facts)
    assert ("Der Grund:" in text) == (level != "none")
    assert ("Anruf am Samstag" in text) == (level == "cause")
    assert ("Am 2. September 2026 habe ich Sie schriftlich um eine Änderung gebeten" in text) == (level == "cause")


@pytest.mark.parametrize("name", ["disengagement_letter", "confirmation"])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("profession", PACKS)
def test_a_leaving_letter_lacks_nothing_its_profession_asks_for(name: str, language: Language, profession: str) -> None:
    text = render(name, full_case(profession=profession), language, "txt").decode()
    assert missing_items(text, pack_of(profession), language) == []


def test_only_what_is_for_the_user_says_that_it_is_no_legal_advice() -> None:
    for name in DOCUMENTS:
        if "txt" in document(name).forms:
            advice = "Rechtsberatung" in said(name) or "legal advice" in said(name, "en")
            assert advice == (name == "cover_note"), name


def test_a_referral_fee_is_told_wherever_a_replacement_is_named_to_the_client() -> None:
    for name in ("disengagement_letter", "confirmation", "client_page"):
        text = said(name)
        assert text.index("Ben Probe") < text.index("100,00 € vom Studio")


def test_the_agreement_releases_both_sides_and_silences_nobody() -> None:
    german, english = said("cancellation_agreement"), said("cancellation_agreement", "en")
    assert "alle gegenseitigen Ansprüche aus dem Vertrag erledigt" in german
    assert "verpflichtet niemanden zum Schweigen" in german
    assert "all mutual claims from the contract are settled" in english
    assert "obliges nobody to keep silent" in english


def test_the_client_page_answers_twelve_questions_in_order() -> None:
    for language in ("de", "en"):
        lines = render("client_page", full_case(), language, "txt").decode().splitlines()
        asked = [line for line in lines if re.match(r"\d+\. .*\?$", line)]
        assert [int(line.split(".")[0]) for line in asked] == list(range(1, 13))


def test_the_client_page_shows_what_is_open_with_a_date() -> None:
    bare = full_case(work_done=(), open_work=(), obligations=(), handover=(), settlement=None, replacement_mode="none")
    text = flat(render("client_page", bare, "de", "txt").decode())
    assert text.count("31. Dezember 2026") >= 6
    assert "Noch offen; die Abrechnung kommt bis zum 31. Dezember 2026." in text
