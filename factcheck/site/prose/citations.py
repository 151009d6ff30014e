"""Citations in a published text: [3] becomes a link to evidence number 3."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup

from factcheck.reviews.citations import CITED
from factcheck.web.linkify import linked

ADDRESS = re.compile(r"(<a .*?</a>)")
LINK = '<a class="citation" href="#evidence-{0}">{0}</a>'


def with_citations(text: str, numbers: Collection[int]) -> Markup:
    """The text with its addresses as links, and each number in [1] or [1, 4] as a link to that evidence.

    A number without evidence (`numbers` has those there are) stays as it was written.
    """

    def link(found: re.Match[str]) -> str:
        return LINK.format(found[0]) if int(found[0]) in numbers else found[0]

    def group(found: re.Match[str]) -> str:
        return re.sub(r"\d+", link, found[0])

    pieces = ADDRESS.split(str(linked(text)))  # its words are escaped: each <a> is one of ours
    pieces[::2] = [CITED.sub(group, words) for words in pieces[::2]]
    return Markup("".join(pieces))  # noqa: S704 - `linked` escaped every word
