"""Parts and relations of claims over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.claims.queries import listed
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.errors import DomainError
from factcheck.evidence.forms import OrderForm
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.relations import parts, queries, service
from factcheck.relations.forms import DividedPartForm, RelationForm
from factcheck.relations.kinds import RelationKind
from factcheck.relations.models import ClaimRelation, RelatedClaim
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text
from factcheck.web.input.numbers import number

bp = Blueprint("relations", __name__)
OFFERED = 10  # claims listed in the form


@bp.get("/claims/<int:claim_id>/relations")
def panel(claim_id: int) -> ResponseReturnValue:
    """The parts of a claim, and its relations to others."""
    return respond("relations/panel.html", "relations/_of_claim.html", claim=db.get_or_404(Claim, claim_id))


@bp.route("/claims/<int:claim_id>/parts/new", methods=["GET", "POST"])
def divide(claim_id: int) -> ResponseReturnValue:
    """Divide a claim: make a part of it; with `another`, the empty form comes again."""
    claim, form = db.get_or_404(Claim, claim_id), DividedPartForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.RELATE_CLAIMS)
        return render_form("relations/divide.html", form, claim=claim)
    part = submit(form, lambda: parts.divide(current_user(), claim, text(form.statement), text(form.words)))
    if isinstance(part, Refused):
        return render_form("relations/divide.html", form, part, claim=claim)
    where = url_for(".divide", claim_id=claim_id) if "another" in request.form else after_write(claim_id, "relations")
    return commit_and_redirect(where, _("Part added: claim %(number)s.", number=part.id))


@bp.route("/claims/<int:claim_id>/relations/new", methods=["GET", "POST"])
def relate(claim_id: int) -> ResponseReturnValue:
    """Relate a claim to another one; `q` is what to search the claims for, or the number of one."""
    claim, words = db.get_or_404(Claim, claim_id), request.values.get("q", "")[:200].strip()
    form = RelationForm(request.form if request.method == "POST" else request.args).offer(_found(claim, words))
    if request.method == "GET":
        require(current_user(), Permission.RELATE_CLAIMS)
        return render_form("relations/relate.html", form, claim=claim, words=words)
    added = submit(form, lambda: service.relate(current_user(), claim, _other(form), RelationKind(form.kind.data)))
    if isinstance(added, Refused):
        return render_form("relations/relate.html", form, added, claim=claim, words=words)
    return commit_and_redirect(after_write(claim_id, "relations"), _("Relation added."))


@bp.post("/relations/<int:claim_relation_id>/move")
def move(claim_relation_id: int) -> ResponseReturnValue:
    """A part before or after another part of its claim."""
    part, form = db.get_or_404(ClaimRelation, claim_relation_id), OrderForm(request.form)
    is_after = form.after.data is not None
    other = form.after.data if is_after else form.before.data
    if not form.validate() or other is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    service.move(current_user(), part, db.get_or_404(ClaimRelation, other), is_after=is_after)
    return commit_and_redirect(after_write(part.other_id, "relations"), _("Part moved."))


@bp.post("/relations/<int:claim_relation_id>/remove")
def remove(claim_relation_id: int) -> ResponseReturnValue:
    """Take a part out of its claim, or remove a relation; both claims stay. `of` is the claim to lead back to."""
    relation, back = db.get_or_404(ClaimRelation, claim_relation_id), number(request.form.get("of", ""))
    service.remove(current_user(), relation)
    where = back if back in {relation.claim_id, relation.other_id} else relation.other_id
    return commit_and_redirect(after_write(where, "relations"), _("Relation removed. You can undo it."))


def _found(claim: Claim, words: str) -> Sequence[Claim]:
    """The claims for what was searched for; a number is also the number of a claim."""
    if not words:
        return []
    found = number(words)
    query = listed().where(Claim.id == found) if found else listed(words)
    query = query.where(Claim.id != claim.id)
    return db.session.scalars(query.limit(OFFERED)).all()


def _other(form: RelationForm) -> Claim:
    return db.session.get_one(Claim, int(form.other.data))


def related_to(claim_id: int) -> list[RelatedClaim]:
    """The relations of a claim, without its parts, as they read from this claim."""
    return [RelatedClaim.seen_from(claim_id, row) for row in db.session.scalars(queries.of_claim(claim_id))]


def whole_of(claim_id: int) -> ClaimRelation | None:
    """The relation of a part to the claim that it is part of."""
    return db.session.scalars(queries.whole_of(claim_id)).first()
