"""The page that the bookmarklet opens: what to do with the page in sight. It changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import StringField, TextAreaField

from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.claims.queries import listed
from factcheck.db import db
from factcheck.desk.from_browser.bookmarklet import MAX_QUOTE, HandedOver, bookmarklet, check, handed_over
from factcheck.errors import Invalid
from factcheck.i18n import N_
from factcheck.sources.service import of_address
from factcheck.urls import key
from factcheck.web.forms import Form, Refused, add_error, render_form
from factcheck.web.input.fields import AtMost

bp = Blueprint("from_browser", __name__)
MAX_ARTICLES, MAX_CLAIMS = 5, 8  # listed


class BrowserForm(Form):
    """A page and words of it; asked by an address, so that a bookmark can fill it in."""

    for_newsroom = frozenset({"url", "quote", "q"})
    said_by_help = for_newsroom

    url = StringField(N_("Address of the page"))
    quote = TextAreaField(N_("Selected words"), [AtMost(MAX_QUOTE)])
    q = StringField(N_("Find a claim"))


@bp.get("/intake")
def show() -> ResponseReturnValue:
    """What can be done with a page; without one, how to hand one over. What isn't taken is shown with the reason."""
    found = handed_over(request.query_string.decode("utf-8", "replace"))
    form = BrowserForm(data={"url": found.url, "quote": found.quote, "q": request.args.get("q", "")})
    link = bookmarklet(f"{current_app.extensions['settings'].base_url}{url_for('.show')}")
    if not any(found):
        return render_form("desk/from_browser/explained.html", form, bookmarklet=link)
    try:
        check(found)
    except Invalid as refusal:
        add_error(form, refusal)
        return render_form("desk/from_browser/explained.html", form, Refused(422, refusal), bookmarklet=link)
    return render_form("desk/from_browser/choose.html", form, **_known(found), claims=_claims(form.q.data or ""))


def _known(found: HandedOver) -> dict[str, Any]:
    """What is here already with this address."""
    articles = select(Article).where(Article.url_key == key(found.url)).order_by(Article.id).limit(MAX_ARTICLES)
    return {
        "page": found,
        "articles": db.session.scalars(articles).all(),
        "source": of_address(found.url),
    }


def _claims(words: str) -> Sequence[Claim]:
    """The claims that have these words; without any, the newest."""
    return db.session.scalars(listed(words).limit(MAX_CLAIMS)).all()
