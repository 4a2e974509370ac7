"""How a mail of the example practice looks around its own text: greeting, closing, signature, quotation."""

from datetime import datetime

from cleanbreak.examples.cast import Client
from cleanbreak.examples.plan import Dice, Mail, Person

SYMBOLS = {"EUR": "€", "USD": "USD", "CHF": "CHF"}
WEEKDAYS = {
    "de": ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "de": ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
OWNER_SIGNATURE = "-- \nClara Brandt\nBrandt Gestaltung\nOttostr. 14, 50823 Köln\nwww.brandt-gestaltung.example\n"
LINE = 76


def money_text(cents: int, currency: str, language: str) -> str:
    """Return an amount as a letter shows it."""
    text = f"{cents // 100:,}.{cents % 100:02d}"
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {SYMBOLS[currency]}"


class Letters:
    """Writes bodies in the manner of each correspondent."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice

    def body(
        self, client: Client, person: Person, mail: Mail, text: str, answered: Mail | None, from_owner: bool
    ) -> str:
        """Return the whole body: text between greeting and closing, signature, quotation of the mail answered."""
        greets = text[0].islower() or (client.language == "en" and answered is None)
        parts = []
        if greets:
            parts.append(
                (self._owner_greets(client, person) if from_owner else self._client_greets(client, mail)) + "\n"
            )
        parts.append(f"{text}\n")
        if greets or self._dice.chance(0.4):
            parts.append(self._closing(client, mail.sender, from_owner))
        if from_owner and greets and self._dice.chance(0.6):
            parts.append(OWNER_SIGNATURE)
        elif client.get("outlook") and not from_owner and greets:
            parts.append(f"-- \n{mail.sender.name}\n{client.name}\n")
        if answered and self._dice.chance(0.75):
            parts.append(self._quotation(client, answered, from_owner))
        return "\n".join(parts)

    def shape(self, from_owner: bool, client: Client) -> str:
        """Return how the body is packed."""
        roll = self._dice.random()
        if from_owner:
            return "8bit" if roll < 0.3 else "plain"
        if client.get("outlook"):
            return "html" if roll < 0.06 else "alternative" if roll < 0.4 else "plain"
        return "base64" if roll < 0.08 else "8bit" if roll < 0.2 else "alternative" if roll < 0.35 else "plain"

    def _owner_greets(self, client: Client, person: Person) -> str:
        if client.language == "en":
            return self._dice.pick((f"Hi {person.called},", f"Hello {person.called},"))
        if client.get("register") == "du":
            return f"Hallo {person.called},"
        return self._dice.pick((f"Guten Tag {person.called},", f"Hallo {person.called},"))

    def _client_greets(self, client: Client, mail: Mail) -> str:
        if client.language == "en":
            return self._dice.pick(("Hi Clara,", "Hello Clara,", "Dear Clara,"))
        if client.get("register") == "du":
            return self._dice.pick(("Hallo Clara,", "Liebe Clara,"))
        if client.get("swiss"):
            return "Grüezi Frau Brandt,"
        if mail.tags:
            return "Frau Brandt,"
        return self._dice.pick(("Guten Tag Frau Brandt,", "Hallo Frau Brandt,", "Sehr geehrte Frau Brandt,"))

    def _closing(self, client: Client, sender: Person, from_owner: bool) -> str:
        first = sender.name.split()[0]
        if client.language == "en":
            return f"{self._dice.pick(('Best', 'Best regards', 'Kind regards', 'All best'))},\n{first}\n"
        if client.get("register") == "du":
            return f"{self._dice.pick(('Liebe Grüße', 'Viele Grüße', 'Herzliche Grüße'))}\n{first}\n"
        if client.get("swiss"):
            return f"Freundliche Grüsse\n{sender.name}\n"
        words = (
            ("Viele Grüße", "Beste Grüße") if from_owner else ("Mit freundlichen Grüßen", "Freundliche Grüße", "MfG")
        )
        return f"{self._dice.pick(words)}\n{sender.name}\n"

    def _quotation(self, client: Client, answered: Mail, from_owner: bool) -> str:
        if client.get("outlook") and not from_owner:
            return outlook_header(answered) + answered.text
        language = "de" if from_owner else client.language
        return quotation_line(answered, language) + "".join(
            f"> {line}".rstrip() + "\n" for line in answered.text.splitlines()
        )


def quotation_line(answered: Mail, language: str) -> str:
    """Return the line with which mail programs introduce a quotation."""
    at, sender = answered.at, answered.sender
    day, month = WEEKDAYS[language][at.weekday()], MONTHS[language][at.month - 1]
    if language == "en":
        hour, half = at.hour % 12 or 12, "AM" if at.hour < 12 else "PM"
        return f"On {day}, {month} {at.day}, {at.year} at {hour}:{at.minute:02d} {half} {sender.name} <{sender.email}> wrote:\n\n"
    return f"Am {day}, {at.day}. {month} {at.year} um {at.hour:02d}:{at.minute:02d} Uhr schrieb {sender.name} <{sender.email}>:\n\n"


def outlook_header(answered: Mail) -> str:
    """Return the header lines that Outlook puts before the mail answered."""
    to = "; ".join(p.name for p in answered.to)
    return (
        f"-----Ursprüngliche Nachricht-----\nVon: {answered.sender.name} <{answered.sender.email}>\n"
        f"Gesendet: {_long_date(answered.at)}\nAn: {to}\nBetreff: {answered.subject}\n\n"
    )


def _long_date(at: datetime) -> str:
    days = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    return f"{days[at.weekday()]}, {at.day}. {months[at.month - 1]} {at.year} {at.hour:02d}:{at.minute:02d}"
