"""Ordinary mail used to choose the lines: nearly all of it is civil. It is read from `../shared` and never trained on."""

import json
import mmap
from pathlib import Path

from cleanbreak.correspondence.owntext import own_texts
from cleanbreak.importers.mail.parsing import read_text
from cleanbreak.importers.mail.splitting import split

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
GERMAN = SHARED / "mail" / "codealltag-s-de" / "emails.jsonl"
ENGLISH = SHARED / "mail" / "usrp-users" / "usrp-users-2021.mbox"


def german() -> list[str]:
    """Donated private and business mail, whole texts."""
    return [json.loads(line)["text"] for line in GERMAN.read_text(encoding="utf-8").splitlines()]


def english() -> list[str]:
    """The own words of mail to a product support list."""
    with ENGLISH.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        raws = [bytes(data[offset : offset + length]) for offset, length in split(data, 0, len(data))]
    return [text for text in own_texts([read_text(raw) for raw in raws]) if text.strip()]
