"""The reference page of all rules: `python -m cleanbreak.rules.reference > docs/reference/rules.md`."""

import sys
from collections.abc import Iterable

from cleanbreak.rules.catalogue import every_record
from cleanbreak.rules.explanation import disclaimer, lawyer_codes, lawyer_question
from cleanbreak.rules.records import Record

INTRODUCTION = """# Rules

Every rule record Cleanbreak computes with. {disclaimer}
`cleanbreak rules explain ID` prints the reasoning of one rule, `cleanbreak rules answer --cases F.jsonl` answers cases.
This page is written from the rule files by `python -m cleanbreak.rules.reference`.

"""

ANSWERS = """## What an answer carries

| Key | Meaning |
| --- | --- |
| `id` | the case it answers |
| `answer` | the computed keys; null where no date or amount can be supported |
| `rule`, `rules` | the record the answer rests on, and all records used |
| `statutes`, `in_force_since` | what they rest on, and since when the first of them is law |
| `inputs` | the facts that were used |
| `ask_lawyer` | codes of the questions for a lawyer, see below |
| `question`, `question_about` | why something has to be asked back, and which fact it is about |
| `warnings` | `tax_assessment_may_be_open`, `ends_before_target`, `sources_differ`, `minimum_term_off_cycle` |
| `problem` | only for a line that is no case: its number and the reason |
| `disclaimer` | stands beside every computed date and amount |

| Question | Meaning |
| --- | --- |
| `missing_fact`, `malformed_fact` | the fact is not there, or not in the form that is needed |
| `unknown_value` | the fact names something that is not in its list |
| `contradictory_facts` | the fact does not fit the others |
| `confirm_fact` | a fact that was not given could move the answer: confirm what was assumed |
| `unknown_operation`, `unknown_jurisdiction`, `broken_line` | nothing could be answered |

Facts beyond the worked cases: `rule.hourly_pay` (yes or no), `claim` (`pay` or `refund`, for interest), and `entered_rates`
(a list of `from`, `rate`, `source`, `checked_on`), which fills half-years that the built-in table lacks.

"""

TESTS = """## How the rules are tested

104 open examples and 705 cases worked out by hand (`tests/rules`), most with the sentence of the law that decides, and
properties over random days and amounts. `make mutation` changes one line of `rules` and of the settlement of a case at a time
and runs their tests: of 4,315 changes 4,236 (98.2 %) were noticed, 5 of these by a test that no longer ended (30 November 2026,
one core, 14 minutes). The 79 others were looked at: most cannot change an answer (a default that no record reaches, a type hint).

"""

RECORDS = """## Records

C: checked against a public text; K: general knowledge, to be verified before you rely on it.

| Rule | Jurisdiction | What it says | Statutes | In force since | Used for | Confidence | Checked on |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def reference_page(records: Iterable[Record]) -> str:
    """Write the reference of answers, questions and rules as Markdown."""
    codes = "".join(f"| `{code}` | {lawyer_question(code)} |\n" for code in lawyer_codes())
    questions = f"## Questions for a lawyer\n\n| Code | Question |\n| --- | --- |\n{codes}\n"
    rows = "".join(_row(record) for record in records)
    return INTRODUCTION.format(disclaimer=disclaimer()) + ANSWERS + questions + TESTS + RECORDS + rows


def _row(record: Record) -> str:
    cells = (
        f"`{record.id}`",
        record.jurisdiction,
        record.title["en"],
        "; ".join(record.statutes),
        record.in_force_since.isoformat(),
        f"{record.valid_from} to {record.valid_to or 'today'}",
        record.confidence,
        record.checked_on.isoformat(),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    sys.stdout.write(reference_page(every_record()))
