"""Redaction over HTTP: mark boxes, look at the result, save it; withdraw and restore a redacted copy."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.captures.models import Capture, Redaction
from factcheck.db import db
from factcheck.errors import DomainError, Invalid
from factcheck.i18n import _
from factcheck.redaction import making, queries, service
from factcheck.redaction.boxes import parsed, written
from factcheck.redaction.forms import LINES, RedactionForm
from factcheck.viewing.views import picture_answer
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text
from factcheck.web.long_searches import question

bp = Blueprint("redaction", __name__)


@bp.route("/captures/<int:capture_id>/redact", methods=["GET", "POST"])
@question
def mark(capture_id: int) -> ResponseReturnValue:
    """The pages of a capture, to mark boxes on; begins with those of the copy that was withdrawn last."""
    original = _original(capture_id)
    form = RedactionForm(request.form)
    if request.method == "GET" and (last := db.session.scalars(queries.of_original(capture_id).limit(1)).first()):
        form.boxes.data, form.reason.data = written(service.boxes_of(last)), last.reason
    return _marking(original, form)


@bp.post("/captures/<int:capture_id>/redact/preview")
@question
def preview(capture_id: int) -> ResponseReturnValue:
    """The redacted file as it would be: its pages, its text, and the quotations that it no longer has."""
    original = _original(capture_id)
    form = _form(original)
    made = submit(form, lambda: form.prepare(current_user(), original))
    if isinstance(made, Refused):
        return _marking(original, form, made)
    found = made.found.text
    boxes, quotations = written(form.marked), queries.quotations_in(original, found.text or "")
    context: dict[str, Any] = {"original": original, "form": form, "boxes": boxes, "quotations": quotations}
    context["others"] = queries.same_file(original)
    texts = [(found.text or "")[start:end] for _kind, start, end in found.blocks]
    return render_form("redaction/preview.html", form, pages=making.pages_of(original), texts=texts, **context)


@bp.get("/captures/<int:capture_id>/redact/pages/<int:page_number>")
def preview_page(capture_id: int, page_number: int) -> ResponseReturnValue:
    """A page of the redacted file as it would be, as a picture; the boxes are an argument of the address."""
    original = _original(capture_id)
    boxes, errors = parsed(request.args.get("boxes", ""), len(making.pages_of(original)))
    if errors:
        raise Invalid("boxes", _(errors[0].message, **errors[0].values))
    return picture_answer(making.page_picture(original, boxes, page_number))


@bp.post("/captures/<int:capture_id>/redactions")
def create(capture_id: int) -> ResponseReturnValue:
    """Save the redacted copy; the original is sealed."""
    original = _original(capture_id)
    form = _form(original)
    actor = current_user()
    saved = submit(form, lambda: form.redact(actor, original), ahead=lambda: form.prepare(actor, original))
    if isinstance(saved, Refused):
        return _marking(original, form, saved)
    return _to_capture(saved.copy_id, _("Redacted copy saved. The original is sealed."))


@bp.post("/redactions/<int:redaction_id>/withdraw")
def withdraw(redaction_id: int) -> ResponseReturnValue:
    """Withdraw a redacted copy; the original is open again."""
    redaction = db.get_or_404(Redaction, redaction_id)
    service.withdraw(current_user(), redaction)
    return _to_capture(redaction.original_id, _("Redacted copy withdrawn. The original is open again."))


@bp.post("/redactions/<int:redaction_id>/restore")
def restore(redaction_id: int) -> ResponseReturnValue:
    """Restore a withdrawn copy."""
    redaction = db.get_or_404(Redaction, redaction_id)
    service.restore(current_user(), redaction)
    return _to_capture(redaction.copy_id, _("Redacted copy restored. The original is sealed again."))


def may_redact(user: User, capture: Capture) -> bool:
    """Whether a capture can be redacted by a person now, for templates."""
    try:
        service.refuse(user, capture)
    except DomainError:
        return False
    return True


def _original(capture_id: int) -> Capture:
    original = db.get_or_404(Capture, capture_id)
    service.refuse(current_user(), original)
    return original


def _form(original: Capture) -> RedactionForm:
    form = RedactionForm(request.form)
    form.pages = len(making.pages_of(original))
    return form


def _marking(original: Capture, form: RedactionForm, refused: Refused | None = None) -> ResponseReturnValue:
    pages, chosen = making.pages_of(original), set(request.form.getlist(LINES))
    boxes = parsed(text(form.boxes), len(pages))[0]
    context: dict[str, Any] = {"original": original, "pages": pages, "boxes": boxes, "chosen": chosen}
    return render_form("redaction/mark.html", form, refused, written=written, **context)


def _to_capture(capture_id: int, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("captures.show", capture_id=capture_id), message)
