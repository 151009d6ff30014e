"""What child processes answered for files, kept for a while on this machine, so that no file is read twice in a row.

Preview, adding and what comes between read the same bytes; a large file is read once, by a job. The folder is in the
data folder of the installation; without an application nothing is kept.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import current_app, has_app_context

from factcheck.hashing import sha256_hex

FOLDER = "readings"
MOST_KEPT = 40  # answers
KEPT_FOR = 2 * 60 * 60  # seconds
FORMAT = "2"  # raise it when readers answer otherwise


def key_of(sha256: str, media_type: str, chapter: str) -> str:
    """What names the answer for the bytes with this SHA-256."""
    return sha256_hex(f"{FORMAT} {media_type} {chapter} {sha256}")


def kept(key: str) -> Any | None:
    """The answer with this key; None if it isn't kept."""
    folder = _folder()
    if folder is None:
        return None
    with suppress(OSError, ValueError):
        return json.loads((folder / key).read_text(encoding="utf-8"))
    return None


def keep(key: str, answer: Any) -> None:
    """Keep an answer, and forget old ones. A full disk isn't an error: the file is then read again."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        part = folder / f"{key}.{uuid4().hex}"
        part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        part.replace(folder / key)
        _forget_old(folder)


def _forget_old(folder: Path) -> None:
    files = sorted(((it.stat().st_mtime, it) for it in folder.iterdir()), reverse=True)
    for place, (written, file) in enumerate(files):
        if place >= MOST_KEPT or time.time() - written > KEPT_FOR:
            file.unlink(missing_ok=True)


def _folder() -> Path | None:
    return Path(current_app.extensions["settings"].home, FOLDER) if has_app_context() else None
