"""Contact cards, calendar and chats in the forms phones and calendars export."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from cleanbreak.examples.plan import ChatLine, Meeting, Person

TIMEZONE = (
    "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\n"
    "DTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nTZOFFSETFROM:+0200\n"
    "TZOFFSETTO:+0100\nTZNAME:CET\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE"
)
PLACEHOLDERS = {
    "ios-de": {
        "@bild": "\u200eBild weggelassen",
        "@dokument": "\u200eAngebot.pdf • \u200e1 Seite \u200eDokument weggelassen",
        "@audio": "\u200eAudio weggelassen",
        "@geloescht": "\u200eDiese Nachricht wurde gelöscht.",
    },
    "android-en": {"@media": "<Media omitted>", "@deleted": "This message was deleted"},
}
SECURED = {
    "ios-de": "\u200eNachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. "
    "Niemand außerhalb dieses Chats kann sie lesen oder anhören, nicht einmal WhatsApp.",
    "android-en": "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them. Tap to learn more.",
}
LINE_BYTES = 75


def fold(line: str) -> str:
    """Return a content line folded at 75 bytes, never within a character."""
    out, used = "", 0
    for char in line:
        size = len(char.encode())
        if used + size > LINE_BYTES:
            out, used = out + "\r\n ", 1
        out, used = out + char, used + size
    return out


def escaped(text: str) -> str:
    """Return a text value with its separators escaped."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def write_cards(path: Path, cards: Sequence[tuple[str, str, Sequence[str], str]]) -> None:
    """Write vCards 3.0 of (name, organization, addresses, phone)."""
    lines = []
    for name, organization, emails, phone in cards:
        given, _, family = name.rpartition(" ")
        lines += [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"FN:{escaped(name)}",
            f"N:{escaped(family)};{escaped(given)};;;",
        ]
        lines += [f"ORG:{escaped(organization)}"] if organization else []
        lines += [f"item{n}.EMAIL;TYPE=INTERNET:{email}" for n, email in enumerate(emails, 1)]
        lines += [f"TEL;TYPE=CELL:{phone}"] if phone else []
        lines.append("END:VCARD")
    path.write_bytes("".join(fold(line) + "\r\n" for line in lines).encode())


def write_calendar(path: Path, meetings: Sequence[Meeting], owner: Person) -> None:
    """Write one calendar with rules, exceptions and moved or cancelled occurrences."""
    blocks = [
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Beispiel//Kalender//DE\nX-WR-CALNAME:Clara\nX-WR-TIMEZONE:Europe/Berlin",
        TIMEZONE,
    ]
    for meeting in meetings:
        blocks.append("\n".join(_event(meeting, owner)))
        for day, new in meeting.moved:
            blocks.append("\n".join(_exception(meeting, owner, day, new, "CONFIRMED")))
        for day in meeting.cancelled_on:
            at = datetime.combine(day, meeting.start.time())
            blocks.append("\n".join(_exception(meeting, owner, day, at, "CANCELLED")))
    blocks.append("END:VCALENDAR")
    lines = "\n".join(blocks).split("\n")
    path.write_bytes("".join(fold(line) + "\r\n" for line in lines).encode())


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}"


def _event(m: Meeting, owner: Person) -> list[str]:
    lines = _head(m, m.start, m.status)
    if m.weeks:
        until = f";UNTIL={m.until:%Y%m%d}T225959Z" if m.until else ""
        lines.append(f"RRULE:FREQ=WEEKLY;INTERVAL={m.weeks}{until}")
    lines += [f"EXDATE;TZID=Europe/Berlin:{_stamp(datetime.combine(d, m.start.time()))}" for d in m.dropped]
    return [*lines, *_people(m, owner), "END:VEVENT"]


def _exception(m: Meeting, owner: Person, day: date, new: datetime, status: str) -> list[str]:
    planned = datetime.combine(day, m.start.time())
    return [
        *_head(m, new, status),
        f"RECURRENCE-ID;TZID=Europe/Berlin:{_stamp(planned)}",
        *_people(m, owner),
        "END:VEVENT",
    ]


def _head(m: Meeting, start: datetime, status: str) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{m.uid}@kalender.example", "DTSTAMP:20260630T160000Z"]
    if m.all_day:
        lines += [
            f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
            f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}",
        ]
    else:
        end = start + timedelta(minutes=m.minutes)
        lines += [f"DTSTART;TZID=Europe/Berlin:{_stamp(start)}", f"DTEND;TZID=Europe/Berlin:{_stamp(end)}"]
    return [*lines, f"SUMMARY:{escaped(m.title)}", f"STATUS:{status}"]


def _people(m: Meeting, owner: Person) -> list[str]:
    if not m.people:
        return []
    answer = "DECLINED" if m.declined else "ACCEPTED"
    organizer = m.people[0] if m.declined else owner
    lines = [f'ORGANIZER;CN="{organizer.name}":mailto:{organizer.email}']
    lines.append(f'ATTENDEE;CN="{owner.name}";PARTSTAT={answer}:mailto:{owner.email}')
    return lines + [f'ATTENDEE;CN="{p.name}";PARTSTAT=ACCEPTED:mailto:{p.email}' for p in m.people]


def chat_text(form: str, lines: Sequence[ChatLine], name: str, owner: str) -> str:
    """Return an exported chat in the form of the device."""
    mobile = form == "ios-de"

    def stamp(at: datetime) -> str:
        return f"[{at:%d.%m.%y}, {at:%H:%M:%S}] " if mobile else f"{at:%d/%m/%Y}, {at:%H:%M} - "

    out = [f"{stamp(lines[0].at)}{name + ': ' if mobile else ''}{SECURED[form]}"]
    for line in lines:
        text = PLACEHOLDERS[form].get(line.text, line.text)
        mark = "\u200e" if mobile and line.text.startswith("@") else ""
        out.append(f"{mark}{stamp(line.at)}{owner if line.from_owner else name}: {text}")
    return "\n".join(out) + "\n"


def write_ios_chat(path: Path, text: str) -> None:
    """Write the archive an iPhone shares, stored and with a fixed date, so that its bytes never differ."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        member = zipfile.ZipInfo("_chat.txt", (2026, 6, 30, 18, 0, 0))
        member.create_system = 3
        member.external_attr = 0o600 << 16
        archive.writestr(member, text.encode())
