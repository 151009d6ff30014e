"""The peers' environments, made once in a cache folder: $XDG_CACHE_HOME/factcheck-benchmarks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    # what pip would choose today doesn't start: environs 9.5 needs marshmallow < 4, pandas 1.5 needs numpy < 2
    "doccano-1.8.4": ("doccano==1.8.4", "marshmallow<4", "numpy<2", "scipy<1.14", "scikit-learn<1.6", "setuptools<81"),
    "label-studio-1.23.2": ("label-studio==1.23.2",),
    "readers-2026-11": (  # of benchmarks/extraction
        *("trafilatura==2.3.1", "readability-lxml==0.8.4.1", "newspaper4k[zh]==0.9.3.1", "lxml_html_clean==0.4.6"),
    ),
}


def commands_of(name: str) -> Path:
    """The folder with the commands of a peer, which is installed if it isn't yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "factcheck-benchmarks" / name
    complete = folder / "complete"
    if not complete.exists():
        print(f"Installing {name} in {folder} …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = (folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run([*pip, *PACKAGES[name]], check=True)
        complete.touch()
    return folder / "bin"


def run(command: str, *arguments: str, env: dict[str, str]) -> str:
    """What a set-up command prints; CalledProcessError if it fails."""
    full = {**os.environ, **env}
    return subprocess.run([command, *arguments], env=full, check=True, capture_output=True, text=True).stdout
