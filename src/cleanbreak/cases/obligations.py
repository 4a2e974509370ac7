"""What is still owed, by whom and until when: computed from the case each time, so that a moved end moves what hangs on it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from cleanbreak.cases.case import Case
from cleanbreak.cases.facts import Obligation
from cleanbreak.cases.guards import pause_over
from cleanbreak.cases.packs import Anchor, Duty, duty_from, pack_of
from cleanbreak.cases.stages import AFTER_DECISION, Stage

Condition = Callable[[Case], bool]

CONDITIONS: Mapping[str, Condition] = {
    "": lambda _case: True,
    "has_deadlines": lambda case: bool(case.deadlines),
    "is_work": lambda case: case.contract is not None and case.contract.kind == "work",
    "has_refund": lambda case: case.settlement is not None and case.settlement.refund_gross > 0,
    "has_due": lambda case: case.settlement is not None and case.settlement.due_gross > 0,
}

AS_IT_STANDS = {"de": "{title} (im jetzigen Stand übergeben)", "en": "{title} (handed over as it stands)"}


def obligations_of(case: Case, language: str = "de") -> tuple[Obligation, ...]:
    """Return every obligation of a case, done ones included, by date; none that hangs on an end before it is decided."""
    found = [*_added(case), *_client_dates(case)]
    if case.stage in AFTER_DECISION or case.stage is Stage.CLOSED:
        found += [*_duties(case, language), *_work(case, language), *_handover(case)]
    done = case.done
    return tuple(
        sorted(
            (replace(o, done_on=done[o.code].on) if o.code in done else o for o in found),
            key=lambda o: (o.due_on, o.code),
        )
    )


def open_obligations(case: Case, language: str = "de") -> tuple[Obligation, ...]:
    """Return what is not done yet, on either side; the client's own dates are theirs and keep no case open."""
    return tuple(o for o in obligations_of(case, language) if o.done_on is None and o.basis != "client")


def _duties(case: Case, language: str) -> list[Obligation]:
    duties = [*_general(), *pack_of(case.details.profession).duties]
    found = {}
    for duty in duties:
        anchor = _anchor_day(case, duty.anchor)
        if anchor is not None and CONDITIONS[duty.when](case):
            due = anchor + timedelta(days=duty.days)
            found[duty.code] = Obligation(duty.code, duty.text[language], duty.owner, due, duty.basis)
    if case.received is not None and "confirm_in_writing" in found:
        found["confirm_in_writing"] = replace(found["confirm_in_writing"], done_on=case.received.received_on)
    return list(found.values())


def _anchor_day(case: Case, anchor: Anchor) -> date | None:
    if anchor == "last_day":
        return case.last_day
    if case.received is not None and anchor == "receipt":
        return case.received.received_on
    if case.told is not None:
        return case.told.held_at.date()
    if case.planned_call is not None:
        return case.planned_call.planned_at.date()
    return pause_over(case.decided).date() if case.decided is not None else None


def _work(case: Case, language: str) -> list[Obligation]:
    found = []
    for number, work in enumerate(case.work, start=1):
        due = work.due_on or case.last_day
        if due is None or work.plan == "drop":
            continue
        text = work.title if work.plan == "finish" else AS_IT_STANDS[language].format(title=work.title)
        found.append(Obligation(f"work_{number}", text, "us", due, "contract", done_on=work.done_on))
    return found


def _handover(case: Case) -> list[Obligation]:
    found = []
    for number, item in enumerate(case.handover, start=1):
        due = item.due_on or case.last_day
        if due is None:
            continue
        owner = "us" if item.to == "client" else "client"
        found.append(
            Obligation(f"handover_{number}", item.title, owner, due, "handover", done_on=item.done_on)  # type: ignore[arg-type]
        )
    return found


def _added(case: Case) -> list[Obligation]:
    found = []
    for item in case.added:
        moves = item.days_after_end is not None and case.last_day is not None
        due = case.last_day + timedelta(days=item.days_after_end or 0) if moves and case.last_day else item.due_on
        if due is not None:
            found.append(Obligation(item.code, item.text, item.owner, due, item.basis, fixed=item.fixed))
    return found


def _client_dates(case: Case) -> list[Obligation]:
    return [
        Obligation(f"deadline_{number}", item.text, "client", item.due_on, "client", fixed=True)
        for number, item in enumerate(case.deadlines, start=1)
    ]


@cache
def _general() -> tuple[Duty, ...]:
    source = files("cleanbreak.cases").joinpath("obligations.toml")
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(duty_from(raw, "contract") for raw in data["duties"])
