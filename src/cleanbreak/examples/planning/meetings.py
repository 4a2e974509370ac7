"""The calendar of the example practice."""

from datetime import date, datetime

from cleanbreak.examples.cast import clients
from cleanbreak.examples.plan import Meeting, Person

DAY = date(2026, 6, 30)


def plan_meetings() -> list[Meeting]:
    """Return recurring, single, cancelled, declined, all-day and private entries."""
    who = {c.key: tuple(c.person(n, DAY) for n in range(len(c.data["people"]))) for c in clients()}
    return [*_recurring(who), *_single(who), *_not_counted(who)]


def _recurring(who: dict[str, tuple[Person, ...]]) -> list[Meeting]:
    fixe = Meeting(
        "jourfixe", "Jour fixe Nordlicht Energie", datetime(2025, 1, 16, 10, 0), 60, "nordlicht", who["nordlicht"],
        weeks=2, until=date(2026, 12, 31),
        dropped=(date(2025, 5, 22), date(2025, 8, 14), date(2025, 12, 25)),
        moved=((date(2025, 3, 13), datetime(2025, 3, 14, 11, 0)), (date(2025, 10, 16), datetime(2025, 10, 17, 9, 30))),
        cancelled_on=(date(2026, 2, 26),),
    )  # fmt: skip
    monthly = Meeting(
        "pressgang",
        "Fernhill monthly",
        datetime(2025, 1, 14, 11, 0),
        30,
        "fernhill",
        who["fernhill"][:1],
        weeks=4,
        until=date(2026, 6, 23),
    )
    choir = Meeting("chor", "Chorprobe", datetime(2025, 1, 7, 19, 30), 120, weeks=1, until=date(2026, 12, 31))
    return [fixe, monthly, choir]


def _single(who: dict[str, tuple[Person, ...]]) -> list[Meeting]:
    rows = [
        ("rehberg", "Rundgang Obsthof", datetime(2025, 4, 29, 10, 0), 120),
        ("rehberg", "Farbproben", datetime(2026, 3, 17, 14, 0), 45),
        ("varena", "Ortstermin Rheinterrassen", datetime(2025, 2, 6, 9, 0), 90),
        ("varena", "Besprechung Parkvilla", datetime(2026, 3, 5, 16, 0), 60),
        ("nordpark", "Vorstandssitzung", datetime(2025, 10, 23, 18, 0), 90),
        ("nordpark", "Jahresbericht durchsehen", datetime(2026, 2, 19, 15, 0), 60),
        ("steinfurth", "Baustelle Lohmar", datetime(2025, 9, 22, 15, 0), 60),
        ("tanzwerk", "Fototermin Proben", datetime(2025, 11, 12, 16, 0), 150),
        ("tanzwerk", "Logo, fünfte Runde", datetime(2026, 2, 13, 11, 0), 45),
        ("harbor", "Call Maya, catalog", datetime(2025, 1, 21, 17, 0), 30),
        ("harbor", "Call Seattle signage", datetime(2026, 2, 10, 17, 0), 45),
        ("kessler", "Verkostung", datetime(2025, 11, 14, 17, 0), 120),
        ("bergquell", "Besprechung Chur", datetime(2025, 10, 9, 14, 0), 120),
    ]
    found = [
        Meeting(f"termin{n}", title, at, minutes, key, who[key]) for n, (key, title, at, minutes) in enumerate(rows)
    ]
    return [*found, Meeting("titel", "Telefonat Praxis Dr. Amsel", datetime(2026, 5, 8, 12, 30), 20, "amsel")]


def _not_counted(who: dict[str, tuple[Person, ...]]) -> list[Meeting]:
    return [
        Meeting(
            "abgesagt",
            "Messestand Abnahme",
            datetime(2026, 3, 9, 8, 0),
            60,
            "varena",
            who["varena"],
            status="CANCELLED",
        ),
        Meeting(
            "abgelehnt",
            "Samstagsbesprechung",
            datetime(2026, 4, 18, 9, 0),
            60,
            "varena",
            who["varena"],
            declined=True,
        ),
        Meeting(
            "ganztags",
            "Druckabgabe Nordlicht Energie AG",
            datetime(2025, 4, 11),
            0,
            "nordlicht",
            all_day=True,
        ),
        Meeting("urlaub", "Urlaub", datetime(2025, 8, 4), 0, all_day=True),
        Meeting("zahnarzt", "Zahnarzt", datetime(2025, 11, 6, 8, 15), 30),
    ]
