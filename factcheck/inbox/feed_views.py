"""Followed feeds over HTTP: their table, adding one after a preview, editing, fetching now, archiving."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db, utcnow
from factcheck.documents.feeds.entries import FeedDocument
from factcheck.documents.text import Unreadable
from factcheck.errors import Invalid
from factcheck.fetching.refusals import FetchRefused
from factcheck.i18n import N_, _
from factcheck.inbox import queries, service
from factcheck.inbox.forms import INTERVALS, FeedForm
from factcheck.inbox.models import FollowedFeed
from factcheck.inbox.queries import ORDERS
from factcheck.inbox.reading import SeveralFeeds, fetch_feed, read, select_entries
from factcheck.permissions import Permission, require
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text
from factcheck.web.paging import ordered_page

bp = Blueprint("feeds", __name__, url_prefix="/inbox/feeds")
SHOWN = 5  # entries in a preview
INSTEAD = N_("You can also add its articles one by one: paste their text under “Add an article”.")


@bp.get("")
def index() -> ResponseReturnValue:
    """Followed feeds, or the archived ones."""
    state = request.args.get("state", "")
    listed = ordered_page(queries.feeds(archived=state == "archived"), ORDERS, request.args.get("sort", ""))
    recent = db.session.execute(queries.recent([feed.id for feed in listed.items])).all()
    context: dict[str, Any] = {
        "page": listed,
        "recent": {row[0]: row[1] for row in recent},
        "intervals": INTERVALS,
        "now": utcnow(),
    }
    context |= {"asked": {"state": state}, "is_off": current_app.extensions["settings"].fetch_networks is None}
    return respond("inbox/feeds.html", "inbox/_feeds.html", **context)


@bp.route("/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Enter an address, see what the feed would bring, and follow it."""
    require(current_user(), Permission.MANAGE_FEEDS)
    if request.method == "GET":
        return _page(FeedForm(url=request.args.get("url", "")))
    form = FeedForm(request.form)
    if request.form.get("choice") != "add" or not form.is_previewed:
        return _preview(form)
    added = submit(form, lambda: service.follow(current_user(), form.details()))
    if isinstance(added, Refused):
        return _page(form, added)
    return _to_feeds(_("“%(title)s” is followed. Its entries are being fetched.", title=added.title))


def _preview(form: FeedForm) -> ResponseReturnValue:
    """The form with the newest entries that it would bring; several feeds of a page to choose from."""
    form.url.data = request.form.get("feed") or form.url.data
    found: dict[str, Any] = {}
    refused = submit(form, lambda: None, ahead=lambda: _look(form, found))
    return _page(form, refused, **found)


def _look(form: FeedForm, found: dict[str, Any]) -> None:
    """Fetch and read the feed, and note what the page shows of it; raises Invalid for `url`."""
    service.refuse_followed(text(form.url))
    try:
        document = _read(form)
    except SeveralFeeds as several:
        found["choices"] = several.addresses
        raise Invalid("url", str(several)) from None
    except FetchRefused as refusal:
        raise Invalid("url", " ".join((str(refusal), _(INSTEAD)))) from None
    except Unreadable as refusal:
        raise Invalid("url", str(refusal)) from None
    form.title.data = text(form.title) or document.title
    form.seen.data = text(form.url)
    selected = select_entries(document, text(form.keywords))
    found |= {"document": document, "selected": selected, "entries": selected.entries[:SHOWN]}


def _read(form: FeedForm) -> FeedDocument:
    """The feed at the address of the form; a page that announces one feed gives way to that."""
    try:
        return read(fetch_feed(text(form.url)))
    except SeveralFeeds as several:
        if len(several.addresses) > 1:
            raise
        form.url.data = several.addresses[0]
        service.refuse_followed(form.url.data)
        return read(fetch_feed(form.url.data))


def _page(form: FeedForm, refused: Refused | None = None, **found: Any) -> ResponseReturnValue:
    return render_form("inbox/new_feed.html", form, refused, **{"document": None, "choices": (), **found})


@bp.route("/<int:followed_feed_id>/edit", methods=["GET", "POST"])
def edit(followed_feed_id: int) -> ResponseReturnValue:
    """Edit a feed; it is fetched again at once."""
    feed = db.get_or_404(FollowedFeed, followed_feed_id)
    require(current_user(), Permission.MANAGE_FEEDS)
    if request.method == "GET":
        return render_form("inbox/edit_feed.html", FeedForm.of(feed), feed=feed)
    form = FeedForm(request.form)
    refused = submit(form, lambda: _edit(feed, form), current=lambda: FeedForm.of(feed))
    if refused:
        return render_form("inbox/edit_feed.html", form, refused, feed=feed)
    return _to_feeds(_("Saved. The feed is being fetched."))


def _edit(feed: FollowedFeed, form: FeedForm) -> None:
    service.edit(current_user(), feed, form.details(), form.seen_revision())


@bp.post("/<int:followed_feed_id>/fetch")
def fetch(followed_feed_id: int) -> ResponseReturnValue:
    """Fetch a feed before its time."""
    service.fetch_now(current_user(), db.get_or_404(FollowedFeed, followed_feed_id))
    return _to_feeds(_("The feed is being fetched. Reload the page to see the result."), "info")


@bp.post("/<int:followed_feed_id>/archive")
def archive(followed_feed_id: int) -> ResponseReturnValue:
    """Stop following a feed."""
    service.archive(current_user(), db.get_or_404(FollowedFeed, followed_feed_id))
    return _to_feeds(_("Archived. The feed is no longer fetched; its candidates stay."))


@bp.post("/<int:followed_feed_id>/restore")
def restore(followed_feed_id: int) -> ResponseReturnValue:
    """Follow an archived feed again."""
    service.restore(current_user(), db.get_or_404(FollowedFeed, followed_feed_id))
    return _to_feeds(_("Restored. The feed is being fetched."))


def _to_feeds(message: str, category: str = "success") -> ResponseReturnValue:
    return commit_and_redirect(url_for("feeds.index"), message, category)
