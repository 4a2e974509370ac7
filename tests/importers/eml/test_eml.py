"""One mail in one file, as programs and test suites of mail libraries write it."""

import email
import email.policy
import json
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.bank_reading import source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import eml
from cleanbreak.importers.mail.parsing import read_message, read_text
from cleanbreak.importers.mail.splitting import split
from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem

HERE = Origin("mail.eml")


def message_of(raw: bytes | str) -> Message:
    return read_message(raw.encode() if isinstance(raw, str) else raw, HERE)[0]


def test_a_plain_mail_gives_its_fields(tmp_path: Path) -> None:
    raw = (
        "Return-Path: <kim@studio.example>\r\nFrom: Kim <kim@studio.example>\r\nTo: a@b.example\r\nCc: c@d.example\r\n"
        "Subject: Frage\r\nDate: Mon, 3 Feb 2025 09:14:07 +0100\r\nMessage-ID:\r\n <x1@studio.example>\r\n"
        "References: <r1@b.example> <r2@b.example>\r\n\r\nHallo\r\nWelt\r\n"
    )
    source = source_of(tmp_path, raw, "frage.eml")
    assert eml.recognize(source) == 90
    assert list(eml.read(source, ReadOptions())) == [
        Message(
            origin=Origin("frage.eml", 1, 0, len(raw)),
            channel="mail",
            sent_at=datetime(2025, 2, 3, 9, 14, 7, tzinfo=timezone(timedelta(hours=1))),
            from_address="kim@studio.example",
            from_name="Kim",
            to=(("", "a@b.example"),),
            cc=(("", "c@d.example"),),
            subject="Frage",
            message_id="<x1@studio.example>",
            text="Hallo\nWelt\n",
            conversation="<r1@b.example>",
        )
    ]


@pytest.mark.parametrize(
    "lead",
    [b"", b"\xef\xbb\xbf", b"\n\n", b"\r\n", b"From kim@studio.example Mon Feb  3 08:14:07 2025\n",
     b"From nobody\n", b">From x\n", b"\x00\x00"],
)  # fmt: skip
def test_the_mail_is_found_behind_what_programs_put_in_front(tmp_path: Path, lead: bytes) -> None:
    source = source_of(tmp_path, lead + b"Subject: Frage\nFrom: kim@studio.example\n\nhi\n")
    assert eml.recognize(source) > 0
    (message,) = [item for item in eml.read(source, ReadOptions()) if isinstance(item, Message)]
    assert (message.subject, message.from_address, message.text) == ("Frage", "kim@studio.example", "hi\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mail_saved_in_another_encoding_of_the_file_is_read(tmp_path: Path, encoding: str) -> None:
    source = source_of(tmp_path, "Subject: Grüße\nFrom: kim@studio.example\n\nschön\n".encode(encoding))
    assert eml.recognize(source) > 0
    (message,) = [item for item in eml.read(source, ReadOptions()) if isinstance(item, Message)]
    assert (message.subject, message.text) == ("Grüße", "schön\n")


def test_bare_carriage_returns_are_line_ends(tmp_path: Path) -> None:
    source = source_of(tmp_path, "Subject: Frage\rFrom: kim@studio.example\r\reins\rzwei\r")
    (message,) = [item for item in eml.read(source, ReadOptions()) if isinstance(item, Message)]
    assert (message.subject, message.text) == ("Frage", "eins\nzwei\n")


@pytest.mark.parametrize(
    "content",
    ["", "hello world\n", "\x00\x01\x02" * 100, "BEGIN:VCARD\nVERSION:3.0\nREV: x\nEND:VCARD\n", "BEGIN:VCALENDAR\nDTSTART:1\n",
     "<html><body>From: x</body></html>", '{"from": "a", "subject": "b"}', "Date,From,To,Subject\n1,2,3,4\n",
     "[03.02.25, 09:14:07] Kim: Hallo\n", ":20:STARTUMS\n:25:1/2\n", "just a line\nwithout: any header\n"],
)  # fmt: skip
def test_files_without_a_mail_header_are_not_claimed(tmp_path: Path, content: str) -> None:
    assert eml.recognize(source_of(tmp_path, content, "some.eml")) == 0


def test_a_file_beyond_the_limit_is_refused_with_a_sentence(tmp_path: Path) -> None:
    source = source_of(tmp_path, "Subject: x\n\n" + "y" * 100)
    with pytest.raises(UnreadableError, match="larger than 0 MB"):
        list(eml.read(source, ReadOptions(limits=Limits(max_whole_file_bytes=50))))


def test_the_folder_of_the_file_says_that_it_was_sent(tmp_path: Path) -> None:
    path = source_of(tmp_path, "Subject: x\nDate: Mon, 3 Feb 2025 09:14:07 +0100\n\ny").path
    (message,) = eml.read(Source(path, "Gesendet/x.eml"), ReadOptions())
    assert isinstance(message, Message)
    assert (message.outgoing, message.folder) == (True, "Gesendet")


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1?q?Gr=FC=DFe_aus?= =?iso-8859-1?q?_K=F6ln?=", "Grüße aus Köln"),
        ("=?UTF-8?B?R3LDvA==?=\n =?UTF-8?B?w59l?=", "Grüße"),
        ("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"),
        ("Re: =?utf-8?q?=C3=BC?= und mehr", "Re: ü und mehr"),
        ("=?UTF-8*de?Q?=C3=BC?=", "ü"),
        ("=?nonsense?Q?=C3=BC?=", "ü"),
        ("=?utf-8?Q?kaputt", "=?utf-8?Q?kaputt"),
        ("=?utf-8?B?R3LDvA?=", "Grü"),
        ("gefaltet\n\tund  weiter", "gefaltet und weiter"),
        ("=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "日本語"),
    ],
)
def test_encoded_words_are_decoded(header: str, subject: str) -> None:
    assert message_of(f"Subject: {header}\nFrom: a@b.example\n\n").subject == subject


@pytest.mark.parametrize(
    ("value", "boxes"),
    [
        ("kim@Studio.example", (("", "kim@studio.example"),)),
        ("<kim@studio.example>", (("", "kim@studio.example"),)),
        ('"Lee, Ana" <ana@studio.example>', (("Lee, Ana", "ana@studio.example"),)),
        ("Ana Lee <ana@studio.example>, kim@studio.example", (("Ana Lee", "ana@studio.example"), ("", "kim@studio.example"))),
        ("=?iso-8859-1?Q?Last=DFName=2C_First?= <c@d.example>", (("LastßName, First", "c@d.example"),)),
        ("kim@studio.example (Kim Beispiel)", (("Kim Beispiel", "kim@studio.example"),)),
        ("Team: a@b.example, c@d.example;", (("", "a@b.example"), ("", "c@d.example"))),
        ("Unbekannt:;", ()),
        ("'Kim Beispiel' <kim@studio.example>", (("Kim Beispiel", "kim@studio.example"),)),
        ('"Kim \\"K\\" Beispiel" <kim@studio.example>', (('Kim "K" Beispiel', "kim@studio.example"),)),
        ("Kim Beispiel kim@studio.example", (("Kim Beispiel", "kim@studio.example"),)),
        ("<@relay.example:kim@studio.example>", (("", "kim@studio.example"),)),
        ("root", (("", "root"),)),
        ("a@b.example; c@d.example", (("", "a@b.example"), ("", "c@d.example"))),
        ("", ()),
    ],
)  # fmt: skip
def test_addresses_are_read_as_programs_write_them(value: str, boxes: tuple[tuple[str, str], ...]) -> None:
    assert message_of(f"To: {value}\nFrom: x@y.example\n\n").to == boxes


def test_without_from_the_sender_field_counts() -> None:
    assert message_of("Sender: Kim <kim@studio.example>\nTo: a@b.example\n\n").from_address == "kim@studio.example"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Mon, 3 Feb 2025 09:14:07 +0100", "2025-02-03T09:14:07+01:00"),
        ("3 Feb 2025 09:14:07 +0100 (CET)", "2025-02-03T09:14:07+01:00"),
        ("Mon, 03 Feb 25 09:14 GMT", "2025-02-03T09:14:00+00:00"),
        ("Mon, 3 Feb 2025 09:14:07 -0000", "2025-02-03T09:14:07+00:00"),
        ("Mon, 3 Feb 2025 09:14:07 EST", "2025-02-03T09:14:07-05:00"),
        ("Mon, 3 Feb 2025 09:14:07 MEZ", "2025-02-03T09:14:07+01:00"),
        ("Mon, 3 Feb 2025 09:14:07", "2025-02-03T09:14:07"),
        ("Mo, 3 Mär 2025 09:14:07 +0100", "2025-03-03T09:14:07+01:00"),
        ("Mon Feb  3 09:14:07 2025", "2025-02-03T09:14:07"),
        ("2025-02-03 09:14:07 +0100", "2025-02-03T09:14:07+01:00"),
        ("2025-02-03T09:14:07Z", "2025-02-03T09:14:07+00:00"),
        ("Mon, 3 Feb 2025 09:14:60 +0100", "2025-02-03T09:14:59+01:00"),
        ("Mon, 3 Feb 2025 09:14:07 +9900", "2025-02-03T09:14:07+00:00"),
        ("Mon, 3 Feb 2025 9:14:07 +01:00", "2025-02-03T09:14:07+01:00"),
        ("Mon, 3-Feb-2025 09:14:07 +0100", "2025-02-03T09:14:07+01:00"),
    ],
)
def test_dates_in_every_usual_form_are_read(value: str, iso: str) -> None:
    sent_at = message_of(f"Date: {value}\nFrom: x@y.example\n\n").sent_at
    assert sent_at is not None
    assert sent_at.isoformat() == iso


@pytest.mark.parametrize("value", ["", "gestern", "Mon, 31 Feb 2025 09:14:07 +0100", "32 Foo 99999", "::::", "9" * 500])
def test_a_date_that_names_no_day_is_none_and_told(tmp_path: Path, value: str) -> None:
    source = source_of(tmp_path, f"Date: {value}\nFrom: x@y.example\nSubject: s\n\nhi")
    found = list(eml.read(source, ReadOptions()))
    assert [item.code for item in found if isinstance(item, Problem)] == ["mail_without_date"]


def test_without_a_date_the_last_relay_tells_it() -> None:
    raw = (
        "Received: from a by b; Mon, 3 Feb 2025 09:14:07 +0100\nReceived: from c by a; Mon, 3 Feb 2025 08:00:00 +0100\n"
        "From: x@y.example\n\n"
    )
    sent_at = message_of(raw).sent_at
    assert sent_at is not None
    assert sent_at.isoformat() == "2025-02-03T09:14:07+01:00"


def test_without_an_id_the_same_mail_gets_the_same_one_from_every_export() -> None:
    one = "From: x@y.example\nDate: Mon, 3 Feb 2025 09:14:07 +0100\nSubject: s\n\nFrom here\nhi\n"
    other = "From - \nX-Mozilla-Status: 0001\n" + one.replace("From here", ">From here").replace("\n", "\r\n")
    changed = one.replace("hi", "ho")
    assert message_of(one).message_id == message_of(other).message_id
    assert message_of(one).message_id != message_of(changed).message_id


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(raw: bytes) -> None:
    assert read_message(raw, HERE)[0].channel == "mail"


PIECES = st.lists(
    st.sampled_from([b"From: a@b.example\n", b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/html; charset=nope\n",
                     b"Content-Transfer-Encoding: base64\n", b"\n", b"--x\n", b"--x--\n", b"SGFsbG8=\n", b"\xff\xfe\n", b"<p>hi\n",
                     b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: quoted-printable\n", b"=C3=\n", b"Subject: =?x?q?\n",
                     b"Content-Type: multipart/alternative; boundary=\"\"\n", b"\r", b"\x00"]),
    max_size=30,
)  # fmt: skip


@given(PIECES)
def test_no_heap_of_mime_pieces_breaks_the_reader(pieces: list[bytes]) -> None:
    assert isinstance(read_text(b"".join(pieces)), str)


def torture(shared: Path) -> list[dict[str, object]]:
    files: list[dict[str, object]] = json.loads((shared / "data/torture/manifest.json").read_text())["files"]
    return [file for file in files if file["kind"] == "mail"]


def test_hostile_mails_of_other_suites_give_the_values_their_headers_say(shared: Path) -> None:
    for file in torture(shared):
        path = shared / "data/torture" / str(file["path"])
        source = Source(path, path.name)
        assert eml.recognize(source) > 0, path
        (message,) = [item for item in eml.read(source, ReadOptions()) if isinstance(item, Message)]
        expected = file.get("expected", {})
        assert isinstance(expected, dict)
        assert {key: str(getattr(message, key)).lower() for key in expected} == {
            key: str(value).lower() for key, value in expected.items()
        }, path


def test_real_mails_agree_with_the_standard_library(shared: Path) -> None:
    data = (shared / "data/mail/usrp-users/usrp-users-2021.mbox").read_bytes()
    for number, (offset, length) in enumerate(split(data)):
        if number % 20:
            continue
        raw = data[offset : offset + length]
        ours = message_of(raw)
        theirs = email.message_from_bytes(raw.partition(b"\n")[2], policy=email.policy.default)
        sender = theirs["from"].addresses[0]
        assert ours.subject.split() == str(theirs["subject"]).split()
        assert (ours.from_address, ours.from_name) == (sender.addr_spec.lower(), sender.display_name)
        assert ours.sent_at == parsedate_to_datetime(theirs["date"])
        assert ours.message_id == theirs["message-id"].strip()
        body = theirs.get_body(("plain",))
        if body is not None:
            words = body.get_content().replace(">From ", "From ").split()
            assert ours.text.split()[: len(words)][:60] == words[:60]


def test_the_german_sample_reads_its_umlauts(shared: Path) -> None:
    message = message_of((shared / "data/formats/eml/german-qp.eml").read_bytes())
    assert (message.from_name, message.from_address, message.subject) == ("Jörn Reder", "joern@zyn.de", "Testnachricht")
    assert "8 Bit Sönderzäichen" in message.text
