"""The opening: how many clients cost money, how many press or insult, and what comes first."""

from dataclasses import replace

import pytest

from cleanbreak.documents.report.answer import Answer, answer
from cleanbreak.documents.report.language import Speech
from cleanbreak.documents.wording.sentences import Language
from tests.documents.report.invented import TWELVE, Sketch, invented_review, without

FINE = Sketch("Gut GmbH", "3000", "20")
COSTLY = Sketch("Teuer GmbH", "300", "20")
RUDE = Sketch("Grob GmbH", "3000", "20", rude=(0, 1, 2))
RUDE_ONCE = Sketch("Einmal GmbH", "3000", "20", rude=(4,))
UNTIMED = Sketch("Ohne Zeit GmbH", "3000", "0", has_time=False)


def opening(language: Language, *sketches: Sketch) -> Answer:
    numbered = [replace(s, name=f"{s.name} {n}") for n, s in enumerate(sketches, start=1)]
    return answer(invented_review(numbered), Speech(language, "EUR"))


@pytest.mark.parametrize(
    ("sketches", "german", "english"),
    [
        (
            [*[COSTLY] * 2, *[FINE] * 10],
            "Zwei Ihrer zwölf Kunden kosten Sie Geld.",
            "Two of your twelve clients cost you money.",
        ),
        (
            [COSTLY, FINE, FINE],
            "Einer Ihrer drei Kunden kostet Sie Geld.",
            "One of your three clients costs you money.",
        ),
        ([FINE, FINE], "Keiner Ihrer zwei Kunden kostet Sie Geld.", "None of your two clients costs you money."),
        ([COSTLY] * 2, "Alle Ihre zwei Kunden kosten Sie Geld.", "All of your two clients cost you money."),
        ([COSTLY], "Ihr einziger Kunde kostet Sie Geld.", "Your one client costs you money."),
        ([FINE], "Ihr einziger Kunde kostet Sie kein Geld.", "Your one client does not cost you money."),
        ([COSTLY, *[FINE] * 13], "Einer Ihrer 14 Kunden kostet Sie Geld.", "One of your 14 clients costs you money."),
        ([*[COSTLY] * 13, FINE], "13 Ihrer 14 Kunden kosten Sie Geld.", "13 of your 14 clients cost you money."),
        (
            [UNTIMED] * 2,
            "Was Ihre zwei Kunden übrig lassen, lässt sich noch nicht berechnen.",
            "What your two clients leave you cannot be worked out yet.",
        ),
        ([], "In diesen Dateien steht noch kein Kunde.", "There is no client in these files yet."),
    ],
)
def test_the_headline_counts_the_clients_that_cost_money(sketches: list[Sketch], german: str, english: str) -> None:
    assert (opening("de", *sketches).money, opening("en", *sketches).money) == (german, english)


def test_clients_without_figures_are_not_called_harmless() -> None:
    found = opening("en", FINE, FINE, UNTIMED)
    assert found.money == "None of the two clients whose money is known costs you money."
    assert found.missing == "For one client figures are missing."


@pytest.mark.parametrize(
    ("sketches", "german", "english"),
    [
        (
            [RUDE, FINE],
            "Einer setzt Sie Monat für Monat unter Druck oder beleidigt Sie: Grob GmbH 1.",
            "One presses or insults you month after month: Grob GmbH 1.",
        ),
        (
            [RUDE, RUDE],
            "Zwei setzen Sie Monat für Monat unter Druck oder beleidigen Sie: Grob GmbH 1 und Grob GmbH 2.",
            "Two press or insult you month after month: Grob GmbH 1 and Grob GmbH 2.",
        ),
        (
            [RUDE_ONCE, FINE],
            "Keiner setzt Sie dauerhaft unter Druck oder beleidigt Sie; einzelne solche Nachrichten kamen von einem.",
            "None presses or insults you month after month; single messages of that kind came from one.",
        ),
        ([FINE], "Keiner setzt Sie unter Druck oder beleidigt Sie.", "None presses or insults you."),
    ],
)
def test_the_second_sentence_counts_those_who_press_or_insult(
    sketches: list[Sketch], german: str, english: str
) -> None:
    assert (opening("de", *sketches).words, opening("en", *sketches).words) == (german, english)


def test_without_messages_nothing_is_said_about_the_tone() -> None:
    review = without(invented_review([FINE]), "messages_in", "uncivil_messages_in")
    assert answer(review, Speech("en", "EUR")).words == "How they write to you is not known: no messages were read."


def test_a_name_that_ends_with_a_full_stop_brings_no_second_one() -> None:
    review = invented_review([replace(COSTLY, name="Lesefreude e. V."), FINE])
    assert answer(review, Speech("de", "EUR")).costly == "Geld kostet: Lesefreude e. V."


def test_the_most_urgent_client_comes_first_and_nothing_has_to_be_sent_today() -> None:
    found = answer(invented_review(TWELVE), Speech("de", "EUR"))
    assert found.urgent is not None and found.urgent.verdict.word == "part"
    assert (
        found.first
        == "Zuerst: Lesen Sie in Ruhe die Seite zu Hartwig Consulting AG. Heute müssen Sie nichts abschicken."
    )


def test_when_all_is_well_there_is_nothing_to_do() -> None:
    assert opening("en", FINE).first == "There is nothing to do today. Look again in three months."
