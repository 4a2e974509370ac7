"""Mail as Google Takeout exports it: one mbox, labels in a header, every kind of body encoding.

Built by hand and not with `email.message`, whose folding differs between Python versions: the bytes must not.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from cleanbreak.examples.plan import Mail, Person

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENCODED_BYTES = 39
BERLIN = ZoneInfo("Europe/Berlin")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def encoded(text: str, comma_safe: bool = False) -> str:
    """Return a header text, as RFC 2047 words where it is not plain ASCII."""
    if text.isascii():
        return text
    words, chunk = [], ""
    for char in text:
        if len((chunk + char).encode()) > ENCODED_BYTES:
            words.append(chunk)
            chunk = ""
        chunk += char
    safe = b",:" if comma_safe else b""
    return "\n ".join(f"=?UTF-8?Q?{_q(word.encode(), safe)}?=" for word in [*words, chunk])


def _q(data: bytes, safe: bytes) -> str:
    keep = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/" + safe
    return "".join("_" if b == 32 else chr(b) if b in keep else f"={b:02X}" for b in data)


def address(person: Person) -> str:
    """Return a mailbox as a header shows it."""
    name = encoded(person.name)
    if name.isascii() and "=?" not in name and any(c in name for c in ".,&()"):
        name = f'"{name}"'
    return f"{name} <{person.email}>"


def mail_date(local: datetime, zone: str) -> str:
    """Return a Date header: the same moment as the practice's wall time, told in the sender's zone."""
    at = local.replace(tzinfo=BERLIN).astimezone(ZoneInfo(zone))
    offset = at.strftime("%z")
    return f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M:%S} {offset}"


def separator(local: datetime, number: str) -> str:
    """Return the line that begins a mail in the mbox."""
    at = local.replace(tzinfo=BERLIN).astimezone(UTC)
    return f"From {number}@xxx {DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:02d} {at:%H:%M:%S} +0000 {at.year}\n"


def _headers(mail: Mail) -> list[str]:
    lines = [
        f"X-GM-THRID: {mail.thread}",
        f"X-Gmail-Labels: {encoded(mail.labels, comma_safe=True)}",
        f"Message-ID: <{mail.message_id}>",
    ]
    if mail.answers:
        lines.append(f"In-Reply-To: <{mail.answers[-1]}>")
        lines.append("References: " + "\n ".join(f"<{i}>" for i in mail.answers))
    lines += [f"Date: {mail_date(mail.at, mail.zone)}", f"From: {address(mail.sender)}"]
    lines.append("To: " + ",\n ".join(address(p) for p in mail.to))
    if mail.cc:
        lines.append("Cc: " + ",\n ".join(address(p) for p in mail.cc))
    lines.append(f"Subject: {encoded(mail.subject)}")
    if mail.kind == "bulk":
        lines += [
            f"List-Unsubscribe: <https://{mail.sender.email.partition('@')[2]}/abmelden>",
            "Precedence: bulk",
        ]
    if mail.kind == "automatic":
        lines += ["Auto-Submitted: auto-replied", "Precedence: auto_reply"]
    return [*lines, "MIME-Version: 1.0"]


def _part(kind: str, text: str, encoding: str) -> list[str]:
    data = text.encode()
    if encoding == "base64":
        body = base64.encodebytes(data).decode("ascii").rstrip("\n")
    elif encoding == "8bit":
        body = text.rstrip("\n")
    else:
        encoding = "quoted-printable"
        body = binascii.b2a_qp(data, istext=True).decode("ascii").rstrip("\n")
    return [f"Content-Type: text/{kind}; charset=UTF-8", f"Content-Transfer-Encoding: {encoding}", "", body]


def html(text: str) -> str:
    """Return the body as HTML, quoted lines in a blockquote."""
    own: list[str] = []
    quoted: list[str] = []
    for line in text.splitlines():
        (quoted if line.startswith(">") or quoted else own).append(line)
    shown = "".join(f"<p>{escape(line, quote=False)}</p>\n" if line else "<br>\n" for line in own)
    if quoted:
        inner = "<br>\n".join(escape(line.removeprefix(">").strip(), quote=False) for line in quoted)
        shown += f'<div class="gmail_quote"><blockquote>{inner}</blockquote></div>\n'
    return f'<html><head><meta charset="UTF-8"></head><body>\n{shown}</body></html>'


def _body(mail: Mail) -> list[str]:
    if mail.kind == "invitation":
        return _multipart("alternative", mail, [_part("plain", mail.text, "8bit"), _invitation(mail)])
    if mail.attachment:
        name = mail.attachment
        pdf = [
            "Content-Type: application/pdf",
            f'Content-Disposition: attachment; filename="{name}"',
            "Content-Transfer-Encoding: base64",
            "",
        ]
        pdf.append(base64.encodebytes(PDF).decode("ascii").rstrip("\n"))
        return _multipart("mixed", mail, [_part("plain", mail.text, "plain"), pdf])
    if mail.shape == "alternative":
        return _multipart(
            "alternative", mail, [_part("plain", mail.text, "plain"), _part("html", html(mail.text), "plain")]
        )
    if mail.shape == "html":
        return _part("html", html(mail.text), "plain")
    return _part("plain", mail.text, mail.shape)


def _invitation(mail: Mail) -> list[str]:
    calendar = (
        f"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:{mail.thread}\nSUMMARY:{mail.subject}\n"
        "DTSTART:20250116T090000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    return [
        "Content-Type: text/calendar; charset=UTF-8; method=REQUEST",
        "Content-Transfer-Encoding: 8bit",
        "",
        calendar,
    ]


def _multipart(kind: str, mail: Mail, parts: list[list[str]]) -> list[str]:
    boundary = f"=_{mail.message_id.partition('@')[0]}"
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", *part]
    return [*lines, f"--{boundary}--"]


def mail_text(mail: Mail) -> str:
    """Return one mail with its separator; body lines that look like one are escaped."""
    lines = "\n".join([*_headers(mail), *_body(mail)]).split("\n")
    number = mail.thread[:-4] + mail.message_id[:4].translate(str.maketrans("abcdef", "012345"))
    safe = (f">{line}" if line.lstrip(">").startswith("From ") else line for line in lines)
    return separator(mail.at, number) + "\n".join(safe) + "\n\n"


def write_mbox(path: Path, mails: Iterable[Mail]) -> None:
    """Write mails one after the other."""
    with path.open("wb") as stream:
        for mail in mails:
            stream.write(mail_text(mail).encode())
