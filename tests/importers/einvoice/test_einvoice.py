from datetime import date
from decimal import Decimal

import pytest
from tests.importers.bank_reading import read_path, read_text, source_of

from cleanbreak.errors import UnreadableError
from cleanbreak.importers.formats import einvoice_cii, einvoice_ubl
from cleanbreak.importers.source import ReadOptions, Source
from cleanbreak.ledger.records import Invoice, Origin, Party, Problem

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>RE-1001</cbc:ID><cbc:IssueDate>2025-03-04</cbc:IssueDate><cbc:DueDate>2025-04-03</cbc:DueDate>
<cbc:{root}TypeCode>{code}</cbc:{root}TypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>RE-0990</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Studio</cbc:Name></cac:PartyName>
<cac:PartyTaxScheme><cbc:CompanyID>12/345/67890</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyTaxScheme><cbc:CompanyID>DE111111111</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Anna Beispiel</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="EM">Rechnung@muster.example</cbc:EndpointID>
<cac:PartyIdentification><cbc:ID>K-42</cbc:ID></cac:PartyIdentification>
<cac:PostalAddress>
<cbc:StreetName>Hauptstr. 1</cbc:StreetName><cbc:CityName>Köln</cbc:CityName><cbc:PostalZone>50667</cbc:PostalZone></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:RegistrationName>Muster GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>DE02 5001 0517 0137 0750 30</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">{net}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">{gross}</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">69.00</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine>
</{root}>"""

CII = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>RE-1001</ram:ID><ram:TypeCode>{code}</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20250304</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Anna Beispiel</ram:Name>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">12/345</ram:ID></ram:SpecifiedTaxRegistration>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE111111111</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:ID>K-42</ram:ID><ram:Name>Muster GmbH</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
<udt:DateTimeString format="102">20250403</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>{totals}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>RE-0990</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

TOTALS = (
    "<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>"
    "<ram:DuePayableAmount>69.00</ram:DuePayableAmount>"
)


def ubl(tmp_path, root="Invoice", code="380", net="100.00", gross="119.00", without=""):
    text = UBL.format(root=root, code=code, net=net, gross=gross)
    return read_text(einvoice_ubl, tmp_path, text.replace(without, "") if without else text)


def cii(tmp_path, code="380", totals=TOTALS):
    return read_text(einvoice_cii, tmp_path, CII.format(code=code, totals=totals))


def test_a_ubl_invoice_is_read_whole(tmp_path):
    assert ubl(tmp_path) == [
        Invoice(
            Origin("sample.txt", 1),
            "RE-1001",
            date(2025, 3, 4),
            Decimal("100.00"),
            Decimal("119.00"),
            currency="EUR",
            type_code="380",
            due_on=date(2025, 4, 3),
            payable=Decimal("69.00"),
            client=Party("Muster GmbH", "K-42", email="rechnung@muster.example", address="Hauptstr. 1, 50667 Köln"),
            seller=Party("Anna Beispiel", vat_id="DE111111111", iban="DE02500105170137075030"),
            refers_to="RE-0990",
        )
    ]


def test_a_cii_invoice_is_read_whole(tmp_path):
    assert cii(tmp_path) == [
        Invoice(
            Origin("sample.txt", 1),
            "RE-1001",
            date(2025, 3, 4),
            Decimal("100.00"),
            Decimal("119.00"),
            currency="EUR",
            type_code="380",
            due_on=date(2025, 4, 3),
            payable=Decimal("69.00"),
            client=Party("Muster GmbH", "K-42"),
            seller=Party("Anna Beispiel", vat_id="DE111111111"),
            refers_to="RE-0990",
        )
    ]


@pytest.mark.parametrize(("root", "code"), [("CreditNote", "381"), ("Invoice", "381"), ("CreditNote", "380")])
def test_a_credit_note_counts_negative_whatever_sign_it_uses(tmp_path, root, code):
    [positive] = ubl(tmp_path, root, code)
    [negative] = ubl(tmp_path, root, code, net="-100.00", gross="-119.00")
    for found in (positive, negative):
        assert (found.kind, found.net, found.gross) == ("credit_note", Decimal("-100.00"), Decimal("-119.00"))
    assert positive.payable == Decimal("69.00")


@pytest.mark.parametrize("code", ["380", "384"])
def test_a_negative_invoice_stays_as_it_is(tmp_path, code):
    [found] = ubl(tmp_path, code=code, net="-100.00", gross="-119.00")
    assert (found.kind, found.gross) == ("invoice", Decimal("-119.00"))


def test_the_total_in_the_invoices_currency_wins_over_the_one_in_another(tmp_path):
    totals = '<ram:TaxBasisTotalAmount currencyID="USD">110</ram:TaxBasisTotalAmount>' + TOTALS
    [found] = cii(tmp_path, totals=totals)
    assert found.net == Decimal("100.00")


def test_a_missing_net_total_follows_from_gross_and_tax(tmp_path):
    totals = "<ram:TaxTotalAmount>19.00</ram:TaxTotalAmount><ram:GrandTotalAmount>119.00</ram:GrandTotalAmount>"
    [found] = cii(tmp_path, totals=totals)
    assert (found.net, found.payable) == (Decimal("100.00"), None)


def test_zugferd_1_uses_other_names_for_the_same(tmp_path):
    old = (
        CII.format(code="380", totals=TOTALS)
        .replace("CrossIndustryInvoice", "CrossIndustryDocument")
        .replace(":ExchangedDocument", ":HeaderExchangedDocument")
        .replace(":SupplyChainTradeTransaction", ":SpecifiedSupplyChainTradeTransaction")
        .replace("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
        .replace("SettlementHeaderMonetary", "SettlementMonetary")
    )
    [found] = read_text(einvoice_cii, tmp_path, old)
    assert (found.number, found.gross, found.client.name) == ("RE-1001", Decimal("119.00"), "Muster GmbH")


def test_an_invoice_without_a_number_is_a_problem(tmp_path):
    assert ubl(tmp_path, without="<cbc:ID>RE-1001</cbc:ID>") == [
        Problem("einvoice_incomplete", "sample.txt", 1, {"missing": "number", "number": "", "value": "2025-03-04"})
    ]


def test_an_invoice_in_an_envelope_is_found(tmp_path):
    text = UBL.format(root="Invoice", code="380", net="1", gross="1").split("?>", 1)[1]
    [found] = read_text(einvoice_ubl, tmp_path, f"<StandardBusinessDocument><Head/>{text}</StandardBusinessDocument>")
    assert found.number == "RE-1001"


def test_a_cut_off_invoice_is_refused(tmp_path):
    text = UBL.format(root="Invoice", code="380", net="1", gross="1")[:-30]
    with pytest.raises(UnreadableError, match="damaged"):
        list(einvoice_ubl.read(source_of(tmp_path, text), ReadOptions()))


@pytest.mark.parametrize("importer", [einvoice_ubl, einvoice_cii])
def test_other_xml_is_not_claimed(tmp_path, importer):
    assert importer.recognize(source_of(tmp_path, "<Invoice><ID>1</ID></Invoice>")) == 0


@pytest.mark.parametrize(
    ("path", "number", "on", "currency", "payable", "seller"),
    [
        ("torture/einvoice-cen/ubl-ubl-tc434-example9.xml", "20150483", "2015-04-01", "EUR", "177.87", "Bluem BV"),
        (
            "torture/einvoice-xrechnung/business-cases-01.01a-INVOICE_ubl.xml",
            "123456XX",
            "2016-04-04",
            "EUR",
            "336.9",
            "[Seller name]",
        ),
        (
            "torture/einvoice-xrechnung/business-cases-01.01a-INVOICE_uncefact.xml",
            "123456XX",
            "2016-04-04",
            "EUR",
            "336.9",
            "[Seller name]",
        ),
        ("formats/en16931/guide-example3.xml", "TOSL108", "2013-04-10", "DKK", "1125.00", "SubscriptionSeller"),
        ("formats/zugferd/EN16931_Einfach.cii.xml", "471102", "2018-03-05", "EUR", "529.87", "Lieferant GmbH"),
        (
            "ledger/xrechnung-testsuite/extension-04.01a-INVOICE_ubl.xml",
            "12345",
            "2019-05-15",
            "EUR",
            "4918.84",
            "M. Meier Handwerk GbR",
        ),
        (
            "ledger/xrechnung-testsuite/standard-01.07a-INVOICE_uncefact.xml",
            "R1234567",
            "2016-06-30",
            "EUR",
            "45.22",
            "[Seller name]",
        ),
    ],
)
def test_shared_samples_give_the_invoice_they_hold(shared, path, number, on, currency, payable, seller):
    file = shared / "data" / path
    importer = einvoice_ubl if einvoice_ubl.recognize(Source(file, file.name)) else einvoice_cii
    [found] = read_path(importer, file)
    assert (found.number, found.issued_on.isoformat(), found.currency) == (number, on, currency)
    assert (found.payable, found.seller.name) == (Decimal(payable), seller)
