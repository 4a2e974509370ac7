"""The second look: only what is near a line is looked at again, and who is named plays no part."""

from importlib import import_module

import numpy as np
import pytest
from training import corpus
from training.fairness import flips, swaps

from cleanbreak.correspondence.incivility import engine, secondlook
from cleanbreak.correspondence.incivility.engine import Engine, score_texts
from cleanbreak.correspondence.incivility.lexicon import TOKEN
from cleanbreak.correspondence.incivility.model import ModelOutdatedError, shipped
from cleanbreak.correspondence.incivility.reading import read
from cleanbreak.correspondence.incivility.secondlook import SecondLook, blanked

NEAR = "Ich gehe davon aus, dass Sie die drei Seiten noch mit erledigen. Ihr Text war gut."
FAR = "Vielen Dank für die Unterlagen, sie sind vollständig."


@pytest.fixture
def with_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(secondlook.SWITCH, "1")


def words(sentence: str) -> str:
    return blanked(TOKEN.findall(sentence), frozenset({"arbeit", "sie", "work"}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hallo Thandiwe, was soll das?", "Hallo Jürgen, was soll das?"),
        ("Wir schreiben aus Oslo.", "Wir schreiben aus Berlin."),
        ("He is from Lagos.", "He is from Leeds."),
        ("her husband said so", "his wife said so"),
    ],
)
def test_people_and_places_are_blanked_before_anything_is_encoded(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_word_the_first_look_knows_is_no_name() -> None:
    assert "Arbeit" in words("Das kommt von Arbeit.")


def test_a_sentence_far_from_every_line_keeps_its_score() -> None:
    first = Engine(shipped()).score([FAR])
    second = Engine(shipped(), secondlook.shipped()).score([FAR])
    assert not secondlook.shipped().added(read([FAR]), np.array([False]), frozenset()).any()
    assert max(first[0].labels.values()) < 0.1
    assert max(second[0].labels.values()) < 0.1


def test_a_message_scores_the_same_alone_and_among_others() -> None:
    alone = score_texts([NEAR], second_look=True)
    among = score_texts([FAR, NEAR, "Zahlen Sie endlich, sonst hören Sie von meinem Anwalt."], second_look=True)
    assert alone[0].labels == among[1].labels


def test_neighbors_of_another_message_are_not_seen() -> None:
    reading = read([FAR, NEAR, FAR])
    first, last = (reading.owner.index(1), len(reading.owner) - 1 - reading.owner[::-1].index(1))
    table = secondlook.seen(reading, np.array([first, last]), frozenset())
    assert not table[0, secondlook.SIZE : 2 * secondlook.SIZE].any()
    assert not table[1, 2 * secondlook.SIZE :].any()
    assert table[0, 2 * secondlook.SIZE :].any()


def test_weights_of_another_first_look_are_refused() -> None:
    look = secondlook.shipped()
    with pytest.raises(ModelOutdatedError):
        Engine(shipped(), SecondLook(look.weights, look.bias, look.lines, look.model + 1))


def test_the_switch_and_a_missing_extra_leave_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(secondlook.SWITCH, "0")
    assert not secondlook.installed()
    monkeypatch.setenv(secondlook.SWITCH, "1")
    monkeypatch.setattr(secondlook, "MODULE", "a_module_nobody_has")
    assert not secondlook.installed()
    assert score_texts([NEAR])[0] == engine.shipped_engine(second_look=False).score([NEAR])[0]


def test_the_extra_is_used_where_it_is_installed(with_second_look: None) -> None:
    import_module(secondlook.MODULE)
    assert secondlook.installed()
    assert score_texts([NEAR])[0] == engine.shipped_engine(second_look=True).score([NEAR])[0]


def test_sixty_swaps_of_names_change_no_label_after_a_second_look(with_second_look: None) -> None:
    assert flips(swaps(corpus.load(corpus.training_files()), 60)) == []
