"""Origins over HTTP: what may be one origin, both texts side by side, and the decision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.i18n import N_, _, ngettext
from factcheck.origins import queries, service
from factcheck.origins.families import confirm, families
from factcheck.origins.grouping import origin_of
from factcheck.origins.listing import sides
from factcheck.sources.models import Source
from factcheck.urls import path_of_site
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.numbers import number
from factcheck.web.paging import page_of

bp = Blueprint("origins", __name__)
DECISIONS = {"one": True, "two": False, "open": None}
NOTICES = {
    True: N_("Both sources now count as one origin."),
    False: N_("The sources count as two origins. They won’t be proposed again."),
    None: N_("The decision was taken back."),
}


@bp.get("/origins")
def index() -> ResponseReturnValue:
    """The families of sources that may be one origin, with the pairs that nobody decided on; or that of one source."""
    found, source_id = families(db.session.scalars(queries.proposals()).all()), number(request.args.get("source"))
    if source_id is not None:
        found = [it for it in found if source_id in {source.id for source in it.sources}]
    context: dict[str, Any] = {"page": page_of(found, lambda it: it.newest), "total": len(found)}
    context |= {"is_of_one": source_id is not None}
    return respond("origins/index.html", "origins/_proposals.html", **context)


@bp.post("/origins")
def confirm_family() -> ResponseReturnValue:
    """Decide that all sources of a family are one origin."""
    ids = [it for word in request.form.get("sources", "").split() if (it := number(word)) is not None]
    count = confirm(current_user(), ids)
    words = ngettext("%(num)s source now counts as one origin.", "%(num)s sources now count as one origin.", count)
    return commit_and_redirect(url_for(".index"), words)


@bp.get("/sources/<int:source_id>/origin/<int:other_source_id>")
def show(source_id: int, other_source_id: int) -> ResponseReturnValue:
    """Two sources side by side with the passages that they share, and the decision."""
    low, high = (db.get_or_404(Source, it) for it in queries.pair_of(source_id, other_source_id))
    if low is high:
        abort(404)
    shared = queries.shared(low.id, high.id)
    context: dict[str, Any] = {"low": low, "high": high, "shared": shared, "sides": sides(shared) if shared else []}
    context |= {"decision": queries.decision(low.id, high.id), "together": high.id in origin_of(low.id).source_ids}
    return respond("origins/show.html", "origins/_decision.html", **context)


@bp.post("/sources/<int:source_id>/origin/<int:other_source_id>")
def decide(source_id: int, other_source_id: int) -> ResponseReturnValue:
    """Decide that two sources are one origin, or two, or take that back."""
    one, other = db.get_or_404(Source, source_id), db.get_or_404(Source, other_source_id)
    is_one = DECISIONS.get(request.form.get("decision", ""))
    service.decide(current_user(), one, other, is_one=is_one)
    back = path_of_site(request.form.get("back")) or url_for(".show", source_id=one.id, other_source_id=other.id)
    return commit_and_redirect(back, _(NOTICES[is_one]), "success")
