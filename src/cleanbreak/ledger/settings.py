"""The settings of a practice (`cleanbreak.toml`), as values: what the user told us, with the defaults of MEASURES section 0."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cleanbreak.errors import SettingsError
from cleanbreak.ledger.records import Problem


@dataclass(frozen=True, slots=True)
class StrainNote:
    """How much a client weighs on the user on a day, 0 (not at all) to 100. Private: never leaves the house."""

    on: date
    value: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A phone call with a client, noted by hand. Private note."""

    on: date
    minutes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """What the user said about one client."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    rate: Decimal | None = None
    payment_term_days: int | None = None
    strain: tuple[StrainNote, ...] = ()
    calls: tuple[Call, ...] = ()
    repair_asked_on: date | None = None
    no_warning: bool = False
    not_a_client: bool = False


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    """The practice itself. `period_start`, `as_of`, `cash`, `monthly_costs`, `other_income` are None when not said."""

    owner: str = ""
    own_names: tuple[str, ...] = ()
    own_addresses: tuple[str, ...] = ()
    timezone: str = "Europe/Berlin"
    holidays: str = ""
    base_currency: str = "EUR"
    cost_per_hour: Decimal = Decimal("38.00")
    target_rate: Decimal = Decimal("90.00")
    period_start: date | None = None
    as_of: date | None = None
    cash: Decimal | None = None
    monthly_costs: Decimal | None = None
    other_income: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How to read a table nobody knows."""

    match: str
    kind: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the settings file can say; without a file, the defaults."""

    practice: PracticeSettings = field(default_factory=PracticeSettings)
    clients: tuple[ClientSettings, ...] = ()
    tables: tuple[TableSettings, ...] = ()
    said: frozenset[str] = frozenset()


class _Reader:
    """Takes typed values out of one table of the file and names what is wrong with them."""

    def __init__(self, file: str, where: str, data: Mapping[str, object]) -> None:
        self.file, self.where, self.data = file, where, data

    def fail(self, key: str, wanted: str) -> SettingsError:
        return SettingsError(
            file=self.file,
            what=f"[{self.where}] {key} = {self.data[key]!r} is not {wanted}",
            todo="Correct that line and run the command again.",
        )

    def text(self, key: str, default: str = "") -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, "a text in quotes")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, 'a list of texts such as ["one", "two"]')
        return tuple(item.strip() for item in value if item.strip())

    def amount(self, key: str, default: Decimal | None = None) -> Decimal | None:
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise self.fail(key, "an amount such as 38.00")
        try:
            amount = Decimal(value)
        except InvalidOperation:
            raise self.fail(key, "an amount such as 38.00") from None
        if not amount.is_finite() or amount < 0:
            raise self.fail(key, "an amount of zero or more, such as 38.00")
        return amount

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is None or isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise self.fail(key, "a date such as 2026-03-31") from None

    def count(self, key: str, low: int, high: int) -> int | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.fail(key, f"a whole number from {low} to {high}")
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "true or false")
        return value

    def tables(self, key: str) -> list[Mapping[str, object]]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.fail(key, "a list of tables")
        return value


def settings_from(data: Mapping[str, object], file: str) -> tuple[Settings, list[Problem]]:
    """Return the settings in a parsed TOML document, and a problem for every key nobody knows (a typing slip).

    Raises:
        SettingsError: a value cannot be used; the sentence names the line's table and key.
    """
    root = _Reader(file, "file", data)
    practice_data = data.get("practice", {})
    if not isinstance(practice_data, Mapping):
        raise SettingsError(file=file, what="[practice] is not a table", todo="Write [practice] on a line of its own.")
    practice_reader = _Reader(file, "practice", practice_data)
    clients = tuple(_client(_Reader(file, "client", entry)) for entry in root.tables("client"))
    tables = tuple(_table(_Reader(file, "csv", entry)) for entry in root.tables("csv"))
    _refuse_double_claims(clients, file)
    problems = _unknown(file, "file", data, {"practice", "client", "csv"})
    problems += _unknown(file, "practice", practice_data, {f.name for f in fields(PracticeSettings)})
    for entry in root.tables("client"):
        problems += _unknown(file, "client", entry, {f.name for f in fields(ClientSettings)})
    said = frozenset(str(key) for key in practice_data)
    return Settings(_practice(practice_reader), clients, tables, said), problems


def _refuse_double_claims(clients: tuple[ClientSettings, ...], file: str) -> None:
    owner: dict[str, str] = {}
    for client in clients:
        for claim in {client.name, *client.aliases, *client.domains, *client.addresses}:
            other = owner.setdefault(claim.casefold(), client.name)
            if other != client.name:
                raise SettingsError(
                    file=file,
                    what=f'"{claim}" stands under two clients, {other} and {client.name}',
                    todo="Leave it under the one it belongs to; to join the two, add one name to the other's aliases.",
                )


def _unknown(file: str, where: str, data: Mapping[str, object], known: set[str]) -> list[Problem]:
    return [Problem("unknown_setting", file, 0, {"where": where, "key": k}) for k in data if k not in known]


def _practice(r: _Reader) -> PracticeSettings:
    zone = r.text("timezone", "Europe/Berlin")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise r.fail("timezone", "a time zone such as Europe/Berlin") from None
    currency = r.text("base_currency", "EUR").upper()
    if len(currency) != 3 or not currency.isalpha():
        raise r.fail("base_currency", "a currency code of three letters such as EUR")
    return PracticeSettings(
        owner=r.text("owner"),
        own_names=r.texts("own_names"),
        own_addresses=tuple(a.casefold() for a in r.texts("own_addresses")),
        timezone=zone,
        holidays=r.text("holidays"),
        base_currency=currency,
        cost_per_hour=r.amount("cost_per_hour", Decimal("38.00")) or Decimal(0),
        target_rate=r.amount("target_rate", Decimal("90.00")) or Decimal(0),
        period_start=r.day("period_start"),
        as_of=r.day("as_of"),
        cash=r.amount("cash"),
        monthly_costs=r.amount("monthly_costs"),
        other_income=r.amount("other_income"),
    )


def _client(r: _Reader) -> ClientSettings:
    if not r.data.get("name"):
        raise SettingsError(file=r.file, what="a [[client]] entry has no name", todo='Add a line name = "...".')
    return ClientSettings(
        name=r.text("name"),
        aliases=r.texts("aliases"),
        domains=tuple(d.casefold().lstrip("@") for d in r.texts("domains")),
        addresses=tuple(a.casefold() for a in r.texts("addresses")),
        rate=r.amount("rate"),
        payment_term_days=r.count("payment_term_days", 0, 3650),
        strain=tuple(_strain(_Reader(r.file, "client.strain", e)) for e in r.tables("strain")),
        calls=tuple(_call(_Reader(r.file, "client.calls", e)) for e in r.tables("calls")),
        repair_asked_on=r.day("repair_asked_on"),
        no_warning=r.flag("no_warning"),
        not_a_client=r.flag("not_a_client"),
    )


def _dated(r: _Reader) -> date:
    for key in ("on", "date"):
        day = r.day(key)
        if day is not None:
            return day
    raise SettingsError(file=r.file, what=f"an entry of [{r.where}] has no date", todo="Add on = 2026-03-31.")


def _strain(r: _Reader) -> StrainNote:
    key = "value" if "value" in r.data else "strain"
    return StrainNote(_dated(r), r.count(key, 0, 100) or 0, r.text("note"))


def _call(r: _Reader) -> Call:
    return Call(_dated(r), r.count("minutes", 0, 1440) or 0, r.text("note"))


def _table(r: _Reader) -> TableSettings:
    columns = r.data.get("columns", {})
    if not isinstance(columns, Mapping) or not all(isinstance(v, str) for v in columns.values()):
        raise r.fail("columns", 'a table such as {client = "Kunde", hours = "Stunden"}')
    if not r.data.get("match") or not r.data.get("kind"):
        raise SettingsError(
            file=r.file,
            what="a [[csv]] entry lacks match or kind",
            todo='Add match = "*.csv" and kind = "time".',
        )
    return TableSettings(r.text("match"), r.text("kind"), {str(k): str(v) for k, v in columns.items()})
