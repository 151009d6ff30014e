"""Chapters of an EPUB (3.3, and 2.0.1): one is chosen, and read like a page (pure).

Nothing is fetched or run. A file with protected (DRM) chapters is refused; obfuscated fonts aren't a protection.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import declared_charset, decode
from factcheck.documents.foreign.archive import DAMAGED, OfficeArchive
from factcheck.documents.html import Extracted, from_html
from factcheck.documents.text import BlockKind, UnreadableFile, clean
from factcheck.i18n import N_

MOST_CHAPTERS = 500
HEAD_BLOCKS = 3  # among which the heading of a chapter is
SAMPLE = 200  # code points
SHORTEST = 40  # code points of words from which a part is offered as a chapter
NO_CHAPTERS = N_("This EPUB contains no chapters with text.")
NO_CHAPTER = N_("This EPUB has no such chapter. Choose one of those listed.")
DRM = N_("This EPUB is protected against copying (DRM). Copy the text of the chapter and paste it.")
TAGS = re.compile(r"<(head|style|script)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Chapter(NamedTuple):
    """A part of the book in reading order: its path in the file, its title in the contents, and how it begins."""

    path: str
    title: str
    sample: str


class Book(NamedTuple):
    """What a book says of itself, and its chapters with text."""

    title: str
    byline: str
    publisher: str
    language: str
    published: str  # YYYY-MM-DD, or empty
    chapters: list[Chapter]


def read_epub(data: bytes, path: str = "") -> tuple[Book, Extracted | None]:
    """The book, and the chapter with this path; without one, the only chapter, or None if one must be chosen.

    Raises UnreadableFile for a file that is damaged, protected, too large or without text.
    """
    archive = OfficeArchive(data)
    book = _book(archive)
    if not path and len(book.chapters) > 1:
        return book, None
    chosen = next((it for it in book.chapters if it.path == path or not path), None)
    if chosen is None:
        raise UnreadableFile(NO_CHAPTER)
    page = from_html(_page(archive, chosen.path), is_web_page=False)
    heads = (it.text for it in page.blocks[:HEAD_BLOCKS] if it.kind in {BlockKind.TITLE, BlockKind.HEADING})
    return book, page._replace(title=next(heads, chosen.title or page.title))


def _book(archive: OfficeArchive) -> Book:
    container = archive.xml("META-INF/container.xml", has_doctype=True)
    root = next((it for it in _named(container, "rootfile")), None)
    package_path = root.get("full-path", "") if root is not None else ""
    package = archive.xml(package_path, has_doctype=True)
    if package is None:
        raise UnreadableFile(DAMAGED)
    folder = posixpath.dirname(package_path)
    items = {it.get("id", ""): it for it in _named(package, "item")}
    spine = [items[it.get("idref", "")] for it in _named(package, "itemref") if it.get("idref") in items]
    paths = dict.fromkeys(_inside(folder, it.get("href", "")) for it in spine)
    _refuse_protected(archive, set(paths))
    chapters = list(_chapters(archive, list(paths)[:MOST_CHAPTERS], _contents(archive, folder, items.values())))
    if not chapters:
        raise UnreadableFile(NO_CHAPTERS)
    day = DAY.match(_said(package, "date"))
    details = (_said(package, "title"), _said(package, "creator"), _said(package, "publisher"))
    return Book(*details, _said(package, "language"), day[0] if day else "", chapters)


def _chapters(archive: OfficeArchive, paths: list[str], titles: dict[str, str]) -> Iterator[Chapter]:
    for path in paths:
        if path in archive.names:
            words = " ".join(TAGS.sub(" ", _page(archive, path)).split())
            if len(words) >= SHORTEST or path in titles:
                yield Chapter(path, titles.get(path, "") or words[:60], words[:SAMPLE])


def _contents(archive: OfficeArchive, folder: str, items: Iterable[etree._Element]) -> dict[str, str]:
    """The titles of chapters by their paths: of the navigation document, or of the NCX of older books."""
    for item in items:
        path = _inside(folder, item.get("href", ""))
        is_ncx = item.get("media-type") == "application/x-dtbncx+xml"
        if is_ncx or "nav" in item.get("properties", "").split():
            root = archive.xml(path, has_doctype=True)
            found: dict[str, str] = {}
            for link in _named(root, "navPoint" if is_ncx else "a"):
                source = next(_named(link, "content"), link)
                target = (source.get("src") or source.get("href") or "").partition("#")[0]
                label = next(_named(link, "text"), link) if is_ncx else link
                found.setdefault(_inside(posixpath.dirname(path), target), " ".join("".join(label.itertext()).split()))
            if found:
                return found
    return {}


def _refuse_protected(archive: OfficeArchive, paths: set[str]) -> None:
    root = archive.xml("META-INF/encryption.xml", has_doctype=True)
    if any(unquote(it.get("URI", "")) in paths for it in _named(root, "CipherReference")):
        raise UnreadableFile(DRM)


def _page(archive: OfficeArchive, path: str) -> str:
    raw = archive.member(path)
    declared = declared_charset(raw)
    try:
        return clean(decode(raw, declared, is_markup=True).text)
    except Doubtful as doubt:
        return clean(decode(raw, declared, chosen=doubt.candidates[0].encoding, is_markup=True).text)


def _named(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The elements of this name, whatever their namespace."""
    return (it for it in root.iter(f"{{*}}{name}") if isinstance(it.tag, str)) if root is not None else iter(())


def _said(package: etree._Element, name: str) -> str:
    return ", ".join(filter(None, (" ".join((it.text or "").split()) for it in _named(package, name))))[:500]


def _inside(folder: str, href: str) -> str:
    """A path in the file; what points outside is the path of no member."""
    return posixpath.normpath(posixpath.join(folder, unquote(href)))
