"""PDF files of a given size: a long text with a picture of noise, which nothing compresses."""

from __future__ import annotations

import io
import json
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst

SOURCE = '#let data = json("data.json")\n#for it in data [#par(it)]\n'
PARAGRAPHS, WORDS = 900, 90
VOCABULARY = (Path(__file__).parents[2] / "docs" / "texts.md").read_text().split()


def pdf_of(size: int, chance: random.Random) -> bytes:
    """A PDF of about `size` bytes; another one each time."""
    document = pypdfium2.PdfDocument(_text())
    try:
        side = int(max(0, size - len(_text())) ** 0.5)
        bitmap = pypdfium2.PdfBitmap.new_native(side, side, pypdfium2.raw.FPDFBitmap_Gray)
        bitmap.buffer[: side * side] = chance.randbytes(side * side)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        image.set_matrix(pypdfium2.PdfMatrix().scale(200, 200))
        page = document.new_page(300, 300)
        page.insert_obj(image)
        page.gen_content()
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()
    finally:
        document.close()


@cache
def _text() -> bytes:
    chance = random.Random(7)  # noqa: S311 - words, not secrets
    paragraphs = [" ".join(chance.choices(VOCABULARY, k=WORDS)) for _ in range(PARAGRAPHS)]
    with TemporaryDirectory() as folder:
        Path(folder, "data.json").write_text(json.dumps(paragraphs))
        Path(folder, "file.typ").write_text(SOURCE)
        made = typst.compile(Path(folder, "file.typ"))
    assert isinstance(made, bytes)
    return made
