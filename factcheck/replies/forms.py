"""Forms of requests for a reply."""

from __future__ import annotations

from datetime import timedelta

from flask import request as here
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.documents.text import MAX_BYTES
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.replies.letters import letter
from factcheck.replies.mailed_answers import MailedAnswer, read
from factcheck.replies.models import ReplyChannel, ReplyRequest
from factcheck.replies.service import RequestDetails
from factcheck.replies.status import ReplyKind
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import AtMost, Day, Filled, PastDay, choices, labelled, text
from factcheck.web.input.merging import based
from factcheck.web.local_time import today

MAX_NAME = 300  # code points
MAX_WORDS = 10_000  # code points
USUAL_TIME = timedelta(days=3)  # that somebody has for an answer, unless another day is entered
KINDS = (
    (ReplyKind.COMMENT, N_("A comment on the claim")),
    (ReplyKind.RATING, N_("A comment on the planned rating")),
    (ReplyKind.CORRECTION, N_("A correction by the publisher")),
)


class RequestForm(Form):
    """Who was asked, how, and until when."""

    for_readers = frozenset({"asked_of"})
    for_newsroom = frozenset({"contact", "question"})

    kind = RadioField(N_("Asked for"), choices=choices(KINDS), default=ReplyKind.COMMENT.value)
    asked_of = StringField(N_("Asked of"), [Filled(N_("Enter the person or organisation.")), AtMost(MAX_NAME)])
    channel = SelectField(N_("How"), choices=labelled(ReplyChannel))
    contact = StringField(N_("Address or number"), [AtMost(MAX_NAME)])
    is_mailed = BooleanField(N_("Send it by mail now"))
    question = TextAreaField(N_("Text of the request"), [Filled(N_("Enter what was asked.")), AtMost(MAX_WORDS)])
    asked_on = PastDay(N_("Asked on"), [Filled(N_("Enter the day on which it was asked."))])
    answer_by = Day(N_("Answer due by"), [Filled(N_("Enter the last day for an answer."))])

    @classmethod
    def for_claim(cls, claim: Claim, kind: ReplyKind, newsroom: str, actor: User) -> RequestForm:
        """The form with a letter to the claimant, or to the publisher who is asked for a correction."""
        article = claim.annotations[0].article if claim.annotations else None
        claimant = claim.claimant.name if claim.claimant else ""
        publisher = article.publisher if article else ""
        return cls(
            kind=kind.value,
            asked_of=publisher if kind is ReplyKind.CORRECTION else claimant,
            question=letter(claim, kind, newsroom, actor.name),
            asked_on=today(None).isoformat(),
            answer_by=(today(None) + USUAL_TIME).isoformat(),
        )

    def details(self) -> RequestDetails:
        """What was entered; the form is valid."""
        asked_on, answer_by = self.asked_on.day, self.answer_by.day
        assert asked_on is not None  # noqa: S101 - both are required
        assert answer_by is not None  # noqa: S101
        return RequestDetails(
            kind=ReplyKind(text(self.kind)),
            asked_of=text(self.asked_of).strip(),
            channel=ReplyChannel(text(self.channel)),
            contact=text(self.contact).strip(),
            is_mailed=self.is_mailed.data,
            question=text(self.question).strip(),
            asked_on=asked_on,
            answer_by=answer_by,
        )


class AnswerForm(RevisedForm):
    """An answer and the day on which it came."""

    for_readers = frozenset({"answer"})

    answer = TextAreaField(N_("Answer, word for word"), [AtMost(MAX_WORDS)])
    answered_on = PastDay(N_("Answered on"))

    @classmethod
    def of(cls, request: ReplyRequest) -> AnswerForm:
        """The form with the answer that is recorded; without one, with today's date."""
        on = request.answered_on or today(None)
        return based(cls(answer=request.answer, answered_on=on.isoformat(), revision=str(request.revision)))

    @classmethod
    def of_mail(cls, request: ReplyRequest, mail: MailedAnswer) -> AnswerForm:
        """The form with what a mail says, as a change to what is recorded."""
        form = cls.of(request)
        form.answer.data = mail.answer
        form.answered_on.data = mail.sent_on.isoformat() if mail.sent_on else ""
        return form


class MailForm(Form):
    """A mail in a file, as mail programs save it."""

    upload = FileField(N_("Mail"), render_kw={"data-most": MAX_BYTES})
    _mail: MailedAnswer | None = None

    def read(self) -> MailedAnswer:
        """What the mail says, read once; raises Invalid for `upload`."""
        if self._mail is None:
            chosen = here.files.get("upload")
            if chosen is None or not chosen.filename:
                raise Invalid("upload", _("Choose a file."))
            self._mail = read(chosen.stream.read())
        return self._mail
