"""Reading mail with own-text extraction beside bare MIME parsing and what users know, on the same generated mailbox.

    python -m benchmarks.mail [--mails N] [--bytes B] [--attachments SHARE] [--peers]

Prints CPU seconds and the ratio to bare `fast-mail-parser`. With `--peers` also: the standard library's `mailbox` and `email`,
`notmuch new` and `mu index` (Debian packages; both also write a search index, which we do not).
"""

import argparse
import mailbox
import shutil
import subprocess
import sys
import tempfile
from email import policy
from email.parser import BytesParser
from pathlib import Path

from fast_mail_parser import parse_email

from benchmarks.measuring import Run, machine, run
from cleanbreak.correspondence.owntext import own_text
from cleanbreak.examples.generate import generate
from cleanbreak.importers.mail.parsing import read_message
from cleanbreak.importers.mail.splitting import split
from cleanbreak.ledger.records import Origin

PEER_MAILS = 3_000


def ours(path: Path) -> int:
    """Read headers, text and own text of every message."""
    data = path.read_bytes()
    return sum(len(own_text(read_message(data[o : o + n], Origin("", 0, o, n))[0].text)) for o, n in split(data))


def bare(path: Path) -> int:
    """Parse every message with fast-mail-parser and do nothing else."""
    data = path.read_bytes()
    return sum(len(parse_email(data[o : o + n]).subject or "") for o, n in split(data))


def standard(path: Path) -> int:
    """Read with the standard library: mailbox, email, default policy."""
    box = mailbox.mbox(path, factory=lambda f: BytesParser(policy=policy.default).parse(f))  # type: ignore[arg-type]
    total = 0
    for message in box:
        part = message.get_body(("plain", "html"))  # type: ignore[attr-defined]
        total += len(part.get_content()) if part is not None else 0
    return total


def measured(name: str, path: Path) -> Run:
    """Run one of the readers above in a process of its own."""
    return run([sys.executable, "-m", "benchmarks.mail", "--only", name, "--file", str(path)])


def maildir(path: Path, target: Path, limit: int) -> None:
    """Write the first messages as a Maildir, which both peers read."""
    for folder in ("cur", "new", "tmp"):
        (target / folder).mkdir(parents=True)
    data = path.read_bytes()
    for number, (o, n) in enumerate(split(data)):
        if number == limit:
            return
        (target / "cur" / f"{number}.x:2,S").write_bytes(data[o : o + n].partition(b"\n")[2])


def peer(name: str, folder: Path, scratch: Path) -> Run | None:
    """Index a Maildir with a peer; None where it is not installed."""
    if shutil.which(name) is None:
        return None
    if name == "mu":
        home = str(scratch / "mu")
        subprocess.run(
            ["mu", "init", "--muhome", home, "--maildir", str(folder.parent)], check=True, capture_output=True
        )
        return run(["mu", "index", "--muhome", home])
    config = scratch / "notmuch.config"
    config.write_text(f"[database]\npath={folder.parent}\n[new]\ntags=new\n", encoding="utf-8")
    return run(["notmuch", f"--config={config}", "new", "--quiet"])


def main() -> int:
    """Print one line per reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=20_000)
    parser.add_argument("--attachments", type=float, default=0.12)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--only", choices=["ours", "bare", "standard", "nothing"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        readers = {"ours": ours, "bare": bare, "standard": standard}
        return 0 if options.only == "nothing" or readers[options.only](options.file) >= 0 else 1
    print(machine())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        practice = scratch / "practice"
        generate(
            practice,
            clients=50,
            months=60,
            mails=options.mails,
            time_entries=10,
            invoices=10,
            seed=3,
            mail_bytes=options.bytes,
            attachments=options.attachments,
        )
        path = next(practice.glob("*.mbox"))
        start = measured("nothing", path).cpu
        found = {reader: measured(reader, path).cpu - start for reader in ("bare", "ours")}
        size = path.stat().st_size / 1e6
        print(f"{options.mails} mails, {size:.0f} MB; start-up of {start:.2f} s subtracted")
        for reader, cpu in found.items():
            print(f"{reader:10} {cpu:8.2f} s CPU {options.mails / cpu:10.0f} mails/s {cpu / found['bare']:6.2f} x bare")
        if options.peers:
            _peers(path, scratch, options.mails, found["ours"])
    return 0


def _peers(path: Path, scratch: Path, mails: int, ours_cpu: float) -> None:
    limit = min(PEER_MAILS, mails)
    folder = scratch / "maildir" / "inbox"
    maildir(path, folder, limit)
    rate = mails / ours_cpu
    standard_box = scratch / "some.mbox"
    data = path.read_bytes()
    ends = [o + n for (o, n), _ in zip(split(data), range(limit), strict=False)]
    standard_box.write_bytes(data[: ends[-1]])
    lines = [("mailbox+email", measured("standard", standard_box))]
    lines += [(name, found) for name in ("mu", "notmuch") if (found := peer(name, folder, scratch)) is not None]
    for name, found in lines:
        print(
            f"{name:14} {found.cpu:7.2f} s CPU {limit / found.cpu:8.0f} mails/s; ours reads {rate * found.cpu / limit:6.1f} x as many"
        )


if __name__ == "__main__":
    sys.exit(main())
