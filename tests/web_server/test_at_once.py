"""A worker works on one request at a time, unless its database is on another machine."""

from __future__ import annotations

import pytest

from launch.newsroom import at_once
from launch.web_server.limits import AT_ONCE, AT_ONCE_OVER_A_NETWORK


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////srv/factcheck/factcheck.sqlite3",
        "postgresql+psycopg:///factcheck",
        "postgresql+psycopg://app@localhost:5433/factcheck",
        "postgresql+psycopg://app@[::1]/factcheck",
        "postgresql+psycopg://app:secret@/factcheck?host=/run/postgresql",
    ],
)
def test_one_request_at_a_time_with_a_database_on_this_machine(url: str) -> None:
    assert at_once(url) == AT_ONCE == 1


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://app@db.newsroom.example/factcheck",
        "postgresql+psycopg:///factcheck?host=db.newsroom.example",
        "postgresql+psycopg:///factcheck?host=one.example&host=/run/postgresql",
    ],
)
def test_several_while_statements_wait_for_a_network(url: str) -> None:
    assert at_once(url) == AT_ONCE_OVER_A_NETWORK > 1
