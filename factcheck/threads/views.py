"""Conversations over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.i18n import _
from factcheck.threads import queries, service
from factcheck.threads.answers import address, done, names, shown
from factcheck.threads.forms import ReplyForm, ThreadForm
from factcheck.threads.models import Thread
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import redirect_after_write, wants_fragment
from factcheck.web.idempotency import commit, commit_unkeyed, unkeyed
from factcheck.web.input.fields import text
from factcheck.web.paging import page

bp = Blueprint("threads", __name__)
SIZE = 20  # conversations on a page


@bp.route("/claims/<int:claim_id>/threads", methods=["GET", "POST"])
def panel(claim_id: int) -> ResponseReturnValue:
    """The conversations on a claim, and the form that starts another."""
    claim = db.get_or_404(Claim, claim_id)
    if request.method == "GET":
        return _panel(claim, ThreadForm())
    form, actor = ThreadForm(request.form), current_user()
    thread = submit(
        form,
        lambda: service.start(
            actor, claim, form.body.data or "", text(form.exact), is_blocking=bool(form.is_blocking.data)
        ),
    )
    if isinstance(thread, Refused):
        return _panel(claim, form, thread)
    commit(address(thread))
    return _panel(claim, ThreadForm(), fresh=thread) if wants_fragment() else redirect_after_write(address(thread))


@bp.get("/threads/<int:thread_id>")
def show(thread_id: int) -> ResponseReturnValue:
    """One conversation, linked from the desk and from a requirement."""
    return shown(_thread(thread_id))


@bp.post("/threads/<int:thread_id>/reply")
def reply(thread_id: int) -> ResponseReturnValue:
    """Reply; with `reopen`, a conversation that was resolved meanwhile is reopened first."""
    thread, form = _thread(thread_id), ReplyForm(request.form)
    refused = submit(form, lambda: _reply(thread, form.body.data or "", reopens="reopen" in request.form))
    return shown(thread, form, refused) if refused else done(thread, _("Reply sent."))


@bp.post("/threads/<int:thread_id>/resolve")
def resolve(thread_id: int) -> ResponseReturnValue:
    """Resolve a conversation."""
    return _act(thread_id, service.resolve, _("Conversation resolved. You can reopen it."))


@bp.post("/threads/<int:thread_id>/reopen")
def reopen(thread_id: int) -> ResponseReturnValue:
    """Reopen a conversation."""
    return _act(thread_id, service.reopen, _("Conversation reopened."))


@bp.post("/threads/<int:thread_id>/block")
def block(thread_id: int) -> ResponseReturnValue:
    """Make a conversation block approval."""
    return _act(
        thread_id, service.block, _("No verdict on this claim can be approved until this conversation is resolved.")
    )


@bp.post("/threads/<int:thread_id>/unblock")
def unblock(thread_id: int) -> ResponseReturnValue:
    """Stop a conversation from blocking approval."""
    return _act(thread_id, service.unblock, _("This conversation no longer blocks approval."))


@bp.post("/threads/<int:thread_id>/seen")
@unkeyed
def see(thread_id: int) -> ResponseReturnValue:
    """Mark a question as seen: by the button, or automatically when it comes into view."""
    thread = _thread(thread_id)
    service.see(current_user(), thread)
    commit_unkeyed()
    return render_template("threads/_seen.html") if wants_fragment() else redirect_after_write(address(thread))


def _thread(thread_id: int) -> Thread:
    thread: Thread = db.first_or_404(queries.one(thread_id))
    return thread


def _reply(thread: Thread, body: str, *, reopens: bool) -> None:
    if reopens and thread.resolved_at is not None:
        service.reopen(current_user(), thread)
    service.reply(current_user(), thread, body)


def _act(thread_id: int, act: Callable[[User, Thread], None], words: str) -> ResponseReturnValue:
    thread = _thread(thread_id)
    act(current_user(), thread)
    return done(thread, words)


def _panel(
    claim: Claim, form: ThreadForm, refused: Refused | None = None, fresh: Thread | None = None
) -> ResponseReturnValue:
    context = {**panel_of(claim), "fresh": fresh}
    return render_form("threads/panel.html", form, refused, "threads/_panel.html", claim=claim, **context)


def panel_of(claim: Claim) -> dict[str, Any]:
    """What `_panel.html` shows of a claim, besides the claim and the form of a new conversation."""
    rows = page(queries.of_claim(claim.id), Thread.urgency, Thread.id, size=SIZE)
    replies = {thread.id: ReplyForm().numbered(thread.id) for thread in rows.items}
    return {"page": rows, "replies": replies, "fresh": None, "names": names()}
