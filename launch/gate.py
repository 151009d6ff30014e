"""`python3 app.py test`: format, lint, types, contracts, templates, scripts, tests on both databases, browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from launch.beside import Beside
from launch.environment import PROJECT, LaunchError, say
from launch.environment import run as run_step
from launch.timings import report

THOROUGH = "--thorough"
CORES = os.cpu_count() or 1
WORKERS = ("-n", str(CORES + 1))  # one more than cores, because tests wait for browsers
UNIT_WORKERS = (
    "-n",
    str(CORES + 2),
)  # for two fifths of their time nothing of theirs runs: they wait for servers, locks
# Linux keeps this folder in memory. Test data is deleted afterwards, so it needs no disk.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is made by tempfile
ROOM = 2 * 1024**3  # bytes that must be free in it
BROWSER = "tests/browser"  # the folder of all tests that need one
ONE_BY_ONE = ("--dist", "load", "--maxschedchunk", "1")  # tests/browser/conftest.py has the order: the longest first
OF_WORKERS = ("-n", "-p", "--dist", "--numprocesses", "--pdb")  # arguments that decide about workers
LOCAL = ("--no-remote", "--no-npm", "--cached-only")
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
NO_UPDATE_CHECK = {"DENO_NO_UPDATE_CHECK": "1"}  # only the installation needs a network


@dataclass(frozen=True)
class Stage:
    """One command of the test run; pytest also reports the time of each test."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    is_pytest: bool = False
    is_beside: bool = False  # runs while the others do, on the core that they leave idle


def run(arguments: Sequence[str], python: Path) -> int:
    """Run the stages and print their times; the exit code of the first failure, else 0."""
    is_thorough = THOROUGH in arguments
    ensure_browser(is_thorough)
    spent: dict[str, float] = {}
    todo = stages([it for it in arguments if it != THOROUGH], python, is_thorough=is_thorough)
    with tempfile.TemporaryDirectory(dir=scratch()) as folder, ExitStack() as running:
        results = Path(folder)
        beside = [running.enter_context(begin(it, python, results)) for it in todo if it.is_beside]
        code = 0
        for stage in todo:
            begun = time.monotonic()
            code = 0 if stage.is_beside else perform(stage, python, results)
            code = code or max((it.code(is_awaited=stage is todo[-1]) for it in beside), default=0)
            spent[stage.name] = time.monotonic() - begun
            if code:
                break
        say(report(spent, results))
    return code


def stages(arguments: Sequence[str], python: Path, *, is_thorough: bool = False) -> list[Stage]:
    """All stages, the cheapest first; with pytest arguments, only pytest with them."""
    tool = (str(python), "-m")
    env = {"FACTCHECK_TEST_THOROUGH": "1"} if is_thorough else {}
    if arguments:
        many = (*WORKERS, *ONE_BY_ONE) if is_whole_browser_part(arguments) else ()
        return [pytest(python, "tests", *many, *arguments, env=env)]
    on_postgresql = env | {"FACTCHECK_TEST_DATABASE": "postgresql"}
    deno = str(python.parent / "deno")  # deno.jsonc has its settings
    outside = ("-m", "not browser", f"--ignore={BROWSER}")  # nor imported, which takes a worker seconds
    unit = (*UNIT_WORKERS, "--dist", "worksteal", *outside)  # tests/conftest.py has the order
    return [
        Stage("format", (*tool, "ruff", "format", "--check")),
        Stage("lint", (*tool, "ruff", "check")),
        Stage("types", (*tool, "mypy"), is_beside=True),  # a minute without its cache
        Stage("import contracts", (str(python.parent / "lint-imports"),)),
        Stage("templates", (*tool, "djlint", "--lint", "--quiet", "templates")),
        Stage("format of scripts", (deno, "fmt", "--check"), NO_UPDATE_CHECK),
        Stage("types of scripts", (deno, "check", *LOCAL, "static/js"), NO_UPDATE_CHECK),
        pytest(python, "tests on SQLite", *unit, env=env),
        pytest(python, "tests on PostgreSQL", *unit, env=on_postgresql),
        pytest(python, "tests in a browser", *WORKERS, *ONE_BY_ONE, BROWSER, env=env),
    ]


def is_whole_browser_part(arguments: Sequence[str]) -> bool:
    """Whether all browser tests are asked for, and nothing about workers: a file by itself is faster without."""
    return any(it.rstrip("/") == BROWSER for it in arguments) and not any(it.startswith(OF_WORKERS) for it in arguments)


def pytest(python: Path, name: str, *arguments: str, env: Mapping[str, str]) -> Stage:
    """A run of pytest; its exit code 5 (no tests found) is a failure, too."""
    return Stage(name, (str(python), "-m", "pytest", *arguments), env, is_pytest=True)


def perform(stage: Stage, python: Path, results: Path) -> int:
    """Run one stage and show its output; returns a shell's exit code: 130 rather than -2 after a signal."""
    say(f"\n── {stage.name}")
    times = (f"--junit-xml={results / stage.name}.xml",) if stage.is_pytest else ()
    env = environment(os.environ, stage, python) | temporary(results)
    code = subprocess.run((*stage.command, *times), cwd=PROJECT, env=env).returncode
    return code if code >= 0 else 128 - code


def begin(stage: Stage, python: Path, results: Path) -> Beside:
    """Begin a stage that runs beside the others."""
    return Beside(stage.name, stage.command, environment(os.environ, stage, python) | temporary(results))


def temporary(results: Path) -> dict[str, str]:
    """The variables for temporary files."""
    return {"TMPDIR": str(results), "DENO_DIR": str(results / "deno")}


def scratch() -> Path | None:
    """The folder for test data: in memory if there is room, because databases wait for disks; else the default."""
    is_there = os.access(IN_MEMORY, os.W_OK) and "TMPDIR" not in os.environ
    return IN_MEMORY if is_there and shutil.disk_usage(IN_MEMORY).free > ROOM else None


def environment(outer: Mapping[str, str], stage: Stage, python: Path) -> dict[str, str]:
    """The outer environment without our settings, so that no test touches a newsroom's database.

    Bytecode is written, because otherwise each worker, and each server that a test starts, compiles everything again.
    """
    env = {name: value for name, value in outer.items() if not is_setting(name) and name != NO_BYTECODE}
    return env | {"PATH": f"{python.parent}:{outer.get('PATH', os.defpath)}"} | dict(stage.env)


def is_setting(name: str) -> bool:
    """Whether a variable configures the product, rather than its tests."""
    return name == "PORT" or (name.startswith("FACTCHECK_") and not name.startswith("FACTCHECK_TEST_"))


def ensure_browser(is_thorough: bool) -> None:
    """Install Debian's Chromium (the full one for a thorough run); raises LaunchError without permission."""
    fitting = ("chromium",) if is_thorough else ("chromium-headless-shell", "chromium")
    if any(shutil.which(name) for name in fitting):
        return
    install = f"apt-get install -y --no-install-recommends {fitting[0]}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaunchError(f"The browser tests need Chromium: {install}")
    say("Installing Chromium for the tests")
    run_step(["apt-get", "update", "-q"])
    run_step(install.split())
