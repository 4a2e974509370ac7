"""The parts of the page: names beside points, timelines, reasons with their rows, sentences found, leftovers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import cleanbreak.documents.report as package
from cleanbreak.correspondence.findings import Scored
from cleanbreak.documents.report.buckets import buckets
from cleanbreak.documents.report.charts.placement import Box, Spot, place_labels
from cleanbreak.documents.report.clientpage import client_page
from cleanbreak.documents.report.language import Speech, clean
from cleanbreak.documents.report.nextstep import quoted
from cleanbreak.documents.report.records import records
from cleanbreak.documents.report.standing import most_urgent_first
from cleanbreak.documents.wording.sentences import LANGUAGES, sentences
from cleanbreak.measures.catalogue import MEASURES
from cleanbreak.measures.totals import Period
from tests.documents.report.invented import Sketch, invented_review

DE, EN = Speech("de", "EUR"), Speech("en", "EUR")
TEMPLATES = Path(package.__file__).parent / "templates"


def test_names_lie_neither_on_each_other_nor_outside() -> None:
    frame = Box(0, 0, 400, 300)
    labels = place_labels([Spot(200 + n % 3, 150 + n % 4, f"Kunde {n}") for n in range(12)], frame)
    boxes = [Box(m.left, m.middle - 7, m.left + m.width, m.middle + 7) for m in labels]
    assert len(labels) >= 10
    assert all(box.within(frame) for box in boxes)
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_name_without_room_is_left_out() -> None:
    assert place_labels([Spot(10, 10, "ein sehr langer Name")], Box(0, 0, 40, 40)) == []


def test_up_to_three_years_are_shown_in_months_and_more_in_quarters() -> None:
    sketch = Sketch("Lang GmbH", "1000", "10", rude=(0, 1))
    short = invented_review([sketch], Period(date(2023, 4, 1), date(2026, 3, 31)))
    long = invented_review([sketch], Period(date(2016, 4, 1), date(2026, 3, 31)))
    assert (len(buckets(short.clients[0])), len(buckets(long.clients[0]))) == (36, 40)
    last = buckets(long.clients[0])[-1]
    assert (last.first, last.quarter, last.uncivil) == ((2026, 1), True, 2)


def test_the_timeline_and_its_table_add_up_to_the_whole() -> None:
    client = invented_review([Sketch("Lang GmbH", "1000", "10")], Period(date(2016, 4, 1), date(2026, 3, 31))).clients[
        0
    ]
    assert sum((b.collected or Fraction(0) for b in buckets(client)), Fraction(0)) == client.measures["collected_net"]


def test_every_client_page_has_three_reasons_with_their_origin() -> None:
    review = invented_review()
    for client in review.clients:
        page = client_page(client, 1, review, DE)
        assert len(page.reasons) >= 3
        assert all(r.origin for r in page.reasons)


def test_messages_named_after_a_warning_were_sent_after_it() -> None:
    review = invented_review()
    hartwig = most_urgent_first(review.clients)[0]
    page = client_page(hartwig, 1, review, DE)
    assert page.reasons[0].text == "Nach der Abmahnung kamen in 5 der letzten sechs Monate grobe Nachrichten (Linie 3)."
    days = re.findall(r"\d\d\.\d\d\.\d{4}", page.reasons[0].places)
    assert days == ["01.09.2025", "09.03.2026", "10.02.2026", "11.01.2026", "12.12.2025", "13.11.2025"]


def test_a_warning_that_was_read_is_asked_about_with_the_lines_to_correct_it() -> None:
    review = invented_review()
    page = client_page(most_urgent_first(review.clients)[0], 1, review, EN)
    assert page.warning is not None
    assert page.warning.question == "We read your mail of 1 Sep 2025 as a warning: right?"
    assert page.warning.lines == '[[client]]\nname = "Hartwig Consulting AG"\nrepair_asked_on = 2025-09-01'


def test_the_found_words_are_marked_in_their_sentence() -> None:
    review = invented_review([Sketch("Grob GmbH", "3000", "20", rude=(0,))])
    page = client_page(review.clients[0], 1, review, EN)
    assert str(page.words.open[0].words) == "<mark>Sie sind einfach unfähig</mark>. Das ist Ihre Schuld!"
    assert page.words.open[0].place == "mail/Alle.mbox <m0-0@kunde.example>"


def test_words_of_a_message_are_shown_as_text() -> None:
    sketch = Sketch("Grob GmbH", "3000", "20", rude=(0,), words="<b>Idiot</b> & mehr", found="Idiot")
    review = invented_review([sketch])
    page = client_page(review.clients[0], 1, review, EN)
    assert str(page.words.open[0].words) == "&lt;b&gt;<mark>Idiot</mark>&lt;/b&gt; &amp; mehr"


@pytest.mark.parametrize(("mails", "text"), [(9, "1"), (12, "1 (0.5% of the incoming)")])
def test_below_ten_messages_there_is_a_count_but_no_rate(mails: int, text: str) -> None:
    review = invented_review([Sketch("Grob GmbH", "3000", "20", rude=(0,), mails=mails)])
    page = client_page(review.clients[0], 1, review, EN)
    assert (page.strain[0].text, page.few) == (text, mails < 10)
    if mails < 10:
        assert not any("%" in fact.text for fact in page.strain)


def test_without_cash_and_costs_the_runway_says_what_is_missing() -> None:
    review = invented_review([Sketch("Eins", "3000", "20"), Sketch("Zwei", "3000", "20")])
    client = review.clients[0]
    client.affordability = replace(client.affordability, gap_per_month=None, runway_months=None)
    facts = {f.name: f.text for f in client_page(client, 1, review, EN).afford}
    assert facts["Runway without this client"] == "not computable: monthly_costs and cash are not in cleanbreak.toml"
    assert facts["Share of revenue"].endswith("high concentration risk (above 40 %)")


def test_another_time_zone_is_named() -> None:
    review = invented_review([Sketch("Blue Harbor Ltd", "2900", "20", zone=-300)])
    assert "UTC−5;" in client_page(review.clients[0], 1, review, EN).zone


def test_leftovers_are_said_in_words() -> None:
    found = records(invented_review(), DE)
    assert found.merges[0].lines == '[[client]]\nname = "Meyer Immobilien"\naliases = ["Meier Immobilien"]'
    assert [g.title for g in found.unassigned] == ["Zahlungen", "Kontakte", "Zeiten"]
    assert found.unassigned[0].rows[0] == (
        "03.02.2026",
        "Kraftwerk eG",
        "1.234,50\N{NO-BREAK SPACE}€",
        "Erstattung",
        "keine offene Rechnung passt",
    )
    assert found.assumed[1] == "Betrachtet wird alles bis zum letzten Eintrag, 31.03.2026."
    assert [f.file for f in found.problems] == ["notizen.bin", "zeiten.csv"]
    assert found.refused[0][0] == "kaputt.zip" and "ließ sich nicht lesen" in found.refused[0][1]


def test_a_name_in_settings_lines_stays_one_string() -> None:
    assert quoted('A "B" \\ C\n\u202e') == '"A \\"B\\" \\\\ C\\U0000000a\\U0000202e"'


def test_cleaning_keeps_letters_and_joins_what_is_decomposed() -> None:
    assert clean("Mu\u0308ller\x07 \u202eGmbH") == "Müller GmbH"


def _missing(kinds: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [code for code, texts in kinds.items() if not all(texts.get(language) for language in LANGUAGES)]


@pytest.mark.parametrize("kind", ["report", "measures", "advice", "assumed"])
def test_every_sentence_is_there_in_both_languages_with_the_same_parameters(kind: str) -> None:
    known = sentences(kind)
    assert _missing(known) == []
    holes = {code: [set(re.findall(r"{(\w+)}", t[lang])) for lang in LANGUAGES] for code, t in known.items()}
    free = {"refused_unreadable", "refused_other"}
    assert [code for code, (german, english) in holes.items() if german != english and code not in free] == []


def test_every_measure_has_a_name() -> None:
    assert set(MEASURES) <= set(sentences("measures"))


def test_every_sentence_that_a_template_names_exists() -> None:
    named = {
        code
        for path in TEMPLATES.glob("*.jinja")
        for code in re.findall(r'say\("(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 60
    assert named - set(sentences("report")) == set()


def test_texts_stand_out_from_their_ground() -> None:
    css = (TEMPLATES / "screen.css").read_text(encoding="utf-8")
    colors = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))
    for name in ("ink", "faint", "keep", "reprice", "repair", "part"):
        for ground in (colors["paper"], colors["wash"], "#f3e3ea"):
            assert _contrast(colors[name], ground) >= 4.5, (name, ground)


def _contrast(left: str, right: str) -> float:
    light, dark = sorted((_luminance(left), _luminance(right)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_one_thing_is_said_in_the_singular() -> None:
    assert DE.counted("count_messages", 1) == "1 Nachricht"
    assert DE.counted("count_messages", 2) == "2 Nachrichten"


def test_shouting_without_a_label_is_named_as_such() -> None:
    review = invented_review([Sketch("Laut GmbH", "3000", "20", rude=(0,))])
    client = review.clients[0]
    client.said = [replace(s, scored=Scored({}, 0.9)) for s in client.said]
    assert client_page(client, 1, review, EN).words.open[0].labels == "shouting"
