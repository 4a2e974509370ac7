"""Agreement with 207 real mails cut by hand, line by line; only the decisions are kept here, the mails stay outside.

Every line that says anything was judged: the sender's own words (closing and name included) or not (quotation,
contact block, notice, footer, code, log, table). The pages were read with the scanner's marks beside the lines and
corrected, so that the figures flatter it a little; the second opinion is judged by the same decisions.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from mailparser_reply import EmailReplyParser

from cleanbreak.correspondence.owntext import own_spans
from cleanbreak.importers.mail.parsing import read_text
from cleanbreak.importers.mail.splitting import split

CUTS = json.loads((Path(__file__).parent / "hand_cuts.json").read_text(encoding="utf-8"))
FLOOR_AGREEMENT = 0.965
FLOOR_F1 = 0.90


def mails(shared: Path) -> dict[str, list[str]]:
    box = (shared / "data/mail/usrp-users/usrp-users-2021.mbox").read_bytes()
    texts = {"usrp-users": [read_text(box[offset : offset + length]) for offset, length in split(box)]}
    for corpus in ("codealltag-s-de", "codealltag-xl-finance-de"):
        lines = (shared / "data" / "mail" / corpus / "emails.jsonl").read_text(encoding="utf-8").split("\n")
        texts[corpus] = [json.loads(line)["text"] for line in lines if line]
    return texts


def own_lines(text: str) -> set[int]:
    spans, offset, found = own_spans(text), 0, set()
    for number, line in enumerate(text.split("\n")):
        if any(start < offset + len(line) and end > offset for start, end in spans):
            found.add(number)
        offset += len(line) + 1
    return found


def second_opinion(text: str) -> set[int]:
    """Lines of the latest reply by mail-parser-reply, found again from the top."""
    wanted = EmailReplyParser(languages=["en", "de"]).read(text).latest_reply.split("\n")
    found, position = set(), 0
    for number, line in enumerate(text.split("\n")):
        while position < len(wanted) and not wanted[position].strip():
            position += 1
        if position < len(wanted) and line.strip() == wanted[position].strip():
            found.add(number)
            position += 1
    return found


def judged(texts: dict[str, list[str]]) -> Iterator[tuple[str, set[int], set[int]]]:
    """Text, its lines that say anything, and those of them that were cut as own."""
    for cut in CUTS:
        text = texts[cut["corpus"]][cut["index"]]
        lines = text.split("\n")
        assert len(lines) == cut["lines"]
        told = {number for number, line in enumerate(lines) if line.strip()}
        yield text, told, {number for first, last in cut["own"] for number in range(first, last + 1)} & told


def agreement(decisions: list[tuple[set[int], set[int], set[int]]]) -> tuple[float, float]:
    """(share of lines judged alike, F1 of the own lines)."""
    same = sum(len(told) - len(ours ^ hand) for told, hand, ours in decisions)
    hits = sum(len(ours & hand) for _, hand, ours in decisions)
    sizes = sum(len(ours) + len(hand) for _, hand, ours in decisions)
    return same / sum(len(told) for told, _, _ in decisions), 2 * hits / sizes


def test_the_cuts_cover_two_hundred_mails() -> None:
    assert len(CUTS) >= 200


def test_the_scanner_agrees_with_the_cuts_made_by_hand(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = list(judged(mails(shared)))
    ours = agreement([(told, hand, own_lines(text) & told) for text, told, hand in pages])
    theirs = agreement([(told, hand, second_opinion(text) & told) for text, told, hand in pages])
    with capsys.disabled():
        print(
            f"\n{len(pages)} mails cut by hand: scanner agrees on {ours[0]:.4f} of the lines (F1 {ours[1]:.4f}), "
            f"mail-parser-reply on {theirs[0]:.4f} (F1 {theirs[1]:.4f})"
        )
    assert ours[0] >= FLOOR_AGREEMENT
    assert ours[1] >= FLOOR_F1
