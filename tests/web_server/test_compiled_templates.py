"""The code of templates is kept for the next start, and only as long as it is that of these templates."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from launch.compiled_templates import CompiledTemplates

TEMPLATES = {"a.html": "A {{ name }}", "b.html": "B {{ name }}"}


class Counted(Environment):
    """Counts what it compiles."""

    compiled = 0

    def compile(self, *values: object, **named: object) -> object:  # type: ignore[override]
        self.compiled += 1
        return super().compile(*values, **named)  # type: ignore[arg-type, call-overload]


def started(folder: Path, templates: dict[str, str] = TEMPLATES, version: bytes = b"1") -> tuple[int, list[str]]:
    """How many templates a start has compiled, and what all of them draw."""
    kept = CompiledTemplates(folder / "kept" / "templates.marshal", version * 32)
    environment = Counted(loader=DictLoader(templates), bytecode_cache=kept)
    drawn = [environment.get_template(name).render(name="x") for name in templates]
    kept.write()
    return environment.compiled, drawn


@pytest.fixture(autouse=True)
def as_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_only_templates_that_have_changed_are_compiled_again(tmp_path: Path) -> None:
    assert started(tmp_path) == (2, ["A x", "B x"])
    assert started(tmp_path) == (0, ["A x", "B x"])
    changed = TEMPLATES | {"b.html": "C {{ name }}"}
    assert started(tmp_path, changed) == (1, ["A x", "C x"])
    assert started(tmp_path, changed) == (0, ["A x", "C x"])
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["templates.marshal"]


def test_another_version_compiles_all_again(tmp_path: Path) -> None:
    assert started(tmp_path)[0] == 2
    assert started(tmp_path, version=b"2")[0] == 2
    assert started(tmp_path, version=b"2")[0] == 0


@pytest.mark.parametrize("damage", [lambda it: it[:-1], lambda it: it[:70], lambda it: it[:-9] + b"x" + it[-8:]])
def test_a_damaged_file_is_ignored(tmp_path: Path, damage: object) -> None:
    started(tmp_path)
    file = tmp_path / "kept" / "templates.marshal"
    assert callable(damage)
    file.write_bytes(damage(file.read_bytes()))
    assert started(tmp_path) == (2, ["A x", "B x"])
    assert started(tmp_path)[0] == 0


def test_a_start_needs_no_file_and_writes_none_where_python_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").write_text("no folder")
    assert started(tmp_path)[0] == 2
    (tmp_path / "kept").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert started(tmp_path)[0] == 2
    assert list(tmp_path.iterdir()) == []
