"""How many mails a second lose everything but their sender's own words, on one core, and how the time grows with the text.

    python -m benchmarks.owntext [KILOBYTES]

Without an argument: mails of 1 kB and 10 kB (goals: 20,000 and 5,000 a second) and the growth over three sizes of hostile text.
The mails are invented: an answer in German or English with greeting, closing and contact block above a quotation.
"""

import sys
import time

from benchmarks.measuring import machine
from cleanbreak.correspondence.owntext import own_texts

GOALS = {1: 20_000, 10: 5_000}
SECONDS = 1.0
GERMAN = (
    "vielen Dank für die Rückmeldung. Der Entwurf gefällt uns, nur die Farbe des Umschlags passt noch nicht zu unseren",
    "Unterlagen; bitte schicken Sie bis Freitag eine zweite Fassung. Die Rechnung haben wir am 12. März bezahlt, das Honorar für",
    "den zweiten Teil folgt wie vereinbart. Wenn etwas fehlt, rufen Sie bitte an, wir finden eine Lösung (auch kurzfristig).",
)
ENGLISH = (
    "thank you for the quick answer. We like the draft, only the colour of the cover does not match the rest of our material,",
    "so please send a second version by Friday. We paid the invoice on 12 March, the fee for the second part follows as agreed.",
    "If anything is missing, please call and we will find a way (at short notice, too).",
)
FRAMES = (
    ("Hallo Kim,", "Viele Grüße\nJörg Muster\nMuster GmbH\nTel. +49 30 123456",
     "Am 03.02.2025 um 09:14 schrieb Kim <kim@studio.example>:"),
    ("Dear Kim,", "Kind regards,\nJoe Sample\nSample Ltd\n+44 20 1234567",
     "On Mon, 3 Feb 2025 at 9:14, Kim <kim@studio.example> wrote:"),
)  # fmt: skip
HOSTILE = (
    "Am 1.1.2025 ",
    "Am 1.1.2025\n",
    "\n",
    ">",
    "On \n",
    "Von: x\n",
    "_" * 30 + "\n",
    "MfG\n",
    "--\nwort\n",
    "a = b\n",
)


def mail(characters: int, turn: int, own_share: float) -> str:
    """An invented mail of about that length; `own_share` of its running text is its sender's."""
    greeting, closing, announcement = FRAMES[turn % 2]
    lines = (GERMAN, ENGLISH)[turn % 2]
    frame = len(greeting) + len(closing) + len(announcement) + 8
    own_lines = max(1, int((characters - frame) * own_share / 118))
    quoted_lines = max(0, int((characters - frame) * (1 - own_share) / 120))
    own = "\n".join(lines[(turn + number) % 3] + ("\n" if number % 3 == 2 else "") for number in range(own_lines))
    quoted = "\n".join("> " + lines[(turn + number) % 3] for number in range(quoted_lines))
    return f"{greeting}\n\n{own}\n\n{closing}\n\n{announcement}\n{quoted}\n"


def rate(texts: list[str]) -> float:
    """Texts a second of CPU time, over about a second."""
    own_texts(texts)
    done, started = 0, time.process_time()
    while time.process_time() - started < SECONDS:
        own_texts(texts)
        done += len(texts)
    return done / (time.process_time() - started)


def growth(piece: str) -> list[float]:
    """Milliseconds for 50, 100 and 200 kB of one hostile piece."""
    times = []
    for size in (50_000, 100_000, 200_000):
        text = piece * (size // len(piece))
        started = time.process_time()
        own_texts([text])
        times.append(1000 * (time.process_time() - started))
    return times


def main() -> int:
    """Print a line per size, then a line per hostile text."""
    sizes = [int(sys.argv[1])] if len(sys.argv) > 1 else list(GOALS)
    print(machine())
    for size in sizes:
        for share, name in ((0.4, "own words above a quotation"), (1.0, "own words alone")):
            found = rate([mail(size * 1000, turn, share) for turn in range(40)])
            goal = f"(goal {GOALS[size]})" if size in GOALS else ""
            print(f"{size:3} kB, {name:28} {found:9.0f} mails/s {goal}")
    if len(sys.argv) == 1:
        for piece in HOSTILE:
            print(f"hostile {piece[:12]!r:16}", *(f"{found:8.1f} ms" for found in growth(piece)), " at 50, 100, 200 kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
