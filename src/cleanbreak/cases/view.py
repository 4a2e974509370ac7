"""A case as the positive list that letters, pages and calendars read: nothing private can get through here."""

from cleanbreak.cases import facts
from cleanbreak.cases.case import Case
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import GuardError
from cleanbreak.cases.facts import (
    Agreement,
    Call,
    CaseFacts,
    DatedFact,
    EndOfWork,
    HandoverItem,
    PriceChange,
    WorkPart,
)
from cleanbreak.cases.obligations import obligations_of
from cleanbreak.cases.practice import Practice, Standing
from cleanbreak.cases.replacements import offered


def facts_of(case: Case, practice: Practice, standing: Standing) -> CaseFacts:
    """Return everything about a case that others may read.

    Raises:
        GuardError: no contract is recorded, so that nothing can be written about it yet.
    """
    contract = case.contract
    if contract is None:
        raise GuardError("contract_missing")
    details, prepared = case.details, case.prepared
    obligations = obligations_of(case, details.language)
    return CaseFacts(
        number=case.number,
        today=standing.today,
        ours=practice.ours,
        client=details.client,
        agreement=_agreement(contract),
        end=_end(case),
        client_language=details.language,
        form_of_address=details.form_of_address,
        salutation=details.salutation,
        reason_level=prepared.reason_level,
        reason=prepared.reason if prepared.reason_level != "none" else "",
        cause_facts=_cause_facts(case),
        warning=_warning(case),
        call=_call(case),
        open_work=tuple(o for o in obligations if o.code.startswith("work_") and o.done_on is None),
        obligations=tuple(o for o in obligations if o.basis != "client"),
        handover=_handover(case),
        replacement_mode=prepared.replacement_mode,
        replacements=offered(case, standing.today),
        directory=prepared.directory,
        settlement=case.settlement,
        open_invoices=standing.open_invoices,
        price_change=_price_change(case, contract),
        extra_scope=tuple(WorkPart(w.title, w.percent_done, w.evidence, w.net) for w in case.extra_work),
        thanks_for=prepared.thanks_for,
        client_deadlines=tuple(DatedFact(d.due_on, d.text) for d in case.deadlines),
        contact_after=prepared.contact_after,
        records_until=standing.records_until,
        profession=details.profession,
        timeline_head=standing.head,
        timeline_length=standing.length,
        lawyer_questions=_lawyer_codes(case),
        work_done=tuple(WorkPart(w.title, w.percent_done, w.evidence, w.net) for w in case.work),
        currency=contract.currency,
    )


def _agreement(contract: Contract) -> Agreement:
    return Agreement(
        kind=contract.kind,
        title=contract.title,
        jurisdiction=contract.jurisdiction,
        concluded_on=contract.concluded_on or contract.started_on,
        number=contract.number,
        notice_clause=contract.notice_clause,
        form_required=contract.form_required,
        started_on=contract.started_on,
        currency=contract.currency,
        vat_mode=contract.vat_mode,
        vat_rate=contract.vat_rate,
    )


def _end(case: Case) -> EndOfWork:
    decided, received = case.decided, case.received
    if decided is None:
        return EndOfWork("ordinary", None)
    return EndOfWork(
        route=decided.route,
        last_day=case.last_day,
        rule=(received.rule if received is not None and received.rule else decided.rule),
        statutes=received.statutes if received is not None and received.statutes else decided.statutes,
        notice_received_on=received.received_on if received is not None else None,
        next_possible=decided.route == "ordinary",
    )


def _cause_facts(case: Case) -> tuple[DatedFact, ...]:
    """Return the dated facts only where the user chose to name a cause."""
    if case.prepared.reason_level != "cause" or case.decided is None:
        return ()
    return case.decided.cause_facts


def _warning(case: Case) -> facts.Warning | None:
    warned = case.warned
    if warned is None:
        return None
    return facts.Warning(warned.sent_on, warned.facts, warned.wish, warned.until, warned.consequence)


def _call(case: Case) -> Call:
    planned, told = case.planned_call, case.told
    return Call(
        planned_at=planned.planned_at if planned is not None else None,
        held_at=told.held_at if told is not None else None,
        with_whom=told.with_whom if told is not None else (planned.with_whom if planned is not None else ""),
        outcome=told.outcome if told is not None else "",
    )


def _handover(case: Case) -> tuple[HandoverItem, ...]:
    found = []
    for item in case.handover:
        due = item.due_on or case.last_day
        if due is not None:
            found.append(HandoverItem(item.title, item.to, item.how, due, item.done_on))
    return tuple(found)


def _price_change(case: Case, contract: Contract) -> PriceChange | None:
    new = case.repriced
    if new is None:
        return None
    return PriceChange(new.old, new.new, new.unit, new.valid_from, new.answer_by, contract.currency)


def _lawyer_codes(case: Case) -> tuple[str, ...]:
    found = case.decided.ask_lawyer if case.decided is not None else ()
    return tuple(dict.fromkeys((*found, *(case.settlement.lawyer_codes if case.settlement is not None else ()))))
