"""What to do next with a client, in plain words, with the lines to write or the command to type."""

from dataclasses import dataclass

from cleanbreak.assessment.facts import known
from cleanbreak.assessment.review import ClientReview
from cleanbreak.documents.report.language import Speech

DATED = {"conduct_not_warned", "pays_late", "scope_unbilled", "coverage_below_floor", "coverage_below_healthy"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step; `lines` go into cleanbreak.toml, `command` is typed. Both may be empty."""

    text: str
    lines: str = ""
    command: str = ""


def step_for(c: ClientReview, speech: Speech) -> NextStep:
    """Return the next step that the rule behind the advice asks for."""
    rule = c.verdict.rule
    if rule == "sound":
        return NextStep(_sound(c, speech))
    needed = next((f.value for f in c.flips if f.kind == "price_per_hour" and f.value > 0), None)
    price = "" if needed is None else speech.say("step_price", value=speech.money(needed))
    text = speech.say(f"step_{rule}", price=price).strip()
    lines = settings_lines(c.client.name, f"repair_asked_on = {speech.say('date_form')}") if rule in DATED else ""
    return NextStep(text, lines, "" if rule in DATED else speech.say("command_rules"))


def settings_lines(name: str, *lines: str) -> str:
    """Return lines for cleanbreak.toml about one client."""
    return "\n".join(["[[client]]", f"name = {quoted(name)}", *lines])


def quoted(text: str) -> str:
    """Return a TOML string; hidden and control characters stand as escapes, so that the line says what it shows."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _sound(c: ClientReview, speech: Speech) -> str:
    if known(c.measures["contribution"]) is None:
        return speech.say("step_sound_thin")
    still_open = known(c.measures["open_gross"])
    if still_open is not None and still_open > 0:
        return speech.say("step_sound_open", open=speech.money(still_open))
    return speech.say("step_sound")
