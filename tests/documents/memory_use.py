"""How much memory the readers of foreign formats take for files, measured in the child process that reads them."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
MEBIBYTE = 1024  # kB


def packed(files: dict[str, tuple[bytes, str]]) -> bytes:
    """Files by their names, with their media types, as the bytes that `peaks` reads."""
    values = {name: [media_type, base64.b64encode(data).decode()] for name, (data, media_type) in files.items()}
    return json.dumps(values).encode()


def peak_of_text(data: bytes) -> int:
    """How many MiB the paragraphs of a plain text take at most, beyond the text."""
    from factcheck.documents.text import blocks_from_text, way_of_text

    text = data.decode()
    CLEAR.write_text("5")
    before = _kilobytes("VmRSS")
    with suppress(Exception):
        blocks_from_text(text, "", way_of_text(text, ""))
    return (_kilobytes("VmHWM") - before) // MEBIBYTE


def peaks(files: bytes) -> dict[str, int]:
    """How many MiB each file takes at most, beyond what the process had before it."""
    from factcheck.documents.foreign.register import READERS, answer

    found = {}
    for name, (media_type, data) in json.loads(files).items():
        raw = base64.b64decode(data)
        with suppress(Exception):
            READERS[media_type](b"", "")  # its modules are imported before it is measured
        CLEAR.write_text("5")  # the peak is what is used now
        before = _kilobytes("VmRSS")
        with suppress(Exception):
            answer(raw, media_type)
        found[name] = (_kilobytes("VmHWM") - before) // MEBIBYTE
    return found


def _kilobytes(field: str) -> int:
    return next(int(line.split()[1]) for line in STATUS.read_text().splitlines() if line.startswith(f"{field}:"))
