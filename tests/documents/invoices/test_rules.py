"""The check itself: what is broken by hand is found, what says nothing proves nothing."""

import logging
from collections.abc import Iterator

import pytest

from cleanbreak.documents.errors import BrokenRuleError, RulesNotRunError
from cleanbreak.documents.invoices import checking
from cleanbreak.documents.invoices.catalogue import write
from cleanbreak.documents.invoices.checking import check
from tests.documents.invoices.samples import asked, case_for

BROKEN = [
    ("cii", "<ram:GrandTotalAmount>2737.00<", "<ram:GrandTotalAmount>2738.00<", "BR-CO-15", "BT-112"),
    ("ubl", '<cbc:TaxInclusiveAmount currencyID="EUR">2737.00<', '<cbc:TaxInclusiveAmount currencyID="EUR">2738.00<', "BR-CO-15", "BT-112"),
    ("cii", ">EUR</ram:InvoiceCurrencyCode>", ">EUX</ram:InvoiceCurrencyCode>", "FX-SCH", "CurrencyCode"),
    ("ubl", ">EUR</cbc:DocumentCurrencyCode>", ">EUX</cbc:DocumentCurrencyCode>", "BR-CL-", "CurrencyCode"),
    ("cii", '<ram:ID schemeID="VA">DE123456788<', '<ram:ID schemeID="VA">123456788<', "BR-CO-09", "BT-31"),
    ("ubl", "<cbc:CompanyID>DE123456788<", "<cbc:CompanyID>123456788<", "BR-CO-09", "BT-31"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_server() -> Iterator[None]:
    """The function that asks a server and is content when none answers must never be called."""
    yield
    assert "xml_check_schematron" not in vars(checking)


@pytest.mark.parametrize(("form", "old", "new", "rule", "term"), BROKEN)
def test_a_broken_invoice_is_a_sentence_with_rule_and_field(
    form: str, old: str, new: str, rule: str, term: str
) -> None:
    xml = write(case_for("final"), asked("final"), form, "de").content.decode()
    assert xml.count(old) >= 1
    with pytest.raises(BrokenRuleError) as caught:
        check(xml.replace(old, new).encode())
    said = str(caught.value)
    assert rule in said
    assert term in said
    assert said.endswith("Nothing was written.")


@pytest.mark.parametrize("form", ["ubl", "cii"])
def test_a_file_of_the_wrong_form_is_refused_before_the_rules(form: str) -> None:
    xml = write(case_for("final"), asked("final"), form, "de").content.decode()
    name = "cbc:PayableAmount" if form == "ubl" else "ram:DuePayableAmount"
    with pytest.raises(BrokenRuleError, match="XSD"):
        check(xml.replace(name, f"{name}s").encode())


def test_rules_that_look_at_nothing_are_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def transform_to_string(self, **_: object) -> str:
            return '<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl"/>'

    xml = write(case_for("final"), asked("final"), "cii", "de").content
    monkeypatch.setattr(checking, "_stylesheet", lambda _: Silent())
    with pytest.raises(RulesNotRunError):
        check(xml)


def test_writing_says_nothing_on_the_side(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for form in ("ubl", "cii", "pdf"):
            write(case_for("refund_credit"), asked("refund_credit"), form, "de")
    assert [r.getMessage() for r in caplog.records if r.name == "factur-x" and r.levelno >= logging.WARNING] == []
