"""An electronic invoice (XRechnung, UBL) with one line."""

from pathlib import Path
from xml.sax.saxutils import escape

from cleanbreak.examples.plan import Bill

SPACES = (
    'xmlns:ubl="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)


def _money(tag: str, cents: int, currency: str) -> str:
    return f'<cbc:{tag} currencyID="{currency}">{cents // 100}.{cents % 100:02d}</cbc:{tag}>'


def _party(role: str, name: str, street: str, city: str, code: str, vat_id: str, email: str) -> str:
    tax = f"<cac:PartyTaxScheme><cbc:CompanyID>{vat_id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
    return (
        f"<cac:{role}><cac:Party>\n<cbc:EndpointID schemeID=\"EM\">{email}</cbc:EndpointID>\n"
        f"<cac:PostalAddress><cbc:StreetName>{street}</cbc:StreetName><cbc:CityName>{city}</cbc:CityName>"
        f"<cbc:PostalZone>{code}</cbc:PostalZone><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>\n"
        f"{tax if vat_id else ''}<cac:PartyLegalEntity><cbc:RegistrationName>{escape(name)}</cbc:RegistrationName></cac:PartyLegalEntity>\n"
        f"<cac:Contact><cbc:Name>{escape(name)}</cbc:Name><cbc:Telephone>+49 221 0000000</cbc:Telephone><cbc:ElectronicMail>{email}</cbc:ElectronicMail></cac:Contact>\n"
        f"</cac:Party></cac:{role}>\n"
    )


def write_xrechnung(path: Path, bill: Bill, order: str, iban: str) -> None:
    """Write a bill of the dominant client with its order number."""
    tax = bill.gross - bill.net
    category = "<cac:{tag}><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{tag}>"
    net, currency = bill.net, bill.currency
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ubl:Invoice {SPACES}>\n'
        "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0</cbc:CustomizationID>\n"
        "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>\n"
        f"<cbc:ID>{bill.number}</cbc:ID>\n<cbc:IssueDate>{bill.on}</cbc:IssueDate>\n<cbc:DueDate>{bill.due}</cbc:DueDate>\n"
        f"<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>\n"
        f"<cbc:BuyerReference>{order}</cbc:BuyerReference>\n"
        + _party("AccountingSupplierParty", "Brandt Gestaltung", "Ottostr. 14", "Köln", "50823", "DE999999999", "clara@brandt-gestaltung.example")
        + _party("AccountingCustomerParty", bill.name, "Am Sandtorkai 70", "Hamburg", "20457", "", "rechnung@nordlicht-energie.example")
        + f"<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>{iban}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>\n"
        f"<cac:PaymentTerms><cbc:Note>Zahlbar bis {bill.due:%d.%m.%Y} ohne Abzug.</cbc:Note></cac:PaymentTerms>\n"
        f"<cac:TaxTotal>{_money('TaxAmount', tax, currency)}<cac:TaxSubtotal>{_money('TaxableAmount', net, currency)}"
        f"{_money('TaxAmount', tax, currency)}{category.format(tag='TaxCategory')}</cac:TaxSubtotal></cac:TaxTotal>\n"
        f"<cac:LegalMonetaryTotal>{_money('LineExtensionAmount', net, currency)}{_money('TaxExclusiveAmount', net, currency)}"
        f"{_money('TaxInclusiveAmount', bill.gross, currency)}{_money('PayableAmount', bill.gross, currency)}</cac:LegalMonetaryTotal>\n"
        f'<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>{_money("LineExtensionAmount", net, currency)}'
        f"<cac:Item><cbc:Name>{escape(bill.subject)}</cbc:Name>{category.format(tag='ClassifiedTaxCategory')}</cac:Item>"
        f"<cac:Price>{_money('PriceAmount', net, currency)}</cac:Price></cac:InvoiceLine>\n</ubl:Invoice>\n"
    )
    path.write_bytes(text.encode())
