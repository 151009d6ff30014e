"""OpenDocument texts made of the XML that their text needs, for tests of reading."""

from __future__ import annotations

from tests.documents.word_files import archive

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
SPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
CONTENT = (
    f"<office:document-content {SPACES}><office:automatic-styles>"
    '<style:style style:name="P1" style:parent-style-name="Quotations"/></office:automatic-styles>'
    "<office:body><office:text>{}</office:text></office:body></office:document-content>"
)
META = (
    f"<office:document-meta {SPACES}><office:meta><dc:title>Old lamp</dc:title>"
    "<meta:initial-creator>Rita Roe</meta:initial-creator><dc:language>nb-NO</dc:language>"
    "<meta:creation-date>2024-03-05T10:00:00</meta:creation-date></office:meta></office:document-meta>"
)
MIMETYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, **members: str | bytes) -> bytes:
    """An OpenDocument text with this body; `members` are further files by their names without `.xml`."""
    found: dict[str, str | bytes] = {"mimetype": MIMETYPE, "content.xml": CONTENT.format(body), "meta.xml": META}
    return archive(found | {f"{name}.xml": content for name, content in members.items()}, stored=("mimetype",))


def paragraph(inner: str, style: str = "") -> str:
    name = f' text:style-name="{style}"' if style else ""
    return f"<text:p{name}>{inner}</text:p>"


def commented(words: str, text: str, name: str = "a", more: str = "") -> str:
    """Words with an annotation."""
    begin = (
        f'<office:annotation office:name="{name}"{more}><dc:creator>Edda</dc:creator>'
        f"<dc:date>2024-03-06T11:12:13</dc:date><text:p>{text}</text:p></office:annotation>"
    )
    return f'{begin}{words}<office:annotation-end office:name="{name}"/>'


def noted(text: str) -> str:
    body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
    return f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'
