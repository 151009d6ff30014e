"""Pages in gzip (RFC 1952) made of parts that were compressed before: only what is new is compressed again (pure).

A part is a run of Deflate blocks (RFC 1951) that refers to nothing before it, so parts can follow each other. The
checksum of the whole is computed from those of its parts, as zlib's `crc32_combine` does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import reduce
from struct import pack
from typing import NamedTuple

LEVEL = 5  # as COMPRESS_LEVEL
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # Deflate, no name, no time, unknown system
LAST_BLOCK = b"\x03\x00"  # empty and final
POLYNOMIAL = 0xEDB88320  # of CRC-32, reflected
ONE = 1 << 31  # the polynomial 1, reflected


class GzipPart(NamedTuple):
    """Compressed bytes, and of the bytes themselves their number, their CRC-32, and what a CRC before them times."""

    deflated: bytes
    size: int
    crc: int
    factor: int


def compressed(text: str) -> GzipPart:
    """A text in UTF-8 as a part."""
    data = text.encode()
    return GzipPart(_deflate(data), len(data), zlib.crc32(data), _power(8 * len(data)))


def joined(parts: Iterable[GzipPart]) -> GzipPart:
    """Parts that follow each other, as one."""
    found = list(parts)
    crc, factor = 0, ONE
    for part in found:
        crc, factor = _product(part.factor, crc) ^ part.crc, _product(part.factor, factor)
    return GzipPart(b"".join([it.deflated for it in found]), sum(it.size for it in found), crc, factor)


def gzipped(pieces: Iterable[bytes | GzipPart]) -> bytes:
    """A whole file of texts and parts."""
    out, crc, size = [HEADER], 0, 0
    for piece in pieces:
        if isinstance(piece, GzipPart):
            out.append(piece.deflated)
            crc, size = _product(piece.factor, crc) ^ piece.crc, size + piece.size
        else:
            out.append(_deflate(piece))
            crc, size = zlib.crc32(piece, crc), size + len(piece)
    return b"".join([*out, LAST_BLOCK, pack("<LL", crc, size & 0xFFFFFFFF)])


def plain(part: GzipPart) -> bytes:
    """The bytes of a part."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.deflated)


def _deflate(data: bytes) -> bytes:
    work = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
    return work.compress(data) + work.flush(zlib.Z_FULL_FLUSH)


def _product(one: int, other: int) -> int:
    """The product of two polynomials over GF(2), modulo that of CRC-32; bits are reflected."""
    found = 0
    while one:
        if one & ONE:
            found ^= other
        one = (one << 1) & 0xFFFFFFFF
        other = other >> 1 ^ POLYNOMIAL if other & 1 else other >> 1
    return found


def _power(exponent: int) -> int:
    """x to this power, modulo the polynomial of CRC-32."""
    bits = (bit for bit in range(exponent.bit_length()) if exponent >> bit & 1)
    return reduce(_product, (SQUARES[bit % 32] for bit in bits), ONE)


def _squares() -> list[int]:
    """x to the powers 1, 2, 4, 8, … 2³¹."""
    found = [1 << 30]
    while len(found) < 32:
        found.append(_product(found[-1], found[-1]))
    return found


SQUARES = _squares()
