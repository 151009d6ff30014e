"""The test command: its parts, its arguments and its report of times."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launch import gate
from launch.beside import Beside
from launch.environment import PROJECT
from launch.gate import Stage, environment, stages
from launch.timings import WIDTH, report, timings

PYTHON = Path("/a/folder/bin/python")
RESULTS = """<testsuites><testsuite>
<testcase classname="tests.claims.test_several" name="test_a" time="0.25"/>
<testcase classname="tests.claims.test_several" name="test_b" time="1.5"/>
<testcase classname="tests.claims.test_several" name="test_c[{}]" time="0.75"/>
</testsuite></testsuites>"""


def test_a_full_run_has_every_part() -> None:
    names = [stage.name for stage in stages([], PYTHON)]
    assert names == [
        "format", "lint", "types", "import contracts", "templates", "format of scripts",
        "types of scripts",
        "tests on SQLite", "tests on PostgreSQL", "tests in a browser",
    ]  # fmt: skip


def test_a_wrong_type_in_a_script_is_found_without_a_network(tmp_path: Path) -> None:
    (stage,) = (it for it in stages([], Path(sys.executable)) if it.name == "types of scripts")
    shutil.copy(PROJECT / "deno.jsonc", tmp_path)
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    for name in ("htmx.d.ts", "events.d.ts"):
        shutil.copy(PROJECT / "static" / "js" / name, folder)
    script = folder / "wrong.js"
    env = dict(os.environ) | stage.env | {"DENO_DIR": str(tmp_path / "deno"), "https_proxy": "http://127.0.0.1:9"}
    for text, code in (('document.title = "a";', 0), ("document.title = 1;", 1)):
        script.write_text(f"// @ts-check\n{text}\n")
        assert subprocess.run(stage.command, cwd=tmp_path, env=env, capture_output=True).returncode == code


def test_with_arguments_only_these_tests_run() -> None:
    (stage,) = stages(["tests/claims", "-k", "several"], PYTHON)
    assert stage.command == (str(PYTHON), "-m", "pytest", "tests/claims", "-k", "several")


@pytest.mark.parametrize("folder", ["tests/browser", "tests/browser/"])
def test_all_browser_tests_have_workers_unless_asked_otherwise(folder: str) -> None:
    (stage,) = stages([folder, "-x"], PYTHON)
    part = next(it for it in stages([], PYTHON) if it.name == "tests in a browser")
    assert stage.command == (*part.command[:-1], folder, "-x")
    for other in ("-n0", "--numprocesses=1", "--pdb"):
        (stage,) = stages([folder, other], PYTHON)
        assert stage.command == (str(PYTHON), "-m", "pytest", folder, other)
    (stage,) = stages(["tests/browser/test_desk.py"], PYTHON)
    assert stage.command == (str(PYTHON), "-m", "pytest", "tests/browser/test_desk.py")


@pytest.mark.parametrize("arguments", [[], ["tests/claims"]])
@pytest.mark.parametrize("is_thorough", [True, False])
def test_a_thorough_run_sets_its_variable_for_every_stage(arguments: list[str], is_thorough: bool) -> None:
    for stage in stages(arguments, PYTHON, is_thorough=is_thorough):
        if stage.is_pytest:
            assert (stage.env.get("FACTCHECK_TEST_THOROUGH") == "1") is is_thorough


def test_no_test_uses_the_database_of_a_newsroom() -> None:
    (stage,) = stages(["tests"], PYTHON)
    outer = {"FACTCHECK_DATABASE_URL": "postgresql://newsroom", "PORT": "80", "HOME": "/root", "PATH": "/bin"}
    assert environment(outer, stage, PYTHON) == {"HOME": "/root", "PATH": f"{PYTHON.parent}:/bin"}


def test_bytecode_is_written_so_that_no_worker_compiles_again() -> None:
    (stage,) = stages(["tests"], PYTHON)
    assert environment({"PYTHONDONTWRITEBYTECODE": "1", "PATH": "/bin"}, stage, PYTHON).keys() == {"PATH"}


def test_every_browser_test_is_in_the_folder_of_the_browser_part() -> None:
    (stage,) = (it for it in stages([], PYTHON) if it.name == "tests in a browser")
    folder = PROJECT / stage.command[-1]
    is_marked = re.compile(r"^pytestmark = .*\bpytest\.mark\.browser\b", re.MULTILINE)
    marked = {it for it in (PROJECT / "tests").rglob("test_*.py") if is_marked.search(it.read_text())}
    assert marked == set(folder.glob("test_*.py"))
    unit = [it for it in stages([], PYTHON) if it.name in {"tests on SQLite", "tests on PostgreSQL"}]
    assert [it.command[-1] for it in unit] == ["--ignore=tests/browser"] * 2


def test_test_data_is_kept_in_memory_if_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(gate, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(gate, "ROOM", 0)
    assert gate.scratch() == tmp_path
    monkeypatch.setattr(gate, "ROOM", 10**18)
    assert gate.scratch() is None
    monkeypatch.setattr(gate, "ROOM", 0)
    monkeypatch.setattr(gate, "IN_MEMORY", tmp_path / "missing")
    assert gate.scratch() is None


@pytest.mark.parametrize(("program", "code"), [("print('fine')", 0), ("print('wrong'); exit(3)", 3)])
def test_a_command_beside_others_is_shown_once_with_its_exit_code(
    capsys: pytest.CaptureFixture[str], program: str, code: int
) -> None:
    with Beside("types", (sys.executable, "-c", program), os.environ) as beside:
        assert [beside.code(is_awaited=True) for _ in range(2)] == [code, 0]
    assert re.findall("── types|fine|wrong", capsys.readouterr().out) == ["── types", "wrong" if code else "fine"]


def test_a_command_beside_others_is_not_awaited_before_the_end_and_ends_with_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Beside("types", ("sleep", "600"), os.environ) as beside:
        assert beside.code(is_awaited=False) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("beside", "last", "code"), [("exit(3)", "", 3), ("", "exit(4)", 4), ("", "", 0)])
def test_what_fails_beside_others_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, beside: str, last: str, code: int
) -> None:
    programs = [
        Stage("one", (sys.executable, "-c", beside), is_beside=True),
        Stage("two", (sys.executable, "-c", last)),
    ]
    monkeypatch.setattr(gate, "stages", lambda *_arguments, **_options: programs)
    monkeypatch.setattr(gate, "ensure_browser", lambda _is_thorough: None)
    assert gate.run([], Path(sys.executable)) == code


def test_a_chosen_temporary_folder_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(gate, "ROOM", 0)
    monkeypatch.setenv("TMPDIR", "/somewhere")
    assert gate.scratch() is None


def test_parts_and_slowest_tests_are_reported_with_their_times(tmp_path: Path) -> None:
    (tmp_path / "tests on SQLite.xml").write_text(RESULTS.format("word " * 40))
    told = report({"lint": 0.5, "tests on SQLite": 2.5}, tmp_path).splitlines()
    assert [line.split()[0] for line in told if line.startswith(" ")] == ["0.5", "2.5", "3.0", "1.5", "0.8", "0.2"]
    assert "tests/claims/test_several.py::test_b (tests on SQLite)" in told[7]
    assert all(len(line) < WIDTH + 40 for line in told)


def test_a_part_that_was_interrupted_has_no_times(tmp_path: Path) -> None:
    assert list(timings(tmp_path, "tests on SQLite")) == []
