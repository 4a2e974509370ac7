"""Django settings: one data folder, one SQLite file in it; nothing here reads the network."""

import os
from pathlib import Path

from cleanbreak.server.place import database_of, default_folder

DATA_FOLDER = Path(os.environ.get("CLEANBREAK_DATA") or default_folder())
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
)
BUSY_SECONDS = 20

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(database_of(DATA_FOLDER)),
        "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START},
    }
}
INSTALLED_APPS = ["cleanbreak.server.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
