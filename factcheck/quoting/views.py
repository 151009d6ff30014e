"""A capture beside a claim: its words are selected, and become the quotation of a form of evidence."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.anchoring.selectors import Selector
from factcheck.captures.models import Capture
from factcheck.captures.quotes import marked_blocks, quoted_in
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.sentences import sentences
from factcheck.errors import Invalid, NotFound
from factcheck.evidence import quotation
from factcheck.evidence.forms import EvidenceEditForm, EvidenceForm
from factcheck.evidence.models import Evidence
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.quoting import service
from factcheck.quoting.forms import CapturedWordsForm
from factcheck.web.htmx import respond
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import asked, question

bp = Blueprint("quoting", __name__)
UNKNOWN_LANGUAGE = "en"  # of captures, for the rules of sentences


class QuotedFor(NamedTuple):
    """For what words are quoted: a new piece of evidence of a claim, or one that there is."""

    claim: Claim
    evidence: Evidence | None

    @property
    def arguments(self) -> dict[str, int]:
        """The same in an address."""
        return {"evidence": self.evidence.id} if self.evidence else {"claim": self.claim.id}


@bp.route("/captures/<int:capture_id>/quote", methods=["GET", "POST"])
@question
def quote(capture_id: int) -> ResponseReturnValue:
    """The text of a capture to select words in; the selected words as the quotation of a form of evidence."""
    capture = _with_text(capture_id)
    purpose = purpose_of(capture)
    if request.method == "GET":
        places = quoted_in(capture)
        shown: dict[str, Any] = {"blocks": marked_blocks(capture, places), "purpose": purpose}
        return respond("quoting/quote.html", "quoting/_beside.html", capture=capture, **shown)
    try:
        words = _words(capture)
    except Invalid as refusal:
        flash(refusal.message, "warning")
        return _sentences(capture, purpose), 422
    return _filled_in(capture, purpose, words)


@bp.get("/captures/<int:capture_id>/sentences")
def by_sentence(capture_id: int) -> ResponseReturnValue:
    """The sentences of a capture with check boxes, for screen readers, touch screens, and without scripts."""
    capture = _with_text(capture_id)
    return _sentences(capture, purpose_of(capture))


def _sentences(capture: Capture, purpose: QuotedFor) -> str:
    text = capture.text or ""
    lines = [(it, text[it.start : it.end]) for it in sentences(text, capture.blocks, UNKNOWN_LANGUAGE)]
    chosen = set(asked().getlist("at"))
    return render_template("quoting/sentences.html", capture=capture, purpose=purpose, lines=lines, chosen=chosen)


def _words(capture: Capture) -> Selector:
    form = CapturedWordsForm(request.form)
    if not form.validate():
        raise Invalid("exact", " ".join(error for errors in form.errors.values() for error in errors))
    return form.words(capture, request.form.getlist("at"))


def _with_text(capture_id: int) -> Capture:
    capture = db.get_or_404(Capture, capture_id)
    if capture.text is None or capture.source is None:
        raise NotFound(_("This capture has no text to quote from."))
    return capture


def purpose_of(capture: Capture) -> QuotedFor:
    """What the request is for; raises NotFound without it, or if the evidence is from another source."""
    claim_id, evidence_id = (number(request.values.get(name)) for name in ("claim", "evidence"))
    if evidence_id:
        evidence = db.get_or_404(Evidence, evidence_id)
        require(current_user(), Permission.EDIT_EVIDENCE, evidence)
        if evidence.source_id != capture.source_id:
            raise NotFound(_("This evidence is from another source."))
        return QuotedFor(evidence.claim, evidence)
    if not claim_id:
        raise NotFound(_("Choose the claim first: open the capture from the evidence of a claim."))
    require(current_user(), Permission.ADD_EVIDENCE)
    return QuotedFor(db.get_or_404(Claim, claim_id), None)


def _filled_in(capture: Capture, purpose: QuotedFor, words: Selector) -> ResponseReturnValue:
    """The form of the evidence with the words filled in; nothing is saved yet."""
    found, evidence = service.quoted(capture, words), purpose.evidence
    form: EvidenceEditForm | EvidenceForm = EvidenceForm(source_id=capture.source_id)
    if evidence:
        form = EvidenceEditForm.of(evidence)
    form.quote.data, form.locator.data = found["quote"], found["locator"]
    form.selector.data = quotation.in_form(found["quote"], found["selector"])
    context: dict[str, Any] = {"form": form, "refused": None, "in_card": False, "claim": purpose.claim}
    if evidence:
        return render_template("evidence/edit.html", evidence=evidence, **context)
    context |= {"found": [capture.source], "found_count": None, "is_cut": False, "has_more": False}
    return render_template("evidence/new.html", **context)
