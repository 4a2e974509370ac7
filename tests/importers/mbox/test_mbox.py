"""Mailboxes in one file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.importers.formats import mbox
from cleanbreak.importers.mail.splitting import ranges
from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem

TAKEOUT = """\
From 1823000000000000001@xxx Mon Feb 03 08:14:07 +0000 2025
X-GM-THRID: 1823000000000000001
X-Gmail-Labels: =?UTF-8?Q?Posteingang,Ge=C3=B6ffnet?=
Message-ID: <a1@muster.example>
Date: Mon, 3 Feb 2025 09:14:07 +0100
From: =?UTF-8?Q?J=C3=B6rg_Muster?= <Joerg@Muster.example>
To: Kim Beispiel <kim@studio.example>, "Lee, Ana" <ana@studio.example>
Subject: =?UTF-8?B?UsO8Y2tmcmFnZSBFbnR3dXJm?=
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: quoted-printable

Passt Donnerstag?
>From here on nothing special.
Gr=C3=BC=C3=9Fe

From 1823000000000000002@xxx Mon Feb 03 08:40:00 +0000 2025
X-Gmail-Labels: Gesendet
Message-ID: <b2@studio.example>
In-Reply-To: <a1@muster.example>
Date: Mon, 3 Feb 2025 09:40:00 +0100
From: kim@studio.example
To: joerg@muster.example
Subject: Re: Entwurf

Donnerstag passt.
"""
BERLIN = timezone(timedelta(hours=1))


def test_a_takeout_mailbox_gives_every_field_of_its_mails(tmp_path: Path) -> None:
    first, second = read_text(mbox, tmp_path, TAKEOUT)
    length = TAKEOUT.encode().index(b"From 1823000000000000002")
    assert first == Message(
        origin=Origin("sample.txt", 1, 0, length),
        channel="mail",
        sent_at=datetime(2025, 2, 3, 9, 14, 7, tzinfo=BERLIN),
        from_address="joerg@muster.example",
        from_written="Joerg@Muster.example",
        from_name="Jörg Muster",
        to=(("Kim Beispiel", "kim@studio.example"), ("Lee, Ana", "ana@studio.example")),
        subject="Rückfrage Entwurf",
        message_id="<a1@muster.example>",
        text="Passt Donnerstag?\nFrom here on nothing special.\nGrüße\n\n",
        folder="Posteingang,Geöffnet",
        conversation="1823000000000000001",
    )
    assert isinstance(second, Message)
    assert (second.outgoing, second.in_reply_to, second.text) == (True, "<a1@muster.example>", "Donnerstag passt.\n")
    assert (second.origin.row, second.origin.offset) == (2, length)


def test_headers_alone_differ_from_the_whole_only_in_the_text(tmp_path: Path) -> None:
    whole = read_text(mbox, tmp_path, TAKEOUT)
    heads = read_text(mbox, tmp_path, TAKEOUT, ReadOptions(headers_only=True))
    assert heads == [replace(message, text="") for message in whole if isinstance(message, Message)]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe?=", "draft"),
        ("X-Gmail-Labels: Drafts,Important", "draft"),
        ("X-Gmail-Labels: Posteingang,Spam", "spam"),
        ("X-Gmail-Labels: Papierkorb", "trash"),
        ("X-Gmail-Labels: Trash,Unread", "trash"),
        ("X-Mozilla-Status: 0009", "trash"),
        ("X-Mozilla-Status: 0001", "person"),
        ("Auto-Submitted: auto-replied", "automatic"),
        ("Auto-Submitted: no", "person"),
        ("X-Autoreply: yes", "automatic"),
        ("Subject: Automatische Antwort: Entwurf", "automatic"),
        ("List-Unsubscribe: <https://list.example/u>", "bulk"),
        ("Precedence: bulk", "bulk"),
        ("Precedence: junk", "bulk"),
        ("Precedence: list", "list"),
        ("List-Id: <builders.list.example>", "list"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", "report"),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", "report"),
        ("Content-Type: text/calendar; method=REQUEST", "calendar"),
        ("X-Failed-Recipients: a@b.example", "report"),
    ],
)
def test_what_is_no_correspondence_is_named(tmp_path: Path, header: str, kind: str) -> None:
    text = f"From - \n{header}\nFrom: kim@studio.example\nDate: Mon, 3 Feb 2025 09:14:07 +0100\n\nhi\n"
    found = read_text(mbox, tmp_path, text)
    assert [item.kind for item in found if isinstance(item, Message)] == [kind]


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("no-reply@shop.example", "automatic"),
        ("noreply2@shop.example", "automatic"),
        ("invoice-noreply@shop.example", "automatic"),
        ("donotreply@shop.example", "automatic"),
        ("MAILER-DAEMON@mx.example", "automatic"),
        ("noreen@shop.example", "person"),
        ("reply@shop.example", "person"),
        ("kim@noreply.example", "person"),
    ],
)
def test_senders_who_take_no_reply_are_automatic(tmp_path: Path, sender: str, kind: str) -> None:
    text = f"From - \nFrom: {sender}\nDate: Mon, 3 Feb 2025 09:14:07 +0100\n\nhi\n"
    assert [item.kind for item in read_text(mbox, tmp_path, text) if isinstance(item, Message)] == [kind]


INVITATION = """\
From - Mon Feb 03 08:14:07 2025
From: kim@studio.example
Date: Mon, 3 Feb 2025 09:14:07 +0100
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain

Termin
--x
Content-Type: text/calendar; charset=UTF-8;
 method=REQUEST

BEGIN:VCALENDAR
--x--
"""


def test_an_invitation_is_calendar_and_a_calendar_file_sent_along_is_not(tmp_path: Path) -> None:
    sent_along = INVITATION.replace(" method=REQUEST", " name=plan.ics")
    kinds = [read_text(mbox, tmp_path, text)[0].kind for text in (INVITATION, sent_along)]
    assert kinds == ["calendar", "person"]


@pytest.mark.parametrize(
    ("name", "kind", "outgoing"),
    [
        ("Sent.mbox", "person", True),
        ("Mail/Gesendete Elemente", "person", True),
        ("Mail/INBOX.sbd/Entwürfe", "draft", None),
        ("a.zip!Mail/Junk.mbox", "spam", None),
        ("Papierkorb", "trash", None),
        ("Alle E-Mails einschließlich Spam- und Papierkorbnachrichten.mbox", "person", None),
        ("Sentinel.mbox", "person", None),
        ("INBOX", "person", None),
    ],
)
def test_the_place_of_the_file_says_drafts_spam_trash_and_sent(
    tmp_path: Path, name: str, kind: str, outgoing: bool | None
) -> None:
    (tmp_path / "box").write_text("From - \nFrom: kim@studio.example\nDate: Mon, 3 Feb 2025 09:14:07 +0100\n\nhi\n")
    (message,) = mbox.read(Source(tmp_path / "box", name), ReadOptions())
    assert isinstance(message, Message)
    assert (message.kind, message.outgoing) == (kind, outgoing)


def test_a_mail_without_date_takes_the_one_of_the_separator(tmp_path: Path) -> None:
    (message,) = read_text(mbox, tmp_path, "From a@b.example Mon Feb  3 08:14:07 2025\nFrom: a@b.example\n\nhi\n")
    assert isinstance(message, Message)
    assert message.sent_at == datetime(2025, 2, 3, 8, 14, 7)


def test_a_mail_without_any_date_is_kept_and_told(tmp_path: Path) -> None:
    found = read_text(mbox, tmp_path, "From - \nFrom: a@b.example\nSubject: Frage\n\nhi\n")
    assert [type(item) for item in found] == [Problem, Message]
    assert found[0] == Problem("mail_without_date", "sample.txt", 1, {"subject": "Frage"})


def test_junk_in_front_is_told(tmp_path: Path) -> None:
    found = read_text(mbox, tmp_path, "exported\n\n" + TAKEOUT)
    assert found[0] == Problem("mbox_preamble", "sample.txt", 1, {"bytes": "10"})
    assert len(found) == 3


def test_a_mail_beyond_the_limit_gives_its_headers_and_a_problem(tmp_path: Path) -> None:
    found = read_text(mbox, tmp_path, TAKEOUT, ReadOptions(limits=Limits(max_record_bytes=500)))
    assert [item.code for item in found if isinstance(item, Problem)] == ["mail_too_large"]
    assert [item.subject for item in found if isinstance(item, Message)] == ["Rückfrage Entwurf", "Re: Entwurf"]


def test_ranges_read_apart_give_the_mails_of_the_whole(tmp_path: Path) -> None:
    source = source_of(tmp_path, TAKEOUT * 5)
    whole = [item.message_id for item in mbox.read(source, ReadOptions()) if isinstance(item, Message)]
    apart = [
        item.message_id
        for start, end in ranges(source.path, 700)
        for item in mbox.read_range(source.path, source.name, start, end, ReadOptions())
        if isinstance(item, Message)
    ]
    assert len(ranges(source.path, 700)) > 3
    assert apart == whole


@pytest.mark.parametrize(
    "content", ["", "hello\n", "From: a@b.example\n\nhi", "From now on\n\nhi", "Date,Client\n1,2\n"]
)
def test_other_files_are_not_claimed(tmp_path: Path, content: str) -> None:
    assert mbox.recognize(source_of(tmp_path, content)) == 0


def test_the_takeout_sample_is_read(shared: Path) -> None:
    found = read_path(mbox, shared / "data/formats/mbox/takeout_authored.mbox")
    assert [(item.from_address, item.outgoing, item.sent_at) for item in found if isinstance(item, Message)] == [
        ("joerg@muster.example", None, datetime(2025, 2, 3, 8, 14, 7, tzinfo=UTC)),
        ("kim@studio.example", True, datetime(2025, 2, 3, 8, 40, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("name", "count"), [("formats/mbox/simple.mbox", 3), ("torture/mbox-perl/mailarc-2.txt.mbox", 4)]
)
def test_shared_mailboxes_hold_as_many_mails_as_their_makers_say(shared: Path, name: str, count: int) -> None:
    found = read_path(mbox, shared / "data" / name)
    assert sum(isinstance(item, Message) for item in found) == count
