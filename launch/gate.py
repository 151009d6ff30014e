"""`python3 app.py test`: format, lint, types, contracts, templates, tests on both databases and in a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launch.environment import PROJECT, LaunchError, say
from launch.environment import run as run_step

CHROMIUM = Path("/usr/bin/chromium")
INSTALL_CHROMIUM = "apt-get install -y --no-install-recommends chromium"


@dataclass(frozen=True)
class Stage:
    """One command of the gate; pytest's own closing line stands last and tells the time itself."""

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    tells_time: bool = False


def run(arguments: Sequence[str], python: Path) -> int:
    """Run the stages in turn; the exit code of the first that fails, else 0."""
    ensure_chromium()
    for stage in stages(arguments, python):
        if code := perform(stage, python):
            return code
    return 0


def stages(arguments: Sequence[str], python: Path) -> list[Stage]:
    """All stages, the cheapest first; with pytest arguments, only pytest with them."""
    tool = (str(python), "-m")
    if arguments:
        return [pytest(python, "tests", *arguments)]
    parallel = ("-n", "2", "-m", "not browser")
    return [
        Stage("format", (*tool, "ruff", "format", "--check")),
        Stage("lint", (*tool, "ruff", "check")),
        Stage("types", (*tool, "mypy")),
        Stage("import contracts", (str(python.parent / "lint-imports"),)),
        Stage("templates", (*tool, "djlint", "--lint", "--quiet", "templates")),
        pytest(python, "tests in a browser", "-m", "browser"),
        pytest(python, "tests on PostgreSQL", *parallel, env={"FACTCHECK_TEST_DATABASE": "postgresql"}),
        pytest(python, "tests on SQLite", *parallel),
    ]


def pytest(python: Path, name: str, *arguments: str, env: Mapping[str, str] | None = None) -> Stage:
    """A run of pytest; its exit code 5, no tests found, is a failure like any other."""
    return Stage(name, (str(python), "-m", "pytest", *arguments), env or {}, tells_time=True)


def perform(stage: Stage, python: Path) -> int:
    """Run one stage with its output in sight; a shell's exit code, so 130 rather than -2 after a signal."""
    say(f"\n── {stage.name}")
    begun = time.monotonic()
    code = subprocess.run(stage.command, cwd=PROJECT, env=environment(os.environ, stage, python)).returncode
    if not stage.tells_time:
        say(f"   {stage.name}: {'failed' if code else 'passed'} after {time.monotonic() - begun:.1f} s")
    return code if code >= 0 else 128 - code


def environment(outer: Mapping[str, str], stage: Stage, python: Path) -> dict[str, str]:
    """The outer environment without our settings: no test may meet a newsroom's database."""
    env = {name: value for name, value in outer.items() if not is_setting(name)}
    return env | {"PATH": f"{python.parent}:{outer.get('PATH', os.defpath)}"} | dict(stage.env)


def is_setting(name: str) -> bool:
    """Whether a variable configures the product, rather than its tests."""
    return name == "PORT" or (name.startswith("FACTCHECK_") and not name.startswith("FACTCHECK_TEST_"))


def ensure_chromium() -> None:
    """Install Debian's Chromium where we may; raises LaunchError with the line to run where we may not."""
    if CHROMIUM.exists() or shutil.which("chromium"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaunchError(f"The tests need Chromium: {INSTALL_CHROMIUM}")
    say("Installing Chromium for the tests")
    run_step(["apt-get", "update", "-q"])
    run_step(INSTALL_CHROMIUM.split())
