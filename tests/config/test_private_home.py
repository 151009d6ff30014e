"""Only the server's account can read the data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factcheck import create_app
from factcheck.config import Settings, SettingsError
from factcheck.config.private_home import secure


def settings(home: Path, url: str = "") -> Settings:
    env = {"FACTCHECK_HOME": str(home), "FACTCHECK_DEMO": "0"} | ({"FACTCHECK_DATABASE_URL": url} if url else {})
    return Settings.from_env(env)


def modes(*paths: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in paths}


def test_a_new_home_and_everything_in_it_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    os.umask(0o022)
    create_app(settings(home))
    (home / "made-later").touch()
    assert modes(home) == {0o700}
    assert modes(home / "secret_key", home / "made-later") == {0o600}


def test_a_wider_home_and_its_files_are_narrowed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    files = [home / name for name in ("factcheck.sqlite3", "factcheck.sqlite3-wal", "audit-heads")]
    for file in files:
        file.touch()
        file.chmod(0o644)
    home.chmod(0o755)
    secure(settings(home))
    assert modes(home) == {0o700}
    assert modes(*files) == {0o600}


def test_a_database_outside_the_home_is_narrowed_with_its_log_files(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    files = [elsewhere / "checks.sqlite3", elsewhere / "checks.sqlite3-shm"]
    for file in (*files, elsewhere / "not-ours"):
        file.touch()
        file.chmod(0o644)
    secure(settings(tmp_path / "home", f"sqlite:///{files[0]}"))
    assert modes(*files) == {0o600}
    assert modes(elsewhere / "not-ours") == {0o644}


def test_a_folder_that_everybody_uses_is_refused(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    made = settings(shared)
    shared.chmod(0o1777)
    with pytest.raises(SettingsError, match="FACTCHECK_HOME must be a folder of its own"):
        secure(made)
    assert modes(shared) == {0o777}


def test_a_file_of_another_account_is_refused_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    made = settings(home)
    (home / "factcheck.sqlite3").touch()
    (home / "factcheck.sqlite3").chmod(0o644)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(SettingsError, match="chmod go-rwx"):
        secure(made)
