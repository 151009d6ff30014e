"""The page of an article's text with its marks and cards: what a person sees, around what is the same for everybody."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Any

from flask import Response, abort, g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy import Select, bindparam

from factcheck.accounts.preferences import preferences_of
from factcheck.accounts.session import current_user
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version, numbers
from factcheck.articles.queries import version as of_number
from factcheck.db import db
from factcheck.desk import queries
from factcheck.desk.page_regions import around
from factcheck.desk.workbench.drawing import drawn
from factcheck.desk.workbench.gzip_parts import GzipPart, gzipped, plain
from factcheck.hashing import sha256_hex
from factcheck.i18n import current_language
from factcheck.reviews.models import Assignment
from factcheck.reviews.queries import assigned_to
from factcheck.web.assets.fingerprints import static
from factcheck.web.conditional import kept, stamped
from factcheck.web.local_time import today

GAP = Markup(f"<!--{secrets.token_hex(16)}-->")  # noqa: S704 - where a part goes; no text of anybody has it


def bench(article_id: int, number: int | None = None) -> Response:
    """The page of a version, or of the newest; 304 if nothing has changed.

    `newest` and `latest` are numbers; `latest` may be in preparation.
    """
    g.newest_act, state = queries.newest_act()  # read first: later events are requested by the page
    tag = _tag(article_id, number)
    if "_flashes" not in session and (held := kept(tag)):
        return held
    newest, latest = db.session.execute(_numbers(), {"article_id": article_id}).one()
    is_old = number not in {None, newest}
    version = _version(article_id, number or 0 if is_old else None)
    drawing = drawn(version, state)
    shell = render_template(
        "desk/workbench.html",
        **around(version, newest, latest),
        attached=None if is_old else queries.attached(version),
        claimants=() if is_old else drawing.claimants,
        assigned=db.session.scalars(_assigned(), {"user_id": current_user().id}).all(),
        progress=drawing.progress,
        has_report=drawing.has_report,
        has_pictures=drawing.has_pictures,
        gap=GAP,
    )
    return stamped(_filled(shell, drawing.text, drawing.rail, drawing.cards), tag)


def _version(article_id: int, number: int | None) -> Version:
    """An open version, by default the newest; 404 if there is none."""
    query = _current() if number is None else of_number(article_id, number)
    found = db.session.scalars(query, {"article_id": article_id}).first()
    return found or abort(404)


@cache
def _current() -> Select[Version]:
    """The newest version of the article `article_id`, as a query that is built once."""
    article_id: Any = bindparam("article_id")
    return current_version(article_id)


@cache
def _numbers() -> Select[int, int]:
    """The numbers of its newest open version and of its newest, as a query that is built once."""
    article_id: Any = bindparam("article_id")
    return numbers(article_id)


@cache
def _assigned() -> Select[int]:
    """The claims that the person `user_id` was assigned and hasn't rated yet, as a query that is built once."""
    user_id: Any = bindparam("user_id")
    return assigned_to(user_id).with_only_columns(Assignment.claim_id)


def _tag(article_id: int, number: int | None) -> str:
    """A digest of the state that the workbench shows to this person."""
    user = current_user()
    generate_csrf()  # part of the page, so it must be in the session before that is compared
    selection = (request.args.get("attach"), request.args.get("resize"))
    page = (current_language().tag, static("css/app.css"), static("js/main.js"))
    parts = (
        article_id,
        number,
        selection,
        g.newest_act,
        user.id,
        user.role,
        session.get("csrf_token"),
        page,
        preferences_of(user),
        today(user),
    )
    return sha256_hex(repr(parts))[:24]


def _filled(shell: str, *parts: GzipPart) -> Response:
    """A page with these parts in its gaps: in gzip for everybody who takes that, because the parts have it already."""
    first, *others = (it.encode() for it in shell.split(GAP))
    pieces = [first, *(piece for pair in zip(parts, others, strict=True) for piece in pair)]
    if request.accept_encodings.quality("gzip") > 0:
        return Response(gzipped(pieces), headers={"Content-Encoding": "gzip"}, mimetype="text/html")
    return Response(b"".join(plain(it) if isinstance(it, GzipPart) else it for it in pieces), mimetype="text/html")
