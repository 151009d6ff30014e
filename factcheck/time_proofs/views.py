"""The time proof of a capture, to be verified without this site."""

from __future__ import annotations

import base64
import json
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.custody.service import CopyFormat
from factcheck.custody.views import handed_out
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.i18n import _
from factcheck.storage import store
from factcheck.time_proofs import merkle, queries
from factcheck.time_proofs.models import ProvenCapture

bp = Blueprint("time_proofs", __name__)
SCHEME = (
    "leaf = SHA-256(0x00, raw, warc), without what is null; node = SHA-256(0x01, left, right); token = TimeStampResp "
    "(RFC 3161) over the 32 bytes of the root"
)


@bp.get("/captures/<int:capture_id>/time-proof")
def show(capture_id: int) -> ResponseReturnValue:
    """The path from the capture to the root, and the authority's stamp of that, as JSON; the download is recorded."""
    place = db.session.scalars(queries.proof_of(capture_id)).first()
    if place is None or place.proof.stamped_at is None:
        raise NotFound(_("This capture has no time proof yet."))
    data = json.dumps(document(place), indent=1).encode()
    return handed_out(capture_id, data, "application/json", "-time-proof.json", CopyFormat.TIME_PROOF)


def document(place: ProvenCapture) -> dict[str, Any]:
    """What proves the time of a capture; raises Damaged if its stamp was altered."""
    rows = db.session.execute(queries.under(place.proof_id)).all()
    _id, raw, warc = rows[place.position]
    steps = merkle.path([merkle.leaf(*digests) for _, *digests in rows], place.position)
    proof = place.proof
    return {
        "capture": place.capture_id,
        "raw_sha256": raw,
        "warc_sha256": warc,
        "leaf_sha256": merkle.leaf(raw, warc),
        "path": [{"sha256": step.sibling, "side": "left" if step.is_left else "right"} for step in steps],
        "root_sha256": proof.root_sha256,
        "scheme": SCHEME,
        "authority": proof.authority,
        "stamped_at": proof.stamped_at.isoformat() if proof.stamped_at else None,
        "token": base64.b64encode(store.get(proof.token_sha256 or "")).decode(),
        "certificates": store.get(proof.certificates_sha256 or "").decode("ascii", "replace"),
    }


def proof_of(capture_id: int) -> ProvenCapture | None:
    """The place of a capture under its root; None before the first night, or without an authority."""
    return db.session.scalars(queries.proof_of(capture_id)).first()
