"""The documentation over HTTP: an index by task, its pages, their pictures."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import ask_to_sign_in
from factcheck.help import pages
from factcheck.help.catalogue import FOR_READERS, TASKS, help_on
from factcheck.web.guards.access import public

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """The pages by task; people who aren't signed in see those for readers."""
    tasks = [(task, [pages.page(name) for name in task.pages if may_read(name)]) for task in TASKS]
    return render_template("help/index.html", tasks=[row for row in tasks if row[1]])


@bp.get("/<path:page>")
@public
def page(page: str) -> ResponseReturnValue:
    """A page of the documentation."""
    found = pages.page(page)
    if not may_read(page):
        return ask_to_sign_in(request.path)
    if found is None:
        abort(404)
    return render_template("help/page.html", page=found)


@bp.get("/pictures/<path:filename>")
def picture(filename: str) -> ResponseReturnValue:
    """A picture of a page."""
    path = pages.pictures().get(filename)
    if path is None:
        abort(404)
    return Response(path.read_bytes(), mimetype=pages.PICTURES[path.suffix])


def may_read(name: str) -> bool:
    """Whether the person of this request may read a page."""
    return g.user is not None or name in FOR_READERS


def help_url() -> str:
    """The address of the help on the screen of this request, or of the index."""
    name = help_on(request.endpoint or "")
    return url_for("help.page", page=name) if name and may_read(name) else url_for("help.index")
