"""Who is who in a generated practice: clients with their roles and people, all of them invented."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cleanbreak.examples.cast import load
from cleanbreak.examples.facts import ClientFacts, Ledgerfacts
from cleanbreak.examples.plan import Dice, Person
from cleanbreak.examples.writers.people import write_cards

AS_OF = date(2026, 6, 30)
OWNER = Person("Clara Brandt", "clara@brandt-gestaltung.example")
ROLES = ("fine", "toxic", "late", "creeping", "cheap", "fine", "fine", "fine", "late", "fine")
ENGLISH_EVERY = 3
FORMS = {"de": ("GmbH", "AG", "KG", "OHG"), "en": ("Ltd", "LLC", "Inc.", "LLP")}
TRADES = {
    "de": ("Verlag", "Bau", "Energie", "Reisen", "Möbel", "Optik", "Gartenbau", "Logistik"),
    "en": ("Press", "Builders", "Power", "Travel", "Furniture", "Optics", "Gardens", "Freight"),
}
ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ë": "e"})


@dataclass(frozen=True, slots=True)
class Size:
    """How large a practice is to be. `mail_bytes` is a mail's mean size, `attachments` the share of mails with one."""

    clients: int
    months: int
    mails: int
    time_entries: int
    invoices: int
    seed: int
    mail_bytes: int = 600
    attachments: float = 0.0

    @property
    def first_day(self) -> date:
        """The first day of the period, which always ends on the same day."""
        back = AS_OF.year * 12 + AS_OF.month - self.months
        return date(back // 12, back % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Customer:
    """One client of a generated practice. `rate` is in cents an hour, `vat` in percent."""

    index: int
    key: str
    name: str
    number: str
    address: str
    country: str
    language: str
    role: str
    rate: int
    vat: int
    people: tuple[Person, ...]


def customers(size: Size) -> list[Customer]:
    """Return the clients of a practice of this size."""
    dice = Dice(size.seed)
    return [_customer(index, dice) for index in range(size.clients)]


def _customer(index: int, dice: Dice) -> Customer:
    language = "en" if index % ENGLISH_EVERY == 2 else "de"
    words = load("texts/fillers.toml")[language]
    last, trades = words["last"], TRADES[language]
    first_word = last[index % len(last)]
    second_word = last[(index * 7 + index // len(last) + 5) % len(last)]
    trade = trades[index // len(last) % len(trades)]
    name = f"{first_word} & {second_word} {trade} {FORMS[language][index % 4]}"
    domain = f"{first_word}-{second_word}-{trade}-{index}".translate(ASCII).lower() + ".example"
    people = []
    for n in range(3):
        given, family = dice.pick(words["first"]), dice.pick(last)
        people.append(Person(f"{given} {family}", f"{given}.{family}{n}".translate(ASCII).lower() + f"@{domain}"))
    street, place = ("Lindenstr.", "50667 Köln") if language == "de" else ("Mill Street", "Dublin D02")
    address = f"{name} {street} {index + 1} {place}"
    country, vat = ("Deutschland", 19) if language == "de" else ("Irland", 0)
    rate = dice.between(80, 130) * 100
    role = ROLES[index % len(ROLES)]
    return Customer(
        index,
        f"c{index:04d}",
        name,
        str(10_001 + index),
        address,
        country,
        language,
        role,
        rate,
        vat,
        tuple(people),
    )


def new_facts(size: Size, found: list[Customer]) -> Ledgerfacts:
    """Return empty facts for these clients."""
    facts = Ledgerfacts(size.first_day, AS_OF)
    for customer in found:
        facts.clients[customer.key] = ClientFacts(customer.name, customer.role)
    return facts


def write_settings(folder: Path, size: Size, found: list[Customer]) -> None:
    """Write the settings and the contact cards."""
    text = (
        f'[practice]\nowner = "{OWNER.name}"\nown_names = ["{OWNER.name}"]\nown_addresses = ["{OWNER.email}"]\n'
        f'timezone = "Europe/Berlin"\ncost_per_hour = 38.00\ntarget_rate = 90.00\n'
        f"period_start = {size.first_day}\nas_of = {AS_OF}\n"
    )
    (folder / "cleanbreak.toml").write_bytes(text.encode())
    cards = [(person.name, customer.name, [person.email], "") for customer in found for person in customer.people]
    write_cards(folder / "contacts.vcf", cards)
