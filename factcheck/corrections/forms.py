"""Forms of what editors decide after publication: withdrawals, takedowns, changes by a publisher."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Regexp

from factcheck.corrections.models import Outcome
from factcheck.i18n import N_
from factcheck.verdicts.models import TakedownReason
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Filled, choices, labelled


class WithdrawalForm(Form):
    """Why a verdict no longer holds; `digest` is that of the snapshot that was shown."""

    for_readers = said_by_help = frozenset({"reason"})

    reason = TextAreaField(
        N_("Reason"), [Filled(N_("Enter the reason. Readers see it on the verdict’s page.")), AtMost(1000)]
    )
    digest = HiddenField(validators=[Regexp(r"^[0-9a-f]{64}\Z", message=N_("Reload the page."))])


class TakedownForm(Form):
    """The legal reason of a takedown, and where the newsroom finds the order."""

    for_readers = said_by_help = frozenset({"reason"})
    for_newsroom = frozenset({"note"})

    reason = RadioField(N_("Legal reason"), [Filled(N_("Choose the legal reason."))], choices=labelled(TakedownReason))
    note = TextAreaField(
        N_("Who issued the order, and its file number"),
        [Filled(N_("Enter who issued the order, and its file number.")), AtMost(1000)],
    )

    def request(self) -> tuple[TakedownReason, str]:
        """The values of the form, which is valid."""
        return TakedownReason(self.reason.data), self.note.data or ""


SEEN = "[0-9]{1,9}-[0-9]{1,9}"  # id and revision of an anchor


OUTCOMES = {
    Outcome.STANDS: N_("No effect: the verdict still stands"),
    Outcome.CORRECTED: N_("Correction: the publisher changed it and says so"),
    Outcome.STEALTH_EDIT: N_("Stealth edit: the publisher changed it without saying so"),
}


class ChangeForm(Form):
    """An editor's decision on words that changed after their verdict; `seen` are the anchors that were shown."""

    for_newsroom = frozenset({"outcome", "note"})

    outcome = RadioField(
        N_("What does the change mean?"),
        [Filled(N_("Choose what the change means."))],
        choices=choices((kind.value, words) for kind, words in OUTCOMES.items()),
    )
    note = TextAreaField(N_("Why, and where you looked"), [Filled(N_("Explain why.")), AtMost(1000)])
    seen = HiddenField(validators=[Regexp(rf"^({SEEN}( {SEEN})*)?\Z", message=N_("Reload the page."))])

    def answer(self) -> tuple[Outcome, str]:
        """The values of the form, which is valid."""
        return Outcome(self.outcome.data), self.note.data or ""

    def places(self) -> list[tuple[int, int]]:
        """The id and revision of every anchor that was shown."""
        pairs = [it.split("-") for it in (self.seen.data or "").split()]
        return [(int(number), int(revision)) for number, revision in pairs]


class QuestionForm(Form):
    """Why a verdict stands although its basis was changed; `revision` is that of the question."""

    for_newsroom = frozenset({"note"})

    note = TextAreaField(N_("Why the verdict still stands"), [Filled(N_("Explain why.")), AtMost(1000)])
    revision = HiddenField(validators=[Regexp(r"^[0-9]{0,9}\Z", message=N_("Reload the page."))])

    def seen_revision(self) -> int:
        """The revision of the question that was shown; 0 if it is missing."""
        return int(self.revision.data or 0)
