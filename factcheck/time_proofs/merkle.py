"""Merkle trees over SHA-256: one root for many hashes, and a short path that proves one of them (pure).

Source: RFC 9162 §2.1. A leaf is hashed after a byte 0, a pair of nodes after a byte 1, so that neither can be taken for
the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple


class PathStep(NamedTuple):
    """The hash beside ours on the way to the root, and on which side it is."""

    sibling: str  # 64 hexadecimal digits
    is_left: bool


def leaf(*digests: str | None) -> str:
    """The leaf of what has these SHA-256 digests, in this order; those that are None are left out."""
    return sha256(b"\0" + b"".join(bytes.fromhex(digest) for digest in digests if digest)).hexdigest()


def pair(left: str, right: str) -> str:
    """The node over two nodes."""
    return sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """The root over leaves, at least one, in their order."""
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return pair(root(leaves[:middle]), root(leaves[middle:]))


def path(leaves: Sequence[str], index: int) -> list[PathStep]:
    """The steps from the leaf at an index to the root."""
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*path(leaves[:middle], index), PathStep(root(leaves[middle:]), is_left=False)]
    return [*path(leaves[middle:], index - middle), PathStep(root(leaves[:middle]), is_left=True)]


def reached(start: str, steps: Sequence[PathStep]) -> str:
    """The root to which the steps lead from a leaf."""
    for sibling, is_left in steps:
        start = pair(sibling, start) if is_left else pair(start, sibling)
    return start


def _split(count: int) -> int:
    """The largest power of two below a count of at least 2."""
    return int(1 << (count - 1).bit_length() - 1)
