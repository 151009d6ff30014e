"""Queries of time proofs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from factcheck.captures.models import Capture, CaptureState
from factcheck.time_proofs.models import ProvenCapture, TimeProof


def unproven(before: datetime) -> Select[int, str | None, str | None]:
    """The captures that ended before a moment and are under no root: id and digests, in the order of their ids."""
    query = select(Capture.id, Capture.raw_sha256, Capture.warc_sha256)
    query = query.outerjoin(ProvenCapture, ProvenCapture.capture_id == Capture.id)
    query = query.where(Capture.state == CaptureState.CAPTURED, Capture.ended_at < before)
    return query.where(ProvenCapture.capture_id.is_(None)).order_by(Capture.id)


def unstamped() -> Select[TimeProof]:
    """The roots that no authority has stamped yet, oldest first."""
    return select(TimeProof).where(TimeProof.stamped_at.is_(None)).order_by(TimeProof.id)


def proof_of(capture_id: int) -> Select[ProvenCapture]:
    """The place of a capture under its root, with the proof; none before the first night."""
    query = select(ProvenCapture).where(ProvenCapture.capture_id == capture_id)
    return query.options(joinedload(ProvenCapture.proof))


def under(proof_id: int) -> Select[int, str | None, str | None]:
    """The captures under a root, in the order of the leaves: id and digests."""
    query = select(Capture.id, Capture.raw_sha256, Capture.warc_sha256)
    query = query.join(ProvenCapture, ProvenCapture.capture_id == Capture.id)
    return query.where(ProvenCapture.proof_id == proof_id).order_by(ProvenCapture.position)
