"""Roots over the hashes of captures, and the time that an authority has confirmed for each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.captures.models import Capture
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class TimeProof(Audited, Timestamped, Base):
    """A root over captures, sent to an authority until that has stamped it (RFC 3161); then it never changes.

    The token is the authority's whole answer; its certificates are kept with it, so that it can be verified when the
    authority is gone.
    """

    __tablename__ = "time_proofs"
    __table_args__ = (
        CheckConstraint("(stamped_at IS NULL) = (token_sha256 IS NULL)", name="stamped_has_token"),
        CheckConstraint("(stamped_at IS NULL) = (certificates_sha256 IS NULL)", name="stamped_has_certificates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    root_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    captures: Mapped[int]  # under the root
    authority: Mapped[str] = mapped_column(String(2000), default="")  # the address that was asked last
    stamped_at: Mapped[datetime | None]  # UTC, as the authority says
    token_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_files.sha256"))
    certificates_sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_files.sha256"))
    reason: Mapped[str] = mapped_column(default="")  # why the last attempt failed, in words
    tried_at: Mapped[datetime | None]  # UTC


class ProvenCapture(Audited, Base):
    """The place of a capture among the leaves under a root; each capture is under one root only."""

    __tablename__ = "proven_captures"
    __table_args__ = (UniqueConstraint("proof_id", "position"),)

    capture_id: Mapped[int] = mapped_column(ForeignKey("capture_records.id"), primary_key=True, autoincrement=False)
    proof_id: Mapped[int] = mapped_column(ForeignKey("time_proofs.id"))
    position: Mapped[int]  # from 0

    capture: Mapped[Capture] = relationship()
    proof: Mapped[TimeProof] = relationship()
