"""Characters allowed in XML (XML 1.0, 2.2), for all XML exports; pure."""

from __future__ import annotations

import re

from markupsafe import escape

NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(value: str) -> str:
    """The text for an element or an attribute: escaped, with only Chars of XML 1.0.

    A single other character makes a whole document unreadable. A carriage return is written as a reference, or else
    parsers make it a newline.
    """
    return str(escape(NO_CHAR.sub("", value))).replace("\r", "&#13;")
