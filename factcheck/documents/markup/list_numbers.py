"""The numbers of ordered lists, which a browser draws and the text of a page doesn't contain (pure).

HTML, "The ol element" and "The li element".
"""

from __future__ import annotations

import re

from factcheck.documents.markup.elements import style_of
from factcheck.documents.markup.node import Node
from factcheck.documents.superscripts import numeral

LONGEST = 24  # characters of an item that may be its number
UNNUMBERED = re.compile(
    r"unstyled|no-bullet|list-none|list-reset|breadcrumb|comment|carousel|slide|pagination|menu|nav"
)
NAMED = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i"}
NAMED["upper-roman"] = "I"


def number_items(node: Node) -> None:
    """Write the numbers of an ordered list before its items, unless the page itself has them."""
    style = style_of(node)
    kind = style.get("list-style-type") or style.get("list-style", "")
    if "none" in kind or UNNUMBERED.search(node.get("class").lower()):
        return
    items = [it for it in node.elements if it.tag == "li"]
    step = -1 if node.has("reversed") else 1
    number = _whole(node.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _whole(item.get("value"), number)
        written = numeral(number, item.get("type") or NAMED.get(kind, "") or node.get("type"))
        if not item.beginning(LONGEST)[0].startswith(written) and not style_of(item).get("list-style", "").startswith(
            "none"
        ):
            item.attributes["marker"] = f"{written}. "
        number += step


def _whole(value: str, default: int) -> int:
    value = value.strip()
    return int(value) if re.fullmatch(r"[+-]?\d{1,9}", value, re.ASCII) else default
