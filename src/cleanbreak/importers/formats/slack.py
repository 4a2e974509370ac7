"""Slack's export: a folder with `users.json`, `channels.json` and a folder of day files for each conversation."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cleanbreak.importers.source import Limits, ReadOptions, Source
from cleanbreak.ledger.records import Message, Origin, Problem

NAME = "slack"
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_WRITTEN = frozenset({"", "me_message", "thread_broadcast", "reply_broadcast", "file_share", "file_comment"})
_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_MOST_RECIPIENTS = 50

Mailbox = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Conversation:
    """A channel, group or direct conversation; `members` are ids, and the folder is named after it."""

    folder: str
    name: str
    members: tuple[str, ...]


@dataclass(slots=True)
class _Export:
    """What the lists beside the conversations say."""

    people: dict[str, Mailbox] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    conversations: list[_Conversation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def recognize(source: Source) -> int:
    """A folder that holds the list of users and a list of conversations."""
    if not source.path.is_dir() or not (source.path / "users.json").is_file():
        return 0
    return 95 if any((source.path / name).is_file() for name in _LISTS) else 0


def read(source: Source, options: ReadOptions) -> Iterator[Message | Problem]:
    """Yield messages conversation by conversation and day by day; joins, topics and other notices are none."""
    export = _export(source, options.limits)
    yield from export.problems
    for conversation in export.conversations:
        folder = source.path / conversation.folder
        if folder.is_symlink() or not folder.is_dir():
            continue
        for day in sorted(folder.glob("*.json")):
            name = f"{source.name}/{conversation.folder}/{day.name}"
            entries, problems = _load(day, name, options.limits)
            yield from problems
            for row, entry in enumerate(entries, 1):
                if message := _message(entry, conversation, export, Origin(name, row)):
                    yield message


def _export(source: Source, limits: Limits) -> _Export:
    export = _Export()
    users, problems = _load(source.path / "users.json", f"{source.name}/users.json", limits)
    export.problems += problems
    export.people = {str(user.get("id", "")): _person(user) for user in users}
    listed: dict[str, _Conversation] = {}
    for file in _LISTS:
        if not (source.path / file).is_file():
            continue
        conversations, problems = _load(source.path / file, f"{source.name}/{file}", limits)
        export.problems += problems
        for entry in conversations:
            found = _conversation(entry)
            listed[found.folder] = found
            export.channels[_word(entry, "id")] = found.name
    folders = sorted(child.name for child in source.path.iterdir() if child.is_dir())
    export.conversations = [listed.get(name) or _Conversation(name, name, ()) for name in folders]
    return export


def _load(path: Path, name: str, limits: Limits) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the objects of a JSON list, and what was wrong with the file."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > limits.max_record_bytes:
        return [], [Problem("slack_file_refused", name)]
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return [], [Problem("slack_file_broken", name)]
    if not isinstance(content, list):
        return [], [Problem("slack_file_broken", name)]
    return [entry for entry in content if isinstance(entry, dict)], []


def _word(entry: dict[str, Any], *names: str) -> str:
    """The first of these values that is a text and says something."""
    values = (entry.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _person(user: dict[str, Any]) -> Mailbox:
    """Return name and address: the mail address of the profile, else the handle."""
    profile = user.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    name = _word(profile, "real_name", "display_name") or _word(user, "real_name", "name")
    handle = _word(user, "name") or _word(profile, "name") or _word(user, "id")
    return name, (_word(profile, "email") or handle).casefold()


def _conversation(entry: dict[str, Any]) -> _Conversation:
    members = entry.get("members")
    known = (
        tuple(member for member in members if isinstance(member, str)) if isinstance(members, list) else ()
    )
    identity = _word(entry, "id")
    return _Conversation(_word(entry, "name") or identity, _word(entry, "name"), known)


def _message(
    entry: dict[str, Any], conversation: _Conversation, export: _Export, origin: Origin
) -> Message | None:
    """Return what a person or a program wrote, None for a notice of Slack itself."""
    subtype = _word(entry, "subtype")
    automatic = subtype == "bot_message" or ("bot_id" in entry and not _word(entry, "user"))
    if entry.get("type", "message") != "message" or (subtype not in _WRITTEN and not automatic):
        return None
    author = _word(entry, "user")
    name, address = _author(entry, author, export)
    instant = _word(entry, "ts")
    thread = _word(entry, "thread_ts")
    to = _recipients(conversation, author, export)
    return Message(
        origin=origin,
        channel="slack",
        sent_at=_sent_at(instant),
        from_address=address,
        from_name=name,
        to=to,
        message_id=instant,
        text=_text(_word(entry, "text"), export),
        kind="automatic" if automatic else "person",
        conversation=conversation.name or ", ".join(name for name, _ in to),
        in_reply_to=thread if thread != instant else "",
    )


def _author(entry: dict[str, Any], author: str, export: _Export) -> Mailbox:
    if author in export.people:
        return export.people[author]
    profile = entry.get("user_profile")
    if isinstance(profile, dict):
        return _person({"id": author, "profile": profile})
    name = _word(entry, "username", "bot_id")
    return name or author, (author or name).casefold()


def _recipients(conversation: _Conversation, author: str, export: _Export) -> tuple[Mailbox, ...]:
    if len(conversation.members) > _MOST_RECIPIENTS:
        return ()
    others = (member for member in conversation.members if member != author)
    return tuple(export.people.get(member, (member, member.casefold())) for member in others)


def _sent_at(instant: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(instant.partition(".")[0]), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(text: str, export: _Export) -> str:
    """Return the text as people saw it: names for ids, labels for links, no entities."""

    def shown(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target.startswith("@"):
            return "@" + (export.people.get(target[1:], ("", ""))[0] or label or target[1:])
        if target.startswith("#"):
            return "#" + (label or export.channels.get(target[1:], target[1:]))
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        return label or target.removeprefix("mailto:")

    return html.unescape(_MARKUP.sub(shown, text))
