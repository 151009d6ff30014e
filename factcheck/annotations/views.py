"""Highlighting claims in an article, and adding words to them, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from factcheck.accounts.session import current_user
from factcheck.anchoring.selectors import Quote, Selector
from factcheck.annotations import queries as annotation_queries
from factcheck.annotations import render, resolve, service
from factcheck.annotations.addresses import with_words
from factcheck.annotations.candidates import again
from factcheck.annotations.forms import ClaimForm, JoinForm
from factcheck.annotations.models import Annotation, Scope
from factcheck.articles import service as articles
from factcheck.articles.models import AnyVersion, Version
from factcheck.articles.queries import current_version
from factcheck.articles.render import render_part
from factcheck.audit import feed
from factcheck.claims import queries
from factcheck.claims.models import Claim
from factcheck.claims.views import done
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _, current_language
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import redirect_after_write, wants_fragment
from factcheck.web.idempotency import commit, commit_and_redirect
from factcheck.web.long_searches import LOOK, asked, count_of, question, shared
from factcheck.web.transactions.writers_lock import begin_writing, reads_first

bp = Blueprint("annotations", __name__)
OFFERED = 20  # claims listed in the form for additional words


@bp.route("/articles/<int:article_id>/claims/new", methods=["GET", "POST"])
@question
def new(article_id: int) -> ResponseReturnValue:
    """The form on its own page, for pasted words; by POST if they are too long for an address."""
    version = _version(article_id)
    form = ClaimForm(with_words(asked(), version))
    return render_template("annotations/new.html", form=form, article=version.article)


@bp.post("/articles/<int:article_id>/claims")
@reads_first
def create(article_id: int) -> ResponseReturnValue:
    """Highlight: the server finds the words, or explains why it can't."""
    form = ClaimForm(request.form)
    version = articles.frozen(article_id) or abort(404)
    begin_writing()
    sent = cache(lambda: (version, _quotes(form, version), form.details(), form.scope()))
    claim = submit(form, lambda: service.highlight(current_user(), *sent()), ahead=lambda: service.foresee(*sent()))
    if isinstance(claim, Refused):
        article = _version(article_id).article
        return _refused(form, claim, "annotations/new.html", "annotations/_form.html", article=article)
    where = f"{url_for('desk.workbench', article_id=article_id)}#claim-{claim.id}"
    return _created(form, version, claim, where)


def _created(form: ClaimForm, version: AnyVersion, claim: Claim, where: str) -> ResponseReturnValue:
    """Commit; the words with their mark and the claim's card, or a redirect to them.

    The marks are read in the transaction of the change: another one would cost more than the query.
    """
    act = feed.newest(db.session())
    targets = [(it.start, it.end) for it in _words(form, version)]
    is_partial = wants_fragment()
    is_drawn = is_partial and form.scope() is Scope.WORDS
    parts = annotation_queries.parts_at(version, targets) if is_drawn else ()
    commit(where)
    more = again(version.text, *targets[0]) if form.scope() is Scope.WORDS and len(targets) == 1 else []
    if is_partial:
        about: dict[str, object] = {"claim": claim, "act": act, "version": version, "again": more}
        about |= {"drawn": (), "parts": ()}
        if request.form.get("_refused"):
            about["article"] = _version(version.article_id).article
        changed = marked(version, claim.id, parts) if is_drawn else touched(version, claim.id, targets)
        return render_template("annotations/_created.html", **about | changed)
    if more:
        said = _("The article repeats this (%(times)s). “Find” shows where.", times=len(more))
        flash(said, "info")
    return redirect_after_write(where)


@bp.route("/articles/<int:article_id>/join", methods=["GET", "POST"])
def join(article_id: int) -> ResponseReturnValue:
    """Add words of this article to an existing claim."""
    version = _version(article_id)
    if LOOK in request.form and (answer := shared("annotations.join", article_id=article_id)):
        return answer
    form = JoinForm(with_words(request.args, version) if request.method == "GET" else request.form)
    context = {"article": version.article, **_offered(article_id, request.values.get("q", ""), form.claim_id.data)}
    if request.method == "GET" or LOOK in request.form:
        return render_form("annotations/join.html", form, **context)
    refused = submit(form, lambda: _join(form, version))
    if refused:
        return _refused(form, refused, "annotations/join.html", **context)
    return commit_and_redirect(f"{url_for('desk.workbench', article_id=article_id)}#claim-{form.claim_id.data}")


def _join(form: JoinForm, version: AnyVersion) -> None:
    claim = db.session.get(Claim, form.claim_id.data)
    if claim is None:
        raise Invalid("claim_id", _("There is no claim with this number."))
    service.join(current_user(), claim, version, _quotes(form, version), form.scope())


def _refused(
    form: ClaimForm | JoinForm, refused: Refused, page: str, fragment: str = "", /, **context: object
) -> ResponseReturnValue:
    """The form again; if the words are uncertain, with the passages to choose from."""
    return render_form(page, form, refused, fragment, choices=resolve.choices_of(refused), **context)


def _offered(article_id: int, words: str, chosen: int | None) -> dict[str, object]:
    """The claims to choose from for additional words of an article, filtered by the search."""
    claims = db.session.scalars(annotation_queries.to_join(article_id, words, chosen).limit(OFFERED + 1)).all()
    found = count_of(queries.listed(words), Claim.id) if words.strip() else None
    more = {"has_more": len(claims) > OFFERED, "is_cut": as_question(words).is_cut}
    return {"claims": claims[:OFFERED], "q": words, "found": found, **more}


@bp.post("/annotations/<int:annotation_id>/detach")
def detach(annotation_id: int) -> ResponseReturnValue:
    """Remove words from a claim."""
    annotation = db.get_or_404(Annotation, annotation_id)
    service.detach(current_user(), annotation)
    return done(annotation.claim, _("Quote removed. You can restore it below."))


@bp.post("/annotations/<int:annotation_id>/reattach")
def reattach(annotation_id: int) -> ResponseReturnValue:
    """Restore words."""
    annotation = db.get_or_404(Annotation, annotation_id)
    service.reattach(current_user(), annotation)
    return done(annotation.claim, _("Quote restored."))


def blank_fields(said_in: str) -> Markup:
    """The fields of an empty form for words in this language."""
    return _blank_fields(said_in, current_language().tag)


@lru_cache(maxsize=64)
def _blank_fields(said_in: str, _of_page: str) -> Markup:
    """The same for everybody, so rendered once."""
    return Markup(render_template("claims/_fields.html", form=ClaimForm(), said_in=said_in))  # noqa: S704 - a template


def _version(article_id: int) -> Version:
    version: Version = db.first_or_404(current_version(article_id))
    return version


def _quotes(form: ClaimForm | JoinForm, version: AnyVersion) -> list[Quote]:
    """The words entered, or those of the chosen passage, or the headline."""
    if form.is_on_headline():
        return [resolve.chosen(version, *resolve.headline(version))]
    if place := form.chosen():
        return [resolve.chosen(version, *place)]
    return form.quotes()


def _words(form: ClaimForm | JoinForm, version: AnyVersion) -> list[Selector]:
    """The places of the words entered; found once in a request."""
    return resolve.located(version, _quotes(form, version), form.scope())


def marked(version: AnyVersion, claim_id: int, parts: Sequence[annotation_queries.MarkedPart]) -> dict[str, object]:
    """The parts of blocks that are a new claim's words, and its card.

    A mark changes nothing outside its words but where they are cut (`articles/render.py`), so the answer is short
    however many marks a block has.
    """
    drawn, own = [], []
    for index, block, start, end, places in parts:
        drawn.append((index, render_part(block, start, version.text[start:end], render.spans(places))))
        own += [place for place in places if place.claim_id == claim_id]
    return {"parts": drawn, "card": render.cards(own, f"{url_for('claims.index')}/")}


def touched(version: AnyVersion, claim_id: int, targets: Sequence[tuple[int, int]]) -> dict[str, object]:
    """The blocks at the places that a claim's words have or had, in code points, and its card."""
    drawn, own = [], []
    for index, (kind, start, end) in enumerate(version.blocks):
        if any(first < end and last > start for first, last in targets):
            places = annotation_queries.places_within(version.id, start, end)
            drawn.append((index, render.block(index, kind, start, version.text[start:end], render.spans(places))))
            own += [place for place in places if place.claim_id == claim_id]
    return {"drawn": drawn, "card": render.cards(own, f"{url_for('claims.index')}/")}
