"""Where a write on a claim leads."""

from __future__ import annotations

from flask import url_for

from factcheck.web.htmx import is_in_card


def after_write(claim_id: int, section: str) -> str:
    """The panel in the claim's card, when the write was sent from there; else that section of the claim's page."""
    if is_in_card():
        return url_for("workbench.panel", claim_id=claim_id)
    return f"{url_for('desk.claim', claim_id=claim_id)}#{section}"
