"""The client-message engine on public sets it never saw, with other tools beside it in the same run.

    python -m benchmarks.text [politeness civil germeval2018 germeval2019 germeval2021 olid issues locked codereview]

Beside us, where installed: VADER and alt-profanity-check (English), textblob-de (German). Sets are read from `../shared`; the
ones about tweets and code are for the report only, the engine is not made for them. F1 is that of the harmful class.
"""

import argparse
import csv
import importlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanbreak.correspondence.incivility.engine import score_texts

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TEXT = SHARED / "text"
UNHAPPY = -0.05

Judge = Callable[[Sequence[str]], list[bool]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set: texts, whether each is harmful, and its language."""

    texts: list[str]
    harmful: list[bool]
    lang: str


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def _tabbed(path: Path, bad: str) -> Labelled:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.count("\t") >= 2]
    return Labelled([r[0].replace("|LBR|", "\n") for r in rows], [r[1] == bad for r in rows], "de")


def politeness() -> Labelled:
    """Sentences of English mail; harmful: contempt, blame or pressure."""
    rows = _rows(TEXT / "email-politeness" / "sentences_faceacts_train.csv")
    acts = [set(r["GoldFaceAct"].split(", ")) for r in rows]
    return Labelled([r["covered_text"] for r in rows], [bool(a & {"HPos-", "HNeg-"}) for a in acts], "en")


def germeval2018() -> Labelled:
    """German tweets, test part."""
    return _tabbed(TEXT / "germeval2018" / "germeval2018.test.txt", "OFFENSE")


def germeval2019() -> Labelled:
    """German tweets, training part (the test part has no labels here)."""
    return _tabbed(TEXT / "germeval2019-task2" / "germeval2019_training_subtask12.txt", "OFFENSE")


def germeval2021() -> Labelled:
    """German Facebook comments."""
    rows = _rows(TEXT / "germeval2021-toxic" / "GermEval21_TrainData.csv")
    return Labelled([r["comment_text"] for r in rows], [r["Sub1_Toxic"] == "1" for r in rows], "de")


def olid() -> Labelled:
    """English tweets, test part."""
    rows = _rows(TEXT / "olid" / "testset-levela.tsv", "\t")
    labels = dict(line.split(",") for line in (TEXT / "olid" / "labels-levela.csv").read_text(encoding="utf-8").split())
    return Labelled([r["tweet"] for r in rows], [labels[r["id"]] == "OFF" for r in rows], "en")


def issues() -> Labelled:
    """Comments on software issues."""
    rows = _rows(TEXT / "github-issue-toxicity" / "train_comments.csv")
    return Labelled([r.get("text") or r.get("total_text") or "" for r in rows], [r["toxicity"] == "y" for r in rows], "en")


def locked() -> Labelled:
    """Quotations from locked software issues."""
    rows = _rows(TEXT / "github-issue-incivility" / "gh_locked_issues_tbdf.csv")
    return Labelled([r["quotation"] for r in rows], [r["quotation_code"] == "uncivil" for r in rows], "en")


def codereview() -> Labelled:
    """Code review comments, every text once."""
    rows = {r["message"]: r["is_toxic"] == "1" for r in _rows(TEXT / "toxicr-code-review" / "toxicr_train80.csv")}
    return Labelled(list(rows), list(rows.values()), "en")


def ours(texts: Sequence[str]) -> list[bool]:
    """Any label, or shouting."""
    return [bool(s.findings) or s.is_uncivil for s in score_texts(texts)]


def ours_uncivil(texts: Sequence[str]) -> list[bool]:
    """Insult, threat, blame or shouting only."""
    return [s.is_uncivil for s in score_texts(texts)]


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def others(lang: str) -> dict[str, Judge]:
    """The tools installed for a language."""
    found: dict[str, Judge] = {}
    if lang == "en" and (vader := _module("vaderSentiment.vaderSentiment")):
        analyzer = vader.SentimentIntensityAnalyzer()
        found["VADER"] = lambda texts: [analyzer.polarity_scores(t)["compound"] <= UNHAPPY for t in texts]
    if lang == "en" and (profanity := _module("profanity_check")):
        found["alt-profanity-check"] = lambda texts: [bool(p) for p in profanity.predict(list(texts))]
    if lang == "de" and (blob := _module("textblob_de")):
        found["textblob-de"] = lambda texts: [blob.TextBlobDE(t or " ").sentiment.polarity < 0 for t in texts]
    return found


def figures(harmful: Sequence[bool], given: Sequence[bool]) -> str:
    """F1, precision and recall in words."""
    both = sum(a and b for a, b in zip(harmful, given, strict=True))
    precision, recall = both / max(sum(given), 1), both / max(sum(harmful), 1)
    f1 = 2 * both / max(sum(given) + sum(harmful), 1)
    return f"F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"


def show(name: str, load: Callable[[], Labelled]) -> None:
    """Print one set, every tool a line."""
    data = load()
    print(f"\n{name} ({data.lang}): {len(data.texts)} texts, {sum(data.harmful)} harmful")
    judges: dict[str, Judge] = {"Cleanbreak, any label": ours, "Cleanbreak, uncivil": ours_uncivil, **others(data.lang)}
    for tool, judge in judges.items():
        print(f"  {tool:24} {figures(data.harmful, judge(data.texts))}")


def civil() -> None:
    """Ordinary German mail: the share that each tool would flag."""
    path = SHARED / "mail" / "codealltag-s-de" / "emails.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    print(f"\nordinary German mail: {len(texts)} mails; flagged:")
    for tool, judge in {"Cleanbreak, any label": ours, "Cleanbreak, uncivil": ours_uncivil, **others("de")}.items():
        given = judge(texts)
        print(f"  {tool:24} {sum(given) / len(given):.1%}")


SETS: dict[str, Callable[[], Labelled]] = {
    "politeness": politeness,
    "germeval2018": germeval2018,
    "germeval2019": germeval2019,
    "germeval2021": germeval2021,
    "olid": olid,
    "issues": issues,
    "locked": locked,
    "codereview": codereview,
}


def main() -> None:
    """All sets, or the ones named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*SETS, "civil", []])
    parts = parser.parse_args().parts or ["politeness", "civil", *SETS]
    for part in dict.fromkeys(parts):
        if part == "civil":
            civil()
        else:
            show(part, SETS[part])


if __name__ == "__main__":
    main()
