"""A picture made again from its pixels, without anything else that its file holds (pure).

It runs in a process of its own (`processes/child.py`), because decoders of pictures are attacked.
"""

from __future__ import annotations

import base64
import io
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
MAX_PIXELS = 40_000_000
MAX_SIDE = 1_600  # pixels of the one that is shown
QUALITY = 85  # of JPEG, in percent
WITH_ALPHA = frozenset({"RGBA", "LA", "PA", "P"})


def encoded_again(data: bytes) -> dict[str, Any]:
    """The picture's type, size in pixels and new bytes (Base64), or why it can't be read, under `refused`."""
    from PIL import Image, UnidentifiedImageError  # in the other process only

    warnings.simplefilter("error")
    try:
        with Image.open(io.BytesIO(data), formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return {"refused": "size"}
            return _written(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "size"}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning):
        return {"refused": "damaged"}


def _written(picture: Image.Image) -> dict[str, Any]:
    from PIL import Image, ImageOps

    media_type = FORMATS[picture.format or ""]
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(picture)
    has_alpha = upright.mode in WITH_ALPHA
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((MAX_SIDE, MAX_SIDE))
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    output = io.BytesIO()
    if has_alpha:
        fresh.save(output, "PNG", optimize=True)
    else:
        fresh.save(output, "JPEG", quality=QUALITY)
    kind = "image/png" if has_alpha else "image/jpeg"
    body = base64.b64encode(output.getvalue()).decode()
    return {
        "media_type": media_type,
        "shown_type": kind,
        "width": fresh.width,
        "height": fresh.height,
        "data": body,
    }
