"""Time entries of the example practice: sessions on workdays until each client's month is full."""

from datetime import date, datetime, time, timedelta
from typing import Any

from cleanbreak.examples.cast import Client, clients, helper, is_away, is_workday, load, owner
from cleanbreak.examples.plan import Dice, Person, Work, half_up, month_end, months_between

DAY_STARTS = 9 * 60
DAY_ENDS = 18 * 60 + 30
HELPER_SHARE = 0.3


class Desk:
    """The next free minute of each person on each day, so that nobody works twice at once."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._free: dict[tuple[str, date], int] = {}

    def book(self, user: Person, days: list[date], minutes: int) -> datetime:
        """Return the start of a session on a random day with room, or late on the last one tried."""
        for _ in range(40):
            day = self._dice.pick(days)
            start = self._free.get((user.email, day), DAY_STARTS + self._dice.between(-25, 20))
            if start + minutes <= DAY_ENDS:
                break
        self._free[user.email, day] = start + minutes + self._dice.between(2, 14)
        return datetime.combine(day, time()) + timedelta(minutes=start, seconds=self._dice.below(60))


def plan_work(seed: int, as_of: date) -> list[Work]:
    """Return all time entries up to a day, in order."""
    dice = Dice(seed)
    desk = Desk(dice)
    work: list[Work] = []
    for first in months_between(load("cast.toml")["period_start"], as_of):
        days = [first + timedelta(days=n) for n in range((month_end(first) - first).days + 1)]
        days = [d for d in days if is_workday(d) and not is_away(d)]
        share = min(1.0, len(days) / 18)
        for client in clients():
            if client.works_in(first):
                work += _month(client, days, share, dice, desk)
        work += _office(days, dice, desk)
    work += _special(as_of)
    return sorted(work, key=lambda w: (w.start, w.client, w.text))


def _month(client: Client, days: list[date], share: float, dice: Dice, desk: Desk) -> list[Work]:
    work: list[Work] = []
    jobs = load("texts/fillers.toml")["jobs"][client.language]
    for billable, hours in ((True, client.data["hours"]), (False, client.data["unbilled"])):
        left = int(hours * 3600 * share * (0.92 + dice.random() * 0.16))
        while left > 600:
            seconds = min(left, dice.between(40 * 60, 200 * 60))
            user = helper() if client.get("helper") and dice.chance(HELPER_SHARE) else owner()
            start = desk.book(user, days, seconds // 60)
            text = (
                dice.pick(jobs) if billable else dice.pick(("Telefonat", "Zusatzwunsch", "Rückfragen", "Organisation"))
            )
            work.append(_entry(client, start, seconds, billable, dice.pick(client.data["projects"]), text, user))
            left -= seconds
    return work


def _entry(
    client: Client, start: datetime, seconds: int, billable: bool, project: str, text: str, user: Person
) -> Work:
    rate = client.data["rate"] if billable else 0
    cents = half_up(seconds * rate, 3600) if rate else None
    return Work(client.key, client.tracked_as(start.date()), start, seconds, billable, project, text, user, cents)


def _office(days: list[date], dice: Dice, desk: Desk) -> list[Work]:
    """Work for nobody: bookkeeping and looking for orders."""
    entries = []
    for text in ("Buchhaltung", "Akquise", "Weiterbildung"):
        seconds = dice.between(50 * 60, 150 * 60)
        start = desk.book(owner(), days, seconds // 60)
        entries.append(Work("", "", start, seconds, False, "Intern", text, owner()))
    return entries


def _special(as_of: date) -> list[Work]:
    """The entries that are easily read wrongly: over midnight, over the clock change, of no length."""
    by_key = {client.key: client for client in clients()}

    def entry(key: str, start: datetime, seconds: int, text: str, **more: Any) -> Work:
        client = by_key[key]
        project = client.data["projects"][0]
        return _entry(client, start, seconds, more.get("billable", True), project, text, owner())

    found = [
        entry("nordlicht", datetime(2025, 4, 10, 22, 10, 0), 3 * 3600 + 125, "Endspurt, letzte Korrekturen"),
        entry("nordlicht", datetime(2025, 10, 26, 1, 30, 0), 2 * 3600, 'Folien "Aufsichtsrat", Nachtschicht'),
        entry("rehberg", datetime(2025, 6, 12, 8, 40, 7), 0, "Versehentlich gestartet"),
        entry("varena", datetime(2026, 3, 29, 1, 15, 0), 7200, "Messestand; Wand neu", billable=False),
    ]
    return [w for w in found if w.start.date() <= as_of]
