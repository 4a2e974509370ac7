"""Counts who wrote to whom and when, and reads the words that matter: mail by columns, chats by message."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as holiday_calendars

from cleanbreak.assessment.review import Said
from cleanbreak.correspondence.owntext import own_texts
from cleanbreak.errors import SettingsError
from cleanbreak.ledger.duplicates import unique_chat_messages
from cleanbreak.ledger.identity import Identity
from cleanbreak.ledger.names import name_key
from cleanbreak.ledger.owner import Owner
from cleanbreak.ledger.records import Message
from cleanbreak.measures.strain.off_hours_share import is_off_hours
from cleanbreak.measures.totals import Collector
from cleanbreak.services.mailreading import BodyRead, BodyWanted, judge, read_bodies
from cleanbreak.services.reading import Progress, Reading

NOBODY = -1
OWN = -2
BODIES_PER_TASK = 4096
KEPT_MOMENTS = 50


@dataclass(slots=True)
class Contact:
    """What contact gave: what was said, moments out of hours, senders' zones, and people nobody knows."""

    said: list[Said] = field(default_factory=list)
    moments: dict[int, list[tuple[datetime, str, str]]] = field(default_factory=lambda: defaultdict(list))
    zones: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    strangers: Counter[str] = field(default_factory=Counter)
    stranger_names: dict[str, str] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    def see_day(self, day: date) -> None:
        """Widen the span of days with contact."""
        self.first = day if self.first is None or day < self.first else self.first
        self.last = day if self.last is None or day > self.last else self.last


@lru_cache(maxsize=256)
def holidays_of(region: str, year: int) -> frozenset[date]:
    """Return the public holidays of a region such as "DE-NW" in a year.

    Raises:
        SettingsError: the region is not one the calendar knows.
    """
    if not region:
        return frozenset()
    country, _, subdivision = region.partition("-")
    try:
        days = holiday_calendars.country_holidays(country.upper(), subdiv=subdivision.upper() or None, years=year)
    except NotImplementedError:
        raise SettingsError(
            file="cleanbreak.toml",
            what=f'holidays = "{region}" is not a known region',
            todo='Write a country and state such as "DE-NW", "AT-9" or "GB-ENG".',
        ) from None
    return frozenset(days)


class ContactReader:
    """Counts contact into the collector's totals. `pool` runs the reading of bodies when there is much of it."""

    def __init__(
        self, reading: Reading, identity: Identity, owner: Owner, timezone: str, region: str, progress: Progress
    ) -> None:
        self._reading = reading
        self._identity = identity
        self._owner = owner
        self._zone = ZoneInfo(timezone)
        self._region = region
        self._progress = progress
        self.contact = Contact()

    def span(self) -> tuple[date, date] | None:
        """Return the first and last day with correspondence, before anything is counted."""
        instants = [self._reading.mail.sent[i] for i in self._reading.mail.counted()]
        days = (
            [datetime.fromtimestamp(t, self._zone).date() for t in (min(instants), max(instants))] if instants else []
        )
        days += [self.local(m.sent_at).date() for m in self._reading.chats if m.sent_at is not None]
        days = [d for d in days if d.year >= 1990]
        return (min(days), max(days)) if days else None

    def local(self, at: datetime) -> datetime:
        """Return an instant in the practice's zone; a naive one already is its wall time."""
        return at.astimezone(self._zone) if at.tzinfo is not None else at.replace(tzinfo=self._zone)

    # -- mail -------------------------------------------------------------------------------------------------------

    def count_mail(self, collector: Collector) -> list[BodyWanted]:
        """Count all mail of the period; return the mails whose bodies are needed."""
        mail = self._reading.mail
        owners = self._owners_of_addresses()
        wanted: list[BodyWanted] = []
        for index in mail.counted():
            at = datetime.fromtimestamp(mail.sent[index], self._zone)
            if at.date() not in collector.period:
                continue
            sender = owners[mail.sender[index]]
            if sender == OWN or mail.outgoing[index]:
                clients = {owners[a] for a in mail.all_recipients(index)} - {OWN, NOBODY}
                for client in clients:
                    collector.at(client, at.date()).messages_out += 1
                if clients:
                    wanted.append(self._wanted(index, incoming=False))
                continue
            if all(owners[a] != OWN for a in mail.visible_recipients(index)):
                continue
            if sender == NOBODY:
                self._note_stranger(mail.addresses[mail.sender[index]])
                continue
            self._count_incoming(collector, sender, at, mail.files[mail.file[index]], "mail")
            self.contact.zones[sender][mail.zone[index]] += 1
            wanted.append(self._wanted(index, incoming=True))
        return wanted

    def _owners_of_addresses(self) -> "array[int]":
        mail = self._reading.mail
        own = set(self._owner.addresses)
        owners = array("i")
        for address in mail.addresses:
            if address in own or self._identity.is_own_address(address):
                owners.append(OWN)
                continue
            shown = mail.names.get(address)
            name = max(shown.items(), key=lambda item: (item[1], item[0]))[0] if shown else ""
            client = self._identity.client_of_address(address, name)
            owners.append(NOBODY if client is None else client.key)
            if client is None and name:
                self.contact.stranger_names[address] = name
        return owners

    def _wanted(self, index: int, *, incoming: bool) -> BodyWanted:
        mail = self._reading.mail
        path = "" if index in self._reading.kept_texts else str(self._reading.paths[mail.files[mail.file[index]]])
        return BodyWanted(index, path, max(mail.offset[index], 0), mail.length[index], incoming)

    def _note_stranger(self, address: str) -> None:
        if address and not self._identity.is_excluded(address):
            self.contact.strangers[address] += 1

    def _count_incoming(self, collector: Collector, client: int, at: datetime, file: str, channel: str) -> None:
        totals = collector.at(client, at.date())
        totals.messages_in += 1
        if is_off_hours(at, holidays_of(self._region, at.year)):
            totals.off_hours += 1
            if len(self.contact.moments[client]) < KEPT_MOMENTS:
                self.contact.moments[client].append((at, file, channel))

    # -- bodies -----------------------------------------------------------------------------------------------------

    def read_words(self, wanted: list[BodyWanted], collector: Collector, pool: Executor | None) -> None:
        """Read the wanted bodies, count what is uncivil and keep what was said."""
        stored = [w for w in wanted if w.path]
        stored.sort(key=lambda w: (w.path, w.offset))
        tasks = [stored[i : i + BODIES_PER_TASK] for i in range(0, len(stored), BODIES_PER_TASK)]
        results: Iterable[list[BodyRead]] = pool.map(read_bodies, tasks) if pool else map(read_bodies, tasks)
        found: list[BodyRead] = []
        for done, bodies in enumerate(results, start=1):
            found.extend(bodies)
            self._progress("words", done, len(tasks))
        kept = [w for w in wanted if not w.path]
        texts = own_texts([self._reading.kept_texts[w.index] for w in kept])
        found += judge([w.index for w in kept], [w.incoming for w in kept], texts)
        owners = self._owners_of_addresses()
        for body in sorted(found, key=lambda b: (self._reading.mail.sent[b.index], b.message_id, b.index)):
            self._keep_mail(body, owners, collector)

    def _keep_mail(self, body: BodyRead, owners: "array[int]", collector: Collector) -> None:
        mail = self._reading.mail
        at = self.local(mail.sent_at(body.index))
        file = mail.files[mail.file[body.index]]
        if body.scored is not None:
            client = owners[mail.sender[body.index]]
            collector.at(client, at.date()).uncivil_messages_in += body.scored.is_uncivil
            self._say(client, at, file, body, "mail")
            return
        for client in sorted({owners[a] for a in mail.all_recipients(body.index)} - {OWN, NOBODY}):
            self._say(client, at, file, body, "mail")

    def _say(self, client: int, at: datetime, file: str, body: BodyRead, channel: str) -> None:
        self.contact.said.append(
            Said(client, at, file, body.message_id, body.subject, body.text, channel, body.scored, body.warning)
        )

    # -- chats ------------------------------------------------------------------------------------------------------

    def count_chats(self, collector: Collector) -> None:
        """Count chat messages of the period and read their words."""
        raw = _by_conversation(self._reading.chats)
        own = self._own_chat_names(raw.values())
        _name_same_chats(raw, own)
        conversations = _by_conversation(unique_chat_messages(self._reading.chats))
        pending: list[tuple[int, Message, bool]] = []
        for messages in conversations.values():
            pending += self._count_conversation(messages, own, collector)
        texts = own_texts([m.text for _, m, _ in pending])
        for body in judge(range(len(pending)), [incoming for _, _, incoming in pending], texts):
            client, message, _ = pending[body.index]
            at = self.local(message.sent_at or datetime.min)
            if body.scored is not None:
                collector.at(client, at.date()).uncivil_messages_in += body.scored.is_uncivil
            said = BodyRead(body.index, body.text, body.scored, body.warning, message.message_id)
            self._say(client, at, message.origin.file, said, message.channel)

    def _count_conversation(
        self, messages: list[Message], own: Callable[[Message], bool], collector: Collector
    ) -> list[tuple[int, Message, bool]]:
        people = {(m.from_address, m.from_name) for m in messages if not own(m)}
        group = len(people) > 1
        clients: dict[tuple[str, str], int | None] = {}
        for handle, name in people:
            found = self._identity.client_of_chat(handle, name, messages[0].conversation, group)
            clients[(handle, name)] = None if found is None else found.key
        present = {c for c in clients.values() if c is not None}
        if not people:
            partner = self._identity.client_of_chat("", messages[0].conversation, messages[0].conversation, False)
            present = {partner.key} if partner else set()
        pending: list[tuple[int, Message, bool]] = []
        for message in messages:
            if message.sent_at is None:
                continue
            at = self.local(message.sent_at)
            if at.date() not in collector.period:
                continue
            if own(message):
                for client in sorted(present):
                    collector.at(client, at.date()).messages_out += 1
                    pending.append((client, message, False))
                continue
            sender = clients[(message.from_address, message.from_name)]
            if sender is None:
                self._note_stranger(message.from_name or message.from_address)
                continue
            self._count_incoming(collector, sender, at, message.origin.file, message.channel)
            pending.append((sender, message, True))
        return pending

    def _own_chat_names(self, conversations: Iterable[list[Message]]) -> Callable[[Message], bool]:
        """Return the test whether a chat message is the practice's own.

        The exporter of a chat is in it under a name like any other: an own name or address; the one who is in most
        conversations; in a chat of two that is named after its partner, the other one.
        """
        known = {name_key(n) for n in self._owner.names}
        addresses = set(self._owner.addresses)
        seen: Counter[str] = Counter()
        others: set[str] = set()
        circles: set[frozenset[str]] = set()
        for messages in conversations:
            names = frozenset(name_key(m.from_name) for m in messages if m.outgoing is None)
            if names & known:
                continue
            if names not in circles:
                circles.add(names)
                seen.update(names)
            partner = name_key(messages[0].conversation)
            if partner and len(names) == 2 and partner in names:
                others |= names - {partner}
        shared = {name for name, count in seen.items() if count > 1 and count == max(seen.values())}
        own = known | others | (shared if len(shared) == 1 else set())

        def is_own(message: Message) -> bool:
            if message.outgoing is not None:
                return message.outgoing
            return name_key(message.from_name) in own or message.from_address in addresses

        return is_own


def _by_conversation(messages: Iterable[Message]) -> dict[tuple[str, str], list[Message]]:
    found: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        found[(message.channel, message.conversation or message.origin.file)].append(message)
    return found


def _name_same_chats(conversations: dict[tuple[str, str], list[Message]], own: Callable[[Message], bool]) -> None:
    """Give the exports of one chat one conversation name: the same others write in them, whatever the files are called."""
    same: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}
    for (channel, name), messages in sorted(conversations.items(), key=lambda i: (not i[1][0].conversation, i[0])):
        others = frozenset((m.from_address, m.from_name) for m in messages if not own(m))
        shown = same.setdefault((channel, others), name) if others else name
        for message in messages:
            if not message.message_id:
                message.conversation = shown
