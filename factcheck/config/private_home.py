"""The data folder is accessible only to its own account: folders 0700, files 0600, whatever was there before."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from factcheck.config.settings import Settings
from factcheck.config.values import SettingsError

OTHERS = 0o077
log = logging.getLogger(__name__)


def secure(settings: Settings) -> None:
    """Create the data folder, or restrict its permissions; raises SettingsError if that is impossible.

    From here on this process creates no file that others may read. Captures are in the restricted folder.
    """
    os.umask(OTHERS)
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.home.stat().st_mode & OTHERS:
        _refuse_shared(settings.home)
    for path in (settings.home, *_files(settings)):
        _narrow(path)


def _files(settings: Settings) -> Iterator[Path]:
    """The files in the data folder, and the SQLite database with its journal files, wherever that is."""
    yield from settings.home.iterdir()
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        database = Path(url.database)
        yield from (path for path in database.parent.glob(f"{database.name}*") if path.parent != settings.home)


def _refuse_shared(home: Path) -> None:
    """A folder that everybody uses, or that has other content, isn't restricted: that would break it."""
    is_everybodys = home.stat().st_mode & stat.S_ISVTX or home in (Path(home.anchor), Path.home())
    if is_everybodys:
        raise SettingsError(f"FACTCHECK_HOME must be a folder of its own, not {home}: others use it as well.")


def _narrow(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode) or not mode & OTHERS:
            return
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
        log.warning("Others could read %s; now only its account can.", path)
    except FileNotFoundError:  # a file that SQLite has just removed
        return
    except PermissionError:
        raise SettingsError(
            f"FACTCHECK_HOME holds {path}, which others may read and which belongs to another account. "
            f"Give it to the account that runs Factcheck, or run: chmod go-rwx {path}"
        ) from None
