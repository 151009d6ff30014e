"""Pictures, decoded and encoded again without anything else that their file holds: made in a child process (pure)."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING, Any

from factcheck.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MAX_PIXELS = 50_000_000  # of a picture that is decoded
MAX_SIDE = 1_600  # pixels of one that is shown
QUALITY = 85  # of WebP
MEDIA_TYPE = "image/webp"
TOO_LARGE = N_("This picture has %(pixels)s million pixels; at most %(most)s million are shown.")
DAMAGED = N_("This picture is damaged, so it can’t be shown. The original file is kept.")


def shown(data: bytes) -> dict[str, Any]:
    """A picture of at most MAX_SIDE pixels, upright, its first frame; or why there is none."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the size is refused here, with its limit
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            pixels = image.width * image.height
            if pixels > MAX_PIXELS:
                return {"refused": TOO_LARGE, "values": {"pixels": -(-pixels // 10**6), "most": MAX_PIXELS // 10**6}}
            return encoded(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return {"refused": DAMAGED, "values": {}}


def encoded(image: Picture) -> dict[str, Any]:
    """A picture as WebP in Base64 without metadata, on white, with its width and height in pixels."""
    from PIL import Image

    image.thumbnail((MAX_SIDE, 2 * MAX_SIDE))
    flat = Image.new("RGB", image.size, "white")
    layer = image.convert("RGBA")
    flat.paste(layer, mask=layer.getchannel("A"))
    file = BytesIO()
    flat.save(file, "WEBP", quality=QUALITY)
    return {"image": base64.b64encode(file.getvalue()).decode(), "width": flat.width, "height": flat.height}
