"""Forms of questions and their answers."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.i18n.labels import label
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.questions.answering import AnswerDetails
from factcheck.questions.models import ClaimQuestion, QuestionAnswer
from factcheck.questions.service import NO_TEXT
from factcheck.web.filters import excerpt
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import AtMost, Filled, choices, later, text
from factcheck.web.input.merging import based

LONGEST_QUESTION = 500  # code points
LONGEST_ANSWER = 2_000  # code points
NONE = ""  # the value of the choice of no evidence
KINDS = {
    AnswerKind.QUOTED: N_("The quotation answers it"),
    AnswerKind.OWN_WORDS: N_("Answer in our words"),
    AnswerKind.YES: N_("Yes"),
    AnswerKind.NO: N_("No"),
    AnswerKind.NOT_FOUND: N_("No answer found"),
}


class ClaimQuestionForm(RevisedForm):
    """The words of a question."""

    for_readers = frozenset({"text"})
    is_for_readers = True

    text = TextAreaField(N_("Question"), [Filled(NO_TEXT), AtMost(LONGEST_QUESTION)])

    @classmethod
    def of(cls, question: ClaimQuestion) -> ClaimQuestionForm:
        """The form with the present words of the question."""
        return based(cls(text=question.text, revision=str(question.revision)))


class QuestionAnswerForm(RevisedForm):
    """How a question is answered, by what evidence, and what we say about it."""

    for_readers = frozenset({"kind", "text", "evidence"})
    is_for_readers = True

    kind = RadioField(
        N_("Answer"), [Filled(N_("Choose how it is answered."))], choices=choices(KINDS.items()), validate_choice=True
    )
    evidence = RadioField(N_("Evidence"), choices=[], validate_choice=False, default=NONE)
    text = TextAreaField(N_("In our words"), [AtMost(LONGEST_ANSWER)])

    @classmethod
    def of(cls, answer: QuestionAnswer) -> QuestionAnswerForm:
        """The form with the present values of the answer."""
        number = str(answer.evidence.number) if answer.evidence else NONE
        return based(cls(kind=answer.kind.value, text=answer.text, evidence=number, revision=str(answer.revision)))

    def offer(self, rows: Sequence[Evidence]) -> QuestionAnswerForm:
        """Offer these pieces of evidence; returns the form."""
        self.rows = {str(row.number): row for row in rows}
        offered = [SelectChoice(number, _line(row)) for number, row in self.rows.items()]
        self.evidence.choices = [SelectChoice(NONE, later(N_("None"))), *offered]
        return self

    def details(self) -> AnswerDetails:
        """The values of the form for the service; evidence that isn't offered is none."""
        return AnswerDetails(AnswerKind(self.kind.data), text(self.text), self.rows.get(self.evidence.data or NONE))


def _line(row: Evidence) -> str:
    return f"[{row.number}] {label(row.stance)}: {row.source.title}. “{excerpt(row.quote)}”"
