"""PDF files made by Typst for tests of reading."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

HEAD = """#set page(width: {width}mm, height: 160mm, margin: (x: 15mm, y: 22mm), columns: {columns},
  header: [{header}], footer: context [#h(1fr) {footer} #counter(page).display()])
#set text(size: 10pt, lang: "{language}", hyphenate: true)
#set par(justify: true, spacing: 1.4em)
"""
PARTS = """#let data = json("data.json")
#place(top + center, scope: "parent", float: true)[#text(size: 20pt, data.title)]
#for it in data.paragraphs [#par(it)]
"""


def made(
    paragraphs: list[str],
    title: str = "The lamp fails again",
    *,
    header: str = "The Island Gazette",
    footer: str = "Page",
    language: str = "en",
    columns: int = 1,
) -> bytes:
    """A PDF with these paragraphs on as many pages as they need."""
    head = HEAD.format(width=148, columns=columns, header=header, footer=footer, language=language)
    return compiled(head + PARTS, {"title": title, "paragraphs": paragraphs})


def compiled(source: str, data: object = None) -> bytes:
    """A PDF of Typst source, which may read `data.json`."""
    with TemporaryDirectory() as folder:
        Path(folder, "data.json").write_text(json.dumps(data))
        Path(folder, "file.typ").write_text(source)
        found = typst.compile(Path(folder, "file.typ"), ignore_system_fonts=False)
    assert isinstance(found, bytes)
    return found
