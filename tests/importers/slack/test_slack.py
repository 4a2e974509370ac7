import json
from datetime import UTC, datetime

import pytest
from tests.importers.table_reading import codes, read

from cleanbreak.importers.formats import slack
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Message, Origin

USERS = [
    {"id": "U1", "name": "jo", "profile": {"real_name": "Jo Muster", "email": "Jo@kunde.example"}},
    {"id": "U2", "name": "kim", "profile": {"real_name": "Kim Beispiel"}},
]
JO, KIM = ("Jo Muster", "jo@kunde.example"), ("Kim Beispiel", "kim")


def export(folder, *messages, day="2025-02-03.json"):
    files = {
        "users.json": USERS,
        "channels.json": [{"id": "C1", "name": "umbau", "members": ["U1", "U2"]}],
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        f"umbau/{day}": list(messages),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content))
    return Source(folder, "export")


def said(text, user="U1", ts="1738570500.000100", **more):
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


def test_a_message_is_read_whole(tmp_path):
    records, problems = read(slack, export(tmp_path, said("hallo"), said("ja", "U2", "1738570560.000200")))
    assert problems == []
    assert records[0] == Message(
        origin=Origin("export/umbau/2025-02-03.json", 1),
        channel="slack",
        sent_at=datetime(2025, 2, 3, 8, 15, tzinfo=UTC),
        from_address="jo@kunde.example",
        from_name="Jo Muster",
        to=(KIM,),
        message_id="1738570500.000100",
        text="hallo",
        conversation="umbau",
    )
    assert (records[1].from_address, records[1].to) == ("kim", (JO,))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<@U1> bitte", "@Jo Muster bitte"),
        ("<@U9|mia>", "@mia"),
        ("<#C1|umbau> und <#C1>", "#umbau und #umbau"),
        ("<https://example.org|Plan> <https://example.org/x>", "Plan https://example.org/x"),
        ("<!here> a &lt; b &amp; c", "@here a < b & c"),
        ("<mailto:jo@kunde.example|jo@kunde.example>", "jo@kunde.example"),
    ],
)
def test_markup_is_shown_as_people_saw_it(tmp_path, written, shown):
    (message,) = read(slack, export(tmp_path, said(written)))[0]
    assert message.text == shown


def test_notices_are_no_messages_and_programs_write_automatically(tmp_path):
    bot = {
        "type": "message",
        "subtype": "bot_message",
        "bot_id": "B1",
        "username": "ci",
        "text": "ok",
        "ts": "1.1",
    }
    records, _ = read(
        slack,
        export(tmp_path, said("x", subtype="channel_join"), bot, said("Datei", subtype="file_share")),
    )
    assert [(m.text, m.kind) for m in records] == [("ok", "automatic"), ("Datei", "person")]


def test_an_answer_in_a_thread_names_what_it_answers(tmp_path):
    records, _ = read(
        slack, export(tmp_path, said("a", thread_ts="1738570500.000100"), said("b", thread_ts="1.2"))
    )
    assert [m.in_reply_to for m in records] == ["", "1.2"]


def test_a_direct_conversation_is_named_after_the_other_person(tmp_path):
    source = export(tmp_path)
    (tmp_path / "D1").mkdir()
    (tmp_path / "D1" / "2025-02-03.json").write_text(json.dumps([said("hallo")]))
    (message,) = read(slack, source)[0]
    assert (message.conversation, message.to) == ("Kim Beispiel", (KIM,))


@pytest.mark.parametrize("content", ["{", "{}", "[" * 100_000, "null"])
def test_a_damaged_day_is_a_problem_and_the_others_are_read(tmp_path, content):
    source = export(tmp_path, said("hallo"))
    (tmp_path / "umbau" / "2025-02-04.json").write_text(content)
    records, problems = read(slack, source)
    assert ([m.text for m in records], codes(problems)) == (["hallo"], [("slack_file_broken", 0)])


def test_entries_of_the_wrong_shape_do_not_stop_the_reading(tmp_path):
    odd = [None, 3, {"type": "message"}, {"type": "message", "text": None, "ts": 5, "user": []}]
    records, _ = read(slack, export(tmp_path, *odd, said("hallo")))
    assert [m.text for m in records] == ["", "", "hallo"]


def test_a_link_is_not_followed(tmp_path):
    source = export(tmp_path, said("hallo"))
    (tmp_path / "umbau" / "2025-02-04.json").symlink_to(tmp_path / "umbau" / "2025-02-03.json")
    records, problems = read(slack, source)
    assert (len(records), codes(problems)) == (1, [("slack_file_refused", 0)])


def test_a_folder_without_the_lists_is_not_claimed(tmp_path):
    assert slack.recognize(Source(tmp_path, "x")) == 0


def test_the_shared_sample_gives_what_the_eye_reads(shared):
    records, problems = read(slack, Source(shared / "data/formats/slack/export", "export"))
    assert (len(records), problems) == (9, [])
    assert (records[0].from_name, records[0].message_id, records[0].conversation) == (
        "Hamza Faran",
        "1452837352.000006",
        "enrique",
    )
    assert records[0].text.startswith("@Harry Potter: Created an issue")
