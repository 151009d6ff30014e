"""Refusals and errors in words, as page, fragment or problem+json (RFC 9457); and the security headers."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from factcheck.db import db
from factcheck.db.transactions import forget_transaction
from factcheck.errors import ComeAgain, Conflict, DomainError, Invalid
from factcheck.i18n import N_, _
from factcheck.web.guards.body_limits import words as words_of_limits
from factcheck.web.htmx import is_htmx, wants_json

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
WORDS = {
    400: (N_("This request wasn’t understood"), N_("Nothing was changed. Reload the page and try again.")),
    401: (N_("Please sign in"), N_("This page is for the newsroom only.")),
    403: (N_("You can’t do that"), N_("Your role doesn’t allow this.")),
    404: (N_("Not found"), N_("There is no page at this address, or it was never published.")),
    405: (N_("This can’t be done here"), N_("This address doesn’t accept this kind of request.")),
    414: (N_("This address is too long"), N_("Shorten the search or the filters. Nothing was changed.")),
    415: (N_("This kind of content can’t be read"), N_("Send the data as a form.")),
    429: (N_("Too many attempts"), N_("Wait a minute, then try again. Nothing was changed.")),
    500: (N_("Something went wrong on our side"), N_("Nothing was saved. The error was logged.")),
}


def problem_json(status: int, title: str, detail: str, **more: object) -> Response:
    """A refusal for programs: problem+json (RFC 9457), with extension members."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")


def problem(status: int, title: str, message: str, **more: object) -> Response:
    """The answer to a refused request, in the format the client accepts; programs also get `more`."""
    title, message = _(title), _(message)
    if wants_json():
        response = problem_json(status, title, message, **more)
    else:
        template = "_notice.html" if is_htmx() else "error.html"
        page = render_template(template, code=status, title=title, message=message, kind="error")
        response = make_response(page, status)
    response.vary.update(["Accept", "HX-Request"])
    return response


def on_refusal(refusal: DomainError) -> Response:
    """The answer to a refusal of a room."""
    db.session.rollback()
    g.refusal = refusal  # for the room `refusals`, after the request
    response = problem(refusal.status, refusal.title, refusal.message, **_details(refusal))
    if isinstance(refusal, ComeAgain):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _details(refusal: DomainError) -> dict[str, object]:
    """What programs get besides the message: the errors of a form, or the sides of a conflict."""
    if isinstance(refusal, Conflict) and refusal.sides:
        return {"sides": refusal.sides}
    if isinstance(refusal, Invalid):
        return {"errors": [{"field": it.field, "message": it.message} for it in (refusal, *refusal.others)]}
    return {}


def on_http(error: HTTPException) -> Response:
    """The answer to a refusal of the framework, in our words."""
    db.session.rollback()
    if error.response is not None and error.code is None:
        return make_response(error.response)
    code = error.code or 500
    title, message = (
        words_of_limits() if code == 413 else WORDS.get(code, (HTTPStatus(code).phrase, error.description or ""))
    )
    response = problem(code, title, message)
    if code in {405, 429}:
        response.headers.extend((k, v) for k, v in error.get_headers() if k in {"Allow", "Retry-After"})
    return response


def on_forged(error: CSRFError) -> Response:
    """A form without a valid token: usually a session that ended while the page was open."""
    db.session.rollback()
    message = N_("Your session has changed since you opened this page. Reload it and try again.")
    return problem(400, N_("This page has expired"), message)


def on_stale(error: StaleDataError) -> Response:
    """Two people changed one row at the same moment; the database kept the first change."""
    db.session.rollback()
    return problem(
        409, Conflict.title, N_("Somebody else changed this at the same time. Reload the page to see the change.")
    )


def on_accident(error: Exception) -> Response:
    """The answer to an unexpected exception."""
    forget_transaction()
    current_app.logger.exception("Unforeseen: %s %s", request.method, request.path, exc_info=error)
    return problem(500, *WORDS[500])


def _harden(response: Response) -> Response:
    present = {name.lower() for name, _value in response.headers}  # asked once, because each look-up reads all of them
    secure = {"Strict-Transport-Security": "max-age=31536000"} if request.is_secure else {}
    for name, value in {**HEADERS, **secure}.items():
        if name.lower() not in present:
            response.headers.add(name, value)
    return response


def _keep_nothing(response: Response) -> Response:
    """No cache and no browser stores an answer, so that Back shows none of them to the next person (RFC 9111, 5.2.2.5).

    The exceptions are the same for everybody: files (assets/fingerprints.py) and readers' pages (exports/caching.py).
    """
    if g.get("user") is None:
        response.headers.setdefault("Cache-Control", "no-store")
    else:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response


def init_app(app: Flask) -> None:
    """Install the handlers and headers; the room `drafts` handles a forged form, because it keeps the input."""
    app.register_error_handler(DomainError, on_refusal)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(500, on_accident)
    app.after_request(_harden)
    app.after_request(_keep_nothing)
