"""The signed-in person of this request, and the check in front of everything that isn't public."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, redirect, render_template, request, session, url_for
from flask_login import current_user as login_user
from flask_security.utils import set_request_attr
from sqlalchemy import update
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.accounts import queries, session_activity
from factcheck.accounts.models import SignIn, User
from factcheck.accounts.tokens import digest, new_token
from factcheck.db import db, utcnow
from factcheck.errors import NotAllowed
from factcheck.i18n import _, speak
from factcheck.urls import path_of_site
from factcheck.web.guards.access import is_public_endpoint
from factcheck.web.guards.access import public as public  # where the views of rooms look for it
from factcheck.web.handlers import WORDS, problem
from factcheck.web.htmx import is_htmx, wants_json
from factcheck.web.long_searches import way_back


def current_user() -> User:
    """The signed-in person, as they are in this transaction; raises NotAllowed if there is none."""
    user = g.get("user")
    if not isinstance(user, User):
        raise NotAllowed(_("Please sign in."))
    return queries.refreshed(user)


def load(uniquifier: str) -> User | None:
    """Flask-Login's loader: the person, if they have access and this sign-in is valid; one query."""
    token = session.get("sign_in")
    if not token:
        return None
    found = queries.signed_in(uniquifier, digest(token))
    if found is None or not found[0].is_active:
        return None
    user, last_used_at = found
    session_activity.note_use(digest(token), last_used_at)
    set_request_attr("fs_authn_via", "session")  # what Flask-Security's own pages look for
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return user


def begin(app: Flask, user: User) -> None:
    """On sign-in: end this browser's earlier sign-in, and store a new one under the digest of a new secret."""
    _end(session.pop("sign_in", None))
    for name in ("csrf_token", "made_link"):  # may have been planted or left before
        session.pop(name, None)
    token = session["sign_in"] = new_token()
    device = (request.user_agent.string or "")[:300]
    address = request.remote_addr or ""
    db.session.add(SignIn(user_id=user.id, token_sha256=digest(token), address=address, device=device))


def finish(app: Flask, user: User) -> None:
    """On sign-out: end this browser's sign-in, and empty its session."""
    _end(session.pop("sign_in", None))
    session.clear()
    db.session.commit()


def _end(token: str | None) -> None:
    if token:
        ended = SignIn.token_sha256 == digest(token)
        db.session.execute(update(SignIn).where(ended, SignIn.ended_at.is_(None)).values(ended_at=utcnow()))


def load_user() -> None:
    """Before each request: put the signed-in person, or None, into `g.user`; anonymous views skip the look-up."""
    user = None if _is_anonymous(request.endpoint) else login_user._get_current_object()
    g.user = user if user is not None and user.is_authenticated else None
    speak(g.user.language if g.user else None)


def needs_sign_in() -> bool:
    """Whether nobody is signed in and this request asks for something that isn't public."""
    return g.user is None and request.endpoint is not None and not is_public_endpoint(request.endpoint)


def gate() -> WerkzeugResponse | None:
    """Before each request: closed by default, open where a view says it is public."""
    return ask_to_sign_in(way_back()) if needs_sign_in() else None


def ask_to_sign_in(back: str | None) -> WerkzeugResponse:
    """Redirect to the sign-in page, and from there `back`; htmx shows a notice if the page holds unsaved text."""
    where = url_for("security.login", next=path_of_site(back))
    if is_htmx():
        return Response(render_template("accounts/_signed_out.html", url=where), 401, {"HX-Redirect": where})
    return problem(401, *WORDS[401]) if wants_json() else redirect(where, 303)


def _is_anonymous(endpoint: str | None) -> bool:
    return endpoint == "static" or hasattr(current_app.view_functions.get(endpoint or ""), "is_anonymous")
