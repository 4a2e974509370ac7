import pytest
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import vcard
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Card, Origin


def told(folder, text, options=None):
    return read(vcard, source_of(folder, text, "contacts.vcf"), options)


def card(*lines, end=True):
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, *(["END:VCARD"] if end else [])]) + "\r\n"


def test_a_card_is_read_whole(tmp_path):
    text = card(
        "FN:Jo Muster",
        "N:Muster;Jo;;;",
        "ORG:Muster\\, Söhne \\; Co;Einkauf",
        "EMAIL;TYPE=INTERNET:Jo@Kunde.example",
        "item1.EMAIL:jo.privat@example.org",
        "item1.X-ABLabel:privat",
        "TEL;TYPE=CELL:0170 1234567",
        "URL:https\\://kunde.example",
        "NOTE:Zeile eins\\nZeile",
        "  zwei",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
    )
    records, problems = told(tmp_path, text)
    assert problems == []
    assert records == [
        Card(
            origin=Origin("contacts.vcf", 1),
            name="Jo Muster",
            organization="Muster, Söhne ; Co",
            emails=("jo@kunde.example", "jo.privat@example.org"),
            phones=("+491701234567",),
            note="Zeile eins\nZeile zwei",
            urls=("https://kunde.example",),
        )
    ]


def test_quoted_printable_with_soft_breaks_is_joined(tmp_path):
    text = (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6=\n=72g Muster\n"
        "ORG;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller\nEMAIL;PREF;INTERNET:j@example.org\nEND:VCARD\n"
    )
    (found,) = told(tmp_path, text)[0]
    assert (found.name, found.organization, found.emails) == ("Jörg Muster", "Müller", ("j@example.org",))


def test_a_version_four_card_is_read(tmp_path):
    text = card(
        "FN:Muster GmbH",
        "KIND:org",
        "TEL;VALUE=uri:tel:+49-30-123456;ext=12",
        'EMAIL;PID="1,2":mailto:a@b.example',
    )
    (found,) = told(tmp_path, text)[0]
    assert (found.organization, found.phones, found.emails) == (
        "Muster GmbH",
        ("+4930123456",),
        ("a@b.example",),
    )


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Muster;Jo;Maria;Dr.;"], "Jo Maria Muster"),
        (["ORG:Muster GmbH"], "Muster GmbH"),
        (["NICKNAME:Jojo"], "Jojo"),
        (["EMAIL:jo@kunde.example"], "jo@kunde.example"),
        ([], ""),
    ],
)
def test_a_card_without_a_full_name_is_named_by_what_it_has(tmp_path, lines, name):
    assert [c.name for c in told(tmp_path, card(*lines))[0]] == [name]


def test_several_cards_stay_apart_and_a_missing_end_is_said(tmp_path):
    records, problems = told(tmp_path, card("FN:A", end=False) + card("FN:B"))
    assert [c.name for c in records] == ["A", "B"]
    assert codes(problems) == [("card_not_ended", 1)]


def test_a_card_inside_a_card_is_a_card_of_its_own(tmp_path):
    records, problems = told(
        tmp_path, card("FN:Chefin", "AGENT:", *card("FN:Agent").splitlines(), "ORG:Muster GmbH")
    )
    assert [(c.name, c.organization) for c in records] == [("Agent", ""), ("Chefin", "Muster GmbH")]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_encodings_and_line_ends_do_not_matter(tmp_path, encoding, end):
    text = card("FN:Jörg").replace("\r\n", end).encode(encoding)
    assert [c.name for c in told(tmp_path, text)[0]] == ["Jörg"]


def test_a_fold_inside_a_character_is_healed(tmp_path):
    text = card("FN:J@rg").encode().replace(b"@", b"\xc3\r\n \xb6")
    assert [c.name for c in told(tmp_path, text)[0]] == ["Jörg"]


@pytest.mark.parametrize(
    "line", ["FN;X", ";;;:", 'NOTE;A="b:c', "TEL:", "\x00", "EMAIL:kein", "ORG:\\", "FN;CHARSET=hex:"]
)
def test_a_broken_line_does_not_stop_the_reading(tmp_path, line):
    records, problems = told(tmp_path, card(line, "FN:Jo"))
    assert ([c.name for c in records], problems) == (["Jo"], [])


def test_cards_nested_without_end_are_bounded(tmp_path):
    records, problems = told(tmp_path, "BEGIN:VCARD\nAGENT:\n" * 5_000, ReadOptions())
    assert len(records) == ReadOptions().limits.max_depth
    assert {p.code for p in problems} == {"cards_nested_too_deeply", "card_not_ended"}


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "From: a@b\n\nBEGIN:VCARD\n", "", "name;mail\n"]
)
def test_other_files_are_not_claimed(tmp_path, text):
    assert vcard.recognize(source_of(tmp_path, text)) == 0


@pytest.mark.parametrize(
    ("path", "name", "organization", "emails"),
    [
        ("formats/vcard/John_Doe_GMAIL.vcf", "Mr. John Richter, James Doe Sr.", "IBM", ("john.doe@ibm.com",)),
        ("formats/vcard/outlook-2003.vcf", "John Doe III", "Company, The", ("jdoe@hotmail.com",)),
        (
            "torture/vcard-ezvcard/gmail-single.vcf",
            "Greg Dartmouth",
            "TheCompany",
            ("gdartmouth@hotmail.com",),
        ),
        (
            "torture/ics-icaljs/parser-vcard3.vcf",
            "Mr. John Q. Public, Esq.",
            "ABC, Inc.",
            ("jqpublic@xyz.dom1.com", "jdoe@isp.net", "jane_doe@abc.com"),
        ),
    ],
)
def test_the_shared_samples_give_what_the_eye_reads(shared, path, name, organization, emails):
    (found,) = read(vcard, Source(shared / "data" / path, "x.vcf"))[0]
    assert (found.name, found.organization, found.emails) == (name, organization, emails)
