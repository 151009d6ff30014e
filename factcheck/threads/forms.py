"""Forms of conversations."""

from __future__ import annotations

from typing import Self

from wtforms import BooleanField, TextAreaField

from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.i18n import N_
from factcheck.threads.comments import MAX_BODY
from factcheck.threads.models import Comment
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import AtMost, Filled
from factcheck.web.input.merging import based


class ReplyForm(Form):
    """A reply in a conversation."""

    for_newsroom = frozenset({"body"})

    body = TextAreaField(N_("Your reply"), [Filled(N_("Enter a comment.")), AtMost(MAX_BODY)])

    def numbered(self, number: int) -> Self:
        """The same form with unique ids, because a page has several."""
        for field in self:
            field.id = f"{field.name}-{number}"
            field.label.field_id = field.id
        return self


class CommentForm(ReplyForm, RevisedForm):
    """One's own comment, to be edited."""

    body = TextAreaField(N_("Your comment"), [Filled(N_("Enter a comment.")), AtMost(MAX_BODY)])

    @classmethod
    def of(cls, comment: Comment) -> CommentForm:
        """The form with the present text of the comment."""
        return based(cls(body=comment.body, revision=str(comment.revision)))


class ThreadForm(Form):
    """A new conversation."""

    for_newsroom = frozenset({"body", "exact"})

    body = TextAreaField(N_("What do you want to ask or say?"), [Filled(N_("Enter a comment.")), AtMost(MAX_BODY)])
    exact = TextAreaField(N_("Passage it is about"), [AtMost(MAX_QUOTE)])
    is_blocking = BooleanField(N_("Block approval of the verdict until this is resolved"))
