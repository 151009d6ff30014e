"""Servers on one database have one folder of captures: another one is refused, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from factcheck.config import SettingsError
from factcheck.db import db
from factcheck.storage.marker import FILE, refuse_other_folder
from factcheck.storage.models import Installation

pytestmark = pytest.mark.usefixtures("app")


def marker(home: Path) -> Path:
    return home / "captures" / FILE


def test_the_first_start_marks_the_folder_and_the_next_knows_it(tmp_path: Path) -> None:
    refuse_other_folder(tmp_path)
    written = marker(tmp_path).read_text()
    refuse_other_folder(tmp_path)
    assert marker(tmp_path).read_text() == written == f"{db.session.query(Installation).one().marker}\n"


def test_a_second_server_with_a_folder_of_its_own_is_refused(tmp_path: Path) -> None:
    refuse_other_folder(tmp_path / "first")
    with pytest.raises(SettingsError, match="need one folder of captures: mount it at") as refused:
        refuse_other_folder(tmp_path / "second")
    assert not (tmp_path / "second").exists()
    marker(tmp_path / "second").parent.mkdir(parents=True)
    marker(tmp_path / "second").write_text(db.session.query(Installation).one().marker)  # as the words say
    assert db.session.query(Installation).one().marker in str(refused.value)
    refuse_other_folder(tmp_path / "second")


def test_captures_of_another_database_are_refused(app: Flask, tmp_path: Path) -> None:
    marker(tmp_path).parent.mkdir(parents=True)
    marker(tmp_path).write_text("another")
    with pytest.raises(SettingsError, match="captures of another database"):
        refuse_other_folder(tmp_path)
