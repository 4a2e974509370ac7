"""Somebody else's words are left out, the sender's answers stay."""

from textwrap import dedent

import pytest

from cleanbreak.correspondence.owntext import own_spans, own_text


def own(mail: str) -> str:
    return own_text(dedent(mail).strip("\n"))


def test_a_marked_quotation_below_the_answer_is_left_out() -> None:
    mail = """
    Donnerstag passt.

    Am 03.02.2025 um 09:14 schrieb Jörg Muster <joerg@muster.example>:
    > Guten Morgen, passt Donnerstag?
    > Gruß Jörg
    """
    assert own(mail) == "Donnerstag passt."


def test_an_answer_below_the_quotation_stays() -> None:
    mail = """
    On Mon, Feb 3, 2025 at 9:14 AM Joe Sample <joe@sample.example> wrote:
    > Does Thursday work?

    Thursday works.
    """
    assert own(mail) == "Thursday works."


def test_interleaved_answers_stay_each_as_a_stretch_of_its_own() -> None:
    mail = """
    Joe Sample wrote:
    > Does Thursday work?
    Yes.
    > And the price?
    As agreed.
    > Fine
    """
    assert own(mail) == "Yes.\nAs agreed."


@pytest.mark.parametrize(
    "announcement",
    [
        "Am Mo., 3. Feb. 2025 um 09:14 Uhr schrieb Jörg Muster <joerg@muster.example>:",
        "Am Mo., 3. Feb. 2025 um 09:14 Uhr schrieb Jörg Muster\n<joerg@muster.example>:",
        "Am Montag, den 3. Februar 2025 um 09:14 Uhr\nschrieb Jörg Muster\n<joerg@muster.example>:",
        "Am 03.02.25 um 09:14 schrieb Jörg Muster:",
        "On Mon, Feb 3, 2025 at 9:14 AM Joe Sample <joe@sample.example> wrote:",
        "On Mon, Feb 3, 2025 at 9:14 AM Joe Sample\n<joe@sample.example> wrote:",
        "On 3 Feb 2025, at 09:14, Joe Sample <joe@sample.example> wrote:",
        "On 2025-02-03 09:14, Joe Sample wrote:",
        "Le lun. 3 févr. 2025 à 09:14, Jean Exemple <jean@exemple.example> a écrit :",
        "El lun, 3 feb 2025 a las 9:14, Juan Ejemplo (<juan@ejemplo.example>) escribió:",
        "Zitat von Jörg Muster <joerg@muster.example>:",
        "Quoting Joe Sample <joe@sample.example>:",
        "Jörg Muster <joerg@muster.example> schrieb am Mo., 3. Feb. 2025, 09:14:",
        "пн, 3 февр. 2025 г. в 09:14, Иван <ivan@example.example>:",
    ],
)
def test_after_an_announcement_with_date_or_address_all_the_rest_is_foreign(announcement: str) -> None:
    assert own_text(f"Passt.\n\n{announcement}\n\nHallo Kim,\nkommst du?\n\nJörg") == "Passt."


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 3. Februar schrieb ich Ihnen:",
        "Am Montag haben wir Folgendes vereinbart:",
        "On Monday I wrote to you:",
        "Wir brauchen noch drei Dinge:",
        "He wrote:",
        "On the other hand, note this:",
    ],
)
def test_a_sentence_that_only_resembles_an_announcement_stays(sentence: str) -> None:
    text = f"Hallo,\n\n{sentence}\n\nDas Honorar ist bis Ende März fällig."
    assert own_text(text) == text


def test_a_weak_announcement_counts_when_marked_lines_follow() -> None:
    assert own("Ja.\n\nHe wrote:\n> Is it done?") == "Ja."


@pytest.mark.parametrize(
    "block",
    [
        "Von: Jörg Muster <joerg@muster.example>\nGesendet: Montag, 3. Februar 2025 09:14\nAn: Kim Beispiel\nBetreff: Entwurf",
        "From: Joe Sample <joe@sample.example>\nSent: Monday, February 3, 2025 9:14 AM\nTo: Kim\nSubject: Draft",
        'Gesendet: Montag, 03. Februar 2025 um 09:14 Uhr\nVon: "Jörg Muster" <joerg@muster.example>\nAn: kim@studio.example\n'
        "Betreff: Entwurf",
        "*Von:* Jörg Muster <joerg@muster.example>\n*Gesendet:* Montag, 3. Februar 2025 09:14\n*An:* Kim\n*Betreff:* Entwurf",
        "Von: Jörg Muster\n\nGesendet: Montag, 3. Februar 2025 09:14\n\nAn: Kim Beispiel\n\nBetreff: Entwurf",
        "________________________________\nFrom: Joe Sample <joe@sample.example>\nSent: Monday\nTo: Kim\nSubject: Draft",
        "-----Ursprüngliche Nachricht-----\nVon: Jörg Muster\nGesendet: Montag\nAn: Kim\nBetreff: Entwurf",
        "-----Original Message-----\nFrom: Joe\nSent: Monday\nTo: Kim\nSubject: Draft",
        "-------- Weitergeleitete Nachricht --------\nBetreff: Entwurf\nDatum: Montag\nVon: Jörg\nAn: Kim",
        "---------- Forwarded message ---------\nVon: Jörg Muster <joerg@muster.example>\nDate: Mo.\nSubject: Entwurf\nTo: Kim",
        "Begin forwarded message:\n\nFrom: Joe\nSubject: Draft\nDate: Monday\nTo: Kim",
        "Anfang der weitergeleiteten Nachricht:\n\nVon: Jörg\nBetreff: Entwurf\nDatum: Montag\nAn: Kim",
    ],
)
def test_everything_from_a_header_block_or_forward_mark_on_is_foreign(block: str) -> None:
    assert own_text(f"Siehe unten.\n\n{block}\n\nHallo Kim,\ndas gefällt mir nicht.") == "Siehe unten."


def test_marked_lines_below_a_header_block_let_answers_between_them_stay() -> None:
    mail = """
    -----Original Message-----
    From: Joe
    Sent: Monday
    To: Kim
    Subject: Draft

    > Is it done?
    Yes, since noon.
    > Good
    """
    assert own(mail) == "Yes, since noon."


def test_a_timetable_with_from_and_to_is_no_header_block() -> None:
    text = "Unsere Fahrt:\nVon: Berlin\nAn: Hamburg\nDatum: 3. März\nBitte buchen."
    assert own_text(text) == text


def test_lines_marked_with_a_bar_are_quotations() -> None:
    assert own("| alter Text\n| noch einer\nMeine Antwort") == "Meine Antwort"


def test_spans_are_code_point_offsets_of_the_text_as_given() -> None:
    text = "  Grüße 😀 an alle  \n> alt\n\n Zweiter Teil\n"
    assert [text[start:end] for start, end in own_spans(text)] == ["Grüße 😀 an alle", "Zweiter Teil"]


def test_windows_line_ends_leave_no_trace_in_the_spans() -> None:
    assert own_text("Erste Zeile\r\n\r\n> alt\r\nZweite Zeile\r\n") == "Erste Zeile\nZweite Zeile"


def test_a_forward_without_words_of_ones_own_has_no_own_text() -> None:
    assert (
        own_text("---------- Forwarded message ---------\nFrom: Joe <joe@sample.example>\nDate: x\nSubject: y\n\nhello")
        == ""
    )


def test_a_short_chat_message_is_wholly_own() -> None:
    assert own_spans("  ok, bis morgen! ") == [(2, 17)]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "> nur Zitat", "\r\n"])
def test_nothing_own_gives_no_span(text: str) -> None:
    assert own_spans(text) == []
