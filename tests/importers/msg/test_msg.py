"""Outlook messages."""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of
from tests.importers.msg.compound import BINARY, INTEGER, STRING, TIME, message

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import msg
from cleanbreak.importers.mail.rtf import rtf_to_text, unpack_rtf
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Message, Problem

SENT = 133830440470000000  # 2025-02-03 08:14:07 UTC in tenths of microseconds since 1601
BASE = {
    (0x001A, STRING): "IPM.Note",
    (0x0037, STRING): "Rückfrage",
    (0x0C1A, STRING): "Jörg Muster",
    (0x5D01, STRING): "Joerg@muster.example",
    (0x0C1F, STRING): "/O=EXAMPLE/OU=FIRST/CN=RECIPIENTS/CN=JOERG",
    (0x0039, TIME): SENT,
    (0x1035, STRING): "<a1@muster.example>",
    (0x1000, STRING): "Passt Donnerstag?\r\nGrüße",
}
KIM = {(0x3001, STRING): "Kim Beispiel", (0x39FE, STRING): "kim@studio.example", (0x0C15, INTEGER): 1}
ANA = {(0x3001, STRING): "ana@studio.example", (0x3003, STRING): "ana@studio.example", (0x0C15, INTEGER): 2}


def one(folder: Path, content: bytes) -> Message:
    (found,) = read_text(msg, folder, content)
    assert isinstance(found, Message)
    return found


def test_a_message_gives_its_fields_and_the_smtp_address_before_the_exchange_path(tmp_path: Path) -> None:
    found = one(tmp_path, message(BASE, (KIM, ANA)))
    assert (found.subject, found.from_name, found.from_address) == ("Rückfrage", "Jörg Muster", "joerg@muster.example")
    assert (found.to, found.cc) == ((("Kim Beispiel", "kim@studio.example"),), (("", "ana@studio.example"),))
    assert found.sent_at == datetime(2025, 2, 3, 8, 14, 7, tzinfo=UTC)
    assert (found.message_id, found.text, found.kind) == ("<a1@muster.example>", "Passt Donnerstag?\nGrüße", "person")


def test_without_an_smtp_address_the_exchange_path_stands_for_the_sender(tmp_path: Path) -> None:
    found = one(tmp_path, message({key: value for key, value in BASE.items() if key[0] != 0x5D01}))
    assert found.from_address == "/o=example/ou=first/cn=recipients/cn=joerg"


def test_the_headers_it_travelled_with_tell_sender_date_and_id(tmp_path: Path) -> None:
    headers = (
        "Received: from a\r\nFrom: Joe <joe@sample.example>\r\nDate: Tue, 4 Feb 2025 10:00:00 +0100\r\n"
        "Message-ID: <b2@sample.example>\r\nList-Unsubscribe: <https://x.example>\r\n\r\n"
    )
    found = one(tmp_path, message({**BASE, (0x007D, STRING): headers}))
    assert (found.from_address, found.message_id, found.kind) == ("joe@sample.example", "<b2@sample.example>", "bulk")
    assert found.sent_at is not None
    assert found.sent_at.isoformat() == "2025-02-04T10:00:00+01:00"


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    without = {key: value for key, value in BASE.items() if key[0] != 0x1000}
    html = {(0x1013, BINARY): "<p>Grüße</p><p>Kim</p>".encode("cp1252"), (0x3FDE, INTEGER): 1252}
    assert one(tmp_path, message({**without, **html})).text == "Grüße\n\nKim"


def test_rich_text_is_read_where_there_is_nothing_else(tmp_path: Path) -> None:
    without = {key: value for key, value in BASE.items() if key[0] != 0x1000}
    rtf = rb"{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe\par Kim}"
    stored = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    assert one(tmp_path, message({**without, (0x1009, BINARY): stored})).text == "Grüße\nKim"


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        ({(0x0E07, INTEGER): 8}, "draft"),
        ({(0x001A, STRING): "IPM.Schedule.Meeting.Request"}, "calendar"),
        ({(0x001A, STRING): "REPORT.IPM.Note.NDR"}, "report"),
        ({(0x0037, STRING): "Automatische Antwort: Frage"}, "automatic"),
    ],
)
def test_what_is_no_correspondence_is_named(tmp_path: Path, extra: dict[tuple[int, int], str | int], kind: str) -> None:
    assert one(tmp_path, message({**BASE, **extra})).kind == kind


def test_messages_without_an_id_do_not_get_the_same_one(tmp_path: Path) -> None:
    without = {key: value for key, value in BASE.items() if key[0] != 0x1035}
    ids = [one(tmp_path, message({**without, (0x1000, STRING): text})).message_id for text in ("a", "b", "a")]
    assert ids[0] == ids[2] != ids[1]


def test_a_contact_is_told_as_no_mail(tmp_path: Path) -> None:
    found = read_text(msg, tmp_path, message({**BASE, (0x001A, STRING): "IPM.Contact"}))
    assert found == [Problem("msg_not_mail", "sample.txt", 0, {"class": "IPM.Contact"})]


def test_other_ole_files_are_not_claimed(tmp_path: Path) -> None:
    content = message(BASE).replace(
        "__properties_version1.0".encode("utf-16-le"), "WordDocument___________".encode("utf-16-le")
    )
    assert msg.recognize(source_of(tmp_path, content)) == 0
    assert msg.recognize(source_of(tmp_path, b"From: a@b.example\n\n")) == 0


@pytest.mark.parametrize("keep", [8, 100, 512, 600, 1024, 2000])
def test_a_cut_file_is_refused_with_a_sentence_or_read(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "cut.msg"
    path.write_bytes(message(BASE, (KIM,))[:keep])
    source = Source(path, "cut.msg")
    assert msg.recognize(source) > 0
    with pytest.raises(UnreadableError, match="damaged"):
        list(msg.read(source, ReadOptions()))


def test_bytes_changed_anywhere_end_in_a_record_or_a_sentence(tmp_path: Path) -> None:
    whole = bytearray(message(BASE, (KIM,)))
    for place in range(24, len(whole), 97):
        broken = bytes([*whole[:place], 0xEE, 0xFF, 0x01, *whole[place + 3 :]])
        path = tmp_path / "broken.msg"
        path.write_bytes(broken)
        try:
            found = list(msg.read(Source(path, "broken.msg"), ReadOptions()))
        except UnreadableError:
            continue
        assert all(isinstance(item, Message | Problem) for item in found)


def test_compressed_rich_text_is_unpacked() -> None:
    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af62020686c09f0206c")
    assert unpack_rtf(packed).startswith(rb"{\rtf1\ansi\ansicpg1252")
    assert unpack_rtf(b"") == unpack_rtf(b"short") == unpack_rtf(bytes(40)) == b""


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1 eins\par zwei\line drei\tab vier}", "eins\nzwei\ndrei\tvier"),
        (rb"{\rtf1\ansi\uc1 \u220?ber}", "Über"),
        (rb"{\rtf1\uc1 \u-10179?\u-8704?}", "😀"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}da}", "da"),
        (rb"{\rtf1 a\{b\}c\\d\~e}", "a{b}c\\d e"),
        (rb"{\rtf1 {{{ offen", "offen"),
        (rb"}}}}zu", "zu"),
        (b"", ""),
    ],
)
def test_rich_text_becomes_words(rtf: bytes, text: str) -> None:
    assert rtf_to_text(rtf).replace("\xa0", " ") == text


def test_the_shared_sample_is_a_draft_with_its_text(shared: Path) -> None:
    (found,) = read_path(msg, shared / "data/formats/outlook-msg/strangeDate.msg")
    assert isinstance(found, Message)
    assert (found.subject, found.kind, found.to) == ("MSG Test File", "draft", (("", "time2talk@online-convert.com"),))
    assert found.text.startswith("MSG test file\nPurpose: Provide example of this file type\n")
