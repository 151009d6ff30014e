"""Pictures that can be made again, kept in a folder of bounded size; the ones that were used last stay."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

FOLDER = "pictures"  # in the data folder, outside of backups
MOST_BYTES = 200 * 1024 * 1024


def cached(name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of this name, made now if they aren't kept; `make` may raise, and then nothing is kept."""
    path = _folder() / name
    try:
        data = path.read_bytes()
        path.touch()
    except FileNotFoundError:
        data = make()
        _keep(path, data)
    return data


def _folder() -> Path:
    home: Path = current_app.extensions["settings"].home
    return home / FOLDER


def _keep(path: Path, data: bytes) -> None:
    """Write whole or not at all: what can be made again need not be durable, and a full disk only makes it slow."""
    try:
        path.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
        _prune(path.parent)
    except OSError:
        return


def _prune(folder: Path) -> None:
    files = sorted(((it.stat().st_mtime, it.stat().st_size, it.path) for it in os.scandir(folder)), reverse=True)
    size = 0
    for _used, bytes_, path in files:
        size += bytes_
        if size > MOST_BYTES:
            Path(path).unlink(missing_ok=True)
