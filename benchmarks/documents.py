"""How long each document takes to write, in every form, after the first one.

    python -m benchmarks.documents [--rounds N]

Prints milliseconds per document: the middle of N rounds and the slowest. The first document of a process also loads the
fonts and the layout; its time is printed apart.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tests.documents.letters.samples import full_case

from cleanbreak.cases.facts import CaseFacts, Language
from cleanbreak.documents.catalogue import DOCUMENTS, document, render
from cleanbreak.documents.kinds.document import Form

MOST = 60.0


def milliseconds(write: Callable[[], bytes]) -> float:
    """Time one call."""
    started = time.perf_counter()
    write()
    return (time.perf_counter() - started) * 1000


def timed(facts: CaseFacts, name: str, language: Language, form: Form, rounds: int) -> tuple[float, float]:
    """Return middle and slowest of some rounds; each round has a case of its own, so that nothing is remembered."""
    cases = [
        replace(facts, number=f"{form}-{turn}", client=replace(facts.client, name=f"{name} {turn} GmbH"))
        for turn in range(rounds)
    ]
    times = [milliseconds(partial(render, name, case, language, form)) for case in cases]
    return statistics.median(times), max(times)


def main() -> None:
    """Print one line per document and form, and whether the slowest middle keeps the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    facts = full_case()
    print(
        f"first document (fonts and layout loaded): {milliseconds(lambda: render('thank_you', facts, 'de', 'pdf')):.0f} ms"
    )
    slowest = 0.0
    for name in DOCUMENTS:
        for language in ("de", "en"):
            cells = []
            for form in document(name).forms:
                middle, worst = timed(facts, name, language, form, rounds)
                slowest = max(slowest, middle)
                cells.append(f"{form} {middle:5.1f} (max {worst:5.1f})")
            print(f"{name:24}{language}  " + "  ".join(cells))
    print(f"slowest middle: {slowest:.1f} ms, limit {MOST:.0f} ms: {'kept' if slowest <= MOST else 'NOT kept'}")


if __name__ == "__main__":
    main()
