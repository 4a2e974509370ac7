"""One door to all rules: a case goes in, an answer, a question or "ask a lawyer" comes out; never a crash."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from cleanbreak.rules.catalogue import JURISDICTIONS
from cleanbreak.rules.errors import ContradictionError, FactError
from cleanbreak.rules.explanation import disclaimer
from cleanbreak.rules.facts import Facts
from cleanbreak.rules.form import form_check, notice_effect
from cleanbreak.rules.interest import default_interest, default_start
from cleanbreak.rules.invoices import document_type, einvoice_required, final_invoice
from cleanbreak.rules.notice import latest_receipt, notice_end
from cleanbreak.rules.outcome import Outcome
from cleanbreak.rules.periods import period_end, renewal_end
from cleanbreak.rules.retention import erasure_status, limitation_end, retention_end
from cleanbreak.rules.settlement import settle

Operation = Callable[[str, Facts], Outcome]

OPERATIONS: Mapping[str, Operation] = {
    "notice_end": notice_end,
    "latest_receipt": latest_receipt,
    "renewal_end": renewal_end,
    "period_end": period_end,
    "form_check": form_check,
    "notice_effect": notice_effect,
    "settle": settle,
    "final_invoice": final_invoice,
    "document_type": document_type,
    "einvoice_required": einvoice_required,
    "retention_end": retention_end,
    "limitation_end": limitation_end,
    "erasure_status": erasure_status,
    "default_start": default_start,
    "default_interest": default_interest,
}

MAIN_KEYS: Mapping[str, tuple[str, ...]] = {
    "notice_end": ("last_service_day",),
    "latest_receipt": ("latest_receipt",),
    "renewal_end": ("last_service_day",),
    "period_end": ("end_on",),
    "form_check": ("form_ok", "written_followup_needed"),
    "notice_effect": ("legal_date", "safe_date", "last_service_day_safe"),
    "settle": ("earned_gross", "refund_gross", "due_gross"),
    "final_invoice": ("remaining_gross",),
    "document_type": ("type_code", "include_preceding_reference"),
    "einvoice_required": ("einvoice_required",),
    "retention_end": ("retain_until", "erase_from"),
    "limitation_end": ("claim_until",),
    "erasure_status": ("action",),
    "default_start": ("interest_from",),
    "default_interest": ("interest", "flat_fee"),
}
"""Keys that are null in the answer while a question is open."""

DEEPEST_ECHO = 8
CONFIRM = "confirm_fact"


def answer(case: Mapping[str, object], lang: str = "en") -> dict[str, object]:
    """Answer one case of the form in the reference; every fault in it becomes a question."""
    operation, jurisdiction, values = case.get("op"), case.get("jurisdiction"), case.get("inputs")
    if not isinstance(operation, str) or operation not in OPERATIONS:
        return _asked(case, "unknown_operation", "op", lang)
    if not isinstance(jurisdiction, str) or jurisdiction not in JURISDICTIONS:
        return _asked(case, "unknown_jurisdiction", "jurisdiction", lang, codes=("FOREIGN_LAW",))
    if not isinstance(values, Mapping):
        return _asked(case, "missing_fact" if values is None else "malformed_fact", "inputs", lang)
    facts = Facts(values)
    try:
        outcome = OPERATIONS[operation](jurisdiction, facts)
    except FactError as error:
        codes = ("FOREIGN_LAW",) if _is_foreign_rule(error) else ()
        return _asked(case, error.code, str(error.params["field"]), lang, used=facts.used, codes=codes)
    return _answered(case, outcome, facts, lang)


def answer_file(lines: Iterable[str], lang: str = "en") -> Iterator[dict[str, object]]:
    """Answer a file of cases, one JSON object a line; a line that is none gets a question that names it."""
    for number, line in enumerate(lines, start=1):
        written = line.removeprefix("\ufeff").strip()
        if not written:
            continue
        try:
            case = json.loads(written, object_pairs_hook=_without_doubles, parse_constant=_refused)
        except (ValueError, RecursionError) as error:
            yield _broken(number, str(error), lang)
            continue
        yield answer(case, lang) if isinstance(case, dict) else _broken(number, "not a JSON object", lang)


def _answered(case: Mapping[str, object], outcome: Outcome, facts: Facts, lang: str) -> dict[str, object]:
    first = outcome.records[0] if outcome.records else None
    return {
        "id": _echo(case.get("id")),
        "answer": dict(outcome.answer),
        "rule": first.id if first else None,
        "rules": [record.id for record in outcome.records],
        "statutes": list(dict.fromkeys(statute for record in outcome.records for statute in record.statutes)),
        "in_force_since": first.in_force_since.isoformat() if first else None,
        "inputs": _used(case, facts.used),
        "ask_lawyer": list(outcome.lawyer_codes()),
        "question": CONFIRM if outcome.confirm else None,
        "question_about": outcome.confirm,
        "warnings": list(outcome.warnings),
        "disclaimer": disclaimer(lang),
    }


def _asked(
    case: Mapping[str, object],
    question: str,
    about: str,
    lang: str,
    *,
    used: tuple[str, ...] = (),
    codes: tuple[str, ...] = (),
) -> dict[str, object]:
    operation = case.get("op")
    keys = MAIN_KEYS.get(operation, ()) if isinstance(operation, str) else ()
    return {
        "id": _echo(case.get("id")),
        "answer": dict.fromkeys(keys),
        "rule": None,
        "rules": [],
        "statutes": [],
        "in_force_since": None,
        "inputs": _used(case, used),
        "ask_lawyer": list(codes),
        "question": question,
        "question_about": about,
        "warnings": [],
        "disclaimer": disclaimer(lang),
    }


def _broken(line: int, reason: str, lang: str) -> dict[str, object]:
    problem = {"code": "broken_line", "line": line, "params": {"reason": str(_echo(reason))}}
    return {**_asked({}, "broken_line", f"line {line}", lang), "problem": problem}


def _is_foreign_rule(error: FactError) -> bool:
    return isinstance(error, ContradictionError) and error.params["field"] == "rule.id"


def _used(case: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    values = case.get("inputs")
    if not isinstance(values, Mapping):
        return {}
    return {name: _echo(values[name]) for name in names if name in values}


def _echo(value: object, depth: int = 0) -> object:
    """Repeat a value in a form that any JSON writer takes, whatever came in."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, date | Decimal | float):
        return str(value)
    if depth < DEEPEST_ECHO and isinstance(value, Mapping):
        return {str(_echo(str(key))): _echo(entry, depth + 1) for key, entry in value.items()}
    if depth < DEEPEST_ECHO and isinstance(value, list | tuple | set | frozenset):
        return [_echo(entry, depth + 1) for entry in value]
    return type(value).__name__


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key appears twice in one object")
    return found


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} is not a number")
