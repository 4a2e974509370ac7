from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.chatstamps import OrderOfDates, moment, read_stamp
from cleanbreak.importers.formats import whatsapp
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin

ANDROID = """\
03.02.25, 09:14 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Tippe, um mehr zu erfahren.
03.02.25, 09:14 - Jo Muster: Guten Morgen: die Fotos sind da.
03.02.25, 09:15 - Kim Beispiel: Danke.
Ich baue sie heute ein.

Bis dann
03.02.25, 21:16 - Jo Muster: <Medien ausgeschlossen>
"""


def messages(folder, text, name="chat.txt"):
    return read(whatsapp, source_of(folder, text, name))[0]


def told(folder, text):
    return [(m.sent_at.isoformat(), m.from_name, m.text) for m in messages(folder, text)]


def test_a_german_android_chat_is_read_whole(tmp_path):
    records, problems = read(whatsapp, source_of(tmp_path, ANDROID, "WhatsApp Chat mit Jo Muster.txt"))
    jo, kim = ("Jo Muster", "jo muster"), ("Kim Beispiel", "kim beispiel")
    file = "WhatsApp Chat mit Jo Muster.txt"

    def message(row, at, sender, to, text):
        return Message(
            origin=Origin(file, row),
            channel="whatsapp",
            sent_at=at,
            from_address=sender[1],
            from_name=sender[0],
            to=(to,),
            text=text,
            conversation="Jo Muster",
        )

    assert problems == []
    assert records == [
        message(2, datetime(2025, 2, 3, 9, 14), jo, kim, "Guten Morgen: die Fotos sind da."),
        message(3, datetime(2025, 2, 3, 9, 15), kim, jo, "Danke.\nIch baue sie heute ein.\n\nBis dann"),
        message(7, datetime(2025, 2, 3, 21, 16), jo, kim, "<Medien ausgeschlossen>"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[03.02.25, 09:14:07] Jo: x", "2025-02-03T09:14:07"),
        ("\u200e[03.02.25, 09:14:07] Jo: x", "2025-02-03T09:14:07"),
        ("[2/3/25, 9:14:07\u202fAM] Jo: x", "2025-02-03T09:14:07"),
        ("2/3/25, 9:14 PM - Jo: x", "2025-02-03T21:14:00"),
        ("2/3/25, 12:14 AM - Jo: x", "2025-02-03T00:14:00"),
        ("03/02/2025, 09:14 - Jo: x", "2025-02-03T09:14:00"),
        ("3/2/25 9:14 p. m. - Jo: x", "2025-02-03T21:14:00"),
        ("13-12-2024, 14:30 - Jo: x", "2024-12-13T14:30:00"),
        ("2024/12/10, 14:30 - Jo: x", "2024-12-10T14:30:00"),
        ("13.6.2018 klo 21.25.15 - Jo: x", "2018-06-13T21:25:15"),
        ("[15-01-20 02:22:56] Jo: x", "2020-01-15T02:22:56"),
        ("13.06.18 21.25.15: Jo: x", "2018-06-13T21:25:15"),
    ],
)
def test_the_stamp_of_many_telephones_is_read(tmp_path, line, expected):
    assert told(tmp_path, line + "\n") == [(expected, "Jo", "x")]


def test_a_day_above_twelve_decides_for_the_whole_file(tmp_path):
    text = "3/2/25, 09:00 - Jo: a\n3/14/25, 09:00 - Jo: b\n"
    assert [at for at, _, _ in told(tmp_path, text)] == ["2025-03-02T09:00:00", "2025-03-14T09:00:00"]


def test_the_order_in_time_decides_where_no_day_is_above_twelve(tmp_path):
    text = "1/12/25, 09:00 - Jo: a\n2/1/25, 09:00 - Jo: b\n2/2/25, 09:00 - Jo: c\n"
    records, problems = read(whatsapp, source_of(tmp_path, text))
    assert [m.sent_at.date().isoformat() for m in records] == ["2025-01-12", "2025-02-01", "2025-02-02"]
    assert problems == []


def test_days_in_a_row_are_one_week_and_not_one_day_of_every_month(tmp_path):
    text = "1/5/25, 9:00 AM - Jo: a\n2/5/25, 9:00 AM - Jo: b\n3/5/25, 9:00 AM - Jo: c\n"
    assert [at[:10] for at, _, _ in told(tmp_path, text)] == ["2025-05-01", "2025-05-02", "2025-05-03"]


def test_an_order_that_nothing_decides_is_assumed_and_said(tmp_path):
    _, problems = read(whatsapp, source_of(tmp_path, "03/02/2025, 09:14 - Jo: x\n"))
    assert [(p.code, p.params) for p in problems] == [("chat_date_order_assumed", {"order": "DD/MM/YY"})]


def test_a_date_that_does_not_exist_is_a_problem_with_its_line(tmp_path):
    text = "03.02.25, 09:14 - Jo: a\n31.02.25, 09:14 - Jo: b\n28.02.25, 09:14 - Jo: c\n"
    records, problems = read(whatsapp, source_of(tmp_path, text))
    assert [m.text for m in records] == ["a", "c"]
    assert codes(problems) == [("chat_date_unreadable", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "\u200eBild weggelassen",
        "\u200eimage omitted",
        "Rechnung.pdf • \u200e3 Seiten \u200eDokument weggelassen",
        "\u200e<Anhang: 0001-PHOTO.jpg>",
        "IMG-1.jpg (Datei angehängt)",
        "Diese Nachricht wurde gelöscht.",
        "\u200eDu hast diese Nachricht gelöscht.",
        "\u200eThis message was deleted.",
    ],
)
def test_media_and_deleted_messages_count(tmp_path, text):
    assert len(messages(tmp_path, f"[03.02.25, 09:14:07] Jo: {text}\n")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "[03.02.25, 09:14:07] Jo: \u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "[03.02.25, 09:14:07] Jo: \u200eVerpasster Sprachanruf",
        "03.02.25, 09:14 - Jo hat die Gruppe „Umbau: Küche“ erstellt",
        "03.02.25, 09:14 - Deine Sicherheitsnummer für Jo hat sich geändert.",
    ],
)
def test_what_whatsapp_itself_reports_is_no_message(tmp_path, line):
    assert told(tmp_path, f"{line}\n[03.02.25, 09:15:00] Kim: ja\n") == [("2025-02-03T09:15:00", "Kim", "ja")]


def test_the_mark_of_an_edited_message_is_taken_off(tmp_path):
    text = "[03.02.25, 09:14:07] Jo: Gut \u200e<Diese Nachricht wurde bearbeitet.>\n"
    assert messages(tmp_path, text)[0].text == "Gut"


def test_an_unsaved_number_becomes_an_address_without_marks(tmp_path):
    text = "[03.02.25, 09:14:07] \u202a+49\u00a0170\u00a01234567\u202c: hallo\n[03.02.25, 09:15:00] ~\u202fKim: ja\n"
    first, second = messages(tmp_path, text)
    assert (first.from_name, first.from_address) == ("+49 170 1234567", "+491701234567")
    assert (second.from_name, second.from_address) == ("Kim", "kim")


def test_a_group_names_no_other_person(tmp_path):
    text = "".join(f"03.02.25, 09:1{n} - {name}: x\n" for n, name in enumerate(["A", "B", "C"]))
    assert [m.to for m in messages(tmp_path, text)] == [(), (), ()]


def test_the_conversation_comes_from_the_name_of_the_archive(tmp_path):
    path = source_of(tmp_path, "[03.02.25, 09:14:07] Kim: ja\n", "_chat.txt").path
    source = Source(path, "WhatsApp Chat - Jo Muster.zip!_chat.txt")
    (message,) = whatsapp.read(source, ReadOptions())
    assert (message.conversation, message.to) == ("Jo Muster", (("Jo Muster", "jo muster"),))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = "03.02.25, 09:14 - Jörg: schön\r\n".encode(encoding)
    assert told(tmp_path, text) == [("2025-02-03T09:14:00", "Jörg", "schön")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Datum;Betrag\n03.02.25;1,00\n",
        "2025-02-03 09:14:07 - INFO: started\n",
        "[2025-02-03 09:14:07] ERROR: x\n",
    ],
)
def test_tables_and_log_files_are_not_claimed(tmp_path, text):
    assert whatsapp.recognize(source_of(tmp_path, text)) == 0


@given(
    st.lists(st.datetimes(datetime(2020, 1, 13), datetime(2025, 1, 1)), min_size=40, max_size=40, unique=True)
)
def test_whatever_the_order_a_long_chat_keeps_its_dates(instants):
    instants = [at.replace(second=0, microsecond=0) for at in sorted(instants)]
    for pattern in ("%d/%m/%Y, %H:%M - ", "%m/%d/%Y, %H:%M - "):
        stamps = [read_stamp(at.strftime(pattern) + "Jo: x") for at in instants]
        order = OrderOfDates()
        for stamp in stamps:
            order.add(stamp)
        assert [moment(stamp, order.decide()[0]) for stamp in stamps] == instants


@pytest.mark.parametrize(
    ("name", "count", "first", "last"),
    [
        ("de_android_authored.txt", 4, "2025-02-03T09:14:00", "2025-02-03T09:17:00"),
        ("de_ios_authored.txt", 4, "2025-02-03T09:14:07", "2025-02-03T21:47:55"),
        ("en_ios_authored.txt", 2, "2025-02-03T09:14:09", "2025-02-03T21:47:55"),
        ("german-format-test.txt", 6, "2024-12-10T14:30:00", "2024-12-10T14:36:00"),
        ("ios-format-test.txt", 4, "2025-11-13T12:25:55", "2025-12-19T08:50:53"),
        ("ios-private_chat.txt", 43, "2024-12-01T10:05:23", "2024-12-04T16:45:21"),
    ],
)
def test_the_shared_samples_give_what_the_eye_reads(shared, name, count, first, last):
    path = shared / "data" / "formats" / "whatsapp" / name
    records, _ = read(whatsapp, Source(path, name))
    assert (len(records), records[0].sent_at.isoformat(), records[-1].sent_at.isoformat()) == (
        count,
        first,
        last,
    )


def test_the_spanish_notation_is_day_first(shared):
    path = shared / "data" / "torture" / "whatsapp" / "_chat-format8.txt"
    (message,) = read(whatsapp, Source(path, path.name))[0]
    assert (message.sent_at, message.from_name, message.text) == (datetime(2018, 6, 3, 13, 55), "a", "m")
