"""Whatever was agreed, done and paid: the written document adds up and says the settlement's sums to the cent."""

from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cleanbreak.cases.facts import CaseFacts, SettlementFacts
from cleanbreak.cases.invoicing import compose, objections, situation_of
from cleanbreak.documents.invoices.catalogue import write
from tests.documents.invoices.reading import texts, total
from tests.documents.invoices.samples import MODES, asked, earlier, settled

CENTS = st.integers(1, 3_000_000).map(lambda units: Decimal(units).scaleb(-2))
RATES = st.sampled_from(["19", "7", "20", "8.1", "2.6", "3.8"])


@st.composite
def cases(draw: st.DrawFn) -> CaseFacts:
    """A settled case: earlier invoices of any size, all paid, work done to any share."""
    mode, rate = draw(st.sampled_from(MODES)), draw(RATES)
    taxed = Decimal(rate) if mode == "standard" else Decimal(0)
    nets = draw(st.lists(CENTS, max_size=3))
    invoices = [(net, (net * taxed / 100).quantize(Decimal("0.01"))) for net in nets]
    return settled(
        percent=str(draw(st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2)))),
        paid=str(sum((net + vat for net, vat in invoices), Decimal("0.00"))),
        preceding=tuple(earlier(str(net), str(vat), f"RE-{n}") for n, (net, vat) in enumerate(invoices)),
        mode=mode,
        rate=rate,
        price=str(draw(CENTS)),
    )


def found(facts: CaseFacts) -> SettlementFacts:
    assert facts.settlement is not None
    return facts.settlement


@given(cases())
def test_the_sums_of_the_invoice_are_those_of_the_settlement(facts: CaseFacts) -> None:
    situation = situation_of(facts)
    invoice, settlement = compose(facts, asked(situation)), found(facts)
    assume(not list(objections(facts, invoice)))
    assert invoice.net + invoice.vat == invoice.gross == invoice.payable
    if situation == "refund_credit":
        assert (invoice.net, invoice.vat, invoice.gross) == (
            settlement.refund_net,
            settlement.refund_vat,
            settlement.refund_gross,
        )
    else:
        assert invoice.gross == settlement.due_gross
        assert (invoice.lines[0].net, invoice.lines[0].vat) == (settlement.earned_net, settlement.earned_vat)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(cases(), st.sampled_from(["ubl", "cii"]))
def test_net_and_tax_are_the_gross_on_every_written_document(facts: CaseFacts, form: str) -> None:
    for situation in (situation_of(facts), "correction", "cancellation"):
        request = asked(situation, preceding=found(facts).preceding[:1] if situation == "cancellation" else ())
        invoice = compose(facts, request)
        if list(objections(facts, invoice)):
            continue
        xml = write(facts, request, form, "de").content  # type: ignore[arg-type]
        if form == "ubl":
            net, gross, tax = "TaxExclusiveAmount", "TaxInclusiveAmount", Decimal(texts(xml, "TaxAmount")[0])
        else:
            net, gross, tax = "TaxBasisTotalAmount", "GrandTotalAmount", total(xml, "TaxTotalAmount")
        assert total(xml, net) + tax == total(xml, gross) == invoice.gross
        lines = texts(xml, "LineExtensionAmount")[1:] if form == "ubl" else texts(xml, "LineTotalAmount")[:-1]
        assert sum(map(Decimal, lines), Decimal(0)) == total(xml, net)
