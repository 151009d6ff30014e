"""`factcheck captures`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from factcheck.db.visibility import everything_visible
from factcheck.storage.verifying import verified_files
from factcheck.time_proofs.verifying import verified_proofs

MEGABYTE = 1024 * 1024  # bytes

captures = AppGroup("captures", help="Stored files: captures, and what articles were read from.")


@captures.command("verify")
@everything_visible()
def verify() -> None:
    """Hash every stored file again, verify every time proof, and name what was altered or is missing."""
    count = size = damaged = 0
    for file in verified_files():
        count, size = count + 1, size + file.size
        if file.damage:
            damaged += 1
            click.echo(file.damage, err=True)
    click.echo(f"Hashed {count} files, {size / MEGABYTE:.1f} MB.")
    proofs = list(verified_proofs())
    for line in filter(None, (damage for _, damage in proofs)):
        click.echo(line, err=True)
    if proofs:
        click.echo(f"Verified {sum(not damage for _, damage in proofs)} of {len(proofs)} time proofs.")
    if damaged:
        raise click.ClickException(f"{damaged} files are damaged. Restore them: factcheck restore FILE --captures.")
    if any(damage for _, damage in proofs):
        raise click.ClickException("Some time proofs don't hold.")
