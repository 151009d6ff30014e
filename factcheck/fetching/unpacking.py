"""Content codings of an answer, unpacked within a limit (RFC 9110 §8.4.1)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

GZIP_OR_ZLIB, RAW = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS
PIECE = 64 * 1024  # bytes
CODINGS = ("gzip", "x-gzip", "deflate")


class DamagedCoding(ValueError):
    """Bytes that aren't in the coding they claim, or in one that isn't known here."""


class CutOff(ValueError):
    """Packed bytes that end too early."""


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The bytes of a body in pieces of at most PIECE; `coding` is the Content-Encoding, empty for none.

    Raises DamagedCoding or CutOff, after the pieces that could be read.
    """
    name = coding.strip().lower()
    if name in {"", "identity"}:
        yield from pieces
    elif name in CODINGS:
        yield from _inflated(pieces)
    else:
        raise DamagedCoding(coding)


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packed, is_first = zlib.decompressobj(GZIP_OR_ZLIB), True
    for piece in pieces:
        while piece and not packed.eof:
            try:
                yield packed.decompress(piece, PIECE)
            except zlib.error as error:
                if not is_first:
                    raise DamagedCoding(str(error)) from None
                packed, is_first = zlib.decompressobj(RAW), False  # what some servers call deflate
                continue
            piece, is_first = packed.unconsumed_tail, False
    if not packed.eof:
        raise CutOff("packed bytes end too early")
