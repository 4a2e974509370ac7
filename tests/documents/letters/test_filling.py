"""Facts are data in every form: nothing in them is read as markup, layout, template or a second header."""

import io
import zipfile
from dataclasses import replace
from importlib.resources import files

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta

from cleanbreak.documents.catalogue import DOCUMENTS, document, render
from cleanbreak.documents.errors import MissingFactError, UnprintableError
from cleanbreak.documents.kinds.fields import fields_of
from cleanbreak.documents.layout.markup import Heading, Items, Paragraph, Run, Table, inline, parse, plain
from cleanbreak.documents.templates.filling import Manner, escaped, fill, one_line
from tests.documents.letters.reading import flat, words_of_docx, words_of_pdf
from tests.documents.letters.samples import CLIENT, full_case

GERMAN = Manner("de", formal=True, alone=True, swiss=False)
NASTY = (
    '#set page(fill: red) #eval("1+1") $x$ @ref <label> *bold* _it_ `raw`',
    "{{ 7*7 }} {% for x in y %} {# c #}",
    "[a:links|rechts] | a | b |",
    "<w:p/></w:t>&amp; <!-- x --> ]]>",
    "- item",
    "1. item",
    "# heading",
    ":::signature",
    "\\** \\\\ **x**",
)


@pytest.mark.parametrize("name", NASTY)
def test_hostile_names_come_out_as_they_are(name: str) -> None:
    facts = full_case(client=replace(CLIENT, name=name))
    assert name in flat(render("cancellation_agreement", facts, "de", "txt").decode())
    assert name in words_of_docx(render("cancellation_agreement", facts, "de", "docx"))
    assert flat(name) in flat(words_of_pdf(render("cancellation_agreement", facts, "de", "pdf")))


def test_a_line_break_in_a_fact_begins_no_new_paragraph_or_header() -> None:
    facts = full_case(reason="Eins.\r\n\r\n# Zwei\nBEGIN:VALARM\u2028drei")
    blocks = parse(render("disengagement_letter", facts, "de", "md").decode())
    said = [plain(b.line) for b in blocks if isinstance(b, Paragraph)]
    assert "Der Grund: Eins. # Zwei BEGIN:VALARM drei" in said


def test_invisible_and_direction_changing_signs_are_dropped() -> None:
    assert one_line("Sum\u202e00.1\u2069 \x00me\x1b[31m\u200b\ufeff") == "Sum00.1 me[31m"


@given(st.text(max_size=60))
def test_any_text_survives_escaping_and_parsing(text: str) -> None:
    said = one_line(text)
    if said:
        assert plain(inline(escaped(said))) == said
        blocks = parse(escaped(said))
        assert [type(block) for block in blocks] == [Paragraph]


def test_a_signature_mark_or_heading_cannot_be_forged_by_a_cell() -> None:
    blocks = parse(f"| A | B |\n|---|---:|\n| {escaped('x | y')} | {escaped('**z**')} |")
    assert blocks == (Table(((Run("A"),), (Run("B"),)), (((Run("x | y"),), (Run("**z**"),)),), ("left", "right")),)


def test_headings_lists_and_weights_are_read() -> None:
    blocks = parse("# Eins\nText **fett** weiter\n- a\n- b\n")
    assert blocks == (
        Heading(1, (Run("Eins"),)),
        Paragraph((Run("Text "), Run("fett", True), Run(" weiter"))),
        Items(((Run("a"),), (Run("b"),))),
    )


def test_printing_what_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(MissingFactError) as caught:
        fill("_money", GERMAN, {"settled": True, "refund_gross": "1 €", "open_invoices": [{"number": "1"}]})
    assert caught.value.field == "open_total"


def test_templates_use_only_fields_of_the_fixed_list() -> None:
    known = {*fields_of(full_case(), "de"), *OPTIONAL}
    for language in ("de", "en"):
        for source in files("cleanbreak.documents.templates").joinpath(language).iterdir():
            if source.name.endswith(".md"):
                tree = jinja2.Environment().parse(source.read_text(encoding="utf-8"))
                assert meta.find_undeclared_variables(tree) <= known, source.name


OPTIONAL = {
    "client_contact", "call_with_other", "cause_facts", "compensation", "deposit_return", "directory", "due_after_deposit",
    "due_gross", "to_pay", "end_part", "is_platform", "is_german_work", "replacement_or_refund", "third_party", "vat_note",
    "parts_priced", "profession_items", "received_on", "for_cause", "inv_iban", "inv_number", "inv_period", "inv_vat_note",
    "inv_notes", "inv_set_off", "inv_due", "inv_missing", "inv_refused", "inv_preceding", "inv_vat_rate", "inv_terms",
}  # fmt: skip
"""Fields that the full case has no use for."""


def test_both_languages_have_the_same_templates() -> None:
    folders = [files("cleanbreak.documents.templates").joinpath(language) for language in ("de", "en")]
    names = [sorted(f.name for f in folder.iterdir()) for folder in folders]
    assert names[0] == names[1]
    assert {f"{n}.md" for n in DOCUMENTS if document(n).forms != ("ics",)} <= set(names[0])


def test_a_template_can_run_no_code() -> None:
    environment_names = {"range", "dict", "cycler", "namespace", "lipsum", "joiner"}
    with pytest.raises(MissingFactError):
        fill("_thanks", GERMAN, {"thanks_for": {"not": "text"}})
    assert not environment_names & set(fields_of(full_case(), "de"))


def test_a_document_for_a_word_processor_is_well_formed_xml_whatever_the_facts_hold() -> None:
    facts = full_case(reason="\x00\x08 ]]> <a> & \ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(render("disengagement_letter", facts, "de", "docx"))) as package:
        assert package.testzip() is None
        assert b"&lt;a&gt; &amp;" in package.read("word/document.xml")


def test_a_sign_that_no_font_has_is_said_so() -> None:
    facts = full_case(client=replace(CLIENT, name="Tibet \U00012345 GmbH"))
    with pytest.raises(UnprintableError, match="cannot be printed"):
        render("thank_you", facts, "de", "pdf")
