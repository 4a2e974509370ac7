"""Every format that can be read: name -> module, grouped by the kind of content whose first bytes they share.

Modules load only when a file of their kind turns up, so that a small file costs a small start.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from cleanbreak.importers.source import Importer

FORMATS: Mapping[str, Mapping[str, str]] = {
    "folder": {
        "maildir": "cleanbreak.importers.formats.maildir",
        "slack": "cleanbreak.importers.formats.slack",
    },
    "pdf": {"zugferd": "cleanbreak.importers.formats.zugferd"},
    "ole": {"msg": "cleanbreak.importers.formats.msg"},
    "zip": {"xlsx": "cleanbreak.importers.formats.xlsx"},
    "xml": {
        "camt": "cleanbreak.importers.formats.camt",
        "einvoice_ubl": "cleanbreak.importers.formats.einvoice_ubl",
        "einvoice_cii": "cleanbreak.importers.formats.einvoice_cii",
        "sms": "cleanbreak.importers.formats.sms",
        "ecb": "cleanbreak.importers.formats.ecb",
    },
    "json": {
        "telegram": "cleanbreak.importers.formats.telegram",
        "kimai_json": "cleanbreak.importers.formats.kimai_json",
        "toggl_json": "cleanbreak.importers.formats.toggl_json",
        "activitywatch": "cleanbreak.importers.formats.activitywatch",
    },
    "calendar": {"ics": "cleanbreak.importers.formats.ics"},
    "card": {"vcard": "cleanbreak.importers.formats.vcard"},
    "mail": {
        "mbox": "cleanbreak.importers.formats.mbox",
        "eml": "cleanbreak.importers.formats.eml",
    },
    "text": {
        "whatsapp": "cleanbreak.importers.formats.whatsapp",
        "mt940": "cleanbreak.importers.formats.mt940",
        "toggl": "cleanbreak.importers.formats.toggl",
        "clockify": "cleanbreak.importers.formats.clockify",
        "harvest": "cleanbreak.importers.formats.harvest",
        "kimai": "cleanbreak.importers.formats.kimai",
        "sevdesk": "cleanbreak.importers.formats.sevdesk",
        "sevdesk_vouchers": "cleanbreak.importers.formats.sevdesk_vouchers",
        "lexware": "cleanbreak.importers.formats.lexware",
        "invoice_ninja": "cleanbreak.importers.formats.invoice_ninja",
        "freshbooks": "cleanbreak.importers.formats.freshbooks",
        "datev": "cleanbreak.importers.formats.datev",
        "paypal": "cleanbreak.importers.formats.paypal",
        "stripe": "cleanbreak.importers.formats.stripe",
        "bankcsv": "cleanbreak.importers.formats.bankcsv",
        "ecb": "cleanbreak.importers.formats.ecb",
        "sheets": "cleanbreak.importers.formats.sheets",
        "solidtime": "cleanbreak.importers.formats.solidtime",
        "csv": "cleanbreak.importers.formats.csv_rows",
    },
}


@cache
def importer(module: str) -> Importer:
    """Return a format's module, loaded on first use."""
    return cast(Importer, import_module(module))


def candidates(families: Iterable[str]) -> list[tuple[str, Importer]]:
    """Return the importers of some families, each once, in the catalogue's order."""
    found: dict[str, str] = {}
    for family in families:
        found.update({name: module for name, module in FORMATS[family].items() if name not in found})
    return [(name, importer(module)) for name, module in found.items()]


def every_module() -> list[tuple[str, str]]:
    """Return (name, module) of every entry, for the test that loads them all."""
    return [(name, module) for formats in FORMATS.values() for name, module in formats.items()]
