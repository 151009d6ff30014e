"""Parts of a page that nobody sees (pure).

Not `visibility: hidden` and `opacity: 0`: on some sites, a script later shows a story hidden in this way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.documents.markup.elements import style_of, tokens
from factcheck.documents.markup.node import Node

LONGEST_CLASS = 1_000  # characters of a class attribute that are read
SPELLING = re.compile(r"[-_]+")
HIDING = (  # names of such classes, without the signs between their words
    *("visuallyhidden", "hiddenvisually", "visualhide", "vishidden", "hidevisually", "offscreen", "assistivetext"),
    *("sronly", "showforsr", "screenreader", "readeronly", "elementinvisible", "hiddenaccessible", "accesshide"),
    *("accessiblehid", "accessibilityhid", "a11yhid", "a11yonly", "hidea11y"),
)
SOFT_CLASSES = frozenset({"d-none", "hidden", "hide", "is-hidden", "u-hidden", "display-none", "invisible-element"})
SHOWN_AGAIN = re.compile(r":(block|flex|grid|inline|table)|^d-.*-(block|flex|grid|inline|table)|^visible-|^show-for-")
FAR_AWAY = re.compile(r"^-\s*(\d{3,}(px)?|\d{2,}(\.\d+)?(r?em|v[wh]))|^-\d{3,}%")
CLIPPED = re.compile(r"^rect\((\s*[01](px)?[\s,]*){4}\)$")
CLIPPED_PATH = re.compile(r"^(inset\((50|100)%\)|circle\(0|polygon\(0 0, 0 0)")
TINY = re.compile(r"^[01](px)?$")
NOTHING = re.compile(r"^0(px|r?em|pt|%)?$")


def is_unseen(node: Node) -> bool:
    """Whether an element isn't displayed, by its attributes, inline style or classes."""
    if not node.attributes and node.tag != "dialog":
        return False
    if node.has("hidden") and node.get("hidden").lower() != "until-found":
        return True
    if node.tag == "dialog" and not node.has("open"):
        return True
    return _hides(node.get("class")[:LONGEST_CLASS]) or _is_hidden_by_style(node)


def may_be_unseen(node: Node) -> bool:
    """Whether an element is probably not displayed, or not to everybody; its content decides.

    `aria-hidden` also covers a page while a dialog is open over it; scripts remove classes such as `hidden`.
    """
    if node.get("aria-hidden").strip().lower() == "true":
        return True
    if "class" not in node.attributes:
        return False
    found = tokens(node)
    return not SOFT_CLASSES.isdisjoint(found) and not any(map(SHOWN_AGAIN.search, found))


@lru_cache(maxsize=4096)
def _hides(classes: str) -> bool:
    """Not for a class of one size or state only, such as `md:sr-only`, nor for its opposite, `not-sr-only`."""
    found = (SPELLING.sub("", token) for token in classes.lower().split() if ":" not in token)
    return any(not name.startswith("not") and any(it in name for it in HIDING) for name in found)


def _is_hidden_by_style(node: Node) -> bool:
    style = style_of(node)
    if not style:
        return False
    get = style.get
    if get("display") == "none" or get("content-visibility") == "hidden":
        return True
    is_lifted = get("position") in {"absolute", "fixed"}
    if is_lifted and any(FAR_AWAY.match(get(side, "")) for side in ("left", "right", "top", "bottom")):
        return True
    if is_lifted and (CLIPPED.match(get("clip", "")) or CLIPPED_PATH.match(get("clip-path", ""))):
        return True
    is_tiny = TINY.match(get("height", "")) or TINY.match(get("width", ""))
    if get("overflow") == "hidden" and is_tiny:
        return True
    is_nothing = NOTHING.match(get("font-size", "")) and not node.elements
    return bool(is_nothing or FAR_AWAY.match(get("text-indent", "")))
