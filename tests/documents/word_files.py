"""Word files made of the XML that their text needs, for tests of reading."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
STYLES = f"""<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Old lamp</dc:title><dc:creator>Rita Roe</dc:creator>
</cp:coreProperties>"""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, style: str = "") -> str:
    details = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{details}{inner}</w:p>"


def archive(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file; `parts` are further XML files of its folder `word`."""
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": DOCUMENT.format(body)}
    members |= {"word/styles.xml": STYLES, "docProps/core.xml": CORE}
    return archive(members | {f"word/{name}.xml": content for name, content in parts.items()})


def comments(*texts: str) -> str:
    inner = "".join(
        f'<w:comment w:id="{at}" w:author="Edda">{paragraph(run(it))}</w:comment>' for at, it in enumerate(texts)
    )
    return f"<w:comments {W}>{inner}</w:comments>"


def footnotes(*texts: str) -> str:
    inner = "".join(f'<w:footnote w:id="{at}">{paragraph(run(it))}</w:footnote>' for at, it in enumerate(texts))
    return f"<w:footnotes {W}>{inner}</w:footnotes>"


def commented(at: int, text: str) -> str:
    """Words with a comment and its reference after them."""
    start, end = f'<w:commentRangeStart w:id="{at}"/>', f'<w:commentRangeEnd w:id="{at}"/>'
    return f'{start}{run(text)}{end}<w:r><w:commentReference w:id="{at}"/></w:r>'


def noted(at: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{at}"/></w:r>'
