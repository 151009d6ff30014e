"""The tour of the first day over HTTP: a page, and the same panel on the desk."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.help import tour
from factcheck.i18n import _
from factcheck.urls import path_of_site
from factcheck.web.htmx import redirect_after_write, wants_fragment
from factcheck.web.idempotency import commit_and_redirect, commit_unkeyed, unkeyed

bp = Blueprint("tour", __name__, url_prefix="/help/tour")


@bp.get("")
def show() -> ResponseReturnValue:
    """The steps on a page of their own."""
    return render_template("help/tour.html", tour=tour.tour_of(current_user()))


@bp.post("/steps/<name>")
@unkeyed
def tick(name: str) -> ResponseReturnValue:
    """Tick a step off, or take the tick off again."""
    tour.tick(current_user(), name, is_done=bool(request.form.get("done")))
    commit_unkeyed()
    if wants_fragment():
        return render_template("help/_tour.html", tour=tour.tour_of(current_user()))
    return redirect_after_write(_back())


@bp.post("/hide")
def hide() -> ResponseReturnValue:
    """Take the tour off the desk."""
    tour.show(current_user(), is_shown=False)
    return commit_and_redirect(_back(), _("The tour is hidden. It stays in the menu under your name."), "info")


@bp.post("/show")
def put_on_desk() -> ResponseReturnValue:
    """Put the tour on the desk."""
    tour.show(current_user(), is_shown=True)
    return commit_and_redirect(url_for("desk.home"))


def _back() -> str:
    """The page of the request, if it is one of this site: the desk or the page of the tour."""
    return path_of_site(request.form.get("back")) or url_for("tour.show")
