"""What may never change a figure: order of import, cutting files in two, other names."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanbreak.services.publication import as_json
from cleanbreak.services.review import ReviewRequest, review

TIME_HEAD = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
)
INVOICE_HEAD = "Rechnungsnummer,Rechnungsdatum,Kunde,Netto,Brutto,Status,Fälligkeitsdatum\n"
BANK_HEAD = "Buchungstag;Valutadatum;Beguenstigter/Zahlungspflichtiger;Verwendungszweck;Betrag;Waehrung\n"
CLIENTS = ("Nordlicht Verlag GmbH", "Bäckerei Huber", "Quarz AG")

Time = tuple[int, int, int, bool]
Bill = tuple[int, int, int, int]

TIMES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 150), st.integers(1, 9), st.booleans()), min_size=1, max_size=12
)
BILLS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 150), st.integers(1, 500_000), st.integers(0, 40)), max_size=8
)
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def day(offset: int) -> date:
    return date.fromordinal(date(2025, 1, 1).toordinal() + offset)


def time_rows(times: list[Time], names: tuple[str, ...]) -> list[str]:
    return [
        f"Ich,ich@ich.example,{names[c]},P,,Eintrag {n},{'Yes' if b else 'No'},{day(d)},08:00:00,{day(d)},{8 + h:02}:00:00,{h:02}:00:00,\n"
        for n, (c, d, h, b) in enumerate(times)
    ]


def bill_rows(bills: list[Bill], names: tuple[str, ...]) -> list[str]:
    rows = []
    for n, (c, d, cents, _) in enumerate(bills):
        gross = cents * 119 // 100
        rows.append(
            f"RE-{5000 + n},{day(d)},{names[c]},{cents // 100}.{cents % 100:02},{gross // 100}.{gross % 100:02},offen,{day(d + 14)}\n"
        )
    return rows


def bank_rows(bills: list[Bill], names: tuple[str, ...]) -> list[str]:
    rows = []
    for n, (c, d, cents, later) in enumerate(bills):
        gross = cents * 119 // 100
        on = day(d + later).strftime("%d.%m.%Y")
        rows.append(f"{on};{on};{names[c]};Rechnung RE-{5000 + n};{gross // 100},{gross % 100:02};EUR\n")
    return rows


def figures(files: dict[str, str]) -> list[tuple[object, object]]:
    with tempfile.TemporaryDirectory() as name:
        for file, text in files.items():
            (Path(name) / file).write_text(text, encoding="utf-8")
        found = as_json(review(ReviewRequest(Path(name), date(2026, 1, 1))))
    assert not found["refused"], found["refused"]
    return sorted(((c["measures"], c["months"]) for c in found["clients"]), key=repr)


def one_file_each(times: list[Time], bills: list[Bill], names: tuple[str, ...] = CLIENTS) -> dict[str, str]:
    files = {"zeit.csv": TIME_HEAD + "".join(time_rows(times, names))}
    if bills:
        files["rechnung.csv"] = INVOICE_HEAD + "".join(bill_rows(bills, names))
        files["bank.csv"] = BANK_HEAD + "".join(bank_rows(bills, names))
    return files


@FEW
@given(TIMES, BILLS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_cutting_of_files_change_no_figure(
    times: list[Time], bills: list[Bill], random: object
) -> None:
    whole = figures(one_file_each(times, bills))
    files = {}
    for name, head, rows in (
        ("z", TIME_HEAD, time_rows(times, CLIENTS)),
        ("r", INVOICE_HEAD, bill_rows(bills, CLIENTS)),
        ("b", BANK_HEAD, bank_rows(bills, CLIENTS)),
    ):
        random.shuffle(rows)  # type: ignore[attr-defined]
        cut = len(rows) // 2
        for part, some in enumerate((rows[:cut], rows[cut:], rows[: cut + 1])):
            if some:
                files[f"{name}{part}.csv"] = head + "".join(some)
    assert figures(files) == whole


@FEW
@given(TIMES, BILLS)
def test_other_names_change_no_figure(times: list[Time], bills: list[Bill]) -> None:
    renamed = ("Zitadelle Filmgruppe", "Moor & Partner", "Ostwind Logistik")
    assert figures(one_file_each(times, bills, renamed)) == figures(one_file_each(times, bills))
