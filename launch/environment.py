"""The virtual environment beside app.py: made once, filled from a lock, filled again when the lock has changed.

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
    """The `.venv` of one checkout; its stamp lists the SHA-256 of every lock that it satisfies."""

    project: Path = PROJECT

    @property
    def folder(self) -> Path:
        """Where the environment stands."""
        return self.project / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the environment, which need not exist yet."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The file that remembers what is installed; absent while an installation runs."""
        return self.folder / "factcheck-locks"

    def is_running(self) -> bool:
        """Whether this very process runs in the environment."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def satisfies(self, lock: str) -> bool:
        """Whether the lock, as it reads now, is installed."""
        if not self.python.exists() or not self.stamp.exists():
            return False
        return digest(self.project / lock) in self.stamp.read_text().split()

    def provide(self, lock: str) -> Path:
        """The interpreter with this lock installed; raises LaunchError when that can't be had."""
        if not self.satisfies(lock):
            if not self._is_usable():
                self._create()
            self._install(lock)
        return self.python

    def _is_usable(self) -> bool:
        """Whether something can be installed: not after an interrupted creation or a Python that has gone."""
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
        # Stamped only when all is there: an interrupted installation starts again.
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
    """The SHA-256 of a lock, in hexadecimal; raises LaunchError when it is missing."""
    if not lock.exists():
        raise LaunchError(f"{lock.name} is missing from {lock.parent}; is this checkout whole?")
    return sha256(lock.read_bytes()).hexdigest()


def pins(lock: Path) -> set[str]:
    """What a lock pins: `name==version` with its marker, without hashes and comments."""
    return {line.rstrip(" \\") for line in lock.read_text().splitlines() if line[:1].isalnum() and "==" in line}


def digests_within(project: Path, lock: str) -> list[str]:
    """The digests of this lock and of each lock beside it that pins nothing else.

    So serving after a test run installs nothing, and an older lock is never taken for the installed one.
    """
    pinned = pins(project / lock)
    return [digest(other) for other in sorted(project.glob("requirements*.txt")) if pins(other) <= pinned]


def run(command: list[str]) -> None:
    """Run a step of the installation with its output in sight; raises LaunchError when it fails."""
    if code := subprocess.run(command).returncode:
        raise LaunchError(f"This step failed with {code}: {' '.join(command)}")


def say(line: str) -> None:
    """Tell the person at the terminal, at once."""
    print(line, flush=True)
