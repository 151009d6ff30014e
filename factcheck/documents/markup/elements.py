"""The elements of HTML: inline or block, and those whose content nobody reads as words (pure).

The list has all inline elements (HTML, "Phrasing content", with those of older HTML). Any other element, even a custom
one, separates words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from factcheck.documents.markup.node import Node, names

INLINE = names(
    "a abbr acronym b basefont bdi bdo big blink br cite code data del dfn em font i img ins kbd label "
    "mark math nobr output picture q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u "
    "var wbr"
)
PHRASING = names("p h1 h2 h3 h4 h5 h6 li td th dt dd figcaption caption summary legend")
WITHOUT_WORDS = names("base basefont bgsound link meta noembed noframes param script source style template track")
FIELDS = names("button datalist input meter optgroup option progress select textarea")
FALLBACKS = names("applet audio canvas embed iframe object svg video")  # fallback text of media
ASSUMED_LEVEL = 2  # of `role=heading` without a level (WAI-ARIA)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LONGEST_STYLE = 2_000  # characters of a style attribute that are read
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IN_LINE = frozenset({"inline", "contents"})


def classify(nodes: Iterable[Node]) -> None:
    """Set for each element whether it is inline, by its name or style, and its heading level."""
    for node in nodes:
        node.is_inline = node.tag in INLINE
        node.level = HEADINGS.get(node.tag, 0)
        if "style" in node.attributes and (display := style_of(node).get("display")):
            is_laid_inline = display in IN_LINE and node.tag in {"div", "p", "section"}
            node.is_inline = display.startswith("in") or display in IN_LINE if node.is_inline else is_laid_inline
        if "role" in node.attributes and node.get("role").strip().lower() == "heading":
            level = node.get("aria-level").strip()
            node.level = int(level) if level in {"1", "2", "3", "4", "5", "6"} else ASSUMED_LEVEL


def tokens(node: Node) -> list[str]:
    """The classes of an element in lower case."""
    return node.get("class").lower().split()


def style_of(node: Node) -> dict[str, str]:
    """The declarations of a style attribute, in lower case; of two, the last or the important one (CSS Cascade)."""
    style = node.get("style")
    return _declared(style[:LONGEST_STYLE]) if style else {}


@lru_cache(maxsize=4096)
def _declared(style: str) -> dict[str, str]:
    found: dict[str, tuple[bool, str]] = {}
    for declaration in COMMENT.sub("", style.lower()).split(";"):
        name, _colon, value = (it.strip() for it in declaration.partition(":"))
        value, mark, _rest = value.partition("!")
        is_important = bool(mark)
        if is_important or not found.get(name, (False, ""))[0]:
            found[name] = (is_important, " ".join(value.split()))
    return {name: value for name, (_is_important, value) in found.items()}
