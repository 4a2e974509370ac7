"""Builds the weights of the client-message engine from every file in `training/client`.

    python -m training.train [--provisional]

The same files and lines give the same bytes. Run `python -m training.thresholds` first when messages, families or features changed.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import hashlib
import json
from pathlib import Path

from cleanbreak.correspondence.incivility import model as shipped
from training import building, corpus
from training.thresholds import LINES

TARGET = Path(shipped.__file__).parent / shipped.MODEL_FILE


def about(files: list[Path], count: int, provisional: bool) -> dict[str, object]:
    """What the model says of itself."""
    words = hashlib.sha256()
    for file in files:
        words.update(file.name.encode() + b"\0" + file.read_bytes())
    lexica = hashlib.sha256()
    for file in sorted(TARGET.parent.rglob("*.toml")):
        lexica.update(file.name.encode() + b"\0" + file.read_bytes())
    return {
        "files": [file.name for file in files],
        "messages": count,
        "training_sha256": words.hexdigest(),
        "lexica_sha256": lexica.hexdigest(),
        "provisional": provisional,
        **json.loads(LINES.read_text(encoding="utf-8")),
    }


def main() -> None:
    """Fit, write, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--provisional", action="store_true", help="mark the model as not the one to be measured")
    provisional = parser.parse_args().provisional
    files = corpus.training_files()
    messages = corpus.load(files)
    model, small, scale = building.build(messages, about(files, len(messages), provisional))
    data = shipped.pack(model, scale, small)
    TARGET.write_bytes(data)
    print(f"{len(messages)} messages, {len(model.keys)} features, {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
