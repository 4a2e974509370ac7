"""What holds for every text: places, order, repetition, quotation, length."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.correspondence.incivility.engine import score_texts, shipped_engine
from cleanbreak.correspondence.incivility.lexicon import lexicon
from cleanbreak.correspondence.incivility.model import MODEL_FILE, ModelDamagedError, unpack
from cleanbreak.correspondence.incivility.reading import read
from cleanbreak.documents.wording.sentences import sentences

INSULT = "You are a bunch of useless idiots."
MAX_BYTES = 10_000_000


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_quote_is_exactly_the_text_between_its_places(before: str, after: str) -> None:
    text = f"{before}\n{INSULT}\n{after}"
    for finding in score_texts([text])[0].findings:
        assert text[finding.start : finding.end] == finding.quote


@given(st.lists(st.text(max_size=200), max_size=6))
def test_a_text_is_scored_alike_alone_and_among_others(texts: list[str]) -> None:
    assert score_texts(texts) == [score_texts([text])[0] for text in texts]


def test_places_count_code_points_of_the_text_as_given() -> None:
    text = "😀 Grüß Gott,\n\n" + INSULT
    finding = score_texts([text])[0].findings[0]
    assert text[finding.start : finding.end] == INSULT


def test_quoted_mail_is_not_labelled() -> None:
    text = f"Passt, danke.\n\nAm 04.11.2024 um 09:12 schrieb Kunde:\n> {INSULT}\n"
    assert score_texts([text])[0].findings == ()


def test_words_in_quotation_marks_are_not_labelled() -> None:
    text = 'One visitor wrote "you are a bunch of useless idiots" in the guest book. Shall we leave it in?'
    assert score_texts([text])[0].findings == ()


def test_one_sentence_in_a_long_mail_is_found() -> None:
    around = "Thank you for the minutes of Tuesday. The boxes have arrived and the room is booked. " * 8
    scored = score_texts([around + INSULT + " " + around])[0]
    assert [f.quote for f in scored.findings if f.label == "insult"] == [INSULT]


def test_the_language_given_changes_nothing() -> None:
    assert score_texts([INSULT], ["en"]) == score_texts([INSULT], ["de"]) == score_texts([INSULT])


@pytest.mark.parametrize("text", ["", " \n", ">", "-----", "12 34", "\x00", "😀😀", "a" * 5000])
def test_a_text_without_words_has_no_findings(text: str) -> None:
    assert score_texts([text])[0].findings == ()


@pytest.mark.parametrize("piece", ["wort ", "„", '"', "\n", "Am 1.1.2025 ", "!", "ihr ", "a.b "])
def test_work_grows_with_the_length_of_the_text_and_not_faster(piece: str) -> None:
    short, long = (sum(map(len, read([piece * n]).tokens)) for n in (2000, 20000))
    assert long <= 10 * short + 100


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    known = sentences("findings")
    reasons = {rule.code for rule in lexicon().rules} | {f"{rule.label}_words" for rule in lexicon().rules}
    assert {r for r in reasons if not (known.get(r, {}).get("de") and known.get(r, {}).get("en"))} == set()


def test_the_model_is_small_and_names_what_it_was_made_of() -> None:
    about = shipped_engine().model.about
    assert about["messages"] > 0
    assert all(file.endswith(".jsonl") for file in about["files"])
    path = Path(__file__).parents[3] / "src/cleanbreak/correspondence/incivility" / MODEL_FILE
    assert path.stat().st_size < MAX_BYTES


def test_a_damaged_model_says_what_to_do() -> None:
    with pytest.raises(ModelDamagedError, match="install Cleanbreak again"):
        unpack(b"not a model")
