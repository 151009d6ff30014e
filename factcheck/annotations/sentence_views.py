"""An article as a list of sentences: a way to select words for screen readers and touch screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.annotations.addresses import address_of
from factcheck.annotations.forms import PASSAGE
from factcheck.annotations.models import Scope
from factcheck.annotations.queries import PlacedMark, places
from factcheck.annotations.resolve import MAX_PARTS
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.db import db
from factcheck.documents.sentences import Sentence, runs_of, sentences
from factcheck.i18n import _
from factcheck.web.long_searches import asked, question

bp = Blueprint("sentences", __name__)


class SentenceRow(NamedTuple):
    """A sentence, its words, and the claims on some of them."""

    sentence: Sentence
    words: str
    claims: list[PlacedMark]


@bp.route("/articles/<int:article_id>/sentences", methods=["GET", "POST"])
@question
def by_sentence(article_id: int) -> ResponseReturnValue:
    """All sentences with check boxes; the selected ones become the words of a claim on the next page."""
    version: Version = db.first_or_404(current_version(article_id))
    if chosen := [PASSAGE.fullmatch(value) for value in asked().getlist("at")]:
        return _chosen(version, [(int(it[1]), int(it[2])) for it in chosen if it])
    return _page(version)


def _page(version: Version, chosen: Sequence[tuple[int, int]] = ()) -> str:
    lines = _lines(version, places(version.id))
    kinds = [block[0] for block in version.blocks]
    about = {"article": version.article, "lines": lines, "kinds": kinds, "chosen": set(chosen)}
    return render_template("annotations/sentences.html", **about)


def _lines(version: Version, marks: Sequence[PlacedMark]) -> list[SentenceRow]:
    """The sentences in order, each with the claims on it, in one pass over both."""
    found: list[SentenceRow] = []
    for sentence in sentences(version.text, version.blocks, version.article.language):
        here = {place.claim_id: place for place in marks if place.start < sentence.end and place.end > sentence.start}
        found.append(SentenceRow(sentence, version.text[sentence.start : sentence.end], list(here.values())))
    return found


def _chosen(version: Version, chosen: Sequence[tuple[int, int]]) -> ResponseReturnValue:
    runs = [(start, end) for start, end in runs_of(chosen, version.text) if 0 <= start < end <= version.length]
    if not 0 < len(runs) <= MAX_PARTS:
        flash(_("Select 1 to %(most)s passages of this article.", most=MAX_PARTS), "warning")
        return _page(version, chosen), 422
    about = asked().get("about", Scope.WORDS.value)
    if about == Scope.OMISSION and len(runs) > 1:
        flash(_("Select the one sentence after which something is missing."), "warning")
        return _page(version, chosen), 422
    where = address_of(version, runs)
    return redirect(url_for("annotations.new", article_id=version.article_id, about=about, **where), 303)  # type: ignore[arg-type]  # plain values
