import json
from datetime import UTC, datetime

from tests.importers.table_reading import codes, read, source_of

from cleanbreak.importers.formats import telegram
from cleanbreak.importers.source import Source
from cleanbreak.ledger.records import Message, Origin

JO = {"id": 1, "type": "message", "date_unixtime": "1738570500", "from": "Jo Muster", "from_id": "user4711"}
KIM = {
    "id": 3,
    "type": "message",
    "date_unixtime": "1738570560",
    "from": "Kim Beispiel",
    "from_id": "user815",
}


def chat(*messages, **facts):
    return {"name": "Jo Muster", "type": "personal_chat", "id": 4711, **facts, "messages": list(messages)}


def told(folder, content):
    text = content if isinstance(content, bytes | str) else json.dumps(content)
    return read(telegram, source_of(folder, text, "result.json"))


def test_a_chat_of_two_is_read_whole(tmp_path):
    call = {"id": 2, "type": "service", "action": "phone_call", "date_unixtime": "1738570510", "text": ""}
    text = ["Der Vertrag liegt ", {"type": "link", "text": "https://example.org/doc"}, "."]
    records, problems = told(
        tmp_path, chat(JO | {"text": text}, call, KIM | {"text": "Danke!", "reply_to_message_id": 1})
    )
    assert problems == []
    assert records == [
        Message(
            origin=Origin("result.json", 1),
            channel="telegram",
            sent_at=datetime(2025, 2, 3, 8, 15, tzinfo=UTC),
            from_address="user4711",
            from_name="Jo Muster",
            message_id="4711/1",
            text="Der Vertrag liegt https://example.org/doc.",
            conversation="Jo Muster",
            outgoing=False,
        ),
        Message(
            origin=Origin("result.json", 3),
            channel="telegram",
            sent_at=datetime(2025, 2, 3, 8, 16, tzinfo=UTC),
            from_address="user815",
            from_name="Kim Beispiel",
            to=(("Jo Muster", "user4711"),),
            message_id="4711/3",
            text="Danke!",
            conversation="Jo Muster",
            outgoing=True,
            in_reply_to="4711/1",
        ),
    ]


def test_a_full_export_tells_in_from_out_by_the_owner(tmp_path):
    group = chat(JO | {"text": "a"}, KIM | {"text": "b"}, name="Umbau", type="private_group", id=9)
    content = {
        "about": "…",
        "personal_information": {"user_id": 815},
        "chats": {"about": "", "list": [chat(), group]},
    }
    records, _ = told(tmp_path, content)
    assert [(m.conversation, m.message_id, m.outgoing) for m in records] == [
        ("Umbau", "9/1", False),
        ("Umbau", "9/3", True),
    ]


def test_an_old_export_has_local_dates_and_bare_numbers(tmp_path):
    old = {
        "id": 1,
        "type": "message",
        "date": "2019-02-03T09:14:07",
        "from": "Jo Muster",
        "from_id": 4711,
        "text": "",
    }
    (message,) = told(tmp_path, chat(old))[0]
    assert (message.sent_at, message.from_address) == (datetime(2019, 2, 3, 9, 14, 7), "user4711")


def test_a_bot_writes_automatically(tmp_path):
    (message,) = told(tmp_path, chat(JO | {"text": "x"}, type="bot_chat"))[0]
    assert message.kind == "automatic"


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path):
    text = json.dumps(chat(JO | {"text": "a"}, KIM | {"text": "b"}))
    records, problems = told(tmp_path, text[: text.index('"b"')])
    assert [m.text for m in records] == ["a"]
    assert codes(problems) == [("chat_file_broken_off", 0)]


def test_deep_nesting_ends_with_a_problem(tmp_path):
    records, problems = told(tmp_path, '{"type":"personal_chat","messages":[' + "[" * 100_000)
    assert (records, codes(problems)) == ([], [("chat_file_broken_off", 0)])


def test_a_message_of_absurd_size_is_left_out(tmp_path):
    records, problems = told(tmp_path, chat(JO | {"text": ["a"] * 200_001}, KIM | {"text": "b"}))
    assert [m.text for m in records] == ["b"]
    assert codes(problems) == [("chat_entry_too_large", 1)]


def test_a_byte_order_mark_does_not_matter(tmp_path):
    (message,) = told(tmp_path, b"\xef\xbb\xbf" + json.dumps(chat(JO | {"text": "a"})).encode())[0]
    assert message.text == "a"


def test_other_json_is_not_claimed(tmp_path):
    assert telegram.recognize(source_of(tmp_path, '{"messages": [], "type": "log"}')) == 0


def test_the_shared_sample_gives_what_the_eye_reads(shared):
    records, _ = read(telegram, Source(shared / "data/formats/telegram/result.json", "result.json"))
    assert [(m.message_id, m.from_name, m.text) for m in records] == [
        ("4711/2", "Jo Muster", "Der Vertrag liegt https://example.org/doc."),
        ("4711/3", "Kim Beispiel", "Danke!"),
    ]
