"""Telegram Desktop's `result.json`: one chat, or all chats of an account. Read as a stream."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

import ijson

from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.importers.textlines import head_text, open_utf8
from cleanbreak.ledger.records import Message, Origin, Problem

NAME = "telegram"
_KINDS = (
    r"saved_messages|replies|verification_codes|personal_chat|bot_chat|private_group|private_supergroup"
    r"|public_supergroup|private_channel|public_channel"
)
_CHAT = re.compile(rf'"type"\s*:\s*"(?:{_KINDS})"')
_MESSAGES = {
    ("", "messages"),
    ("", "chats", "list", "list", "messages"),
    ("", "left_chats", "list", "list", "messages"),
}
_CHATS = {(), ("", "chats", "list"), ("", "left_chats", "list")}
_STARTS, _ENDS = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})
_MAX_EVENTS = 200_000
_LONGEST_VALUE = 4_000_000
_VALUES = frozenset({"string", "number", "boolean", "null"})


@dataclass(slots=True)
class _Chat:
    """The chat that is being read: what stands before its messages in the file."""

    facts: dict[str, str] = field(default_factory=dict)

    @property
    def one_to_one(self) -> bool:
        return self.facts.get("type") in {"personal_chat", "bot_chat"}

    @property
    def other(self) -> tuple[str, str]:
        """Name and handle of the other person of a chat of two."""
        return self.facts.get("name", ""), f"user{self.facts.get('id', '')}"


def recognize(source: Source) -> int:
    """A JSON object with one of Telegram's kinds of chat, or the account's own facts before a long list of contacts."""
    text = head_text(source)
    if not text.lstrip().startswith("{"):
        return 0
    if _CHAT.search(text):
        return 95
    return 80 if '"personal_information"' in text and '"user_id"' in text else 0


def read(source: Source, options: ReadOptions) -> Iterator[Message | Problem]:
    """Yield messages chat by chat; calls, joins and other service entries are none."""
    row = 0
    try:
        with open_utf8(source) as stream:
            for row, item in enumerate(_items(stream, options.limits.max_depth), 1):
                chat, owner, entry = item
                if entry is None:
                    yield Problem("chat_entry_too_large", source.name, row)
                elif isinstance(entry, dict) and entry.get("type", "message") == "message":
                    yield _message(entry, chat, owner, Origin(source.name, row))
    except (ijson.JSONError, UnicodeError) as error:
        yield Problem(
            "chat_file_broken_off",
            source.name,
            0,
            {"reason": str(error).splitlines()[0][:120], "row": str(row)},
        )


class _Guarded:
    """Hands out bytes until one value takes too many of them: the parser reads a long one again with every piece."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        piece = self._stream.read(size)
        self.taken += len(piece)
        if self.taken > _LONGEST_VALUE:
            raise ijson.JSONError("a text in it is too long")
        return piece


def _items(stream: IO[bytes], max_depth: int) -> Iterator[tuple[_Chat, str, Any]]:
    """Yield each entry of each `messages` list with its chat and the handle of the account's owner.

    An entry that holds too much is given as None.
    """
    guarded = _Guarded(stream)
    owner, key = "", ""
    chat = _Chat()
    path: list[str] = []
    entry_at = events = 0
    builder = ijson.ObjectBuilder()
    for event, value in ijson.basic_parse(guarded, use_float=True):
        guarded.taken = 0
        if event in _STARTS:
            path.append(key)
            if len(path) > max_depth:
                raise ijson.JSONError("it is nested too deeply")
            if not entry_at and event == "start_map":
                if tuple(path[:-1]) in _MESSAGES:
                    entry_at, events, builder = len(path), 0, ijson.ObjectBuilder()
                elif tuple(path[:-1]) in _CHATS:
                    chat = _Chat()
        if entry_at:
            events += 1
            if events < _MAX_EVENTS:
                builder.event(event, value)
        elif event == "map_key":
            key = value
        elif event in _VALUES and value is not None:
            if path[1:] == ["personal_information"] and key == "user_id":
                owner = f"user{value}"
            elif key in {"name", "type", "id"} and tuple(path[:-1]) in _CHATS:
                chat.facts[key] = str(value)
        if event in _ENDS:
            key = path.pop()
            if entry_at > len(path):
                yield chat, owner, builder.value if events < _MAX_EVENTS else None
                entry_at = 0


def _message(entry: dict[str, Any], chat: _Chat, owner: str, origin: Origin) -> Message:
    handle = _handle(entry.get("from_id"))
    name = _plain(entry.get("from") or entry.get("author"))
    number = chat.facts.get("id", "")
    reply = entry.get("reply_to_message_id")
    to: tuple[tuple[str, str], ...] = ()
    outgoing = handle == owner if owner and handle else None
    if chat.one_to_one and handle:
        incoming = handle == chat.other[1]
        outgoing = not incoming
        to = (("", owner),) if incoming and owner else () if incoming else (chat.other,)
    return Message(
        origin=origin,
        channel="telegram",
        sent_at=_sent_at(entry),
        from_address=handle or name.casefold(),
        from_name=name,
        to=to,
        message_id=f"{number}/{entry['id']}" if "id" in entry else "",
        text=_text(entry.get("text", "")),
        kind="automatic" if chat.facts.get("type") == "bot_chat" and not outgoing else "person",
        conversation=chat.facts.get("name", ""),
        outgoing=outgoing,
        in_reply_to=f"{number}/{reply}" if reply is not None else "",
    )


def _handle(value: object) -> str:
    """Return the sender's handle; old exports give the bare number of a person."""
    return f"user{value}" if isinstance(value, int) else _plain(value).lower()


def _plain(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _sent_at(entry: dict[str, Any]) -> datetime | None:
    """Return the instant; where only the local date is given, the wall time."""
    try:
        if entry.get("date_unixtime"):
            return datetime.fromtimestamp(int(entry["date_unixtime"]), UTC)
        return datetime.fromisoformat(str(entry.get("date", "")))
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _text(value: object) -> str:
    """Return the text of a string, an object with a text, or a list of both."""
    if isinstance(value, list):
        return "".join(_text(part) for part in value if not isinstance(part, list))
    if isinstance(value, dict):
        value = value.get("text", "")
    return value if isinstance(value, str) else ""
