"""The facts of a stored case that documents read, and the export that anybody can check."""

import json
from datetime import date
from importlib.resources import files

from cleanbreak.cases.encoding import to_plain
from cleanbreak.cases.facts import CaseFacts
from cleanbreak.cases.practice import Standing
from cleanbreak.cases.timeline import FORMAT, canonical
from cleanbreak.cases.view import facts_of
from cleanbreak.rules import answer
from cleanbreak.services.casework import find_case
from cleanbreak.services.ports import Store, StoredCase
from cleanbreak.services.settlement import open_invoices

LETTER_KIND = "business_letter"
README = """This is an export of case {number}. It holds what was recorded for others to read, never private notes.

timeline.json         every entry with its salted hash; {length} entries, head {head}
case.json             the facts as documents show them
verify_timeline.py    checks the timeline with nothing but Python:
                      python verify_timeline.py timeline.json --head HEAD --length N
                      (head and number stand at the foot of every letter)

Private until you decide otherwise: do not forward without reading it.
"""


def case_facts(store: Store, name: str, today: date) -> CaseFacts:
    """Return the facts of a case that documents may read."""
    return facts_of_stored(store, find_case(store, name), today)


def facts_of_stored(store: Store, stored: StoredCase, today: date) -> CaseFacts:
    """Return the facts of a case that is at hand already."""
    standing = Standing(
        today=today,
        head=stored.head,
        length=stored.length,
        open_invoices=open_invoices(store, stored.client_key),
        records_until=_letters_kept_until(stored),
    )
    return facts_of(stored.case, store.practice(), standing)


def export_files(store: Store, name: str, today: date) -> dict[str, bytes]:
    """Return the files of an export by name."""
    stored = find_case(store, name)
    number = stored.case.number
    entries = store.entries(number)
    head = entries[-1].hash
    timeline = {
        "format": FORMAT,
        "case": number,
        "length": len(entries),
        "head": head,
        "entries": [to_plain(entry) for entry in entries],
    }
    found = {
        "README.txt": README.format(number=number, length=len(entries), head=head).encode(),
        "timeline.json": _pretty(timeline),
        "verify_timeline.py": files("cleanbreak.cases").joinpath("verify_timeline.py").read_bytes(),
    }
    if stored.case.contract is not None:
        found["case.json"] = _pretty(json.loads(canonical(to_plain(facts_of_stored(store, stored, today)))))
    return found


def _letters_kept_until(stored: StoredCase) -> date | None:
    """Return how long the notice itself must be kept, where the place has a rule for business letters."""
    contract, confirmed = stored.case.contract, stored.case.confirmed
    if contract is None or confirmed is None:
        return None
    inputs = {"doc_kind": LETTER_KIND, "event_on": confirmed.sent_on.isoformat()}
    found = answer({"op": "retention_end", "jurisdiction": contract.jurisdiction, "inputs": inputs})["answer"]
    until = found.get("retain_until") if isinstance(found, dict) else None
    return date.fromisoformat(until) if isinstance(until, str) else None


def _pretty(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
