"""Slots within one process, and changes of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.processes.file_watch import FileWatch, touch
from factcheck.processes.slots import Slots


@pytest.mark.parametrize("folder", ["", "missing"])
def test_of_each_name_so_many_are_in_use_also_where_the_file_can_not_be_written(tmp_path: Path, folder: str) -> None:
    slots = Slots(tmp_path / folder / "slots")
    first, second = slots.take("jobs", 2), slots.take("jobs", 2)
    assert None not in {first, second}
    assert slots.take("jobs", 2) is None
    assert slots.take("mail", 1) is not None
    assert first is not None
    assert not slots.is_alone(first)
    slots.free(first)
    assert slots.take("jobs", 2) == first


def test_of_several_names_a_slot_of_each_or_none(tmp_path: Path) -> None:
    slots = Slots(tmp_path / "slots")
    both = slots.take_each(("hers", 4), ("all", 1))
    assert both is not None
    assert slots.take_each(("his", 4), ("all", 1)) is None
    his = slots.take("his", 4)
    assert his is not None
    assert slots.is_alone(his)


def test_who_watches_a_file_notices_each_change_once(tmp_path: Path) -> None:
    watch = FileWatch(tmp_path / "asked")
    assert not watch.has_changed()
    for _ in range(2):
        touch(tmp_path / "asked")
        assert watch.has_changed()
        assert not watch.has_changed()
    touch(tmp_path / "missing" / "asked")
