"""A mailbox of any size, written day by day; only the last mail of each client is remembered, to be quoted."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from cleanbreak.examples.facts import ClientFacts, Ledgerfacts
from cleanbreak.examples.plan import Dice, Person
from cleanbreak.examples.scaled.roster import AS_OF, OWNER, Customer, Size
from cleanbreak.examples.scaled.sentences import Speaker
from cleanbreak.examples.writers.mbox import DAYS, MONTHS, encoded, html

BERLIN = ZoneInfo("Europe/Berlin")
HEADER_BYTES = 345
LARGE_MAIL = 4_000
OWN_TEXT_MOST = 1_200
SHORT_QUOTATION = 120
HTML_FACTOR = 0.42
ATTACHED_SHARE = 0.6
BASE64_LINE = 77
POOL_LINES = 20_000
BUSY_DAY, QUIET_DAY = 6, 1
FROM_CLIENTS, BULK, AUTOMATIC, PRIVATE = 0.80, 0.12, 0.02, 0.03
UNCIVIL_SHARE = 0.03


@dataclass(slots=True)
class Day:
    """What is the same for all mails of a day."""

    day: date
    offset: int
    header: str
    separator: str
    weekend: bool

    @classmethod
    def of(cls, day: date) -> "Day":
        """Work out the day's texts and its distance from UTC."""
        shift = datetime(day.year, day.month, day.day, 12, tzinfo=BERLIN).utcoffset() or timedelta()
        hours = int(shift.total_seconds() // 3600)
        weekday, month = DAYS[day.weekday()], MONTHS[day.month - 1]
        return cls(
            day,
            hours,
            f"{weekday}, {day.day} {month} {day.year} ",
            f"{weekday} {month} {day.day:02d} ",
            day.weekday() >= 5,
        )


@dataclass(slots=True)
class Last:
    """The last mail with a client: what an answer refers to and quotes."""

    message_id: str = ""
    subject: str = ""
    thread: int = 0
    sender: Person = OWNER
    when: str = ""
    text: str = ""


@dataclass(slots=True)
class Draft:
    """One mail about to be written."""

    sender: Person
    to: Person
    subject: str
    text: str
    labels: str
    message_id: str
    thread: int
    extra: str = ""


class Mailbox:
    """Writes mails and counts them."""

    def __init__(self, stream: IO[bytes], size: Size, found: list[Customer], facts: Ledgerfacts) -> None:
        self._stream, self._size, self._customers, self._facts = stream, size, found, facts
        self._dice = Dice(size.seed + 1)
        self._speakers = {language: Speaker(language, self._dice) for language in ("de", "en")}
        self._last = [Last() for _ in found]
        self._of = [facts.clients[customer.key] for customer in found]
        self._number = 0
        self._mailboxes: dict[Person, str] = {}
        self._pool = _base64_pool() if size.attachments else b""
        attached = ATTACHED_SHARE if size.attachments else 0.0
        self._text_bytes = max(60, int(size.mail_bytes * (1 - attached)) - HEADER_BYTES)
        self._plain_bytes = int(self._text_bytes * (HTML_FACTOR if size.mail_bytes >= LARGE_MAIL else 1))
        self._attached_lines = int(size.mail_bytes * attached / size.attachments / BASE64_LINE) if attached else 0

    def write_day(self, day: Day, mails: int) -> None:
        """Write the mails of one day in order of time."""
        moments = sorted(self._moment() for _ in range(mails))
        self._stream.writelines(self._mail(day, seconds) for seconds in moments)

    def _moment(self) -> int:
        """A second of the day: mostly in business hours, some early and late."""
        if self._dice.random() < 0.85:
            return 28_800 + int(self._dice.random() * 36_000)
        return 23_400 + int(self._dice.random() * 57_600)

    def _mail(self, day: Day, seconds: int) -> bytes:
        self._number += 1
        draw = self._dice.random()
        with_client = draw < FROM_CLIENTS
        draft = self._with_client(day, seconds) if with_client else self._without_client(draw - FROM_CLIENTS)
        return self._bytes(day, seconds, draft)

    def _with_client(self, day: Day, seconds: int) -> Draft:
        random = self._dice.random
        index = int(len(self._customers) * random() ** 1.4)
        customer, last, facts = self._customers[index], self._last[index], self._of[index]
        speaker = self._speakers[customer.language]
        person = customer.people[int(random() ** 2 * len(customer.people))]
        outgoing = random() < 0.45
        sender, to = (OWNER, person) if outgoing else (person, OWNER)
        message_id = f"{self._number:x}.{index}@{sender.email.partition('@')[2]}"
        uncivil = not outgoing and customer.role == "toxic" and random() < UNCIVIL_SHARE
        text = self._own_text(speaker, outgoing, uncivil)
        self._count(facts, day, seconds, outgoing, message_id if uncivil else "")
        answers = bool(last.message_id) and random() < 0.6
        draft = Draft(sender, to, "", text, "Gesendet" if outgoing else "Posteingang", message_id, self._number)
        if answers:
            draft.thread = last.thread
            draft.subject = last.subject if last.subject.startswith("Re: ") else f"Re: {last.subject}"
            draft.extra = f"In-Reply-To: <{last.message_id}>\n"
            if random() < 0.5 or self._text_bytes > OWN_TEXT_MOST:
                draft.text += self._quotation(last, customer.language)
        else:
            draft.subject = f"{speaker.rare_word()} {self._number % 9973}"
        when = f"{day.day:%d.%m.%Y}, {seconds // 3600:02d}:{seconds // 60 % 60:02d}"
        self._last[index] = Last(message_id, draft.subject, draft.thread, sender, when, draft.text[: self._plain_bytes])
        return draft

    def _own_text(self, speaker: Speaker, outgoing: bool, uncivil: bool) -> str:
        random = self._dice.random
        length = int(min(self._text_bytes, OWN_TEXT_MOST) * (0.2 + random()) - 120)
        voice = speaker.owner if outgoing else speaker.client
        text = speaker.paragraph(voice, length)
        if uncivil:
            text = speaker.sentence(speaker.uncivil) + " " + text
        closing = speaker.closings[int(random() * len(speaker.closings))]
        if random() < 0.5:
            return f"{text}\n\n{closing}\n"
        return f"{speaker.greetings[int(random() * len(speaker.greetings))]}\n\n{text}\n\n{closing}\n"

    def _quotation(self, last: Last, language: str) -> str:
        """The last mail below a line that says so; small mails quote its beginning, large ones a long history."""
        room = SHORT_QUOTATION
        text = last.text
        if self._text_bytes > OWN_TEXT_MOST:
            room = int(self._plain_bytes * (0.6 + 1.6 * self._dice.random()))
            speaker = self._speakers[language]
            while len(text) < room:
                text += f"\n{speaker.paragraph(speaker.owner, 600)}\n\n{speaker.paragraph(speaker.client, 600)}\n"
        quoted = "".join(f"> {line}\n" for line in text[:room].splitlines())
        if language == "en":
            return f"\nOn {last.when} {last.sender.name} <{last.sender.email}> wrote:\n{quoted}"
        return f"\nAm {last.when} schrieb {last.sender.name} <{last.sender.email}>:\n{quoted}"

    def _count(self, facts: ClientFacts, day: Day, seconds: int, outgoing: bool, uncivil: str) -> None:
        if outgoing:
            facts.add_outgoing(day.day)
        else:
            facts.add_incoming(day.day, day.weekend or seconds < 28_800 or seconds >= 68_400, uncivil)

    def _without_client(self, draw: float) -> Draft:
        speaker = self._speakers["de"]
        number, name = self._number, speaker.rare_word()
        kind, extra, labels, outgoing = "asking", "", "Posteingang", False
        text = speaker.paragraph(speaker.client, self._plain_bytes // 2) + "\n"
        if draw < BULK:
            kind, labels = "bulk", "Posteingang,Kategorie: Werbung"
            extra = "List-Unsubscribe: <https://verteiler.example/ab>\nPrecedence: bulk\n"
        elif draw < BULK + AUTOMATIC:
            kind, extra = "automatic", "Auto-Submitted: auto-replied\n"
        elif draw < BULK + AUTOMATIC + PRIVATE:
            kind, text = "private", speaker.paragraph(speaker.private, self._plain_bytes // 2) + "\n"
            outgoing = self._dice.chance(0.4)
        address = {
            "bulk": "news@verteiler.example",
            "private": f"freund{number % 40}@briefkasten.example",
        }.get(kind, f"post{number % 5000}@anfragen.example")
        if kind == "automatic":
            customer = self._customers[number % len(self._customers)]
            address = customer.people[0].email
        other = Person(name.strip(), address)
        self._facts.counts[f"mails_{kind}"] += 1
        sender, to = (OWNER, other) if outgoing else (other, OWNER)
        return Draft(
            sender,
            to,
            f"{name} {number % 997}",
            text,
            "Gesendet" if outgoing else labels,
            f"{number:x}.n@verteiler.example",
            number,
            extra,
        )

    def _mailbox(self, person: Person) -> str:
        shown = self._mailboxes.get(person)
        if shown is None:
            shown = f"{encoded(person.name)} <{person.email}>"
            if len(self._mailboxes) < 5_000:
                self._mailboxes[person] = shown
        return shown

    def _bytes(self, day: Day, seconds: int, draft: Draft) -> bytes:
        minute, second = seconds // 60 % 60, seconds % 60
        clock = f"{minute:02d}:{second:02d}"
        hour = seconds // 3600
        head = (
            f"From {1_500_000_000_000_000_000 + self._number}@xxx {day.separator}{hour - day.offset:02d}:{clock} +0000 {day.day.year}\n"
            f"X-GM-THRID: {1_500_000_000_000_000_000 + draft.thread}\nX-Gmail-Labels: {draft.labels}\nMessage-ID: <{draft.message_id}>\n"
            f"{draft.extra}Date: {day.header}{hour:02d}:{clock} +{day.offset:02d}00\n"
            f"From: {self._mailbox(draft.sender)}\nTo: {self._mailbox(draft.to)}\nSubject: {encoded(draft.subject)}\n"
        )
        return head.encode() + self._body(draft)

    def _body(self, draft: Draft) -> bytes:
        attached = self._size.attachments and self._dice.random() < self._size.attachments
        large = self._size.mail_bytes >= LARGE_MAIL
        body = self._both(draft) if large else self._part("plain", draft.text)
        if not attached:
            return body + b"\n\n"
        start = (
            int(self._dice.random() * (POOL_LINES - self._attached_lines)) * BASE64_LINE
            if self._attached_lines < POOL_LINES
            else 0
        )
        data = self._pool[start : start + self._attached_lines * BASE64_LINE]
        mark = b"--m%x" % self._number
        kind = (
            b'Content-Type: application/pdf\nContent-Disposition: attachment; filename="v%x.pdf"\nContent-Transfer-Encoding: base64\n\n'
            % self._number
        )
        return b'Content-Type: multipart/mixed; boundary="m%x"\n\n%s\n%s\n%s\n%s%s%s--\n\n' % (
            self._number,
            mark,
            body,
            mark,
            kind,
            data,
            mark,
        )

    def _both(self, draft: Draft) -> bytes:
        """Text and HTML side by side, as large mails have it."""
        mark = b"--a%x" % self._number
        plain, shown = self._part("plain", draft.text), self._part("html", html(draft.text))
        return b'Content-Type: multipart/alternative; boundary="a%x"\n\n%s\n%s\n%s\n%s\n%s--\n' % (
            self._number,
            mark,
            plain,
            mark,
            shown,
            mark,
        )

    def _part(self, kind: str, text: str) -> bytes:
        if self._number % 4 == 0:
            data = binascii.b2a_qp(text.encode(), istext=True)
            return b"Content-Type: text/%s; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n%s" % (
                kind.encode(),
                data,
            )
        return b"Content-Type: text/%s; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n%s" % (
            kind.encode(),
            text.encode(),
        )


def _base64_pool() -> bytes:
    """Lines of base64 without any pattern, the same on every machine."""
    raw = b"".join(hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(POOL_LINES * 57 // 32 + 1))
    return base64.encodebytes(raw[: POOL_LINES * 57])


def write_mailbox(path: Path, size: Size, found: list[Customer], facts: Ledgerfacts) -> None:
    """Write exactly `size.mails` mails, fewer on weekends."""
    days = [size.first_day + timedelta(days=n) for n in range((AS_OF - size.first_day).days + 1)]
    weights = [BUSY_DAY if day.weekday() < 5 else QUIET_DAY for day in days]
    total, before, written = sum(weights), 0, 0
    with path.open("wb", buffering=1 << 20) as stream:
        mailbox = Mailbox(stream, size, found, facts)
        for day, weight in zip(days, weights, strict=True):
            before += weight
            wanted = size.mails * before // total - written
            written += wanted
            if wanted:
                mailbox.write_day(Day.of(day), wanted)
    facts.counts["mails"] += written
