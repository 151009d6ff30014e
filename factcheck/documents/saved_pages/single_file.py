"""HTML pages that the extension SingleFile has saved: who saved them, and from where (pure).

Source: the comment at the start of its files, https://github.com/gildas-lormeau/SingleFile.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LOOKED_AT = 64 * 1024  # bytes
COMMENT = re.compile(rb"<!--\s*Page saved with SingleFile(?P<facts>.{0,4000}?)-->", re.DOTALL)
SAVED_FROM = re.compile(rb"^\s*url:\s*(\S+)", re.MULTILINE)


class SavedBy(NamedTuple):
    """The tool that saved a page in a browser, and the address it saved; both empty for other files."""

    tool: str
    url: str


def saved_by(data: bytes) -> SavedBy:
    """Which tool saved this HTML page in a browser, as far as the page says."""
    found = COMMENT.search(data[:LOOKED_AT])
    if found is None:
        return SavedBy("", "")
    address = SAVED_FROM.search(found["facts"])
    return SavedBy("SingleFile", address[1].decode("utf-8", "replace") if address else "")
