"""Servers on one database have one place for captures: another one is refused, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.config import SettingsError
from factcheck.db import db
from factcheck.storage.folder import MARKER_NAME, Folder
from factcheck.storage.marker import refuse_other_place
from factcheck.storage.models import Installation

pytestmark = pytest.mark.usefixtures("app")


def test_the_first_start_marks_the_folder_and_the_next_knows_it(tmp_path: Path) -> None:
    refuse_other_place(Folder(tmp_path))
    written = (tmp_path / MARKER_NAME).read_text()
    refuse_other_place(Folder(tmp_path))
    assert (tmp_path / MARKER_NAME).read_text() == written == f"{db.session.query(Installation).one().marker}\n"


def test_a_second_server_with_a_folder_of_its_own_is_refused(tmp_path: Path) -> None:
    refuse_other_place(Folder(tmp_path / "first"))
    second = tmp_path / "second"
    with pytest.raises(SettingsError, match=r"need one place for them.*mount the same folder there") as refused:
        refuse_other_place(Folder(second))
    assert not second.exists()
    marker = db.session.query(Installation).one().marker
    assert marker in str(refused.value)
    second.mkdir()
    (second / MARKER_NAME).write_text(marker)  # as the words say
    refuse_other_place(Folder(second))


def test_captures_of_another_database_are_refused(tmp_path: Path) -> None:
    (tmp_path / MARKER_NAME).write_text("another")
    with pytest.raises(SettingsError, match="FACTCHECK_HOME holds captures of another database"):
        refuse_other_place(Folder(tmp_path))
