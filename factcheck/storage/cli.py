"""`factcheck captures`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.storage.verifying import verified_files

MEGABYTE = 1024 * 1024  # bytes

captures = AppGroup("captures", help="Stored files: captures, and what articles were read from.")


@captures.command("verify")
def verify() -> None:
    """Hash every stored file again, and name each that was altered or is missing."""
    count = size = damaged = 0
    for file in verified_files():
        count, size = count + 1, size + file.size
        if file.damage:
            damaged += 1
            click.echo(file.damage, err=True)
    click.echo(f"Hashed {count} files, {size / MEGABYTE:.1f} MB.")
    if damaged:
        raise click.ClickException(f"{damaged} files are damaged. Restore them: factcheck restore FILE --captures.")
