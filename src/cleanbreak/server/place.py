"""Where the data folder lies on each system, and who may read it."""

import os
import sys
from pathlib import Path

FILE_NAME = "cleanbreak.sqlite3"
FOLDER_MODE = 0o700
FILE_MODE = 0o600


def default_folder() -> Path:
    """Return the data folder where the system keeps a program's own data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Cleanbreak"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Cleanbreak"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "cleanbreak"


def database_of(folder: Path) -> Path:
    """Return the database file of a data folder."""
    return folder / FILE_NAME


def make_private_folder(folder: Path) -> None:
    """Make the folder if need be, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    folder.chmod(FOLDER_MODE)


def make_private_file(path: Path) -> None:
    """Let only the owner read the file."""
    path.chmod(FILE_MODE)
