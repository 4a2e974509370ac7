"""Records that only look alike: chats with the same words, a supplier's invoice with an own number, names cut by a bank."""

from datetime import date
from pathlib import Path

from cleanbreak.ledger.identity import Client
from cleanbreak.services.clients import CutNames
from cleanbreak.services.publication import as_json
from cleanbreak.services.review import ReviewRequest, review

SETTINGS = '[practice]\nowner = "Clara Brandt"\n'
INVOICES = (
    "Rechnungsnummer;Rechnungsdatum;Kunde;Betreff;Netto;MwSt;Brutto;Status;Fälligkeitsdatum\n"
    "R-101;01.02.2025;Nordlicht Verlag;Satz;100,00;19,00;119,00;Offen;15.02.2025\n"
    "R-102;02.02.2025;Huber;Schild;100,00;19,00;119,00;Offen;16.02.2025\n"
)
SUPPLIER = (
    "Rechnungsnummer;Rechnungsdatum;Kunde;Betreff;Netto;MwSt;Brutto;Status;Fälligkeitsdatum\n"
    "R-101;03.02.2025;Clara Brandt;Druck;50,00;9,50;59,50;Bezahlt;17.02.2025\n"
)
JO = "03.02.25, 09:14 - Nordlicht Verlag: Hallo\n03.02.25, 09:15 - Clara Brandt: Alles Gute!\n"
MAX = "03.02.25, 09:15 - Clara Brandt: Alles Gute!\n03.02.25, 10:15 - Huber: Danke\n"
LATER = "03.02.25, 09:14 - Nordlicht Verlag: Hallo\n04.02.25, 09:15 - Clara Brandt: Noch etwas\n"


def figures(folder: Path, files: dict[str, str], client: str) -> dict[str, object]:
    for name, text in {"cleanbreak.toml": SETTINGS, "rechnungen.csv": INVOICES, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    found = as_json(review(ReviewRequest(folder, date(2026, 1, 1))))
    return next(c for c in found["clients"] if c["name"] == client)["measures"]  # type: ignore[no-any-return]


def test_the_same_words_to_two_clients_in_one_minute_are_two_messages(tmp_path: Path) -> None:
    chats = {"WhatsApp Chat mit Nordlicht Verlag.txt": JO, "WhatsApp Chat mit Huber.txt": MAX}
    assert figures(tmp_path, chats, "Huber")["messages_out"] == 1
    assert figures(tmp_path, chats, "Nordlicht Verlag")["messages_out"] == 1


def test_overlapping_exports_of_one_chat_under_other_names_are_one_chat(tmp_path: Path) -> None:
    found = figures(tmp_path, {"a/_chat.txt": JO, "b/_chat.txt": LATER}, "Nordlicht Verlag")
    assert (found["messages_in"], found["messages_out"]) == (1, 2)


def test_a_suppliers_invoice_with_an_own_number_takes_nothing_from_what_was_billed(tmp_path: Path) -> None:
    found = figures(tmp_path, {"eingang.csv": SUPPLIER}, "Nordlicht Verlag")
    assert (found["billed_net"], found["open_gross"]) == ("100.00", "119.00")


def test_a_long_name_that_the_bank_cut_off_is_its_only_client() -> None:
    clients = [Client(1, "Bergmann & Söhne Maschinenbau GmbH"), Client(2, "Bergmann Reisen")]
    names = CutNames(clients)
    for cut in ("BERGMANN UND SOEHNE MASCHINENBAU GM", "Bergmann und Söhne Maschine"):
        assert names.client(cut) == clients[0], cut
    assert names.client("Bergmann") is None


def test_a_meeting_is_shown_at_its_local_minute_and_one_titled_as_canceled_is_none(tmp_path: Path) -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTART:2025020{n}T090000Z\nSUMMARY:{title}\nEND:VEVENT\n"
        for n, title in ((1, "Huber"), (2, "Abgesagt: Huber"))
    )
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n"
    assert figures(tmp_path, {"k.ics": calendar}, "Huber")["meetings"] == 1
    found = as_json(review(ReviewRequest(tmp_path, date(2026, 1, 1))))
    huber = next(c for c in found["clients"] if c["name"] == "Huber")
    shown = [e["source"]["at"] for e in huber["evidence"] if e["measure"] == "meetings"]
    assert shown == ["2025-02-01T10:00"]
