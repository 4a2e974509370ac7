"""What a case refuses, each with a stable code and a sentence that says what to do."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cleanbreak.errors import CleanbreakError

LANGUAGES = ("en", "de")


class CaseError(CleanbreakError):
    """Root of what a case refuses."""

    code = "case"
    message = "The case cannot do that."


class StepNotAllowedError(CaseError):
    """A step does not follow from the stage the case is in."""

    code = "step_not_allowed"
    message = "The step {step} does not follow from the stage {stage}. Possible now: {possible}."


class GuardError(CaseError):
    """A step follows, but something that must come first is missing; `code` says what."""

    message = "{sentence}"

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(sentence=refusal(reason, "en", params))
        self.code = reason
        self.params = params


class BrokenEntryError(CaseError):
    """A stored entry of a case cannot be read."""

    code = "broken_entry"
    message = "Entry {sequence} of case {case} cannot be read ({what}). Run `cleanbreak timeline verify`."


class UnknownPackError(CaseError):
    """A profession nobody wrote a list for."""

    code = "unknown_profession"
    message = "There is no list for the profession {profession}. Known: {known}."


class UnknownRegionError(CaseError):
    """A holiday region that the calendar does not know."""

    code = "unknown_region"
    message = 'The holiday region "{region}" is not known. Use one such as DE-NW, AT-9, CH-ZH or DE-BY+catholic.'


def refusal(code: str, language: str, params: Mapping[str, object] | None = None) -> str:
    """Return the sentence for a guard's code in a language, its parameters filled in."""
    texts = _refusals()[code]
    return texts.get(language, texts["en"]).format_map({k: str(v) for k, v in (params or {}).items()})


def refusal_codes() -> tuple[str, ...]:
    """Return every code that a guard may raise."""
    return tuple(_refusals())


@cache
def _refusals() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("cleanbreak.cases").joinpath("refusals.toml").read_text(encoding="utf-8"))
