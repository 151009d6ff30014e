"""Three processes that share a database of their own, which all tests of a module use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from factcheck.config import Settings
from tests.databases import MIGRATED, Database
from tests.processes.peers import Peer

WRITES_PER_MINUTE = 45  # not a multiple of the writes that a process takes at a time


@pytest.fixture(scope="module")
def three(
    tmp_path_factory: pytest.TempPathFactory, application: Flask, settings: Settings, database: Database
) -> Iterator[list[Peer]]:
    """Two to work with, and one to kill."""
    home = tmp_path_factory.mktemp("shared")
    env = {
        "FACTCHECK_HOME": str(home),
        "FACTCHECK_DATABASE_URL": database.another(MIGRATED, "shared"),
        "FACTCHECK_BASE_URL": "http://127.0.0.1",
        "FACTCHECK_DEMO_PASSWORD": "a demo password",
        "FACTCHECK_WRITES_PER_MINUTE": str(WRITES_PER_MINUTE),
        "PORT": str(settings.port),
    }
    peers = [Peer(env) for _ in range(3)]
    for peer in peers:
        peer.end()
    yield peers
    for peer in peers:
        peer.kill()


@pytest.fixture
def one(three: list[Peer]) -> Peer:
    return three[0]


@pytest.fixture
def other(three: list[Peer]) -> Peer:
    return three[1]
