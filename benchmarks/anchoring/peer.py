"""The peer in Node; it counts UTF-16 code units, we count code points."""

from __future__ import annotations

import json
import shutil
import subprocess
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
MISSING = (
    "This benchmark compares with an npm package, and {name} is not here. Install Node.js 20 or newer, which brings "
    "npm (Debian: apt-get install nodejs npm; otherwise https://nodejs.org), and start it again."
)


class Ask(NamedTuple):
    """A quote with its context, in code points."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None


class Told(NamedTuple):
    """The peer's answers, and the milliseconds of each inside Node."""

    places: list[tuple[int, int] | None]
    spent: list[float]


class Peer:
    """approx-string-match in a Node process; a context manager."""

    def __enter__(self) -> Peer:
        _install()
        command = ("node", str(FOLDER / "peer.mjs"))
        self._node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        return self

    def __exit__(self, *_: object) -> None:
        if self._node.stdin:
            self._node.stdin.close()
        self._node.wait(30)

    def ask(self, text: str, asks: Sequence[Ask]) -> Told:
        """Ask the peer; answers are in code points."""
        units = Units(text)
        sent = [{**it._asdict(), "hint": None if it.hint is None else units.of_point(it.hint)} for it in asks]
        answer = self._exchange({"text": text, "asks": sent})
        places = [None if it is None else (units.to_point(it[0]), units.to_point(it[1])) for it in answer["found"]]
        return Told(places, answer["spent"])

    def _exchange(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps(message) + "\n")
        line = self._node.stdout.readline()
        if not line:
            raise RuntimeError("The peer ended before it answered; what it said stands above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Units:
    """A text's code points in UTF-16 code units, and back."""

    def __init__(self, text: str) -> None:
        self._starts = None if text.isascii() else [0, *accumulate(1 + (ord(it) > 0xFFFF) for it in text)]

    def of_point(self, place: int) -> int:
        """Code units before a code point; a hint from another version may be beyond the end."""
        if self._starts is None:
            return place
        inside = min(place, len(self._starts) - 1)
        return self._starts[inside] + place - inside

    def to_point(self, unit: int) -> int:
        """The code point of a code unit."""
        return unit if self._starts is None else bisect_right(self._starts, unit) - 1


def _install() -> None:
    """Require Node; install the locked package once."""
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            raise SystemExit(MISSING.format(name=name))
    if not (FOLDER / "node_modules").is_dir():
        subprocess.run(("npm", "ci", "--no-audit", "--no-fund"), cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
