"""Writes both lock files, with hashes and without index addresses, from pyproject.toml."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-strip-extras",
    "--python-version",
    "3.11",
)


def main() -> int:
    """Resolve anew; every pinned version and hash is written to requirements*.lock."""
    jobs = (
        ("requirements.lock", ["pyproject.toml", "--extra", "encoder", "--group", "build"]),
        ("requirements-dev.lock", ["pyproject.toml", "--all-extras", "--group", "build", "--group", "dev"]),
    )
    for target, sources in jobs:
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "--universal",
            "--quiet",
            *COMMON,
            "-o",
            target,
            *sources,
        ]
        subprocess.run(command, check=True, cwd=ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
