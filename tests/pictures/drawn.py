"""Pictures for tests."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour as a file."""
    output = io.BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else None).save(output, kind, **options)
    return output.getvalue()
