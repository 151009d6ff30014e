"""The demo newsroom, filled once: each test works on a copy of its home."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import Served, served


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that a server has filled and left."""
    home = tmp_path_factory.mktemp("filled") / "home"
    with served(home) as server:
        server.end()
    return home


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A home of its own."""
    return Path(shutil.copytree(filled_home, tmp_path / "home"))


@pytest.fixture(scope="module")
def server(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests of a module that leave it as it was."""
    with served(Path(shutil.copytree(filled_home, tmp_path_factory.mktemp("served") / "home"))) as one:
        yield one
