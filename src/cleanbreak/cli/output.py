"""Where results go: stdout or a private file."""

import json
import os
from pathlib import Path

import click

from cleanbreak.errors import UnreadableError


def check_writable(path: Path) -> None:
    """Refuse an output path before the work is done.

    Raises:
        UnreadableError: its folder does not exist or may not be written to.
    """
    folder = path.resolve().parent
    if not folder.is_dir():
        raise UnreadableError(
            file=str(folder), what="there is no such folder to write into", todo="Create it, or name another."
        )
    if not os.access(folder, os.W_OK):
        raise UnreadableError(
            file=str(folder), what="you may not write into this folder", todo="Name another with --output."
        )


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read (mode 0600 where the system knows modes), whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    partial.replace(path)


def emit_json(value: object, output: Path | None) -> None:
    """Write JSON to a private file or to stdout."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
    else:
        write_private(output, (text + "\n").encode("utf-8"))
        say(f"Written to {output} (private, do not forward).")


def say(text: str) -> None:
    """Tell the person something on stderr."""
    click.echo(text, err=True)
