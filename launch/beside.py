"""A command that runs while others do, on a core that they leave idle; its output is shown when it has ended."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping, Sequence

from launch.environment import PROJECT, say


class Beside:
    """One such command. Left as a context, it is ended."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._name, self._is_shown = name, False
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the context
        self._process = subprocess.Popen(
            command, cwd=PROJECT, env=env, stdout=self._output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )

    def code(self, *, is_awaited: bool) -> int:
        """Show what it wrote, once, if it has ended or is awaited; its exit code, or 0 if there is nothing to show."""
        if self._is_shown or not (is_awaited or self._process.poll() is not None):
            return 0
        code, self._is_shown = self._process.wait(), True
        self._output.seek(0)
        say(f"\n── {self._name}\n{self._output.read().decode(errors='replace').rstrip()}")
        return code if code >= 0 else 128 - code

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        self._output.close()
