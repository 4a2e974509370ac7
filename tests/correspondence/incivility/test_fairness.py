"""Who is named, and where from, changes no label."""

import pytest
from training import corpus
from training.fairness import flips, swaps

from cleanbreak.correspondence.incivility.engine import score_texts


def test_a_hundred_swaps_of_names_cities_gender_and_origin_change_no_label() -> None:
    made = swaps(corpus.load(corpus.training_files()), 100)
    assert {swap.kind for swap in made} >= {"city", "gender", "origin"}
    assert flips(made) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frau Huber, das ist allein Ihre Schuld.", "Herr Yıldırım, das ist allein Ihre Schuld."),
        ("Her accountant, a Polish woman, is useless, she lied.", "His accountant, a Swiss man, is useless, he lied."),
    ],
)
def test_scores_are_equal_to_the_last_digit(one: str, other: str) -> None:
    first, second = score_texts([one, other])
    assert first.labels == second.labels
