"""Page or fragment: the two answers of one URL."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.web.input.current import this_request

IN_CARD = "in_card"  # the hidden field of forms inside a claim's card


def is_htmx() -> bool:
    """Whether htmx sent the request."""
    return this_request().headers.get("HX-Request") == "true"


def wants_fragment() -> bool:
    """Whether a part of the page is requested; boosted links and history restores want the whole page (htmx 4)."""
    return is_htmx() and this_request().headers.get("HX-Request-Type") == "partial"


def wants_json() -> bool:
    """Whether a program sent the request; htmx never gets JSON, whatever its Accept header says."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return not is_htmx() and best is not None and best != "text/html"


def respond(page: str, fragment: str, /, *, status: int = 200, **context: Any) -> Response:
    """Render the fragment for htmx and the page that includes it for everybody else."""
    response = make_response(render_template(fragment if wants_fragment() else page, **context), status)
    response.vary.update(["HX-Request", "HX-Request-Type"])
    return response


def is_in_card() -> bool:
    """Whether htmx sends a form of the panel in a claim's card: what answers it is shown in that card."""
    return is_htmx() and IN_CARD in request.form


def redirect_after_write(where: str) -> WerkzeugResponse:
    """Redirect after a write: 303 for a browser and for a card, which shows the target; HX-Redirect for htmx."""
    if is_htmx() and not is_in_card():
        return Response("", 200, {"HX-Redirect": where})
    return redirect(where, 303)
