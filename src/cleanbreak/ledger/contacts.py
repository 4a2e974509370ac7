"""All mail contact in columns: a million messages as numbers, without bodies, each found again by file and byte range."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b

from cleanbreak.ledger.records import Message

PERSON = "person"
KINDS = ("person", "automatic", "bulk", "list", "calendar", "report", "draft", "spam", "trash", "system")
COUNTED = frozenset({KINDS.index("person"), KINDS.index("trash")})
NO_DATE = -(2**62)
NO_ZONE = 32_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def id_hash(message_id: str) -> int:
    """Return a 64-bit hash of a Message-ID: equal ids are one mail."""
    return int.from_bytes(blake2b(message_id.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


@dataclass(slots=True)
class MailRow:
    """One mail as a reading process hands it over; `sent` is seconds since 1970 (UTC), `zone` minutes east of UTC."""

    id_hash: int
    sent: int
    zone: int
    sender: str
    recipients: tuple[str, ...]
    hidden: tuple[str, ...]
    kind: int
    outgoing: bool
    offset: int
    length: int
    row: int


def mail_row(message: Message) -> MailRow:
    """Return the compact form of a mail whose headers were read. A naive date is taken as UTC."""
    sent, zone = NO_DATE, NO_ZONE
    if message.sent_at is not None:
        at = message.sent_at
        offset = at.utcoffset()
        zone = NO_ZONE if offset is None else int(offset.total_seconds() // 60)
        instant = at if offset is not None else at.replace(tzinfo=UTC)
        sent = (instant - EPOCH) // timedelta(seconds=1)
    return MailRow(
        id_hash=id_hash(message.message_id),
        sent=sent,
        zone=zone,
        sender=message.from_address,
        recipients=tuple(address for _, address in (*message.to, *message.cc)),
        hidden=tuple(address for _, address in message.bcc),
        kind=KINDS.index(message.kind) if message.kind in KINDS else 0,
        outgoing=bool(message.outgoing),
        offset=message.origin.offset,
        length=message.origin.length,
        row=message.origin.row,
    )


@dataclass(slots=True)
class MailLog:
    """Columns of all mails, one row per Message-ID, and every address with the names it was shown under."""

    files: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    names: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sent: "array[int]" = field(default_factory=lambda: array("q"))
    zone: "array[int]" = field(default_factory=lambda: array("h"))
    sender: "array[int]" = field(default_factory=lambda: array("i"))
    kind: "array[int]" = field(default_factory=lambda: array("b"))
    outgoing: "array[int]" = field(default_factory=lambda: array("b"))
    file: "array[int]" = field(default_factory=lambda: array("i"))
    offset: "array[int]" = field(default_factory=lambda: array("q"))
    length: "array[int]" = field(default_factory=lambda: array("q"))
    row: "array[int]" = field(default_factory=lambda: array("q"))
    recipients: "array[int]" = field(default_factory=lambda: array("i"))
    first_recipient: "array[int]" = field(default_factory=lambda: array("q", [0]))
    visible: "array[int]" = field(default_factory=lambda: array("h"))
    _by_id: dict[int, int] = field(default_factory=dict)
    _address_ids: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of distinct mails."""
        return len(self.sent)

    def file_number(self, name: str) -> int:
        """Return the number of a file, adding it when new."""
        self.files.append(name)
        return len(self.files) - 1

    def address_id(self, address: str) -> int:
        """Return the number of an address, adding it when new."""
        known = self._address_ids.get(address)
        if known is None:
            known = self._address_ids[address] = len(self.addresses)
            self.addresses.append(address)
        return known

    def add(self, rows: Sequence[MailRow], file: int) -> int:
        """Add mails of one file; a Message-ID seen before only improves the copy. Returns how many were new.

        Of several copies the one that counts most is kept (a person's mail over the same mail in the spam folder);
        it counts as sent by the practice when any copy lay in a Sent folder. The result does not depend on the order.
        """
        new = 0
        for item in rows:
            known = self._by_id.get(item.id_hash)
            if known is not None:
                self._improve(known, item, file)
                continue
            new += 1
            self._by_id[item.id_hash] = len(self.sent)
            self.sent.append(item.sent)
            self.zone.append(item.zone)
            self.sender.append(self.address_id(item.sender))
            self.kind.append(item.kind)
            self.outgoing.append(item.outgoing)
            self.file.append(file)
            self.offset.append(item.offset)
            self.length.append(item.length)
            self.row.append(item.row)
            self.recipients.extend([self.address_id(a) for a in item.recipients])
            self.recipients.extend([self.address_id(a) for a in item.hidden])
            self.visible.append(min(len(item.recipients), 32_000))
            self.first_recipient.append(len(self.recipients))
        return new

    def _improve(self, known: int, item: MailRow, file: int) -> None:
        self.outgoing[known] = self.outgoing[known] or item.outgoing
        mine = (self.kind[known] not in COUNTED, self.kind[known], self.files[self.file[known]], self.offset[known])
        other = (item.kind not in COUNTED, item.kind, self.files[file], item.offset)
        if other < mine:
            self.kind[known], self.file[known] = item.kind, file
            self.offset[known], self.length[known], self.row[known] = item.offset, item.length, item.row

    def visible_recipients(self, index: int) -> "array[int]":
        """Return the address numbers in To and Cc of a mail."""
        first = self.first_recipient[index]
        return self.recipients[first : first + self.visible[index]]

    def all_recipients(self, index: int) -> "array[int]":
        """Return the address numbers in To, Cc and Bcc of a mail."""
        return self.recipients[self.first_recipient[index] : self.first_recipient[index + 1]]

    def counted(self) -> Iterator[int]:
        """Yield the mails that are correspondence: dated, written by a person, no draft, spam or bulk."""
        for index, kind in enumerate(self.kind):
            if kind in COUNTED and self.sent[index] != NO_DATE:
                yield index

    def sent_at(self, index: int) -> datetime:
        """Return the sending instant in the sender's own zone (UTC where the mail names none)."""
        minutes = self.zone[index]
        zone = UTC if minutes == NO_ZONE else timezone(timedelta(minutes=minutes))
        return datetime.fromtimestamp(self.sent[index], zone)

    def merge(self, other: "MailLog") -> None:
        """Add the rows of another log, as `add` does, and its names."""
        files = [self.file_number(name) for name in other.files]
        for address, shown in other.names.items():
            self.names[address].update(shown)
        ids = list(other._by_id)
        for index in range(len(other)):
            visible = other.visible[index]
            everyone = [other.addresses[a] for a in other.all_recipients(index)]
            row = MailRow(
                id_hash=ids[index],
                sent=other.sent[index],
                zone=other.zone[index],
                sender=other.addresses[other.sender[index]],
                recipients=tuple(everyone[:visible]),
                hidden=tuple(everyone[visible:]),
                kind=other.kind[index],
                outgoing=bool(other.outgoing[index]),
                offset=other.offset[index],
                length=other.length[index],
                row=other.row[index],
            )
            self.add([row], files[other.file[index]])
