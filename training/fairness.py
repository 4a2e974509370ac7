"""Swaps names, cities, gender and origin in messages and counts labels that change; none may.

    python -m training.fairness [--swaps 500]
"""

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleanbreak.correspondence.incivility.engine import score_texts
from cleanbreak.correspondence.incivility.lexicon import names
from training import corpus

SEED = 41
SURNAMES = (
    "Huber Yıldırım Kowalczyk Nguyen Okonkwo Al-Sayed Ferreira Popović Lindqvist Rosenbaum Ivanova Banerjee O'Malley Tanaka Öztürk "
    "Hofstätter Zbinden MacLeod Mbeki Haidari"
).split()
FIRST = (
    "Anneliese Jürgen Aylin Mehmet Agnieszka Oluwaseun Fatoumata Thandiwe Giorgos Hyun-woo Xiomara Siobhán Ludmila Rashid Leila Bartholomew "
    "Cheyenne Kofi Ingeborg Tuan"
).split()
CITIES = "Berlin Izmir Lagos Leeds Kraków Bukarest Zürich Mumbai Graz Dublin Aleppo Warschau Houston Tirana Oslo".split()
GERMAN_PEOPLES = "türkische polnische deutsche nigerianische syrische italienische schweizer vietnamesische".split()
ENGLISH_PEOPLES = "Turkish Polish German Nigerian Syrian Italian Swiss Vietnamese".split()
_TITLED = re.compile(r"\b(Herrn?|Frau|Mr|Mrs|Ms|Dr)\b(\.?) (?:[A-ZÄÖÜ][\w'-]+)")
_GENDER = {
    "Herr": "Frau", "Frau": "Herr", "Mr": "Ms", "Mrs": "Mr", "Ms": "Mr", "he": "she", "she": "he", "He": "She", "She": "He",
    "his": "her", "him": "her", "er": "sie", "ihm": "ihr", "Mann": "Frau", "wife": "husband", "husband": "wife", "Sohn": "Tochter",
    "Tochter": "Sohn", "son": "daughter", "daughter": "son", "Vater": "Mutter", "Mutter": "Vater", "mum": "dad", "dad": "mum",
    "brother": "sister", "sister": "brother", "Bruder": "Schwester", "Schwester": "Bruder", "Kollege": "Kollegin", "Kollegin": "Kollege",
}  # fmt: skip
_GENDERED = re.compile(r"\b(" + "|".join(sorted(_GENDER, key=len, reverse=True)) + r")\b")


@dataclass(frozen=True, slots=True)
class Swap:
    """A text, the same text with one person swapped for another, and what was swapped."""

    kind: str
    before: str
    after: str


def swaps(messages: Sequence[corpus.Message], count: int) -> list[Swap]:
    """The same swaps every time, kinds in turn; a message to which a kind does not apply is signed instead."""
    dice = random.Random(SEED)
    chosen = dice.sample(list(messages), min(count, len(messages)))
    makers = (_surname, _city, _gender, _origin)
    return [makers[n % len(makers)](message, dice) for n, message in enumerate(chosen)]


def _surname(message: corpus.Message, dice: random.Random) -> Swap:
    one, two = dice.sample(SURNAMES, 2)
    if _TITLED.search(message.text):
        before, after = (_TITLED.sub(rf"\1\2 {name}", message.text) for name in (one, two))
        return Swap("surname", before, after)
    first, other = dice.sample(FIRST, 2)
    opening = "Hallo" if message.lang == "de" else "Hello"
    return Swap("name", f"{opening} {first} {one},\n\n{message.text}", f"{opening} {other} {two},\n\n{message.text}")


def _city(message: corpus.Message, dice: random.Random) -> Swap:
    one, two = dice.sample(CITIES, 2)
    known = [place for place in sorted(names().capitalized) if re.search(rf"\b{place}\b", message.text)]
    if known:
        before, after = (re.sub(rf"\b{known[0]}\b", city, message.text) for city in (one, two))
        return Swap("city", before, after)
    words = "Wir schreiben aus {}. " if message.lang == "de" else "We are writing from {}. "
    return Swap("city", words.format(one) + message.text, words.format(two) + message.text)


def _gender(message: corpus.Message, dice: random.Random) -> Swap:
    swapped = _GENDERED.sub(lambda match: _GENDER[match.group()], message.text)
    if swapped != message.text:
        return Swap("gender", message.text, swapped)
    one, two = ("Meine Frau", "Mein Mann") if message.lang == "de" else ("My wife", "My husband")
    words = "{} liest mit. " if message.lang == "de" else "{} is reading along. "
    return Swap("gender", words.format(one) + message.text, words.format(two) + message.text)


def _origin(message: corpus.Message, dice: random.Random) -> Swap:
    peoples, words = (
        (GERMAN_PEOPLES, "Unsere {} Kundschaft wartet. ")
        if message.lang == "de"
        else (ENGLISH_PEOPLES, "Our {} customers are waiting. ")
    )
    one, two = dice.sample(peoples, 2)
    return Swap("origin", words.format(one) + message.text, words.format(two) + message.text)


def flips(made: Sequence[Swap]) -> list[Swap]:
    """The swaps after which the set of labels is another one."""
    before = score_texts([swap.before for swap in made])
    after = score_texts([swap.after for swap in made])
    return [
        swap
        for swap, one, two in zip(made, before, after, strict=True)
        if {f.label for f in one.findings} != {f.label for f in two.findings}
    ]


def main() -> None:
    """Print the count and every flip."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--swaps", type=int, default=500)
    made = swaps(corpus.load(corpus.training_files()), parser.parse_args().swaps)
    changed = flips(made)
    print(f"{len(changed)} label flips in {len(made)} swaps")
    for swap in changed:
        print(f"- {swap.kind}: {swap.before!r} / {swap.after!r}")


if __name__ == "__main__":
    main()
