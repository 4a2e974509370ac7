"""An electronic invoice (XRechnung, UBL) with one line, from the template `xrechnung.xml`."""

from importlib.resources import files
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from cleanbreak.examples.plan import Bill
from cleanbreak.examples.writers.camt import major


def write_xrechnung(path: Path, bill: Bill, order: str, iban: str) -> None:
    """Write a bill of the dominant client with its order number."""
    template = Template((files("cleanbreak.examples") / "xrechnung.xml").read_text(encoding="utf-8"))
    text = template.substitute(
        number=bill.number,
        issued=bill.on,
        due=bill.due,
        currency=bill.currency,
        order=order,
        buyer=escape(bill.name),
        subject=escape(bill.subject),
        iban=iban,
        net=major(bill.net),
        tax=major(bill.gross - bill.net),
        gross=major(bill.gross),
    )
    path.write_bytes(text.encode())
