"""Citations in a published text: [3] becomes a link to evidence number 3, [Q2] to question number 2."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup

from factcheck.reviews.citations import CITED, LABEL, anchor_of
from factcheck.web.linkify import linked

ADDRESS = re.compile(r"(<a .*?</a>)")
LINK = '<a class="citation" href="#{anchor}">{label}</a>'


def with_citations(text: str, labels: Collection[str]) -> Markup:
    """The text with its addresses as links, and each label in [1] or [1, Q4] as a link to what it cites.

    A label of nothing (`labels` has those there are) stays as it was written.
    """

    def link(found: re.Match[str]) -> str:
        return LINK.format(anchor=anchor_of(found[0]), label=found[0]) if found[0] in labels else found[0]

    def group(found: re.Match[str]) -> str:
        return LABEL.sub(link, found[0])

    pieces = ADDRESS.split(str(linked(text)))  # its words are escaped: each <a> is one of ours
    pieces[::2] = [CITED.sub(group, words) for words in pieces[::2]]
    return Markup("".join(pieces))  # noqa: S704 - `linked` escaped every word
