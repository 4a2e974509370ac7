"""What must and must not fire, per label and language; all invented, none of it in the training texts."""

import pytest

from cleanbreak.correspondence.findings import CLIENT_LABELS, DECISION
from cleanbreak.correspondence.incivility.engine import score_texts

FIRES = [
    ("insult", "You are a bunch of useless idiots."),
    ("insult", "Sie sind ein Trottel und Ihr Entwurf ist Müll."),
    ("insult", "Was für ein Sauhaufen, Sie Stümper."),
    ("threat", "If this isn't fixed by Friday you'll get a one-star review everywhere and a letter from my lawyer."),
    ("threat", "Wenn Sie nicht nachgeben, hören Sie von meinem Anwalt, und die Presse erfährt es auch."),
    ("blame", "It is entirely your fault, you lied to us from the first day."),
    ("blame", "Das ist allein Ihre Schuld, Sie haben keine Ahnung von Ihrem Beruf."),
    ("pressure", "I don't care that it's Sunday night, I want it in ten minutes."),
    ("pressure", "Mir egal, ob Sie krank sind, das liegt in einer Stunde auf meinem Tisch."),
    ("scope_creep", "While you're at it, please do the garage as well, free of charge, it's surely included."),
    ("scope_creep", "Wenn Sie schon da sind, machen Sie den Keller gleich mit, natürlich ohne Aufpreis."),
    ("payment_evasion", "Your invoice is correct, but we won't pay it until we feel like it."),
    ("payment_evasion", "Die Rechnung stimmt zwar, aber wir zahlen nur die Hälfte, das muss reichen."),
    ("disrespect_boundaries", "I got your private number from your sister and I'm outside your house."),
    ("disrespect_boundaries", "Ich habe Ihre Privatnummer von Ihrer Mutter und stehe jetzt vor Ihrer Haustür."),
]
STAYS_QUIET = [
    "Das ist ja der Hammer, vielen Dank!",
    "Scheiß Wetter heute, bleiben Sie lieber vom Dach.",
    "The deadline is Friday, the draft is attached.",
    "My landlord is an idiot, he has locked the cellar again. Could you come on Tuesday?",
    "Der Nachbar hat mich einen Idioten genannt. Was kann ich da tun?",
    "Die Fuge in Zimmer 4 ist nicht dicht, siehe Foto vom 3. Mai. Bitte bessern Sie bis 20. Mai nach.",
    "The second page has two typos and the logo is the old one. Could you correct both by Monday?",
    "Wir bitten um Zahlung der Gutschrift über 48 Euro, sie ist bei uns noch nicht eingegangen.",
    "Gemäß Ziffer 8 des Vertrags kündigen wir fristgerecht zum 31. Dezember. Danke für die gute Zusammenarbeit.",
    "I was an idiot and sent you the wrong file. Here is the right one.",
    "What would it cost to paint the second room too, and when could you start?",
    "Es ist leider dringend. Ginge es bis morgen? Den Eilzuschlag zahlen wir, und wenn es nicht geht, ist es auch gut.",
]


@pytest.mark.parametrize(("label", "text"), FIRES)
def test_a_plain_case_of_a_label_is_found_with_its_words(label: str, text: str) -> None:
    scored = score_texts([text])[0]
    assert scored.labels[label] >= DECISION
    assert label in {finding.label for finding in scored.findings}


@pytest.mark.parametrize("text", STAYS_QUIET)
def test_a_civil_message_with_alarming_words_stays_quiet(text: str) -> None:
    scored = score_texts([text])[0]
    assert scored.findings == ()
    assert not scored.is_uncivil
    assert scored.severity == 0


def test_every_label_has_a_score_between_nought_and_one() -> None:
    scored = score_texts(["Guten Tag, der Termin passt."])[0]
    assert tuple(scored.labels) == CLIENT_LABELS
    assert all(0 <= share <= 1 for share in scored.labels.values())


def test_pressure_alone_is_not_uncivil() -> None:
    scored = score_texts(["I want the files within ten minutes, Sunday or not, no excuses."])[0]
    assert scored.labels["pressure"] >= DECISION
    assert not scored.is_uncivil


def test_shouting_is_uncivil_and_cheering_is_not() -> None:
    angry, happy = score_texts(["WARUM STEHT DAS GERÜST NOCH IMMER VOR DER TÜR?", "DANKE DANKE DANKE, ALLES IST PERFEKT GEWORDEN"])
    assert angry.is_uncivil
    assert not happy.is_uncivil
