"""The virtual environment beside app.py: created once, installed from a lock file, and again when that has changed.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NO_VENV = "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"


class LaunchError(Exception):
    """The command can't go on; the message is one line and says what to do."""


@dataclass(frozen=True)
class Environment:
    """The `.venv` of one checkout; its stamp file lists the SHA-256 of every lock file that it satisfies."""

    project: Path = PROJECT

    @property
    def folder(self) -> Path:
        """The folder of the environment."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the environment; it may not exist yet."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The file that lists what is installed; absent during an installation."""
        return self.folder / "factcheck-locks"

    def is_running(self) -> bool:
        """Whether this process runs in the environment."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def satisfies(self, lock: str) -> bool:
        """Whether the present content of the lock file is installed."""
        if not self.python.exists() or not self.stamp.exists():
            return False
        return digest(self.project / lock) in self.stamp.read_text().split()

    def provide(self, lock: str) -> Path:
        """The interpreter with this lock file installed; raises LaunchError if that fails."""
        if not self.satisfies(lock):
            if not self._is_usable():
                self._create()
            self._install(lock)
        return self.python

    def _is_usable(self) -> bool:
        """Whether packages can be installed; false after an interrupted creation or if its Python is gone."""
        if not self.python.exists():
            return False
        probe = [str(self.python), "-c", "import sys" if shutil.which("uv") else "import pip"]
        return subprocess.run(probe, capture_output=True).returncode == 0

    def _create(self) -> None:
        uv = shutil.which("uv")
        if not uv and not can_make_environments():
            raise LaunchError(NO_VENV)
        shutil.rmtree(self.folder, ignore_errors=True)
        say(f"Making {self.folder}")
        if uv:
            run([uv, "venv", "--quiet", "--python", sys.executable, str(self.folder)])
        else:
            run([sys.executable, "-m", "venv", str(self.folder)])

    def _install(self, lock: str) -> None:
        # Stamped only when complete, so an interrupted installation starts again.
        self.stamp.unlink(missing_ok=True)
        say(f"Installing {lock}; the first time takes about a minute")
        if uv := shutil.which("uv"):
            tool = [uv, "pip", "install", "--python", str(self.python)]
        else:
            tool = [str(self.python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        run([*tool, "--quiet", "--require-hashes", "-r", str(self.project / lock)])
        self.stamp.write_text("\n".join(digests_within(self.project, lock)) + "\n")


def can_make_environments() -> bool:
    """Whether this Python has both venv and ensurepip; Debian packs the second one separately."""
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


def digest(lock: Path) -> str:
    """The SHA-256 of a lock file, in hexadecimal; raises LaunchError if it is missing."""
    if not lock.exists():
        raise LaunchError(f"{lock.name} is missing from {lock.parent}; is this checkout whole?")
    return sha256(lock.read_bytes()).hexdigest()


def pins(lock: Path) -> set[str]:
    """The pins of a lock file: `name==version` with its marker, without hashes and comments."""
    return {line.rstrip(" \\") for line in lock.read_text().splitlines() if line[:1].isalnum() and "==" in line}


def digests_within(project: Path, lock: str) -> list[str]:
    """The digests of this lock file and of each other one whose pins are a subset of its.

    So serving after a test run installs nothing, and an older lock is never taken for the installed one.
    """
    pinned = pins(project / lock)
    return [digest(other) for other in sorted(project.glob("requirements*.txt")) if pins(other) <= pinned]


def run(command: list[str]) -> None:
    """Run a step of the installation and show its output; raises LaunchError if it fails."""
    if code := subprocess.run(command).returncode:
        raise LaunchError(f"This step failed with {code}: {' '.join(command)}")


def say(line: str) -> None:
    """Print a message at once."""
    print(line, flush=True)
