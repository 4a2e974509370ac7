"""Maildir folders."""

from pathlib import Path

import pytest

from cleanbreak.importers.formats import maildir
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem

MAIL = "From: kim@studio.example\nSubject: {}\nDate: Mon, 3 Feb 2025 09:14:07 +0100\n\nhi\n"


def folder(path: Path, **mails: str) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True, exist_ok=True)
    for name, subject in mails.items():
        (path / "cur" / name).write_text(MAIL.format(subject))
    return path


def read(path: Path, name: str = "Mail") -> list[Message | Problem]:
    source = Source(path, name)
    assert maildir.recognize(source) == 95
    return list(maildir.read(source, ReadOptions()))


def test_mails_of_cur_and_new_are_read_and_tmp_is_not(tmp_path: Path) -> None:
    folder(tmp_path)
    for part in ("cur", "new", "tmp"):
        (tmp_path / part / f"1.{part}").write_text(MAIL.format(part))
    found = read(tmp_path)
    assert [(item.subject, item.origin) for item in found if isinstance(item, Message)] == [
        ("cur", Origin("Mail/cur/1.cur", 1, 0, 79)),
        ("new", Origin("Mail/new/1.new", 2, 0, 79)),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("1.host:2,S", "person"),
        ("1.host:2,RS", "person"),
        ("1.host:2,DS", "draft"),
        ("1.host:2,ST", "trash"),
        ("1.host;2,T", "trash"),
        ("1.host!2,T", "trash"),
        ("1.DT", "person"),
    ],
)
def test_flags_say_drafts_and_trash(tmp_path: Path, name: str, kind: str) -> None:
    (message,) = read(folder(tmp_path, **{name: "x"}))
    assert isinstance(message, Message)
    assert message.kind == kind


def test_sub_folders_are_read_with_their_meaning(tmp_path: Path) -> None:
    folder(tmp_path, a="in")
    folder(tmp_path / ".Sent", b="out")
    folder(tmp_path / ".INBOX.Papierkorb", c="gone")
    found = {item.subject: (item.kind, item.outgoing) for item in read(tmp_path) if isinstance(item, Message)}
    assert found == {"in": ("person", None), "out": ("person", True), "gone": ("trash", None)}


def test_what_is_no_mail_is_told(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "cur" / "1").write_bytes(b"\x00\x01 nothing")
    (tmp_path / "cur" / ".hidden").write_bytes(b"x")
    assert read(tmp_path) == [Problem("mail_without_headers", "Mail/cur/1", 0, {})]


def test_links_are_not_followed(tmp_path: Path) -> None:
    inside = folder(tmp_path / "box", a="x")
    (tmp_path / "outside").write_text(MAIL.format("secret"))
    (inside / "cur" / "link").symlink_to(tmp_path / "outside")
    (inside / ".loop").symlink_to(inside)
    assert [item.subject for item in read(inside) if isinstance(item, Message)] == ["x"]


def test_other_folders_are_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "cur").mkdir()
    assert maildir.recognize(Source(tmp_path, "x")) == 0
    assert maildir.recognize(Source(tmp_path / "missing", "x")) == 0
