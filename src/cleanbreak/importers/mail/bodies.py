"""The text of one mail: transfer encoding, charset, parts, flowed lines, HTML.

A mail of one part is decoded here; the parts of a larger one are found by fast-mail-parser, or, where that refuses,
by the standard library.
"""

import binascii
import email
import email.message
import re
from dataclasses import dataclass

import fast_mail_parser as fast
from fast_mail_parser import PyLazyMimePart

from cleanbreak.importers.mail.charsets import decode
from cleanbreak.importers.mail.headers import Fields, block_end, parameters, read_fields
from cleanbreak.importers.mail.htmltext import html_to_text

MAX_TEXT_CHARS = 1_000_000
MAX_FALLBACK_BYTES = 4 * 1024 * 1024
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_ESCAPED = re.compile(rb"(?m)^>(>{0,1000}From )")
_BOUNDARY_BREAK = re.compile(rb"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail; `fault` is the code of a problem worth telling, else empty."""

    text: str
    fault: str = ""


def read_body(content: bytes, fields: Fields, *, escaped: bool = False) -> Body:
    """The text of a mail from the bytes after its header block; `escaped` when an mbox may have marked `From ` lines."""
    declared = fields.get(b"content-type", b"").decode("latin-1")
    kind = declared.partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        found = _of_parts(content, declared, kind, escaped=escaped)
    elif not kind or kind.startswith("text/") or "/" not in kind:
        encoding = fields.get(b"content-transfer-encoding", b"").decode("latin-1")
        found = Body(_leaf_text(untransfer(content, encoding, escaped=escaped), kind, declared))
    else:
        found = Body("")
    if len(found.text) > MAX_TEXT_CHARS:
        return Body(found.text[:MAX_TEXT_CHARS], "mail_text_cut")
    return found


def untransfer(content: bytes, encoding: str, *, escaped: bool = False) -> bytes:
    """Undo base64 or quoted-printable, also where it is damaged, and the mark of an mbox."""
    encoding = encoding.strip().strip("\"'").lower()
    if encoding == "base64":
        return _base64(content)
    if escaped and b">From " in content:
        content = _ESCAPED.sub(rb"\1", content)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    return content


def _base64(content: bytes) -> bytes:
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        pass
    letters = _NOT_BASE64.sub(b"", content.partition(b"=")[0])
    whole = len(letters) - (len(letters) % 4 == 1)
    return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))


def _leaf_text(data: bytes, kind: str, declared: str) -> str:
    """Text of a decoded text part."""
    named = parameters(declared) if ";" in declared else {}
    text = decode(data, named.get("charset", ""))
    if kind == "text/html":
        return html_to_text(text[: 4 * MAX_TEXT_CHARS])
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
    if named.get("format", "").lower() == "flowed" and " \n" in text:
        text = unflow(text, delete_space=named.get("delsp", "").lower() == "yes")
    if kind in ("text/enriched", "text/rtf", "text/calendar"):
        return text if kind == "text/enriched" else ""
    return text


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the own lines that `format=flowed` broke; quoted lines and the signature mark stay as they are."""
    lines: list[str] = []
    pieces: list[str] = []
    for line in text.split("\n"):
        first = line[:1]
        if first == ">" or line == "-- ":
            if pieces:
                lines.append("".join(pieces).rstrip(" "))
                pieces = []
            lines.append(line)
            continue
        if first == " ":
            line = line[1:]
        if line[-1:] == " ":
            pieces.append(line[:-1] if delete_space else line)
        elif pieces:
            pieces.append(line)
            lines.append("".join(pieces))
            pieces = []
        else:
            lines.append(line)
    if pieces:
        lines.append("".join(pieces).rstrip(" "))
    return "\n".join(lines)


def _of_parts(content: bytes, declared: str, kind: str, *, escaped: bool) -> Body:
    if kind == "multipart/alternative":
        text = _first_alternative(content, parameters(declared).get("boundary", ""), escaped=escaped)
        if text.strip():
            return Body(text)
    head = b"Content-Type: " + _BOUNDARY_BREAK.sub(b" ", declared.encode("latin-1")) + b"\r\n\r\n"
    try:
        root = fast.parse_email_tree(head + content, mode="lazy")
        return Body(_part_text(root, escaped=escaped))
    except (fast.ParseError, ValueError):
        return _by_library(head + content)


def _first_alternative(content: bytes, boundary: str, *, escaped: bool) -> str:
    """The plain text that well-made mail puts first among the alternatives; empty when it is not so."""
    mark = b"--" + boundary.encode("latin-1", "replace")
    opening = content.find(mark)
    if not boundary or opening < 0 or (opening and content[opening - 1 : opening] != b"\n"):
        return ""
    start = content.find(b"\n", opening) + 1
    end, begin = block_end(content, start)
    closing = content.find(b"\n" + mark, max(begin - 1, 0))
    if not start or closing < begin or content[opening + len(mark) : start].strip():
        return ""
    fields = read_fields(content[start:end])
    declared = fields.get(b"content-type", b"").decode("latin-1")
    if not declared.lower().startswith("text/plain") or b"attachment" in content[start:end]:
        return ""
    encoding = fields.get(b"content-transfer-encoding", b"").decode("latin-1")
    piece = content[begin:closing].removesuffix(b"\r")
    return _leaf_text(untransfer(piece, encoding, escaped=escaped), "text/plain", declared)


def _part_text(part: PyLazyMimePart, *, escaped: bool) -> str:
    """Text of a part: the plain alternative before the HTML one, several parts below each other."""
    kind = part.content_type.lower()
    if part.is_message or (part.disposition or "").lower().startswith("attachment"):
        return ""
    if not kind.startswith("multipart/"):
        return _of_leaf(part, kind, escaped=escaped)
    if kind == "multipart/alternative":
        return _of_alternatives([(child.content_type.lower(), child) for child in part.children], escaped=escaped)
    if kind == "multipart/digest":
        return ""
    texts = [text for child in part.children if (text := _part_text(child, escaped=escaped)).strip()]
    return "\n".join(texts)


def _of_leaf(part: PyLazyMimePart, kind: str, *, escaped: bool) -> str:
    if not kind.startswith("text/") or (part.filename and part.disposition):
        return ""
    declared = next(iter(_header(part, "content-type")), kind)
    data = part.content or b""
    if escaped and b">From " in data and "base64" not in "".join(_header(part, "content-transfer-encoding")).lower():
        data = _ESCAPED.sub(rb"\1", data)
    return _leaf_text(data, kind, declared)


def _header(part: PyLazyMimePart, name: str) -> list[str]:
    for key, values in part.headers.items():
        if key.lower() == name:
            return values
    return []


def _of_alternatives(children: list[tuple[str, PyLazyMimePart]], *, escaped: bool) -> str:
    """The first alternative with words in it: plain text, then containers, then HTML."""
    for wanted in ("text/plain", "multipart/", "text/html", "text/"):
        for kind, child in children:
            if kind.startswith(wanted):
                text = _part_text(child, escaped=escaped)
                if text.strip():
                    return text
    return ""


def _by_library(raw: bytes) -> Body:
    """The same by the standard library, for what fast-mail-parser refuses (nesting, broken encodings)."""
    try:
        message = email.message_from_bytes(raw[:MAX_FALLBACK_BYTES])
        plain, rich = _library_texts(message)
    except (RecursionError, ValueError, LookupError, AttributeError, IndexError, TypeError, AssertionError):
        return Body("", "mail_structure")
    return Body(plain if plain.strip() else rich, "" if plain.strip() or rich.strip() else "mail_structure")


def _library_texts(message: email.message.Message) -> tuple[str, str]:
    plain: list[str] = []
    rich: list[str] = []
    stack: list[email.message.Message] = [message]
    while stack:
        part = stack.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            if part.get_content_maintype() == "multipart":
                stack.extend(reversed([child for child in payload if isinstance(child, email.message.Message)]))
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
            continue
        data = part.get_payload(decode=True)
        text = _leaf_text(data if isinstance(data, bytes) else b"", kind, str(part.get("content-type", kind)))
        (plain if kind == "text/plain" else rich).append(text)
    return "\n".join(plain), "\n".join(rich)
