"""Word files made of the XML that their text needs, for tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence, Set

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
STYLES = f"""<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Old lamp</dc:title><dc:creator>Rita Roe</dc:creator>
<dc:language>nb-NO</dc:language><dcterms:created xmlns:dcterms="http://purl.org/dc/terms/">2024-03-05T09:00:00Z</dcterms:created>
</cp:coreProperties>"""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    details = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{details}{inner}</w:p>"


def archive(
    members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED, stored: Sequence[str] = ()
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content, zipfile.ZIP_STORED if name in stored else None)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file; `parts` are further XML files of its folder `word`."""
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": DOCUMENT.format(body)}
    members |= {"word/styles.xml": STYLES, "docProps/core.xml": CORE}
    return archive(members | {f"word/{name}.xml": content for name, content in parts.items()})


def comments(*texts: str) -> str:
    inner = "".join(
        f'<w:comment w:id="{at}" w:author="Edda" w:date="2024-03-06T11:12:00Z">'
        f'<w:p w14:paraId="{at:08X}">{run(it)}</w:p></w:comment>'
        for at, it in enumerate(texts)
    )
    return f'<w:comments {W} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{inner}</w:comments>'


def extended(parents: dict[int, int], resolved: Set[int]) -> str:
    """Which comments reply to which, and which are resolved."""
    rows = [f'<w15:commentEx w15:paraId="{at:08X}" w15:done="1"/>' for at in sorted(resolved)]
    rows += [f'<w15:commentEx w15:paraId="{at:08X}" w15:paraIdParent="{it:08X}"/>' for at, it in parents.items()]
    space = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    return f"<w15:commentsEx {space}>{''.join(rows)}</w15:commentsEx>"


def footnotes(*texts: str) -> str:
    inner = "".join(f'<w:footnote w:id="{at}">{paragraph(run(it))}</w:footnote>' for at, it in enumerate(texts))
    return f"<w:footnotes {W}>{inner}</w:footnotes>"


def begun(at: int) -> str:
    return f'<w:commentRangeStart w:id="{at}"/>'


def ended(at: int) -> str:
    """The end of the words of a comment, and its reference."""
    return f'<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>'


def commented(at: int, text: str) -> str:
    """Words with a comment and its reference after them."""
    return begun(at) + run(text) + ended(at)


def noted(at: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{at}"/></w:r>'
