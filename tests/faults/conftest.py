"""The demo newsroom, filled once; each test works on a copy of its data folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import Served, served


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a server has filled."""
    home = tmp_path_factory.mktemp("filled") / "home"
    with served(home) as server:
        server.end()
    return home


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A copy of the data folder."""
    return Path(shutil.copytree(filled_home, tmp_path / "home"))


@pytest.fixture(scope="module")
def server(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests of a module that don't change it."""
    with served(Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("served") / "home"))) as one:
        yield one
