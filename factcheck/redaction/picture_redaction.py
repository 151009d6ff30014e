"""A picture made again from its pixels, black where boxes are, without anything else that its file holds (pure)."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from io import BytesIO
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from factcheck.documents.foreign.pictures import DAMAGED, FORMATS, MAX_PIXELS, TOO_LARGE
from factcheck.redaction.boxes import UNITS, Box

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from factcheck.redaction.pdf_words import Place

QUALITY = 90  # of JPEG
PNG, JPEG = "image/png", "image/jpeg"


def redacted(data: bytes, boxes: str) -> dict[str, Any]:
    """The new file in Base64 with its media type; or why there is none, under `refused`.

    A photo becomes a JPEG, anything else a PNG: upright, the first frame of several. `boxes` is JSON, a list of `Box`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the size is refused here, with its limit
    marked = [Box(*box) for box in json.loads(boxes)]
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS:
                return {"refused": TOO_LARGE, "values": {"pixels": -(-pixels // 10**6), "most": MAX_PIXELS // 10**6}}
            return _written(ImageOps.exif_transpose(image), marked, is_photo=image.format == "JPEG")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return {"refused": DAMAGED, "values": {}}


def blacked_out(picture: Picture, boxes: Iterable[Box]) -> None:
    """Paint the boxes black, also pixels that they only touch."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for box in boxes:
        left, top, right, bottom = measured(box, picture.width, picture.height)
        pen.rectangle((floor(left), floor(top), ceil(right) - 1, ceil(bottom) - 1), fill="black")


def measured(box: Box, width: float, height: float) -> Place:
    """Left, top, right and bottom of a box on a page of this size."""
    left, top = box.left * width / UNITS, box.top * height / UNITS
    return left, top, left + box.width * width / UNITS, top + box.height * height / UNITS


def covered(letter: Place, box: Place) -> bool:
    """Whether a box covers any of a letter."""
    return letter[0] < box[2] and box[0] < letter[2] and letter[1] < box[3] and box[1] < letter[3]


def _written(image: Picture, boxes: Iterable[Box], *, is_photo: bool) -> dict[str, Any]:
    from PIL import Image

    fresh = Image.new("RGB", image.size, "white")
    layer = image.convert("RGBA")
    fresh.paste(layer, mask=layer.getchannel("A"))
    blacked_out(fresh, boxes)
    file = BytesIO()
    if is_photo:
        fresh.save(file, "JPEG", quality=QUALITY)
    else:
        fresh.save(file, "PNG", optimize=True)
    return {"file": base64.b64encode(file.getvalue()).decode(), "media_type": JPEG if is_photo else PNG}
