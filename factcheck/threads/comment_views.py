"""Comments over HTTP: changed by their authors, removed and restored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.articles.merge_forms import answer_overtaken
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, Overtaken
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.threads import comments, queries
from factcheck.threads.answers import check, done, refuse
from factcheck.threads.forms import CommentForm
from factcheck.threads.models import Comment
from factcheck.threads.views import bp


@bp.route("/comments/<int:comment_id>/edit", methods=["GET", "POST"])
def edit(comment_id: int) -> ResponseReturnValue:
    """Change one's own words."""
    comment = _comment(comment_id)
    if request.method == "GET":
        require(current_user(), Permission.EDIT_COMMENT, comment)
        return _page(comment, CommentForm.of(comment))
    form = CommentForm(request.form)
    try:
        check(form)
        comments.edit(current_user(), comment, form.body.data or "", form.seen_revision())
    except Overtaken as refusal:
        draw = partial(_page, comment, form, 409)
        return answer_overtaken(refusal, form, lambda: CommentForm.of(comment), lambda it: draw(refused=it))
    except (Conflict, Invalid) as refusal:
        refuse(form, refusal)
        return _page(comment, form, refusal.status)
    return done(comment.thread, _("Saved."))


@bp.post("/comments/<int:comment_id>/remove")
def remove(comment_id: int) -> ResponseReturnValue:
    """Out of sight, restorably."""
    return _act(comment_id, comments.remove, _("Comment removed. You can restore it."))


@bp.post("/comments/<int:comment_id>/restore")
def restore(comment_id: int) -> ResponseReturnValue:
    """Shown again."""
    return _act(comment_id, comments.restore, _("Restored."))


def _comment(comment_id: int) -> Comment:
    comment: Comment = db.first_or_404(queries.comment(comment_id))
    return comment


def _act(comment_id: int, act: Callable[[User, Comment], None], words: str) -> ResponseReturnValue:
    comment = _comment(comment_id)
    act(current_user(), comment)
    return done(comment.thread, words)


def _page(comment: Comment, form: CommentForm, status: int = 200, **context: object) -> ResponseReturnValue:
    context |= {"comment": comment, "form": form, "claim": comment.thread.claim}
    return render_template("threads/edit.html", **context), status
