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
_MAX_EVENTS = 200_000
_VALUES = frozenset({"string", "number", "boolean", "null"})


@dataclass(slots=True)
class _Chat:
    """The chat that is being read: what stands before its messages in the file."""

    prefix: str = ""
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
                    yield Problem("record_too_large", source.name, row)
                elif isinstance(entry, dict) and entry.get("type", "message") == "message":
                    yield _message(entry, chat, owner, Origin(source.name, row))
    except (ijson.JSONError, UnicodeError) as error:
        yield Problem("json_broken", source.name, 0, {"reason": str(error).splitlines()[0][:120], "row": str(row)})


def _items(stream: IO[bytes], max_depth: int) -> Iterator[tuple[_Chat, str, Any]]:
    """Yield each entry of each `messages` list with its chat and the handle of the account's owner.

    An entry that is nested too deeply or holds too much is given as None.
    """
    owner = ""
    chat = _Chat()
    building: str | None = None
    builder = ijson.ObjectBuilder()
    events = depth = 0
    for prefix, event, value in ijson.parse(stream, use_float=True):
        if building is not None:
            events += 1
            depth += (event in {"start_map", "start_array"}) - (event in {"end_map", "end_array"})
            if events < _MAX_EVENTS and depth < max_depth:
                builder.event(event, value)
            elif event != "end_map" or prefix != building:
                events = _MAX_EVENTS
            if prefix == building and event == "end_map":
                yield chat, owner, builder.value if events < _MAX_EVENTS else None
                building = None
        elif event == "start_map" and prefix in {"messages.item", "chats.list.item.messages.item"}:
            building, builder, events, depth = prefix, ijson.ObjectBuilder(), 1, 1
            builder.event(event, value)
        elif event == "start_map" and prefix in {"", "chats.list.item", "left_chats.list.item"}:
            chat = _Chat(f"{prefix}." if prefix else "")
        elif event in _VALUES and prefix == "personal_information.user_id":
            owner = f"user{value}"
        elif event in _VALUES and prefix.startswith(chat.prefix):
            name = prefix[len(chat.prefix) :]
            if name in {"name", "type", "id"} and value is not None:
                chat.facts[name] = str(value)


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
