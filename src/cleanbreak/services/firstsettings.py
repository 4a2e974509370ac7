"""The first settings file of a folder: what a review inferred, to be corrected."""

from collections.abc import Iterable

from cleanbreak.assessment.review import Review


def settings_text(review: Review) -> str:
    """Return a settings file with what a review inferred; doubtful merges stand in it as comments."""
    practice = review.settings.practice
    lines = [
        "# What Cleanbreak inferred from your files. Correct what is wrong; lines that begin with # are ignored.",
        "[practice]",
        f"owner = {_quoted(review.owner.names[0] if review.owner.names else '')}",
        f"own_names = {_list(review.owner.names[1:])}",
        f"own_addresses = {_list(review.owner.addresses)}",
        f"timezone = {_quoted(practice.timezone)}",
        f"{'' if practice.holidays else '# '}holidays = {_quoted(practice.holidays or 'DE-NW')}  # your region",
        f"base_currency = {_quoted(practice.base_currency)}",
        f"cost_per_hour = {practice.cost_per_hour}  # what an hour costs you: rent, insurance, your pay",
        f"target_rate = {practice.target_rate}  # what an hour should bring",
        "# cash = 18000.00  # what you could live on, for the question whether you can afford to part",
        "# monthly_costs = 4500.00",
        "# other_income = 0.00",
    ]
    for client in review.clients:
        lines += [
            "",
            "[[client]]",
            f"name = {_quoted(client.client.name)}",
            f"aliases = {_list(client.client.aliases)}",
            f"domains = {_list(client.client.domains)}",
            f"addresses = {_list(client.client.addresses)}",
            "# rate = 90.00",
            "# payment_term_days = 14",
            "# strain = [{on = 2026-03-31, value = 40, note = 'private'}]  # 0 calm, 100 unbearable",
            "# repair_asked_on = 2026-03-31  # the day you asked for a change",
        ]
    if review.proposed:
        lines += ["", "# Perhaps one client each; to join two, add the second name to the first one's aliases:"]
        lines += [f"#   {m.left}  and  {m.right}" for m in review.proposed]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(t) for t in texts) + "]"
