"""`factcheck backup`: a whole copy of a SQLite house while it works."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.db import db, sqlite_module
from factcheck.web.commands import group


@group.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database to FILE through SQLite's online backup; keep the folder captures/ beside it."""
    if db.engine.dialect.name != "sqlite":
        raise click.ClickException("On PostgreSQL, use pg_dump.")
    if file.exists():
        raise click.ClickException(f"{file} exists; nothing was written.")
    source = sqlite_module().connect(db.engine.url.database)
    target = sqlite_module().connect(str(file))
    with target:
        source.backup(target)
    source.close()
    target.close()
    click.echo(f"Copied to {file}.")
