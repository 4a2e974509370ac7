"""A case is a list of events, advanced and never edited; everything else about it is read from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar, cast

from cleanbreak.cases.contents import (
    CONTENT_OF,
    SUBJECT,
    AddedObligation,
    ClientDeadline,
    Confirmed,
    Content,
    Decided,
    Details,
    HandedOver,
    ObligationDone,
    Observed,
    OpenWork,
    PlannedCall,
    Prepared,
    Received,
    Recommended,
    Repriced,
    Told,
    Warned,
)
from cleanbreak.cases.contract import Contract
from cleanbreak.cases.errors import BrokenEntryError, StepNotAllowedError
from cleanbreak.cases.facts import SettlementFacts
from cleanbreak.cases.stages import NEXT, RECORDED_IN, Stage, Step, steps_from

C = TypeVar("C")
NOT_COMPARED = frozenset({"decided_at"})
RANK: Mapping[Step, int] = {step: rank for rank, step in enumerate(Step)}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: the step, the day, and what was recorded (None: erased)."""

    step: Step
    on: date
    content: Content | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case from its opening to now. The stage follows from the events."""

    number: str
    stage: Stage
    events: tuple[Event, ...]

    @property
    def opened_on(self) -> date:
        """Return the day the case was opened."""
        return self.events[0].on

    @property
    def details(self) -> Details:
        """Return who the client is."""
        found = self._latest(Details, Step.DETAILS) or self._latest(Details, Step.OPEN)
        if found is None:
            raise BrokenEntryError(sequence=1, case=self.number, what="who the client is was erased")
        return found

    @property
    def contract(self) -> Contract | None:
        """Return the contract as last recorded."""
        return self._latest(Contract, Step.CONTRACT)

    @property
    def warned(self) -> Warned | None:
        """Return the last warning."""
        return self._latest(Warned, Step.WARN)

    @property
    def repriced(self) -> Repriced | None:
        """Return the last price change."""
        return self._latest(Repriced, Step.REPRICE)

    @property
    def decided(self) -> Decided | None:
        """Return the decision that stands."""
        return self._latest(Decided, Step.DECIDE)

    @property
    def prepared(self) -> Prepared:
        """Return what call and letter will say."""
        return self._latest(Prepared, Step.PREPARE) or Prepared()

    @property
    def planned_call(self) -> PlannedCall | None:
        """Return the planned call."""
        return self._latest(PlannedCall, Step.PLAN_CALL)

    @property
    def told(self) -> Told | None:
        """Return the call as it went."""
        return self._latest(Told, Step.TELL)

    @property
    def confirmed(self) -> Confirmed | None:
        """Return the written notice."""
        return self._latest(Confirmed, Step.CONFIRM)

    @property
    def received(self) -> Received | None:
        """Return the receipt of the notice."""
        return self._latest(Received, Step.RECEIPT)

    @property
    def settlement(self) -> SettlementFacts | None:
        """Return the settlement as last computed."""
        return self._latest(SettlementFacts, Step.SETTLE)

    @property
    def work(self) -> tuple[OpenWork, ...]:
        """Return the agreed pieces of work, each as last recorded."""
        return tuple(work for work in self._each(OpenWork, Step.WORK) if not work.extra)

    @property
    def extra_work(self) -> tuple[OpenWork, ...]:
        """Return the work offered on top, which nobody agreed to yet."""
        return tuple(work for work in self._each(OpenWork, Step.WORK) if work.extra)

    @property
    def handover(self) -> tuple[HandedOver, ...]:
        """Return what goes from one side to the other."""
        return self._each(HandedOver, Step.HANDOVER)

    @property
    def replacements(self) -> tuple[Recommended, ...]:
        """Return the people who may help next."""
        return self._each(Recommended, Step.REPLACEMENT)

    @property
    def deadlines(self) -> tuple[ClientDeadline, ...]:
        """Return the client's own dates."""
        return self._each(ClientDeadline, Step.DEADLINE)

    @property
    def observed(self) -> tuple[Observed, ...]:
        """Return the recorded observations."""
        return self._each(Observed, Step.FACT)

    @property
    def added(self) -> tuple[AddedObligation, ...]:
        """Return the obligations the user added."""
        return self._each(AddedObligation, Step.OBLIGATION)

    @property
    def done(self) -> Mapping[str, ObligationDone]:
        """Return what is done, by the obligation's code."""
        return {item.code: item for item in self._each(ObligationDone, Step.DONE)}

    @property
    def last_day(self) -> date | None:
        """Return the last day of service: by the proved receipt, else by the decision."""
        if self.received is not None:
            return self.received.last_day
        return self.decided.last_day if self.decided is not None else None

    def _latest(self, kind: type[C], step: Step) -> C | None:
        for event in reversed(self.events):
            if event.step is step and isinstance(event.content, kind):
                return event.content
        return None

    def _each(self, kind: type[C], step: Step) -> tuple[C, ...]:
        found: dict[object, C] = {}
        for event in self.events:
            if event.step is step and isinstance(event.content, kind):
                found[subject_of(step, cast(Content, event.content))] = event.content
        return tuple(found.values())


def opened(number: str, details: Details, on: date) -> Case:
    """Return a new case in doubt."""
    return Case(number, Stage.DOUBT, (Event(Step.OPEN, on, details),))


def from_events(number: str, events: tuple[Event, ...]) -> Case:
    """Return the case that these events make; the first is its opening."""
    stage = Stage.DOUBT
    for event in events[1:]:
        stage = NEXT.get((stage, event.step), stage)
    return Case(number, stage, events)


def advance(case: Case, step: Step, content: Content, on: date) -> Case:
    """Return the case after a step; the one given stays as it was, and a repeated step changes nothing.

    Raises:
        StepNotAllowedError: the step does not follow from the case's stage.
    """
    if is_repeated(case, step, content):
        return case
    stage = NEXT.get((case.stage, step))
    if stage is None:
        if case.stage not in RECORDED_IN.get(step, ()):
            raise _not_allowed(case, step)
        stage = case.stage
    return replace(case, stage=stage, events=(*case.events, Event(step, on, content)))


def is_repeated(case: Case, step: Step, content: Content) -> bool:
    """Tell whether the step with this content already stands and nothing later went back behind it."""
    subject = subject_of(step, content)
    for event in reversed(case.events):
        if event.content is not None and event.step is step and subject_of(step, event.content) == subject:
            return _same(event.content, content)
        if step not in RECORDED_IN and event.step not in RECORDED_IN and RANK[event.step] < RANK[step]:
            return False
    return False


def subject_of(step: Step, content: Content) -> object:
    """Return which of several things a step speaks of; None where there is only one."""
    name = SUBJECT.get(step)
    return None if name is None else getattr(content, name)


def _same(left: Content, right: Content) -> bool:
    if type(left) is not type(right):
        return False
    names: Iterator[str] = (f.name for f in fields(left) if f.name not in NOT_COMPARED)
    return all(getattr(left, name) == getattr(right, name) for name in names)


def _not_allowed(case: Case, step: Step) -> StepNotAllowedError:
    possible = ", ".join(steps_from(case.stage)) or "nothing, the case has ended"
    return StepNotAllowedError(case=case.number, step=step.value, stage=case.stage.value, possible=possible)


__all__ = ["CONTENT_OF", "Case", "Event", "advance", "from_events", "is_repeated", "opened"]
