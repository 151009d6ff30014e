"""The files of an earlier commit, so that both states of the code are measured in one run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def tree(commit: str, *paths: str) -> Iterator[Path]:
    """A temporary folder with these paths of a commit, or with all of it."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", commit, *paths], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        yield Path(folder)


def run_in(root: Path, script: Path, *arguments: str) -> str:
    """What a script of the present code prints when it runs on the code in `root`."""
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
