"""Verifies time proofs offline: each root is that of its captures, and each stamp is the authority's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from factcheck.db import db
from factcheck.storage import store
from factcheck.time_proofs import merkle, queries
from factcheck.time_proofs.models import TimeProof
from factcheck.time_proofs.tokens import StampRefused, verified_time


def verified_proofs() -> Iterator[tuple[int, str]]:
    """Every proof that was stamped: its id, and what is wrong with it; empty if nothing is."""
    for proof in db.session.scalars(select(TimeProof).order_by(TimeProof.id)):
        if damage := _damage(proof):
            yield proof.id, f"Time proof {proof.id}: {damage}"
        elif proof.stamped_at is not None:
            yield proof.id, ""


def time_proofs() -> Iterator[str]:
    """Every time proof holds for its captures."""
    return (damage for _, damage in verified_proofs() if damage)


def _damage(proof: TimeProof) -> str:
    leaves = [merkle.leaf(raw, warc) for _, raw, warc in db.session.execute(queries.under(proof.id))]
    if len(leaves) != proof.captures or merkle.root(leaves) != proof.root_sha256:
        return "its captures don't lead to its root."
    if proof.stamped_at is None:
        return ""
    try:
        token, certificates = store.get(proof.token_sha256 or ""), store.get(proof.certificates_sha256 or "")
        at = verified_time(token, certificates, bytes.fromhex(proof.root_sha256))
    except (store.Damaged, StampRefused) as refusal:
        return str(refusal)
    return "" if at == proof.stamped_at else f"its stamp is of {at:%Y-%m-%d %H:%M:%S} UTC."
