"""`cleanbreak init FOLDER`: writes cleanbreak.toml with what was inferred, to be corrected."""

from datetime import date
from pathlib import Path

import click

from cleanbreak.cli.output import write_private
from cleanbreak.cli.progress import progress_bars
from cleanbreak.errors import SettingsError
from cleanbreak.services.firstsettings import settings_text
from cleanbreak.services.review import ReviewRequest
from cleanbreak.services.review import review as run_review
from cleanbreak.services.settingsfile import SETTINGS_FILE


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--force", is_flag=True, help="Replace an existing cleanbreak.toml.")
def init(folder: Path, force: bool) -> None:
    """Write cleanbreak.toml into the folder: who you are, your clients and their addresses, to be corrected by you."""
    target = folder / SETTINGS_FILE
    if target.exists() and not force:
        raise SettingsError(
            file=str(target), what="it is already there", todo="Edit it, or run again with --force to replace it."
        )
    with progress_bars() as progress:
        result = run_review(ReviewRequest(folder, date.today()), progress)
    write_private(target, settings_text(result).encode("utf-8"))
    click.echo(f"Written: {target}. Read it, correct it, then run: cleanbreak review {folder}")
