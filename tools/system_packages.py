"""Says which system programs the tests need, and installs them by name where it may (root or CI on Debian)."""

import os
import shutil
import subprocess
import sys

NEEDED = {"chromium": "chromium", "pdftotext": "poppler-utils"}


def main() -> int:
    """Install what is missing, or print the one line to type."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not missing:
        return 0
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may:
        print(f"The tests of pages and documents need: sudo {' '.join(line)}", file=sys.stderr)
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    return subprocess.run([*line, "-qq"], check=False, env=environment, stdout=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main())
