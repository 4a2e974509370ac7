"""How many messages of 1,000 characters the client-message engine scores in a second, on one core, with words it never met.

    python -m benchmarks.incivility [--texts 6000]

Two kinds of text are made up from a fixed seed: `strange` has only invented words, all different; `mixed` has the shape of
mail, half frequent German and English words, half invented ones.
"""

import argparse
import os
import random
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from cleanbreak.correspondence.incivility.engine import score_texts

LENGTH = 1000
SOUNDS = ("ba", "den", "kel", "mi", "ro", "stu", "fla", "gen", "lor", "pi", "tas", "ver", "zu", "ne", "wol", "ga", "rin", "ho", "schi", "lum")
FREQUENT = (
    "the and to of a in is it you that for on we with this be are have was as not by at from or an but they your our can will if "
    "der die das und ich nicht ist es zu wir mit Sie ein eine auf für den dem im von noch auch bitte haben werden kann wie aber"
).split()


def invented(dice: random.Random) -> str:
    """A word nobody wrote before, most likely."""
    return "".join(dice.choice(SOUNDS) for _ in range(dice.randint(2, 4)))


def text(dice: random.Random, strange_share: float) -> str:
    """About a thousand characters in sentences of eight to twenty words."""
    parts: list[str] = []
    size = 0
    while size < LENGTH:
        words = [invented(dice) if dice.random() < strange_share else dice.choice(FREQUENT) for _ in range(dice.randint(8, 20))]
        sentence = " ".join(words).capitalize() + "."
        parts.append(sentence)
        size += len(sentence) + 1
    return " ".join(parts)[:LENGTH]


def measure(name: str, count: int, strange_share: float) -> None:
    """Print texts a second of one run over texts made beforehand."""
    dice = random.Random(20250101)
    texts = [text(dice, strange_share) for _ in range(count)]
    started = time.perf_counter()
    score_texts(texts)
    took = time.perf_counter() - started
    print(f"{name:8} {count} texts of {LENGTH} characters in {took:.2f} s: {count / took:,.0f} a second")


def main() -> None:
    """Load once (shown), then measure both kinds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=6000)
    count = parser.parse_args().texts
    started = time.perf_counter()
    score_texts(["Hello."])
    print(f"load     {time.perf_counter() - started:.3f} s (after import)")
    measure("strange", count, 1.0)
    measure("mixed", count, 0.5)


if __name__ == "__main__":
    main()
