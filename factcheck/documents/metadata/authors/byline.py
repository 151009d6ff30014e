"""Who wrote an article: names that a page declares, marks or shows after "By", never addresses or its site (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from factcheck.documents.extraction.coverage import folded
from factcheck.documents.metadata.authors.names import LONGEST, NOBODY, name_of, parted

MOST_NAMES = 10
WEAK = re.compile(  # names of accounts and of companies: a person who is shown is the author
    r"[a-z0-9]+(?:[._-][a-z0-9]+)*|.*\b(?:e\.\s?V|GmbH|AG|KG|Ltd|LLC|Inc|S\.?A|B\.?V|Oy|AB|ApS|A/S)\.?\s*"
)
FOR_SITE = re.compile(r"(.+?)\s+(?:[-–—/]|for|at)\s+(.+)")
NEWSROOM = re.compile(r"staff|reda|réda|desk|toimitus|team", re.IGNORECASE)  # better than no name at all


def byline(
    sources: Iterable[Iterable[str]], sites: Collection[str], people: Iterable[str] = (), bodies: Iterable[str] = ()
) -> str:
    """The names from the first of the sources that has one, separated by commas; `sites` are names of the site.

    A later source counts if it has the same names and more, or a person where the page names only `bodies`, which it
    calls organisations. Without any, "Staff" and the like; then the name of the site, if it is among `people`, whom the
    page calls persons: some sites are called like their author.
    """
    names = {folded(site) for site in sites} - {""}
    companies = set(map(folded, bodies))
    found: list[str] = []
    nobody = ""
    for source in sources:
        others, fallback = _names(source, names)
        if others and companies.issuperset(map(folded, others)):
            others, fallback = [], ", ".join(others)
        nobody = nobody or fallback
        if not found or (len(others) > len(found) and all(any(_is_in(it, other) for other in others) for it in found)):
            found = others
    own = (name for name in map(name_of, people) if name and _is_site(name, names))
    return ", ".join(found[:MOST_NAMES])[:LONGEST] or nobody or next(own, "")


def _names(source: Iterable[str], sites: Collection[str]) -> tuple[list[str], str]:
    """The names in a source, each once, and one that is better than none: of a newsroom, an account or a company."""
    found: list[str] = []
    nobody = ""
    for name in (part for value in source for part in parted(_without_site(value, sites)) if part):
        if NOBODY.fullmatch(name):
            nobody = nobody or (name if NEWSROOM.search(name) else "")
        elif _is_site(name, sites):
            continue
        elif WEAK.fullmatch(name):
            nobody = nobody or name
        elif not any(_is_in(name, other) for other in found):
            found = [*(other for other in found if not _is_in(other, name)), name]
    return found, nobody


def _without_site(value: str, sites: Collection[str]) -> str:
    """The name in a value, without that of the site after it."""
    name = name_of(value)
    found = FOR_SITE.fullmatch(name)
    return found[1] if found and _is_site(found[2], sites) else name


def _is_site(name: str, names: Collection[str]) -> bool:
    return folded(name) in names


def _is_in(name: str, other: str) -> bool:
    return folded(name) in folded(other)
