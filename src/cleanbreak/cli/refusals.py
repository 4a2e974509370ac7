"""Says a refusal in the user's language, with the stage, the option or the command that helps."""

import os
from typing import cast

from cleanbreak.cases.errors import GuardError, refusal, refusal_codes
from cleanbreak.cases.stages import Stage, steps_from
from cleanbreak.cli.commands.store_options import WORDS, fact_words, stage_word
from cleanbreak.documents.wording.sentences import Language, sentence, sentences
from cleanbreak.errors import CleanbreakError

LANGUAGE_VARIABLE = "CLEANBREAK_LANG"
VERBS = {"tell": "call", "receipt": "confirm", "kept": "warn --result", "not_kept": "warn --result"}
VERBS |= {"reconcile": "withdraw --reconciled"}


def said(error: CleanbreakError, arguments: list[str]) -> str:
    """Return the sentence for a refusal; the English one where no other was written."""
    lang = cast(Language, language_of(arguments))
    if isinstance(error, GuardError) and error.code in refusal_codes():
        return refusal(error.code, lang, error.params)
    code = f"error_{error.code}"
    if code not in sentences(WORDS):
        return str(error)
    params = dict(error.params)
    if "stage" in params:
        stage = Stage(str(params["stage"]))
        verbs = dict.fromkeys(f"case {VERBS.get(step.value, step.value)}" for step in steps_from(stage))
        params |= {"stage": stage_word(stage, lang), "verbs": ", ".join(verbs) or "case export"}
    for name in ("about", "question"):
        if name in params:
            params["fact"] = fact_words(str(params[name]), str(params.get("case", "CASE")), lang)
            break
    return sentence(WORDS, code, lang, params)


def language_of(arguments: list[str]) -> str:
    """Return the language asked for on the command line or for good; English otherwise."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for name, value in zip(arguments, [*arguments[1:], ""], strict=True):
        if name == "--lang":
            wanted = value
        elif name.startswith("--lang="):
            wanted = name.removeprefix("--lang=")
    return "de" if wanted == "de" else "en"
