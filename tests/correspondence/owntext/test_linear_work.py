"""The work of the scanner grows with the length of the text, whatever the text is."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.correspondence.owntext import own_spans, own_text, own_texts


def steps(text: str) -> int:
    """Executed lines of Python while scanning: a count of work that no clock is part of."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        own_spans(text)
    finally:
        sys.settrace(previous)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Am 1.1.2025 ", "Am 1.1.2025\n", "\n", ">", ">\n", "On ", "On \n", "Von: x\n", "Von: x\nAn: y\n", "-- \n", "--\nwort\n", "---\n",
        "_" * 30 + "\n", "MfG\n", "MfG\nAnna\nTel 0170 1234567\n", "MfG\nwort\n", "a = b\n", "f(", "vertraulich\n\n", ":\n", "wrote ",
        "a@b.example ", "a@b.example\n", "x", "1 ", "a   b   ", "```\n", "<br", "<", "- ", "Begin forwarded message:\n", "[INFO] x\nwort\n",
        "Betreff: x\n\n", "Diese Nachricht\n\n", "|", "&", "\"",
    ],
)  # fmt: skip
def test_twice_the_text_takes_at_most_about_twice_the_steps(piece: str) -> None:
    small = piece * (12_000 // len(piece))
    assert steps(small * 2) <= 2.6 * steps(small) + 2_000


@pytest.mark.parametrize(
    "piece", ["1,", "1 ", "1.", "a(", "(a)", "a   ", "a=", "x;", "<a ", "//", "a.b", "@a", "- ", "[x", "é,"]
)
def test_one_long_line_of_signs_is_judged_at_once(piece: str) -> None:
    """A rule that tried every way to divide the line would not come back from this."""
    for ending in ("", ")", ";", "x", ":"):
        assert isinstance(own_spans(f"Hallo\n{piece * 3_000}{ending}\n\nGruß"), list)


LINES = st.lists(
    st.sampled_from(
        ["Hallo Kim,", "Am 3.2.2025 um 9:14 schrieb Jörg:", "> alt", "", "-- ", "Von: Jörg <j@muster.example>", "Gesendet: Montag",
         "Betreff: Entwurf", "MfG", "Jörg", "Tel. 030 123456", "x = f(y);", "________________________________", "  ", "| a | b |",
         "Sent from my iPhone", "\t", "Das ist 😀 gut.\r", "<p>ja</p>"]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES | st.text(max_size=300).map(lambda text: [text]))
def test_spans_lie_in_order_inside_the_text_and_begin_and_end_with_a_sign(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = own_spans(text)
    ends = [0, *[end for _, end in spans]]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, spans, strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(LINES)
def test_no_own_line_begins_with_a_quotation_mark(lines: list[str]) -> None:
    assert not any(line.lstrip().startswith(">") for line in own_text("\n".join(lines)).split("\n"))


@given(st.lists(LINES, max_size=4))
def test_a_batch_gives_what_each_text_gives_alone(batch: list[list[str]]) -> None:
    texts = ["\n".join(lines) for lines in batch]
    assert own_texts(texts) == [own_text(text) for text in texts]
