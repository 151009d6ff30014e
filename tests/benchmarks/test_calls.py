"""The count of the functions that a claim calls."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from benchmarks.server import calls

pytestmark = pytest.mark.on_sqlite  # it fills a SQLite database of its own


def test_functions_in_python_and_in_c_are_counted() -> None:
    found = Counter[str]()
    calls.counted(lambda: [abs(number) for number in (1, 2, 3)], found)
    assert found["call"] == 2  # the lambda and its list
    assert found["c_call"] == 4  # three, and the end of the count


def test_a_claim_is_created_and_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in {"SIZES": (10,), "WARM": 1, "TIMES": 2}.items():
        monkeypatch.setattr(calls, name, value)
    calls.main()
    row = re.search(r"^\| 10 \| ([\d,]+) \| ([\d,]+) \|$", capsys.readouterr().out, re.MULTILINE)
    assert row is not None
    assert all(int(it.replace(",", "")) > 1_000 for it in row.groups())
