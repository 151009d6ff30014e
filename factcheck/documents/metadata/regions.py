"""Parts of a page that aren't its story: comments, other stories, and the site around it (pure)."""

from __future__ import annotations

import re
from itertools import islice

from factcheck.documents.markup.node import Node

DEPTH = 12  # ancestors that are looked at
OUTSIDE = frozenset({"aside", "nav", "script", "style", "option"})
COMMENTS = re.compile(
    r"comment-?(?:list|box|area|body|author|content|meta)|comments(?:-area|-list)?\b(?!-)", re.IGNORECASE
)
BESIDE = re.compile(
    r"(?:^|[\s_])(?:related|recommend(?:ed|ations?)|sidebar|widget|trending|most-?(?:read|popular))(?:$|[\s_-])",
    re.IGNORECASE,
)


def is_beside(node: Node) -> bool:
    """Whether an element is within such a part; the footer of an article may hold its details."""
    around = list(islice(node.ancestors, DEPTH))
    if any(it.tag in OUTSIDE or _is_named_so(it) for it in around):
        return True
    return any(it.tag == "footer" for it in around) and not any(it.tag == "article" for it in around)


def is_in_comments(node: Node) -> bool:
    """Whether an element is within the comments of readers."""
    return any(COMMENTS.search(_called(it)) for it in islice(node.ancestors, DEPTH) if it.tag not in {"html", "body"})


def _is_named_so(node: Node) -> bool:
    if node.tag in {"html", "body"}:
        return False
    called = _called(node)
    is_whole = node.tag in {"main", "article"}  # whose classes are those of a layout
    return COMMENTS.search(called) is not None or (not is_whole and BESIDE.search(called) is not None)


def _called(node: Node) -> str:
    return f"{node.get('class')} {node.get('id')}"[:300] if node.attributes else ""
