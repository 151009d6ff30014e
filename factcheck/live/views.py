"""Event streams over HTTP: that something happened to an article, never what."""

from __future__ import annotations

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from factcheck.accounts import session_activity
from factcheck.errors import NotFound
from factcheck.i18n import _
from factcheck.live import events
from factcheck.live.hub import EventStream, hub_of_app, message
from factcheck.web.guards.access import background
from factcheck.web.htmx import is_htmx
from factcheck.web.input.numbers import number

bp = Blueprint("live", __name__)
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@bp.get("/articles/<int:article_id>/live")
@background
def stream(article_id: int) -> ResponseReturnValue:
    """An event for each action on the article since the last one seen; 204 if a page has to poll instead.

    It is read after the request's context has ended, so it holds no database resources.
    """
    if not is_htmx():
        raise NotFound(_("The page of an article reads this address automatically."))
    hub = hub_of_app() if request.method == "GET" else None
    line = hub.enter(article_id, g.user.id, session_activity.sign_in_key()) if hub else None
    return _stream(line, article_id) if line else Response(status=204, headers=HEADERS)


def _stream(line: EventStream, article_id: int) -> Response:
    """What a stream of the hub sends, until the page closes it."""
    try:
        first = _first(article_id)
    except BaseException:
        line.leave()
        raise
    if request.environ.get("factcheck.takes_streams"):  # by launch/web_server: no thread waits for it
        request.environ["factcheck.stream"] = line
        return Response(iter((first,)), mimetype="text/event-stream", headers=HEADERS)
    response = Response(line.messages(first), mimetype="text/event-stream", headers=HEADERS)
    response.call_on_close(line.leave)
    return response


def _first(article_id: int) -> str:
    """The first message of a stream: what was missed, or else the current id."""
    seen = number(request.headers.get("Last-Event-ID") or request.args.get("since")) or 0
    missed = events.since(seen, article_id)
    return message(missed) if missed else f"id: {seen}\n\n"
