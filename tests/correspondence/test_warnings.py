"""Was a repair tried? Only a message that names the conduct, asks for a change by a date and announces the end."""

import pytest

from cleanbreak.correspondence.warnings import read_warning

DE = (
    "Guten Tag Herr Falk, am 14. Oktober und am 5. November haben Sie mich in Ihren Nachrichten beleidigt. "
    "Ich bitte Sie, ab sofort sachlich zu schreiben, spätestens bis zum 9. Januar. "
)
EN = (
    "Dear Mr Hale, on 3 and 9 May your messages called me names and two invoices are overdue. "
    "Please keep to a civil tone and pay both by 31 May. "
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (DE + "Ändert sich das bis dahin nicht, beende ich unsere Zusammenarbeit.", "Ändert sich das bis dahin nicht, beende ich"),
        (DE + "Sonst kündige ich den Vertrag zum nächsten Termin.", "Sonst kündige ich"),
        (DE + "Sollte sich nichts ändern, werde ich die Zusammenarbeit nicht fortsetzen.", "Sollte sich nichts ändern"),
        (EN + "If this does not change, I will end our work together.", "If this does not change"),
        (EN + "Otherwise I will terminate the agreement.", "Otherwise I will terminate"),
    ],
)
def test_a_warning_is_read_with_its_announcing_sentence(text: str, sentence: str) -> None:
    found = read_warning(text)
    assert found is not None
    assert found.sentence.startswith(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Bitte schicken Sie die Texte bis zum 9. Januar, sonst kündige ich die Druckerei.",
        DE,
        "Wenn der Mieter kündigt, bitte bis Freitag Bescheid geben.",
        "Please send the files by Friday. If not, we end up paying extra.",
        "",
    ],
)
def test_anything_less_is_no_warning(text: str) -> None:
    assert read_warning(text) is None
