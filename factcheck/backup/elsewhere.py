"""Restores a backup into a new folder, beside the installation in use, and proves there that everything is whole."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import URL, make_url, select

from factcheck.audit import heads
from factcheck.audit.heads import Head
from factcheck.backup import postgres
from factcheck.backup.copying import CopyError
from factcheck.backup.manifest import Manifest
from factcheck.backup.reading import is_database_alone, manifest_of, read_archive
from factcheck.backup.restoring import DATABASE, fill, refuse_filled, refuse_other_kind
from factcheck.db import db, read_only
from factcheck.integrity.checks import CHECKS
from factcheck.integrity.cli import proved
from factcheck.integrity.log import compared
from factcheck.storage.folder import Folder
from factcheck.storage.models import Installation

NEEDS_DATABASE = "The backup is of a PostgreSQL database. Name an empty one with --database postgresql://…"
NO_DATABASE_MADE = (
    "A drill needs a PostgreSQL database for itself, and this role may not create one. Name an empty one with "
    "--database postgresql://…"
)


def restore_to(file: Path, folder: Path, database: str = "") -> Manifest:
    """Restore a backup into a folder that is empty or not there, which then is the data folder of an installation.

    A PostgreSQL backup fills the empty database of this address. Raises CopyError or ArchiveRefused, and then the
    folder is as it was.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CopyError(f"{folder} isn't an empty folder. Nothing was restored.")
    if is_database_alone(file):
        raise CopyError(f"{file} is a database alone, without captures. Restore it without --to.")
    if manifest_of(file).kind == "postgresql" and not database:
        raise CopyError(NEEDS_DATABASE)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        with installation(part, database):
            manifest = _fill(file, part)
        part.replace(folder)
    except BaseException:
        shutil.rmtree(part)
        raise
    return manifest


def drill(file: Path, database: str = "") -> list[str]:
    """Restore a backup beside it, and run every check there; prints the results and returns what failed.

    Without an address of an empty database, one is made for a PostgreSQL backup, and dropped afterwards.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".drill.") as place, _database(file, database) as url:
        folder = Path(place) / "home"
        manifest = restore_to(file, folder, url)
        with installation(folder, url), read_only():
            found = [line for name, run in CHECKS.items() for line in proved(name, run())]
            if manifest.head:
                name, head = "the audit log has the head of the backup", Head.parse(manifest.head)
                found += proved(name, compared([head], []))
    return found


@contextmanager
def installation(home: Path, database: str = "") -> Iterator[Flask]:
    """The application with this data folder, and its database there or at another address; in its context."""
    from factcheck import create_app  # which imports this package

    url = make_url(database).set(drivername="postgresql+psycopg") if database else None
    address = url.render_as_string(hide_password=False) if url else f"sqlite:///{home / DATABASE}"
    app = create_app(replace(current_app.extensions["settings"], home=home, database_url=address, object_store=None))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def _fill(file: Path, home: Path) -> Manifest:
    """Unpack a backup into the data folder of the present application, and its database."""
    from flask_migrate import upgrade

    stated = manifest_of(file)
    refuse_other_kind(stated)
    if stated.kind == "postgresql":
        refuse_filled()
    with tempfile.TemporaryDirectory(dir=home) as staging:
        manifest = read_archive(file, Path(staging), Folder(home / "captures").write)
        if manifest.kind == "sqlite":
            (Path(staging) / DATABASE).replace(home / DATABASE)
            upgrade()
        else:
            fill(manifest, Path(staging))
    if manifest.head:
        heads.append(home, Head.parse(manifest.head))
    if (marker := db.session.scalar(select(Installation.marker))) is not None:
        Folder(home / "captures").mark(marker)
    return manifest


@contextmanager
def _database(file: Path, address: str) -> Iterator[str]:
    """The address of an empty database for a drill; empty for a backup of SQLite."""
    if address or manifest_of(file).kind == "sqlite":
        yield address
        return
    url: URL = db.engine.url
    name = f"factcheck_drill_{secrets.token_hex(4)}"
    try:
        with postgres.connected(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    except postgres.errors() as error:
        raise CopyError(f"{NO_DATABASE_MADE} ({str(error).strip()})") from None
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with postgres.connected(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name}")
