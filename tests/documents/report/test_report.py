"""The whole page: one safe file, in two languages, that a parser, a screen reader and paper can take."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from cleanbreak.documents.report import render_report
from cleanbreak.documents.wording.sentences import LANGUAGES, Language
from cleanbreak.services.publication import anonymized
from tests.documents.report.invented import TWELVE, invented_review, renamed, without

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "line", "rect", "circle"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """Collects elements, their text and attributes, and remembers tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.unmatched: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.svgs: list[list[str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if "svg" in self.open:
            self.svgs[-1].append(tag)
        if tag == "svg":
            self.svgs.append([])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.unmatched.append(tag)
        else:
            self.open.pop()

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture(scope="module", params=LANGUAGES)
def html(request: pytest.FixtureRequest) -> str:
    return render_report(invented_review(), request.param)


def test_the_first_line_marks_the_file_as_our_own_output(html: str) -> None:
    assert html.startswith("<!-- cleanbreak report -->\n<!DOCTYPE html>\n")


def test_every_tag_is_closed_and_every_id_is_there_once(html: str) -> None:
    page = Page(html)
    assert (page.unmatched, page.open) == ([], [])
    assert [i for i, count in Counter(page.values("id")).items() if count > 1] == []


def test_every_link_leads_to_a_place_in_the_page(html: str) -> None:
    page = Page(html)
    targets = set(page.values("id"))
    links = page.values("href")
    assert len(links) > len(TWELVE)
    assert [link for link in links if not link.startswith("#") or link[1:] not in targets] == []


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    assert page.values("src") == []
    assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
    addresses = set(re.findall(r"[a-z]+://[^\s\"'<>)]+", html))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|url\((?!#)", html)


def test_every_picture_has_a_title_a_description_and_a_table_in_its_section(html: str) -> None:
    page = Page(html)
    assert len(page.svgs) == 4 + len(TWELVE)
    assert all(parts[:2] == ["title", "desc"] for parts in page.svgs)
    assert [value for tag, name, value in page.attributes if tag == "svg" and name == "role"] == ["img"] * len(
        page.svgs
    )
    sections = re.split(r"<h[23][ >]", html)
    assert all("<table" in s for s in sections if "<svg" in s and 'id="picture-heading"' not in s)
    assert 'id="picture-table"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_name_is_shown_as_text(language: Language) -> None:
    html = render_report(renamed(invented_review(), 3, HOSTILE), language)
    page = Page(html)
    assert "script" not in page.tags and "img" not in page.tags
    assert "&lt;script&gt;alert(1)" in html
    assert page.unmatched == []


def test_characters_that_turn_the_writing_around_are_left_out() -> None:
    html = render_report(renamed(invented_review(), 0, "Nord\u202elicht\u2066 \u200bVerlag"), "de")
    assert "Nordlicht Verlag" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anonymized_review_shows_neither_names_nor_words(language: Language) -> None:
    html = render_report(anonymized(invented_review()), language)
    for private in [s.name for s in TWELVE] + [
        "unfähig",
        "Hartwig",
        "Magenschmerzen",
        "brandt.example",
        "zeiten.csv",
        "Oma",
    ]:
        assert private.replace("&", "&amp;") not in html, private
    assert html.count('<article class="client') == len(TWELVE)
    assert "Client 1<" in html


@pytest.mark.parametrize(
    ("language", "text"), [("de", "nicht berechenbar: keine Zeiterfassung"), ("en", "not computable: no time records")]
)
def test_a_figure_that_is_not_computable_says_why(language: Language, text: str) -> None:
    assert text in render_report(invented_review(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_hours_the_pictures_say_what_they_need(language: Language) -> None:
    review = without(invented_review(), "hours_total", "effective_hourly_rate", "contribution", "coverage_ratio")
    review.whale = []
    html = render_report(review, language)
    assert 'class="wide"' not in html
    assert {"de": "Für dieses Bild braucht es Stunden", "en": "The picture needs hours"}[language] in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_of_no_client_at_all_is_still_a_page(language: Language) -> None:
    page = Page(render_report(invented_review(()), language))
    assert (page.unmatched, page.open, page.svgs) == ([], [], [])


def test_no_code_is_left_unsaid(html: str) -> None:
    text = re.sub(r"<(style|pre)[^>]*>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    codes = set(re.findall(r"\b[a-z]+_[a-z_]+\b", text))
    assert codes <= {"repair_asked_on", "cost_per_hour", "target_rate"}
    assert "…}" not in text and "{" not in text


def test_numbers_and_dates_have_the_language_s_form() -> None:
    german, english = (render_report(invented_review(), language) for language in ("de", "en"))
    assert "1.234,50\N{NO-BREAK SPACE}€" in german and "03.02.2026" in german and "31.03.2026" in german
    assert "€1,234.50" in english and "3 Feb 2026" in english and "31 Mar 2026" in english


def test_nobody_is_called_names(html: str) -> None:
    assert not re.search(r"toxic|toxisch|giftig|schlechter Kunde|bad client", html, re.IGNORECASE)


def test_the_footer_says_private_and_no_legal_advice() -> None:
    german, english = (render_report(invented_review(), language) for language in ("de", "en"))
    assert "Vertraulich, nicht weitergeben" in german and "Keine Rechtsberatung" in german
    assert "Private, do not forward" in english and "Not legal advice" in english
