"""The review as a table that fits 100 columns; the advice is a word and a sign, never a color alone."""

import io
from fractions import Fraction
from pathlib import Path

from babel.numbers import format_decimal
from rich.console import Console
from rich.table import Table

from cleanbreak.assessment.review import ClientReview, Review
from cleanbreak.cli.output import say, write_private
from cleanbreak.documents.wording.sentences import Language, sentence
from cleanbreak.ledger.exact import rounded
from cleanbreak.measures.totals import Gap, Value

WIDTH = 100
NAME_WIDTH = 22
NAMING = ("name", "address", "payer", "invoice", "purpose")
SIGNS = {"keep": "=", "reprice": "^", "repair": "~", "part": "x"}
STYLES = {"keep": "", "reprice": "bold", "repair": "bold", "part": "bold reverse"}
HEADINGS = {
    "en": ("Client", "Advice", "per hour", "covers", "paid net", "open", "hours", "late d", "uncivil", "off-hrs"),
    "de": ("Kunde", "Rat", "je Std.", "deckt", "bezahlt", "offen", "Stunden", "Verzug", "grob", "abends"),
}
LOCALES = {"en": "en_US", "de": "de_DE"}
TEXTS = {
    "en": {
        "title": "{start} to {end}, amounts net in {currency}",
        "near": "* borderline: {names}",
        "unassigned": "{count} things belong to no client: {names}. The report (--format html) lists them; say whose they "
        "are in cleanbreak.toml.",
        "strangers": "Careful: {count} messages come from people who belong to no client; what they say counts for nobody.",
        "little": "? too little is known for an advice.",
        "merge": "Perhaps one client: {left} and {right}. Settle it in cleanbreak.toml.",
        "files": "Files read: {read}. Problems: {problems}.",
        "where": " Look at them with: cleanbreak inspect {file}",
    },
    "de": {
        "title": "{start} bis {end}, Beträge netto in {currency}",
        "near": "* Grenzfall: {names}",
        "unassigned": "{count} Einträge gehören zu keinem Kunden: {names}. Der Bericht (--format html) zählt sie auf; wem sie "
        "gehören, steht in cleanbreak.toml.",
        "strangers": "Achtung: {count} Nachrichten stammen von Leuten, die zu keinem Kunden gehören; ihr Inhalt zählt nirgends.",
        "little": "? Für einen Rat ist zu wenig bekannt.",
        "merge": "Vielleicht ein Kunde: {left} und {right}. Klären Sie es in cleanbreak.toml.",
        "files": "Gelesene Dateien: {read}. Auffälligkeiten: {problems}.",
        "where": " Genauer: cleanbreak inspect {file} --lang de",
    },
}


def print_review(review: Review, lang: Language, output: Path | None) -> None:
    """Print the table and what the person should know beside it, or write both to a private file."""
    buffer = io.StringIO()
    plain = output is not None
    console = Console(width=WIDTH, file=buffer if plain else None, highlight=False, emoji=False)
    console.print(_table(review, lang))
    for line in _notes(review, lang):
        console.print(line, markup=False)
    if output is not None:
        write_private(output, buffer.getvalue().encode("utf-8"))
        say(f"Written to {output} (private, do not forward).")


def _table(review: Review, lang: Language) -> Table:
    texts = TEXTS[lang]
    title = texts["title"].format(start=review.period.start, end=review.period.end, currency=review.currency)
    table = Table(
        title=title, box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="underline", show_lines=False
    )
    for number, heading in enumerate(HEADINGS[lang]):
        table.add_column(
            heading,
            justify="left" if number < 2 else "right",
            no_wrap=True,
            overflow="ellipsis",
            min_width=NAME_WIDTH if number == 0 else None,
            max_width=NAME_WIDTH if number == 0 else None,
        )
    for c in _ordered(review.clients):
        table.add_row(*_row(c, lang))
    return table


def _ordered(clients: list[ClientReview]) -> list[ClientReview]:
    urgency = {"part": 0, "reprice": 1, "repair": 2, "keep": 3}
    return sorted(clients, key=lambda c: (urgency[c.verdict.word], _number(c.measures["contribution"]), c.client.name))


def _too_little(c: ClientReview) -> bool:
    """Tell whether neither money nor payments nor messages say anything about a client."""
    return c.verdict.rule == "sound" and c.facts.coverage is None and c.facts.days_late is None


def _number(value: Value) -> Fraction:
    return Fraction(10**12) if isinstance(value, Gap) else Fraction(value)


def _row(c: ClientReview, lang: Language) -> list[str]:
    star = "?" if _too_little(c) else "*" if c.verdict.borderline else ""
    word = f"{SIGNS[c.verdict.word]} {sentence('advice', c.verdict.word, lang)}{star}"
    style = STYLES[c.verdict.word]
    m = c.measures
    cells = [
        figure("effective_hourly_rate", m["effective_hourly_rate"], lang),
        figure("coverage_ratio", m["coverage_ratio"], lang, "0.00"),
        figure("collected_net", m["collected_net"], lang, "#,##0"),
        figure("open_gross", m["open_gross"], lang, "#,##0"),
        figure("hours_total", m["hours_total"], lang, "#,##0"),
        figure("days_late", m["days_late"], lang, "0.0"),
        figure("uncivil_messages_in", m["uncivil_messages_in"], lang, "0"),
        figure("off_hours_share", m["off_hours_share"], lang, "0%"),
    ]
    return [c.client.name.replace("[", "\\["), f"[{style}]{word}[/]" if style else word, *cells]


def figure(name: str, value: Value, lang: Language, pattern: str = "#,##0.00") -> str:
    """Return a figure in the language's form, rounded half away from zero; a dash where it is not computable."""
    if isinstance(value, Gap):
        return "–"
    percent = pattern.endswith("%")
    places = len(pattern.partition(".")[2])
    shown = rounded(Fraction(value) * (100 if percent else 1), places)
    text = format_decimal(shown, format=pattern.rstrip("%"), locale=LOCALES[lang])
    return f"{text}%" if percent else text


def _notes(review: Review, lang: Language) -> list[str]:
    texts = TEXTS[lang]
    near = [
        f"{c.client.name} ({', '.join(sentence('advice', f'near_{name}', lang) for name in c.verdict.near)})"
        for c in review.clients
        if c.verdict.borderline
    ]
    lines = [texts["near"].format(names=", ".join(near))] if near else []
    lines += [sentence("assumed", a.code, lang, a.params) for a in review.assumed]
    lines += [texts["merge"].format(left=m.left, right=m.right) for m in review.proposed[:5]]
    strangers = sum(int(u.params.get("messages", "0")) for u in review.unassigned if u.kind == "contact")
    if strangers:
        lines.insert(0, texts["strangers"].format(count=strangers))
    if review.unassigned:
        names = [next((v for k in NAMING if (v := u.params.get(k))), u.kind) for u in review.unassigned[:3]]
        more = ", …" if len(review.unassigned) > 3 else ""
        lines.append(texts["unassigned"].format(count=len(review.unassigned), names=", ".join(names) + more))
    if any(_too_little(c) for c in review.clients):
        lines.append(texts["little"])
    read = sum(1 for f in review.files if f.counts)
    where = next((texts["where"].format(file=p.file) for p in review.problems if p.file), "")
    lines.append(texts["files"].format(read=read, problems=len(review.problems)) + where)
    return lines
