"""Where the messages of an mbox begin and end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbreak.importers.mail.splitting import bounds, is_separator, ranges, split

STAMP = b"From kim@studio.example Mon Feb  3 08:14:07 2025\n"
MAIL = b"From: kim@studio.example\nSubject: a\n\nbody\n"


def pieces(data: bytes) -> list[bytes]:
    return [data[offset : offset + length] for offset, length in split(data)]


@pytest.mark.parametrize(
    "line",
    [
        b"From kim@studio.example Mon Feb  3 08:14:07 2025",
        b"From kim@studio.example  Mon Feb 03 08:14:07 2025 +0100",
        b"From 1823000000000000001@xxx Mon Feb 03 08:14:07 +0000 2025",
        b"From 1823000000000000001@xxx",
        b"From - Mon Feb 03 08:14:07 2025",
        b"From - ",
        b"From ???@??? Mon Feb 03 08:14:07 2025",
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
        b"From kim@studio.example Mon, 3 Feb 2025 08:14:07 +0100",
        b"From Kim Beispiel Mon Feb  3 08:14 2025",
        b"From kim@studio.example Thu Jan  1 00:00:00 EST 1998 remote from host",
        b"From kim@studio.example 2025-02-03 08:14:07",
    ],
)
def test_every_usual_separator_divides(line: bytes) -> None:
    box = STAMP + MAIL + b"\n" + line + b"\n" + MAIL
    assert pieces(box) == [STAMP + MAIL + b"\n", line + b"\n" + MAIL]


@pytest.mark.parametrize(
    "line",
    [
        b"From now on we meet on Mondays.",
        b"From kim@studio.example",
        b"From Monday 3 to Friday 7 February 2025 I am away.",
        b"From the desk of Kim, Mon",
        b">From kim@studio.example Mon Feb  3 08:14:07 2025",
        b" From kim@studio.example Mon Feb  3 08:14:07 2025",
        b"From: kim@studio.example",
    ],
)
def test_a_line_of_the_body_never_divides(line: bytes) -> None:
    box = STAMP + MAIL + b"\n" + line + b"\nand so on\n"
    assert pieces(box) == [box]


def test_a_stamp_without_a_blank_line_before_it_is_body() -> None:
    box = STAMP + b"From: a@b.example\n\nhe wrote\n" + STAMP + b"end\n"
    assert pieces(box) == [box]


def test_a_thunderbird_separator_needs_no_blank_line_but_a_header_below() -> None:
    assert len(pieces(b"From - \n" + MAIL + b"From - \n" + MAIL)) == 2
    assert len(pieces(b"From - \n" + MAIL + b"From - nowhere\n")) == 1


def test_a_separator_may_follow_the_last_boundary_of_a_multipart_message() -> None:
    first = STAMP + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nhi\n--x--\n"
    assert pieces(first + STAMP + MAIL) == [first, STAMP + MAIL]


def test_a_message_pasted_below_an_included_mark_stays_in_its_mail() -> None:
    box = STAMP + MAIL + b"----- Begin Included Message -----\n\n" + STAMP + MAIL
    assert pieces(box) == [box]


def test_a_separator_inside_an_attached_message_stays_in_its_mail() -> None:
    box = STAMP + b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n" + STAMP + MAIL
    assert pieces(box) == [box]


def test_named_lengths_carry_over_separators_that_nobody_escaped() -> None:
    body = b"see:\n\n" + STAMP + b"quoted\n"
    first = STAMP + b"From: a@b.example\nContent-Length: %d\n\n" % len(body) + body + b"\n"
    second = STAMP + b"From: c@d.example\nContent-Length: 3\n\nhi\n"
    assert pieces(first + second) == [first, second]


def test_a_wrong_length_falls_back_to_looking_for_the_separator() -> None:
    first = STAMP + b"From: a@b.example\nContent-Length: 4000\n\nshort\n\n"
    assert pieces(first + STAMP + MAIL) == [first, STAMP + MAIL]


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_other_line_ends_divide_alike(newline: bytes) -> None:
    box = (STAMP + MAIL + b"\n" + STAMP + MAIL).replace(b"\n", newline)
    assert [piece.count(newline) for piece in pieces(box)] == [6, 5]


@pytest.mark.parametrize("junk", [b"\xef\xbb\xbf", b"\n\n", b"\r\n", b" \n"])
def test_a_byte_order_mark_or_blank_lines_may_stand_in_front(junk: bytes) -> None:
    assert pieces(junk + STAMP + MAIL) == [STAMP + MAIL]


def test_junk_in_front_of_the_first_message_belongs_to_none() -> None:
    assert pieces(b"exported by something\n\n" + STAMP + MAIL) == [STAMP + MAIL]


@pytest.mark.parametrize("data", [b"", b"From ", b"\n", b"From - ", b"\x00" * 100, b"From \xff" * 500])
def test_files_without_a_message_give_none_or_one_and_never_fail(data: bytes) -> None:
    assert len(pieces(data)) <= 1


PARTS = st.lists(
    st.sampled_from([STAMP, MAIL, b"\n", b"From - \n", b"From now on\n", b">From x\n", b"--x--\n",
                     b"Content-Length: 3\n", b"x" * 90 + b"\n"]),
    max_size=60,
)  # fmt: skip


@given(PARTS, st.integers(1, 700))
def test_the_same_messages_come_out_for_every_size_of_range(parts: list[bytes], chunk: int) -> None:
    data = b"".join(parts)
    whole = list(split(data))
    cut = [found for start, end in bounds(data, chunk) for found in split(data, start, end)]
    assert cut == whole


@given(PARTS, st.integers(1, 700))
def test_ranges_lie_end_to_end_over_the_whole_file(parts: list[bytes], chunk: int) -> None:
    data = b"".join(parts)
    found = bounds(data, chunk)
    assert [start for start, _ in found] == [0, *[end for _, end in found[:-1]]][: len(found)]
    assert not data or found[-1][1] == len(data)


def test_whether_a_line_divides_depends_on_its_neighbourhood_alone() -> None:
    box = STAMP + MAIL + b"\n" + STAMP + MAIL
    far = b"x" * 5000 + b"\n\n" + STAMP + MAIL
    assert is_separator(box, len(STAMP + MAIL) + 1)
    assert is_separator(far, 5002)


def test_ranges_of_an_empty_file_are_none(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert ranges(tmp_path / "empty", 100) == []


def test_ranges_of_a_real_mailbox_hold_every_message_once(shared: Path) -> None:
    path = shared / "data/mail/usrp-users/usrp-users-2021.mbox"
    data = path.read_bytes()
    found = [message for start, end in ranges(path, 3_000_000) for message in split(data, start, end)]
    assert found == list(split(data))
    assert len(found) == 2403
