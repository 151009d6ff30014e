"""Characters that no text may have, because XML or a database refuses them; the same rule for all input.

XML 1.0 §2.2 excludes controls except tab and line ends, surrogates, U+FFFE and U+FFFF. Unicode §23.7 reserves 66
noncharacters for internal use by programs. PostgreSQL refuses U+0000.
"""

from __future__ import annotations

import re

LINE_BREAKS = re.compile(r"[\v\f\x1c-\x1e]")  # controls that separate lines; a form feed separates pages
NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)) + "]"
)
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]|" + NONCHARACTERS.pattern)


def storable(value: str) -> str:
    """The text without characters that can't be stored or sent; those that separate lines become line feeds."""
    if value.isascii() and value.isprintable():
        return value
    return FORBIDDEN.sub("", LINE_BREAKS.sub("\n", value))
