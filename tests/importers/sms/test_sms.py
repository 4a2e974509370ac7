import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import sms
from cleanbreak.importers.phones import phone_address
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Message, Origin

HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--x-->\n"


def backup(*elements, count=None):
    return f'{HEAD}<smses count="{len(elements) if count is None else count}">{"".join(elements)}</smses>'


def one(body, address="+491701234567", kind="1", date="1738570447000", name="Jo Muster"):
    return f'<sms address="{address}" date="{date}" type="{kind}" subject="null" body="{body}" contact_name="{name}"/>'


def told(folder, text):
    return read(sms, source_of(folder, text, "sms.xml"))


def test_both_directions_are_read_whole_under_one_address(tmp_path):
    records, problems = told(tmp_path, backup(one("Bin da&#10;Jo"), one("Gut", "0170 1234567", "2")))
    common = {
        "channel": "sms",
        "sent_at": datetime(2025, 2, 3, 8, 14, 7, tzinfo=UTC),
        "conversation": "Jo Muster",
    }
    assert problems == []
    assert records == [
        Message(
            origin=Origin("sms.xml", 1),
            from_address="+491701234567",
            from_name="Jo Muster",
            text="Bin da\nJo",
            outgoing=False,
            **common,
        ),
        Message(
            origin=Origin("sms.xml", 2),
            to=(("Jo Muster", "+491701234567"),),
            text="Gut",
            outgoing=True,
            **common,
        ),
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("&#55357;&#56397;", "👍"),
        ("&#xD83D;&#xDC4D;", "👍"),
        ("a &#128077; b", "a 👍 b"),
        ("&#55357; allein", "\ufffd allein"),
        ("&#0;&#11;", "\ufffd\ufffd"),
        ("&#228;&amp;", "ä&"),
    ],
)
def test_characters_that_xml_forbids_are_repaired(tmp_path, written, read_as):
    (message,) = told(tmp_path, backup(one(written)))[0]
    assert message.text == read_as


@given(st.text(alphabet="ab👍😀ä&", max_size=60), st.integers(1, 30))
def test_the_repair_does_not_depend_on_where_the_file_is_cut(text, size):
    halves = "".join(
        f"&#{unit};"
        for char in text
        for unit in (
            [ord(char)]
            if ord(char) < 0x10000
            else [0xD800 + (ord(char) - 0x10000 >> 10), 0xDC00 + (ord(char) - 0x10000 & 0x3FF)]
        )
    )
    stream = sms._Repaired(io.BytesIO(halves.encode()))
    pieces = b"".join(iter(lambda: stream.read(size), b""))
    assert pieces == "".join(f"&#{ord(char)};" for char in text).encode()


def test_an_mms_gives_its_text_and_everybody_it_went_to(tmp_path):
    mms = (
        '<mms date="1738570447000" msg_box="2" address="+491701234567~+491709999999" contact_name="Jo, Mia">'
        '<parts><part ct="application/smil" text="x"/><part ct="text/plain" text="Fotos"/>'
        '<part ct="image/jpeg" text="null" data="AAAA"/></parts>'
        '<addrs><addr address="insert-address-token" type="137"/><addr address="01701234567" type="151"/>'
        '<addr address="+491709999999" type="151"/></addrs></mms>'
    )
    (message,) = told(tmp_path, backup(mms))[0]
    assert (message.text, message.outgoing) == ("Fotos", True)
    assert message.to == (("", "+491701234567"), ("", "+491709999999"))


def test_a_draft_is_a_draft_and_a_name_is_a_sender(tmp_path):
    records, _ = told(tmp_path, backup(one("x", kind="3"), one("y", address="PostAG", name="(Unknown)")))
    assert [(m.kind, m.from_address, m.from_name) for m in records] == [
        ("draft", "", ""),
        ("person", "postag", ""),
    ]


def test_a_date_that_is_none_is_a_problem(tmp_path):
    records, problems = told(tmp_path, backup(one("x", date="gestern"), one("y")))
    assert ([m.text for m in records], codes(problems)) == (["y"], [("sms_date_unreadable", 1)])


def test_a_backup_that_breaks_off_gives_what_stands_before(tmp_path):
    records, problems = told(tmp_path, backup(one("a"), one("b"))[:-30])
    assert ([m.text for m in records], codes(problems)) == (["a"], [("sms_file_broken", 0)])


def test_fewer_messages_than_announced_are_said(tmp_path):
    _, problems = told(tmp_path, backup(one("a"), count=7))
    assert [(p.code, p.params) for p in problems] == [
        ("sms_fewer_than_announced", {"announced": "7", "found": "1"})
    ]


def test_entities_are_refused(tmp_path):
    text = '<!DOCTYPE smses [<!ENTITY a "aaaa">]><smses><sms date="1" type="1" body="&a;"/></smses>'
    records, problems = told(tmp_path, text)
    assert (records, codes(problems)) == ([], [("sms_file_broken", 0)])


def test_other_xml_is_not_claimed(tmp_path):
    assert sms.recognize(source_of(tmp_path, "<calls count='1'><call/></calls>")) == 0


@pytest.mark.parametrize(
    ("written", "zone", "address"),
    [
        ("0170 123 45 67", "Europe/Berlin", "+491701234567"),
        ("+49 (0) 170/1234567", "Europe/Berlin", "+491701234567"),
        ("0049 170 1234567", "Europe/Berlin", "+491701234567"),
        ("0664 1234567", "Europe/Vienna", "+436641234567"),
        ("(555) 123-4567", "America/New_York", "+15551234567"),
        ("22911", "Europe/Berlin", "22911"),
        ("0170 1234567", "Asia/Tokyo", "01701234567"),
        ("PostAG", "Europe/Berlin", ""),
    ],
)
def test_a_number_has_one_form(written, zone, address):
    assert phone_address(written, zone) == address


def test_the_shared_sample_gives_what_the_eye_reads(shared):
    path = shared / "data/formats/sms-backup-restore/sms-20250203.xml"
    records, problems = read(sms, Source(path, path.name))
    assert problems == []
    assert [(m.text, m.outgoing, m.conversation) for m in records] == [
        ("Bin 10 Min später. Gruß\nJo", False, "Jo Muster"),
        ("Alles klar 👍", True, "Jo Muster"),
    ]
