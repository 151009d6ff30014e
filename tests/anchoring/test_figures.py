"""Every threshold and weight of `anchoring` is in scoring.py, with what it means beside it."""

from __future__ import annotations

import ast
from pathlib import Path

from factcheck.config import PROJECT

ANCHORING = PROJECT / "factcheck" / "anchoring"
PLAIN = {-1, 0, 1, 2}  # ends, neighbours, sides and halves


def figures(path: Path) -> list[tuple[int, float]]:
    """The numbers of a module that are none of PLAIN, each with its line; how much a cache holds isn't one."""
    tree = ast.parse(path.read_text())
    caches = {
        id(node)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"lru_cache", "cached_by_length"}
        for node in ast.walk(call)
    }
    numbers = [it for it in ast.walk(tree) if isinstance(it, ast.Constant) and id(it) not in caches]
    return [(it.lineno, it.value) for it in numbers if type(it.value) in {int, float} and it.value not in PLAIN]


def test_no_figure_stands_outside_scoring() -> None:
    modules = [path for path in sorted(ANCHORING.rglob("*.py")) if path.name != "scoring.py"]
    assert len(modules) > 15
    assert {path.name: found for path in modules if (found := figures(path))} == {}


def test_every_figure_has_its_meaning_beside_it() -> None:
    path = ANCHORING / "scoring.py"
    lines = path.read_text().splitlines()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign):
            assert "#" in lines[node.lineno - 1] or lines[node.lineno - 2].startswith("#"), lines[node.lineno - 1]
