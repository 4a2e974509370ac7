"""Mail and chats of the example practice: conversations with clients, invoices sent, and everything that is no client's."""

from datetime import date, datetime, time, timedelta
from typing import Any

from cleanbreak.examples.cast import (
    UNCIVIL,
    Client,
    Thread,
    clients,
    is_away,
    is_workday,
    load,
    owner,
    split_who,
    threads,
)
from cleanbreak.examples.plan import Bill, ChatLine, Dice, Mail, Person
from cleanbreak.examples.planning.letters import Letters, money_text

LATEST = time(20, 0)


class Post:
    """Collects mails and gives each its id and its place in a conversation."""

    def __init__(self, seed: int, as_of: date) -> None:
        self.dice = Dice(seed)
        self.end = datetime.combine(as_of, LATEST)
        self.letters = Letters(self.dice)
        self.mails: list[Mail] = []
        self._threads = 0

    def new_thread(self) -> str:
        """Return the number of a new conversation."""
        self._threads += 1
        return str(1_820_000_000_000_000_000 + self._threads * 7_919)

    def add(self, mail: Mail) -> None:
        """Keep a mail that was sent before the export."""
        if mail.at <= self.end:
            self.mails.append(mail)

    def message_id(self, sender: Person) -> str:
        """Return a new Message-ID in the sender's domain."""
        number = int(self.dice.random() * 16**10)
        return f"{number:010x}.{len(self.mails):04d}@{sender.email.partition('@')[2]}"

    def workday(self, day: date) -> date:
        """Return the day, or the next on which the practice works."""
        while not is_workday(day) or is_away(day):
            day += timedelta(days=1)
        return day

    def moment(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """Return a moment of the day between two hours."""
        seconds = self.dice.between(first_hour * 3600, last_hour * 3600 - 1)
        return datetime.combine(day, time()) + timedelta(seconds=seconds)


def plan_mails(bills: list[Bill], seed: int, first: date, as_of: date) -> list[Mail]:
    """Return all mails of the practice in the order of sending."""
    post = Post(seed, as_of)
    by_key = {client.key: client for client in clients()}
    for thread, day in _dated(threads(), first, as_of, post):
        _write_thread(post, by_key[thread.role], thread, day)
    for bill in bills:
        if bill.on >= first and bill.kind == "invoice":
            _send_bill(post, by_key[bill.client], bill)
    _write_noise(post, by_key, first, as_of)
    _write_shared(post, by_key)
    return sorted(post.mails, key=lambda m: (m.at, m.message_id))


def _dated(found: list[Thread], first: date, as_of: date, post: Post) -> list[tuple[Thread, date]]:
    """Give every conversation its day: its own, or one spread evenly over the period."""
    dated = [(t, t.on) for t in found if t.on]
    for role in dict.fromkeys(t.role for t in found):
        free = [t for t in found if t.role == role and not t.on]
        days = (as_of - first).days - 20
        for n, thread in enumerate(free):
            offset = (n * days + post.dice.below(days)) // max(1, len(free))
            dated.append((thread, post.workday(first + timedelta(days=6 + offset))))
    return dated


def _write_thread(post: Post, client: Client, thread: Thread, day: date) -> None:
    number = post.new_thread()
    earlier: list[Mail] = []
    at = datetime.combine(day, time())
    for turn, (from_owner, tags, text) in enumerate(thread.turns):
        person = client.person(thread.person, day)
        at = _moment_of_turn(post, client, from_owner, tags, at, turn)
        sender, receiver = (owner(), person) if from_owner else (person, owner())
        subject = thread.subject if turn == 0 or thread.subject.startswith("Re:") else f"Re: {thread.subject}"
        mail = Mail(
            at, sender, (receiver,), subject, "", post.message_id(sender), number,
            answers=tuple(m.message_id for m in earlier), zone="Europe/Berlin" if from_owner else client.get("zone", "Europe/Berlin"),
            labels=_labels(post, from_owner), tags=tags,
        )  # fmt: skip
        mail.text = post.letters.body(client, person, mail, text, earlier[-1] if earlier else None, from_owner)
        mail.shape = post.letters.shape(from_owner, client)
        if not from_owner and post.dice.chance(0.08) and len(client.data["people"]) > 1:
            other = client.person(1 - thread.person, day)
            mail.cc = (other,)
        post.add(mail)
        earlier.append(mail)


def _labels(post: Post, from_owner: bool) -> str:
    if from_owner:
        return "Gesendet"
    return post.dice.pick(
        ("Posteingang,Geöffnet", "Posteingang,Wichtig,Geöffnet", "Posteingang,Geöffnet,Kategorie: Persönlich")
    )


def _moment_of_turn(
    post: Post, client: Client, from_owner: bool, tags: tuple[str, ...], before: datetime, turn: int
) -> datetime:
    day = before.date()
    if turn:
        day = day if from_owner and before.hour < 14 and post.dice.chance(0.7) else day + timedelta(days=1)
    if from_owner:
        day = post.workday(day)
        return post.moment(day, max(9, before.hour + 1) if day == before.date() else 9, 18)
    late = bool(tags) and client.key == "varena" and post.dice.chance(0.6)
    if not is_workday(day):
        day = post.workday(day)
    if client.get("zone") == "America/Los_Angeles":
        return post.moment(day, 17, 23)
    low = max(8, before.hour + 1) if day == before.date() and turn else 8
    return post.moment(day, 20, 23) if late else post.moment(day, min(low, 17), 18)


def _send_bill(post: Post, client: Client, bill: Bill) -> None:
    person = client.person(client.get("billing_person", 0), bill.on)
    letters = load("texts/letters.toml")
    style = "en" if client.language == "en" else f"de-{client.get('register', 'Sie').lower()}"
    months = letters["months"][client.language]
    values = {
        "number": bill.number,
        "month": months[bill.on.month - 1],
        "gross": money_text(bill.gross, bill.currency, client.language),
        "due": bill.due.strftime("%d.%m.%Y")
        if client.language == "de"
        else f"{bill.due.day} {months[bill.due.month - 1]}",
    }
    subject = post.dice.pick(letters[style]["subject"]).format(**values)
    text = post.dice.pick(letters[style]["text"]).format(**values)
    at = post.moment(bill.on, 16, 18)
    mail = Mail(at, owner(), (person,), subject, "", post.message_id(owner()), post.new_thread(), labels="Gesendet")
    mail.text = post.letters.body(client, person, mail, text, None, True)
    mail.attachment = f"{bill.number}.pdf" if post.dice.chance(0.3) else ""
    post.add(mail)


def _write_noise(post: Post, by_key: dict[str, Client], first: date, as_of: date) -> None:
    noise = load("texts/noise.toml")
    days = (as_of - first).days - 10
    for kind in ("private", "supplier", "asking"):
        for entry in noise[kind]:
            _write_foreign(post, entry, first + timedelta(days=post.dice.below(days)))
    months = load("texts/letters.toml")["months"]["de"]
    for n in range((as_of.year - first.year) * 12 + as_of.month):
        day = date(first.year + n // 12, n % 12 + 1, 1)
        for index, entry in enumerate(noise["bulk"]):
            if index == 0 or (n + index) % 3 == 0:
                _write_single(
                    post,
                    entry,
                    Person(*entry["from"]),
                    day + timedelta(days=4 + index),
                    "bulk",
                    months[day.month - 1],
                )
    for entry in noise["automatic"]:
        person = by_key[entry["role"]].person(entry["person"], as_of)
        _write_single(post, entry, person, first + timedelta(days=post.dice.below(days)), "automatic")
    for entry in noise["spam"] * 2:
        _write_single(post, entry, Person(*entry["from"]), first + timedelta(days=post.dice.below(days)), "spam")
    for entry in noise["draft"]:
        person = by_key[entry["role"]].person(0, as_of)
        mail = Mail(
            datetime(2026, 5, 13, 21, 40, 12),
            owner(),
            (person,),
            entry["subject"],
            entry["text"],
            post.message_id(owner()),
            post.new_thread(),
        )
        mail.kind, mail.labels = "draft", "Entwürfe"
        post.add(mail)


def _write_foreign(post: Post, entry: dict[str, Any], day: date) -> None:
    """A conversation with somebody who is no client."""
    person, number = Person(*entry["from"]), post.new_thread()
    earlier: list[Mail] = []
    for turn, (who, text) in enumerate(entry["turns"]):
        mine = who == "owner"
        at = post.moment(day + timedelta(days=turn), 9, 21)
        sender, receiver = (owner(), person) if mine else (person, owner())
        subject = entry["subject"] if turn == 0 else f"Re: {entry['subject']}"
        mail = Mail(
            at,
            sender,
            (receiver,),
            subject,
            f"{text[0].upper()}{text[1:]}\n\n{sender.name.split()[0]}\n",
            post.message_id(sender),
            number,
        )
        mail.answers = tuple(m.message_id for m in earlier)
        mail.labels = "Gesendet" if mine else "Posteingang,Geöffnet"
        post.add(mail)
        earlier.append(mail)


def _write_single(post: Post, entry: dict[str, str], sender: Person, day: date, kind: str, month: str = "") -> None:
    """A mail that nobody wrote to the owner in person."""
    subject = entry["subject"].format(month=month)
    mail = Mail(
        post.moment(day, 5, 23),
        sender,
        (owner(),),
        subject,
        entry["text"] + "\n",
        post.message_id(sender),
        post.new_thread(),
    )
    mail.kind = kind
    mail.labels = {"bulk": "Posteingang,Kategorie: Werbung", "spam": "Spam"}.get(kind, "Posteingang")
    mail.shape = "alternative" if kind == "bulk" else "plain"
    post.add(mail)


def _write_shared(post: Post, by_key: dict[str, Client]) -> None:
    """A mail to two clients at once, one where the owner is only in copy, and an invitation that is no message."""
    rehberg, kessler = (
        by_key["rehberg"].person(0, date(2025, 9, 3)),
        by_key["kessler"].person(0, date(2025, 9, 3)),
    )
    words = load("texts/noise.toml")["shared"]
    subject = words["subject"]
    first = Mail(
        datetime(2025, 9, 3, 10, 12, 44), owner(), (rehberg, kessler), subject, words["to_both"],
        post.message_id(owner()), post.new_thread(), labels="Gesendet",
    )  # fmt: skip
    second = Mail(
        datetime(2025, 9, 4, 8, 31, 9), rehberg, (kessler,), f"Re: {subject}", words["answer"],
        post.message_id(rehberg), first.thread, cc=(owner(),), answers=(first.message_id,),
    )  # fmt: skip
    nowak = by_key["nordlicht"].person(0, date(2025, 1, 9))
    invitation = Mail(
        datetime(2025, 1, 7, 15, 2, 0), nowak, (owner(),), "Einladung: Jour fixe", "Jour fixe, donnerstags um 10 Uhr",
        post.message_id(nowak), post.new_thread(), kind="invitation",
    )  # fmt: skip
    for mail in (first, second, invitation):
        post.add(mail)


def plan_chats() -> dict[str, list[ChatLine]]:
    """Return the chat lines by client."""
    chats = {}
    for chat in load("texts/chats.toml")["chat"]:
        day, lines = chat["starts_on"], []
        for offset, clock, who, text in chat["lines"]:
            day += timedelta(days=offset)
            from_owner, tags = split_who(who)
            lines.append(ChatLine(datetime.combine(day, time.fromisoformat(clock)), from_owner, text, tags))
        chats[chat["role"]] = lines
    return chats


def is_uncivil(tags: tuple[str, ...]) -> bool:
    """Tell whether a message with these tags counts as uncivil."""
    return bool(UNCIVIL & set(tags))
