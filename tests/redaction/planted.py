"""A PDF and pictures with words planted wherever such files can hold any; each word is planted once."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from itertools import count
from string import ascii_uppercase

from PIL import Image, PngImagePlugin

KEPT = "Everybody may read this sentence about the harbour"
numbers = count()
planted: dict[str, str] = {}  # where → word


def word(where: str) -> str:
    """A new word for a place, or the one that it has."""
    if where not in planted:
        at = next(numbers)
        planted[where] = f"QV{ascii_uppercase[at // 26]}{ascii_uppercase[at % 26]}XJKW"
    return planted[where]


def stream(data: bytes, entries: str = "", *, packed: bool = True) -> bytes:
    body = zlib.compress(data) if packed else data
    coding = "/Filter /FlateDecode" if packed else ""
    return f"<< {entries} {coding} /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"


def under_the_box() -> str:
    """Words in the upper part of page 1, in every way of writing them."""
    split, spelled = word("TJ array"), word("letter by letter")
    pieces = " ".join(f"({letter}) -20" for letter in split)
    letters = " ".join(f"({letter}) Tj 9 0 Td" for letter in spelled)
    return f"""BT /F 12 Tf 40 810 Td ({word("string")}) Tj ET
BT /F 12 Tf 200 810 Td [{pieces}] TJ ET
BT /F 12 Tf 40 790 Td {letters} ET
BT /F 12 Tf 300 790 Td <{word("hexadecimal").encode().hex()}> Tj ET
BT /F 12 Tf 40 770 Td ({word("before a ligature")}) Tj /L 12 Tf (a) Tj ET
BT /F 12 Tf 3 Tr 300 770 Td ({word("unpainted, under the box")}) Tj 0 Tr ET
/Span << /ActualText ({word("actual text")}) >> BDC BT /F 12 Tf 40 750 Td (Something) Tj ET EMC
BT /F 12 Tf 0 1 -1 0 560 720 Tm ({word("upwards")}) Tj ET
q 1 0 0 1 40 730 cm /X Do Q
"""


def unseen() -> str:
    """Words outside of the box that nobody sees."""
    return f"""BT /F 14 Tf 40 400 Td ({KEPT}) Tj ET
BT /F 12 Tf 3 Tr 40 300 Td ({word("unpainted")}) Tj 0 Tr ET
1 g BT /F 12 Tf 40 280 Td ({word("white")}) Tj ET 0 g
BT /F 12 Tf -400 260 Td ({word("beside the page")}) Tj ET
BT /F 0.1 Tf 40 240 Td ({word("tiny")}) Tj ET
BT /F 12 Tf 40 220 Td ({word("covered")}) Tj ET 0.2 g 30 210 300 30 re f 0 g
q 0 0 1 1 re W n BT /F 12 Tf 40 180 Td ({word("clipped")}) Tj ET Q
/OC /Off BDC BT /F 12 Tf 40 160 Td ({word("on a hidden layer")}) Tj ET EMC
"""


def pdf() -> bytes:
    """Two pages, the second one turned, with an earlier revision."""
    objects = {number: body.encode() if isinstance(body, str) else body for number, body in parts().items()}
    out, places = bytearray(b"%PDF-1.7\n% " + word("comment").encode() + b"\n"), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    out += table(places, len(out), 0)
    first = out.rindex(b"xref\n0")
    changed = len(out)
    out += b"3 0 obj\n%b\nendobj\n" % stream((under_the_box() + unseen()).encode())
    out += table({3: changed}, len(out), first)
    return bytes(out) + b"% " + word("after the end").encode()


def table(places: dict[int, int], start: int, before: int) -> bytes:
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % row for row in places.items())
    previous = b" /Prev %d" % before if before else b""
    trailer = b"trailer\n<< /Size 60 /Root 1 0 R /Info 30 0 R%b >>\nstartxref\n%d\n%%%%EOF\n" % (previous, start)
    return b"xref\n0 1\n0000000000 65535 f \n" + rows + trailer


def parts() -> dict[int, str | bytes]:
    ligature = "1 beginbfchar <61> <FB01> endbfchar 1 begincodespacerange <00> <FF> endcodespacerange"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
    resources = "/Font << /F 5 0 R /L 6 0 R >> /XObject << /X 8 0 R >> /Properties << /Off 9 0 R >>"
    turned = f"BT /F 12 Tf 40 40 Td ({word('turned page')}) Tj ET BT /F 12 Tf 40 400 Td (Also open) Tj ET"
    return {
        1: "<< /Type /Catalog /Pages 2 0 R /Outlines 20 0 R /Names 22 0 R /AcroForm 25 0 R /Metadata 31 0 R "
        "/OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] >> >> /OpenAction 33 0 R /StructTreeRoot 34 0 R "
        f"/PageLabels << /Nums [0 << /P ({word('page label')}) >>] >> /Threads [35 0 R] >>",
        2: "<< /Type /Pages /Kids [4 0 R 10 0 R] /Count 2 >>",
        3: stream(f"BT /F 12 Tf 40 700 Td ({word('earlier revision')}) Tj ET".encode()),
        4: f"<< {page} /Contents 3 0 R /Resources << {resources} >> /Annots [26 0 R 27 0 R 28 0 R] /Thumb 29 0 R "
        f"/PieceInfo << /Maker << /Private ({word('data of a program')}) >> >> >>",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: f"<< /Type /Font /Subtype /Type1 /BaseFont /{word('name of a font')} /ToUnicode 7 0 R >>",
        7: stream(ligature.encode()),
        8: stream(f"BT /F 12 Tf 0 0 Td ({word('form object')}) Tj ET".encode(), "/Type /XObject /Subtype /Form "
                  "/BBox [0 -10 300 30] /Resources << /Font << /F 5 0 R >> >>"),
        9: f"<< /Type /OCG /Name ({word('name of a layer')}) >>",
        10: f"<< {page} /Rotate 90 /Contents 11 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        11: stream(turned.encode()),
        20: "<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>",
        21: f"<< /Title ({word('outline')}) /Parent 20 0 R /Dest [4 0 R /Fit] >>",
        22: f"<< /Dests << /Names [({word('destination')}) [4 0 R /Fit]] >> /EmbeddedFiles << /Names [(f) 23 0 R] >> "
        f"/JavaScript << /Names [({word('name of a script')}) 33 0 R] >> >>",
        23: f"<< /Type /Filespec /F ({word('name of an attached file')}) /Desc ({word('note on an attached file')}) "
        "/EF << /F 24 0 R >> >>",
        24: stream(word("attached file").encode(), "/Type /EmbeddedFile"),
        25: f"<< /Fields [26 0 R] /DA (/F 12 Tf) /XFA ({word('XFA form')}) >>",
        26: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({word('name of a field')}) /TU ({word('help of a field')}) "
        f"/V ({word('value of a field')}) /DV ({word('default of a field')}) "
        "/Rect [40 600 200 620] /AP << /N 32 0 R >> >>",
        27: f"<< /Type /Annot /Subtype /Text /Rect [0 0 0 0] /Contents ({word('note')}) "
        f"/T ({word('author of a note')}) /Subj ({word('subject of a note')}) >>",
        28: f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://{word('link')}.example) >> >>",
        29: stream(word("thumbnail").encode().ljust(12),
                   "/Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8"),
        30: f"<< /Title ({word('title')}) /Author ({word('author')}) /Subject ({word('subject')}) "
        f"/Keywords ({word('keywords')}) /Own ({word('own field')}) >>",
        31: stream(f"<x:xmpmeta><dc:creator>{word('XMP')}</dc:creator></x:xmpmeta>".encode(),
                   "/Type /Metadata /Subtype /XML", packed=False),
        32: stream(f"BT /F 12 Tf ({word('looks of a field')}) Tj ET".encode(),
                   "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        33: f"<< /S /JavaScript /JS (app.alert\\('{word('script')}'\\)) >>",
        34: f"<< /Type /StructTreeRoot /K << /S /Figure /Alt ({word('description of a figure')}) >> >>",
        35: f"<< /I << /Title ({word('article thread')}) >> >>",
        36: f"<< /Nothing ({word('object that nothing uses')}) >>",
    }  # fmt: skip


def jpeg() -> bytes:
    file, thumbnail = BytesIO(), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = word("EXIF description")
    exif.get_ifd(0x8825)[29] = word("EXIF place")
    Image.new("RGB", (8, 8)).save(thumbnail, "JPEG", comment=word("EXIF thumbnail"))
    xmp = f"<x:xmpmeta>{word('XMP of a photo')}</x:xmpmeta>".encode()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", 8) + word("IPTC").encode()
    comment = word("JPEG comment").encode()
    Image.new("RGB", (80, 40), "orange").save(file, "JPEG", exif=exif, xmp=xmp, comment=comment)
    start = file.getvalue()
    more = b"".join(
        b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data
        for mark, data in ((0xED, iptc), (0xEA, thumbnail.getvalue()))
    )
    return start[:2] + more + start[2:] + word("after a photo").encode()


def png() -> bytes:
    file, texts = BytesIO(), PngImagePlugin.PngInfo()
    texts.add_text("Comment", word("PNG text"))
    texts.add_text("Packed", word("packed PNG text"), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", word("XMP of a picture"))
    Image.new("RGBA", (80, 40), "navy").save(file, "PNG", pnginfo=texts)
    return file.getvalue() + word("after a picture").encode()
