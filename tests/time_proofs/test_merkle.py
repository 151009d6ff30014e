"""Roots and paths by RFC 9162: every leaf is proved by a short path, and by no other."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from factcheck.time_proofs.merkle import leaf, pair, path, reached, root

LEAVES = [leaf(sha256(bytes([number])).hexdigest()) for number in range(70)]


def test_leaves_and_nodes_are_hashed_apart() -> None:
    digest = sha256(b"a").hexdigest()
    assert leaf(digest) == sha256(b"\0" + bytes.fromhex(digest)).hexdigest()
    assert leaf(digest, None) == leaf(digest)
    assert leaf(digest, digest) == sha256(b"\0" + 2 * bytes.fromhex(digest)).hexdigest()
    assert pair(digest, digest) == sha256(b"\1" + 2 * bytes.fromhex(digest)).hexdigest()


def test_the_tree_is_that_of_the_standard() -> None:
    a, b, c, d, e = LEAVES[:5]
    assert root([a]) == a
    assert root([a, b, c]) == pair(pair(a, b), c)
    assert root([a, b, c, d, e]) == pair(pair(pair(a, b), pair(c, d)), e)


@given(st.integers(1, len(LEAVES)), st.data())
def test_each_path_leads_from_its_leaf_to_the_root_and_from_no_other(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count - 1))
    steps = path(LEAVES[:count], index)
    assert reached(LEAVES[index], steps) == root(LEAVES[:count])
    assert len(steps) <= 7
    other = data.draw(st.sampled_from([it for it in LEAVES if it != LEAVES[index]]))
    assert reached(other, steps) != root(LEAVES[:count])
