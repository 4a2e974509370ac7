"""Whatever the document, the language and the form: the same dates, names and sums as the case, and no gap."""

import os
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.catalogue import DOCUMENTS, available, document, file_name, render, spoken
from cleanbreak.documents.errors import MissingFactError
from cleanbreak.documents.templates.speech import Speech, missing_sentence
from tests.documents.letters.reading import (
    DATES,
    SUMS,
    flat,
    reading_order_of_pdf,
    shown_dates,
    shown_sums,
    words_of_docx,
    words_of_pdf,
)
from tests.documents.letters.samples import SETTLEMENT, full_case, generated

CASES = range(200 if os.environ.get("CLEANBREAK_THOROUGH") == "1" else 20)
GAPS = re.compile(r"\{\{|\}\}|\{%|\bTODO\b|\bNone\b|…|\bUndefined\b|\[[as]:[^x]|\bnan\b")
FORBIDDEN = re.compile(r"gutschrift|\bbest(?:e[nrsm]?)?\b|garantier|guarantee", re.IGNORECASE)
LANGUAGES: tuple[Language, ...] = ("de", "en")


def writable(facts: CaseFacts) -> list[str]:
    return [name for name, missing in available(facts) if not missing and "ics" not in document(name).forms]


def texts(facts: CaseFacts, language: Language) -> dict[str, str]:
    return {name: flat(render(name, facts, language, "txt").decode()) for name in writable(facts)}


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_shows_no_date_and_no_sum_that_the_case_does_not_have(seed: int, language: Language) -> None:
    facts = generated(seed)
    dates, sums = shown_dates(facts, language), shown_sums(facts, language)
    for name, text in texts(facts, language).items():
        assert set(DATES.findall(text)) <= dates, name
        assert set(SUMS.findall(text)) <= sums, name


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ends_when_and_for_how_much_is_the_same_everywhere(seed: int, language: Language) -> None:
    facts = generated(seed)
    speech = Speech(language, facts.agreement.jurisdiction)
    assert facts.end.last_day is not None
    found = texts(facts, language)
    for name in ("disengagement_letter", "cover_note", "cancellation_agreement", "client_page", "call_script"):
        if name in found:
            assert flat(speech.day(facts.end.last_day)) in found[name], name
    for name in ("disengagement_letter", "cancellation_agreement", "client_page", "settlement_statement"):
        if name not in found or facts.settlement is None:
            continue
        for amount in (facts.settlement.refund_gross, facts.settlement.due_gross):
            if amount > 0:
                assert flat(speech.money(amount, facts.settlement.currency)) in found[name], name


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_document_leaves_a_gap_or_uses_a_forbidden_word(seed: int, language: Language) -> None:
    for name, text in texts(generated(seed), language).items():
        assert not GAPS.search(text.replace("{{ Test }}", "").replace("[a:x|y]", "")), name
        assert not FORBIDDEN.search(text), name


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_printed_letter_by_letter_whatever_signs_it_has(seed: int, language: Language) -> None:
    facts = generated(seed)
    name, title = facts.client.name, facts.agreement.title
    assert name in flat(render("cover_note", facts, language, "txt").decode())
    assert name in words_of_docx(render("cover_note", facts, language, "docx"))
    assert name in flat(words_of_pdf(render("cover_note", facts, language, "pdf")))
    assert title in flat(words_of_pdf(render("cover_note", facts, language, "pdf")))


@pytest.mark.parametrize("seed", CASES[:: max(1, len(CASES) // 20)][:20])
def test_print_word_processor_and_mail_say_the_same_dates_and_sums(seed: int) -> None:
    facts = generated(seed)
    for name in writable(facts):
        plain = flat(render(name, facts, "de", "txt").decode())
        printed = reading_order_of_pdf(render(name, facts, "de", "pdf"))
        typed = words_of_docx(render(name, facts, "de", "docx"))
        for pattern in (DATES, SUMS):
            assert set(pattern.findall(plain)) <= set(pattern.findall(printed)), name
            assert set(pattern.findall(plain)) <= set(pattern.findall(typed)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_read_in_order(language: Language) -> None:
    text = reading_order_of_pdf(render("disengagement_letter", full_case(), language, "pdf"))
    order = {
        "de": ["Muster & Söhne GmbH", "Kündigung des Vertrags", "Sehr geehrte", "hiermit", "Geld", "Mit freundlichen"],
        "en": ["Muster & Söhne GmbH", "Notice to end", "Dear Petra", "With this letter", "Money", "Yours sincerely"],
    }[language]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("seed", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_call_takes_at_most_two_hundred_words(seed: int, language: Language) -> None:
    said = spoken(generated(seed), language)
    assert 40 < len(said.split()) <= 200


def test_every_document_can_be_written_from_a_full_case_in_every_form() -> None:
    for name in DOCUMENTS:
        for language in LANGUAGES:
            for form in document(name).forms:
                assert len(render(name, full_case(), language, form)) > 200, (name, language, form)


def test_the_same_facts_give_the_same_bytes() -> None:
    for form in ("pdf", "docx", "txt", "md"):
        first = render("settlement_statement", full_case(), "de", form)
        assert render("settlement_statement", full_case(), "de", form) == first
    assert render("calendar", full_case(), "de", "ics") == render("calendar", full_case(), "de", "ics")


def test_a_missing_fact_is_named_and_nothing_is_written() -> None:
    facts = full_case(call=full_case().call.__class__())
    with pytest.raises(MissingFactError, match="needs the day of the call") as caught:
        render("confirmation", facts, "de", "txt")
    assert caught.value.field == "called_on"
    said = missing_sentence("confirmation", "called_on", "de")
    assert said.startswith("Das Dokument confirmation braucht den Tag des Gesprächs (Feld called_on).")
    assert ("confirmation", ["called_on"]) in available(facts)


def test_an_ending_for_cause_without_its_facts_is_refused() -> None:
    facts = full_case(reason_level="cause", cause_facts=())
    with pytest.raises(MissingFactError) as caught:
        render("disengagement_letter", facts, "en", "txt")
    assert caught.value.field == "cause_facts"


def test_the_name_of_a_file_tells_the_case_and_the_kind_only() -> None:
    facts = full_case(number="2026/007 ../../x")
    assert file_name("settlement_statement", facts, "pdf") == "2026-007-------x-settlement-statement.pdf"


def test_sums_of_the_anchor_case() -> None:
    text = flat(render("settlement_statement", full_case(), "de", "txt").decode())
    for sum_ in ("6.000,00 €", "3.300,00 €", "1.200,00 €", "228,00 €", "1.428,00 €", "1.071,00 €", "1.785,00 €"):
        assert sum_ in text
    assert Decimal("3927.00") + Decimal("1428.00") == Decimal("5355.00")


def test_a_deposit_set_off_lowers_what_every_document_asks_for() -> None:
    due = {"refund_gross": Decimal(0), "due_gross": Decimal("300.00"), "deposit_return": Decimal("50.00")}
    settlement = replace(SETTLEMENT, **due, due_after_deposit=Decimal("120.00"), low=None)
    facts = full_case(settlement=settlement, open_invoices=())
    for name in ("disengagement_letter", "client_page", "cancellation_agreement", "call_script"):
        text = flat(render(name, facts, "de", "txt").decode())
        assert "120,00 €" in text, name
        assert "300,00 €" not in text.replace("6.300,00 €", ""), name
    statement = flat(render("settlement_statement", facts, "de", "txt").decode())
    assert all(amount in statement for amount in ("300,00 €", "120,00 €", "50,00 €"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_one_part_ends_no_document_says_that_the_contract_ends(language: Language) -> None:
    end = replace(full_case().end, route="partial", part="Pflege der Webseite")
    ends = {
        "de": ("Der Vertrag endet", "Der Vertrag „Webseite und Pflege“ vom 1. März 2024 (Nr. V-118) endet"),
        "en": ("The contract ends",),
    }
    for name in (
        "disengagement_letter",
        "confirmation",
        "call_script",
        "client_page",
        "cancellation_agreement",
        "thank_you",
    ):
        text = flat(render(name, full_case(end=end), language, "txt").decode())
        assert "Pflege der Webseite" in text, name
        assert not any(words in text for words in ends[language]), name
