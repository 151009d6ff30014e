"""Compiled templates, kept beside compiled modules: compiling all of them takes longer than the rest of a start."""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from launch.environment import PROJECT

PROGRAM = PROJECT / "factcheck"


class CompiledTemplates(BytecodeCache):
    """The code of templates by their names, with digests of their sources, from a file and into it.

    A file of another version of the program or its libraries is ignored, and so is one that is damaged.
    """

    def __init__(self, file: Path, version: bytes) -> None:
        self._file, self._version, self._is_new = file, version, False
        self._kept: dict[str, tuple[str, CodeType]] = {}
        with contextlib.suppress(OSError):
            content = file.read_bytes()
            code = content[2 * len(version) :]
            if content.startswith(version + sha256(code).digest()):
                self._kept = marshal.loads(code)  # noqa: S302 - from where Python loads our modules, too

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template if its source is the same."""
        digest, code = self._kept.get(bucket.key, ("", None))
        if digest == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note the code of a template that was compiled."""
        if bucket.code:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)
            self._is_new = True

    def write(self) -> None:
        """Write the file if a template was compiled, and may and can be kept."""
        if not self._is_new or sys.dont_write_bytecode:
            return
        content = marshal.dumps(self._kept)
        written = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(self._version + sha256(content).digest() + content)
            written.replace(self._file)


def load_all(environment: Environment) -> None:
    """Load all templates, and compile those that have changed."""
    file = Path(cache_from_source(str(PROGRAM / "templates.py"))).with_suffix(".marshal")
    compiled = environment.bytecode_cache = CompiledTemplates(file, version())
    for name in environment.list_templates():
        environment.get_template(name)
    compiled.write()
    environment.bytecode_cache = None


def version() -> bytes:
    """A digest of what the code of a template depends on beside its source: our modules, libraries, Python."""
    ours = [*sorted(PROGRAM.rglob("*.py")), *sorted(PROJECT.glob("requirements*.txt"))]
    found = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in ours]
    return sha256(repr((sys.version, jinja2.__version__, found)).encode()).digest()
