"""Comments over HTTP: edited by their authors, removed and restored."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.threads import comments, queries
from factcheck.threads.answers import done
from factcheck.threads.forms import CommentForm
from factcheck.threads.models import Comment
from factcheck.web.forms import Refused, render_form, submit

bp = Blueprint("comments", __name__)


@bp.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
def edit(comment_id: int) -> ResponseReturnValue:
    """Edit one's own comment."""
    comment = _comment(comment_id)
    if request.method == "GET":
        require(current_user(), Permission.EDIT_COMMENT, comment)
        return _page(comment, CommentForm.of(comment))
    form, actor = CommentForm(request.form), current_user()
    refused = submit(
        form,
        lambda: comments.edit(actor, comment, form.body.data or "", form.seen_revision()),
        current=lambda: CommentForm.of(comment),
    )
    return _page(comment, form, refused) if refused else done(comment.thread, _("Saved."))


@bp.post("/comments/<int:comment_id>/remove")
def remove(comment_id: int) -> ResponseReturnValue:
    """Remove a comment."""
    return _act(comment_id, comments.remove, _("Comment removed. You can restore it."))


@bp.post("/comments/<int:comment_id>/restore")
def restore(comment_id: int) -> ResponseReturnValue:
    """Restore a comment."""
    return _act(comment_id, comments.restore, _("Restored."))


def _comment(comment_id: int) -> Comment:
    comment: Comment = db.first_or_404(queries.comment(comment_id))
    return comment


def _act(comment_id: int, act: Callable[[User, Comment], None], words: str) -> ResponseReturnValue:
    comment = _comment(comment_id)
    act(current_user(), comment)
    return done(comment.thread, words)


def _page(comment: Comment, form: CommentForm, refused: Refused | None = None) -> ResponseReturnValue:
    return render_form("threads/edit.html", form, refused, comment=comment, claim=comment.thread.claim)
