"""Refused attempts over HTTP, for administrators."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.db import utcnow
from factcheck.errors import DomainError
from factcheck.permissions import Permission, require
from factcheck.refusals.models import Refusal
from factcheck.refusals.service import Noted, notebook
from factcheck.web.guards.networks import network
from factcheck.web.paging import page

bp = Blueprint("refusals", __name__)


@bp.get("/people/refusals")
def index() -> ResponseReturnValue:
    """What was refused in the last 90 days, newest first."""
    require(current_user(), Permission.MANAGE_PEOPLE)
    notebook().flush()
    query = select(Refusal).options(joinedload(Refusal.user)).order_by(Refusal.id.desc())
    return render_template("refusals/index.html", page=page(query, Refusal.id))


def note(response: Response) -> Response:
    """After each request: count a refusal that is to be recorded; no transaction is open any more."""
    refusal: DomainError | None = g.pop("refusal", None)
    if refusal is None or not refusal.recorded_as:
        return response
    user, now = g.get("user"), utcnow()
    identity = inspect(user).identity if isinstance(user, User) else None  # without a query of the database
    user_id = identity[0] if identity else None
    address = request.remote_addr or ""
    who = f"user {user_id}" if user_id else f"address {network(address)}"
    path, reason = request.path[:200], refusal.message[:300]
    notebook().note(Noted(refusal.recorded_as, who[:80], user_id, address[:80], path, reason, now, now))
    return response
