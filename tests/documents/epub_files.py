"""EPUB files for tests of reading."""

from __future__ import annotations

from tests.documents.word_files import archive

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PAGE = '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
PAGE += "<body>{}</body></html>"
ITEM = '<item id="{0}" href="text/{0}.xhtml" media-type="application/xhtml+xml"/>'
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    "<dc:title>The lamps</dc:title><dc:creator>Rita Roe</dc:creator><dc:creator>Bo Lind</dc:creator>"
    "<dc:publisher>Island Press</dc:publisher><dc:language>en-GB</dc:language><dc:date>2024-03-05T00:00:00Z</dc:date>"
    '</metadata><manifest>{}<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    "</manifest><spine>{}</spine></package>"
)


def epub(chapters: dict[str, str], **members: str | bytes) -> bytes:
    """A book; `chapters` are the bodies of its pages by their names, `members` files of its folder META-INF."""
    items = "".join(ITEM.format(name) for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    links = "".join(f'<li><a href="text/{name}.xhtml#top">Chapter {name}</a></li>' for name in chapters)
    found: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE.format(items, spine),
        "OEBPS/nav.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>{links}</ol></nav></body></html>',
    }
    found |= {f"OEBPS/text/{name}.xhtml": PAGE.format(body) for name, body in chapters.items()}
    return archive(found | {f"META-INF/{name}.xml": it for name, it in members.items()}, stored=("mimetype",))
