"""What a mail is besides correspondence: automatic, bulk, list, report, calendar, draft, spam, trash; and whether it went out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from cleanbreak.importers.mail.headers import Fields, header_text

DRAFT_FOLDERS = frozenset({"drafts", "draft", "entwürfe", "entwurf", "brouillons", "bozze", "borradores"})
SPAM_FOLDERS = frozenset(
    {
        "spam",
        "junk",
        "junk-e-mail",
        "junk e-mail",
        "junk email",
        "junk mail",
        "spamverdacht",
        "unerwünscht",
        "bulk mail",
    }
)
TRASH_FOLDERS = frozenset(
    {
        "trash", "papierkorb", "bin", "deleted", "deleted items", "deleted messages", "deleted mail", "gelöscht",
        "gelöschte elemente", "gelöschte objekte", "gelöschte nachrichten", "corbeille",
    }
)  # fmt: skip
SENT_FOLDERS = frozenset(
    {
        "sent", "gesendet", "gesendete", "gesendete elemente", "gesendete objekte", "gesendete nachrichten", "sent items",
        "sent messages", "sent mail", "sent-mail", "postausgang", "outbox", "gesendete e-mails",
    }
)  # fmt: skip
_FOLDER_PARTS = re.compile(r"[/\\!]")
_ENDINGS = (".mbox", ".mbx", ".sbd", ".mbs", ".eml")
_ROBOT = re.compile(
    r"(?:^|[._+-])(?:no[._-]?reply|do[._-]?not[._-]?reply|not?[._-]?repl(?:y|ies)|keine[._-]?antwort|nicht[._-]?antworten|"
    r"mailer-daemon|autoresponder|auto-?reply)\d{0,4}(?:$|[._+-])|^(?:nobody|bounces?|notifications?|postmaster)$"
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster)@?")
_AWAY = re.compile(
    r"\s*(?:automatische antwort|automatic reply|abwesenheitsnotiz|abwesenheitsbenachrichtigung|out of (?:the )?office|"
    r"auto(?:matic)?[- ]?(?:reply|response|antwort)|autoreply|réponse automatique)\s*[:\]-]",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    rb"(?im)^content-type:[ \t]*text/calendar\b[^\n]*(?:\n[ \t][^\n]*){0,6}?method[ \t]*=[ \t]*\"?(?:request|reply|cancel|counter|"
    rb"declinecounter|refresh)"
)
_CALENDAR_PARTS = (b"Content-Type: text/calendar", b"Content-type: text/calendar")
INVITATION_BYTES = 128 * 1024


@lru_cache(maxsize=1024)
def folder_words(folder: str) -> tuple[str, ...]:
    """The parts of a folder path in lower case, without mailbox endings; `.Sent` and `INBOX.Sent` are taken apart."""
    words: list[str] = []
    for part in _FOLDER_PARTS.split(folder.lower()):
        for ending in _ENDINGS:
            part = part.removesuffix(ending)
        words.append(part.strip(" \"'"))
        if part.startswith((".", "inbox.")):
            words.extend(part.split("."))
    return tuple(words)


@lru_cache(maxsize=1024)
def labels_of(value: bytes) -> tuple[str, ...]:
    """The Takeout labels in the value of `X-Gmail-Labels`, decoded."""
    return tuple(label.strip(" \"'") for label in header_text(value).split(","))


def place_kind(words: Sequence[str]) -> str:
    """`draft`, `spam` or `trash` when the folder or label says so, else empty."""
    for word in words:
        if word in DRAFT_FOLDERS:
            return "draft"
        if word in SPAM_FOLDERS:
            return "spam"
        if word in TRASH_FOLDERS:
            return "trash"
    return ""


def is_sent(words: Sequence[str]) -> bool:
    """Tell whether the folder or label says the practice wrote it."""
    return any(word in SENT_FOLDERS for word in words)


def is_expunged(fields: Fields) -> bool:
    """Thunderbird marked the mail as deleted but has not compacted the file yet."""
    try:
        return bool(int(fields.get(b"x-mozilla-status", b"0")[:8] or b"0", 16) & 0x0008)
    except ValueError:
        return False


def kind_by_headers(fields: Fields, sender: str, subject: str, content_type: bytes, raw: bytes) -> str:
    """What the headers say the mail is; `person` when they say nothing else."""
    if content_type.startswith((b"multipart/report", b"message/delivery-status", b"message/disposition-notification")):
        return "report"
    if b"x-failed-recipients" in fields or (fields.get(b"return-path") == b"<>" and _DAEMON.match(sender)):
        return "report"
    if _is_calendar(fields, content_type, raw):
        return "calendar"
    if _is_automatic(fields, sender, subject):
        return "automatic"
    return _bulk_or_list(fields)


def _is_calendar(fields: Fields, content_type: bytes, raw: bytes) -> bool:
    if content_type.startswith(b"text/calendar") or fields.get(b"content-class", b"").endswith(b"calendarmessage"):
        return True
    if not content_type.startswith(b"multipart/"):
        return False
    wanted = _CALENDAR_PARTS[raw.find(b"\nContent-Type:", 0, INVITATION_BYTES) < 0]
    if raw.find(wanted, 0, INVITATION_BYTES) < 0:
        return False
    return _INVITATION.search(raw[:INVITATION_BYTES]) is not None


def _is_automatic(fields: Fields, sender: str, subject: str) -> bool:
    submitted = fields.get(b"auto-submitted") or fields.get(b"autosubmitted")
    if submitted and not submitted.lower().startswith(b"no"):
        return True
    if b"x-autoreply" in fields and fields[b"x-autoreply"].lower() not in (b"no", b"false", b"0"):
        return True
    if b"x-autorespond" in fields or b"x-autogenerated" in fields or b"x-vacation" in fields:
        return True
    if fields.get(b"precedence", b"").lower().startswith((b"auto_reply", b"auto-reply")):
        return True
    return _ROBOT.search(sender.partition("@")[0]) is not None or _AWAY.match(subject) is not None


def _bulk_or_list(fields: Fields) -> str:
    precedence = fields.get(b"precedence", b"").lower()
    if b"list-unsubscribe" in fields or precedence.startswith((b"bulk", b"junk")):
        return "bulk"
    if b"list-id" in fields or precedence.startswith(b"list"):
        return "list"
    if fields.get(b"x-spam-flag", b"").lower().startswith(b"yes"):
        return "spam"
    return "person"
