import gzip
import io
import os
import tarfile
import zipfile
from dataclasses import replace

import pytest
from tests.importers.table_reading import source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.archives import is_archive, unpacked
from cleanbreak.importers.formats import slack
from cleanbreak.importers.source import Limits, ReadOptions, Source

SMALL = Limits(max_unpacked_bytes=1_000_000)


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(*members, mode="w"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def told(folder, content, name="a.zip", limits=None):
    """What the archive gives: (name, content) of every source, and (code, file, member) of every problem."""
    source = source_of(folder, content, name)
    assert is_archive(source)
    with unpacked(source, limits or Limits()) as found:
        files = [(member.name, member.path.read_bytes()) for member in found.sources if member.path.is_file()]
        return files, [(p.code, p.file, p.params.get("member", "")) for p in found.problems]


def test_members_are_named_after_their_archive(tmp_path):
    files, problems = told(tmp_path, zipped(("b/konto.csv", "x"), ("a.csv", "y"), ("__MACOSX/a.csv", "z")))
    assert (files, problems) == ([("a.zip!a.csv", b"y"), ("a.zip!b/konto.csv", b"x")], [])


@pytest.mark.parametrize(
    ("name", "content", "member"),
    [
        ("t.csv.gz", gzip.compress(b"x"), "t.csv.gz!t.csv"),
        ("t.tar", tarred(("b/t.csv", b"x")), "t.tar!b/t.csv"),
        ("t.tgz", tarred(("b/t.csv", b"x"), mode="w:gz"), "t.tgz!b/t.csv"),
        ("o.zip", zipped(("i.zip", zipped(("t.csv", "x")))), "o.zip!i.zip!t.csv"),
        ("o.zip", zipped(("t.csv.gz", gzip.compress(b"x"))), "o.zip!t.csv.gz!t.csv"),
    ],
    ids=["gz", "tar", "tgz", "zip in zip", "gz in zip"],
)
def test_other_packings_and_an_archive_inside_are_unpacked(tmp_path, name, content, member):
    assert told(tmp_path, content, name) == ([(member, b"x")], [])


def test_the_third_archive_inside_is_not_opened(tmp_path):
    inner = zipped(("b.zip", zipped(("c.zip", zipped(("t.csv", "x"))))))
    assert told(tmp_path, inner) == ([], [("archive_nested_too_deeply", "a.zip!b.zip!c.zip", "")])


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/x.txt", "C:\\x.txt", "b/../../x.txt", "..\\x.txt", "x\n.txt", "a" * 300]
)
def test_a_name_that_leads_out_is_refused_and_the_others_are_read(tmp_path, name):
    files, problems = told(tmp_path, zipped((name, "böse"), ("gut.txt", "gut")))
    assert files == [("a.zip!gut.txt", b"gut")]
    assert [code for code, _, _ in problems] == ["archive_member_unsafe"]


def test_a_name_that_comes_twice_is_read_once(tmp_path):
    files, problems = told(tmp_path, zipped(("a.txt", "1"), ("A.TXT", "2")))
    assert (files, problems) == ([("a.zip!a.txt", b"1")], [("archive_member_twice", "a.zip", "A.TXT")])


def test_links_are_not_unpacked(tmp_path):
    link = zipfile.ZipInfo("l")
    link.external_attr = 0o120777 << 16
    assert told(tmp_path, zipped((link, "/etc/passwd"))) == ([], [("archive_member_link", "a.zip", "l")])
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        info = tarfile.TarInfo("l")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert told(tmp_path, stream.getvalue(), "l.tar") == ([], [("archive_member_link", "l.tar", "l")])


def test_a_locked_member_is_a_problem(tmp_path):
    content = bytearray(zipped(("a.txt", "x")))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert told(tmp_path, bytes(content)) == ([], [("archive_member_encrypted", "a.zip", "a.txt")])


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (zipped(("a.txt", b"0" * 30_000_000)), Limits()),
        (gzip.compress(b"0" * 30_000_000), Limits()),
        (zipped(("a.txt", os.urandom(1_100_000))), SMALL),
        (zipped(*((f"{n}.txt", b"0" * 1_000_000) for n in range(70))), Limits()),
        (zipped(*((f"{n}.txt", "") for n in range(12))), replace(Limits(), max_members=10)),
        (tarred(*((f"{n}.txt", b"") for n in range(12))), replace(Limits(), max_members=10)),
    ],
    ids=["ratio", "gzip ratio", "size", "many small", "members", "tar members"],
)
def test_an_archive_over_the_limits_is_refused_with_a_sentence_and_leaves_nothing(
    tmp_path, content, limits, monkeypatch
):
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    with pytest.raises(UnreadableError, match=r"^a\.zip: "):
        told(tmp_path, content, limits=limits)
    assert list(private.iterdir()) == []


def test_a_bomb_inside_is_refused_and_its_neighbors_are_read(tmp_path):
    bomb = zipped(("a.txt", b"0" * 30_000_000))
    files, problems = told(tmp_path, zipped(("b.zip", bomb), ("gut.txt", "gut")))
    assert files == [("a.zip!gut.txt", b"gut")]
    assert problems == [("archive_inside_refused", "a.zip!b.zip", "")]


@pytest.mark.parametrize("cut", [4, 40, 100])
def test_a_cut_archive_is_refused_with_a_sentence(tmp_path, cut):
    with pytest.raises(UnreadableError, match="damaged"):
        told(tmp_path, zipped(("a.txt", os.urandom(500)))[:cut])


def test_a_damaged_member_is_a_problem_and_the_others_are_read(tmp_path):
    content = bytearray(zipped(("a.txt", "gut"), ("b.txt", "schlecht"), method=zipfile.ZIP_STORED))
    content[content.index(b"schlecht")] ^= 1
    files, problems = told(tmp_path, bytes(content))
    assert files == [("a.zip!a.txt", b"gut")]
    assert problems == [("archive_member_unreadable", "a.zip", "b.txt")]


def test_an_empty_archive_says_so(tmp_path):
    assert told(tmp_path, zipped()) == ([], [("archive_empty", "a.zip", "")])


def test_an_archive_of_a_kind_we_cannot_read_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(UnreadableError, match="7z archive"):
        told(tmp_path, b"7z\xbc\xaf\x27\x1c" + bytes(40))


def test_office_documents_and_texts_are_no_archives(tmp_path):
    book = zipped(("xl/workbook.xml", "x"), ("[Content_Types].xml", "x"))
    assert not is_archive(source_of(tmp_path, book, "a.xlsx"))
    assert not is_archive(source_of(tmp_path, zipped(("mimetype", "application/epub+zip")), "a.epub"))
    assert not is_archive(source_of(tmp_path, "PK ist keine Datei", "a.txt"))


def test_a_slack_export_stays_one_folder(tmp_path):
    day = '[{"type": "message", "user": "U1", "text": "hallo", "ts": "1738570500.1"}]'
    content = zipped(
        ("Team/users.json", '[{"id": "U1", "name": "jo"}]'),
        ("Team/channels.json", "[]"),
        ("Team/umbau/1.json", day),
    )
    with unpacked(source_of(tmp_path, content, "a.zip"), Limits()) as found:
        (source,) = found.sources
        assert slack.recognize(source) > 0
        (message,) = slack.read(source, ReadOptions())
    assert (message.origin.file, message.from_address) == ("a.zip!Team/umbau/1.json", "jo")


def test_the_temporary_folder_is_private_and_goes_away(tmp_path):
    with unpacked(source_of(tmp_path, zipped(("a.txt", "x")), "a.zip"), Limits()) as found:
        folder = found.sources[0].path.parent
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


def test_the_shared_sample_keeps_the_evil_member_out(shared):
    path = shared / "data/torture/archives/zip-slip.zip"
    with unpacked(Source(path, path.name), Limits()) as found:
        assert [source.name for source in found.sources] == ["zip-slip.zip!good.txt"]
        assert [p.code for p in found.problems] == ["archive_member_unsafe"]
