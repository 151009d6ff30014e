"""Forms about evidence whose source has changed."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.watching.alarms.service import MAX_NOTE
from factcheck.watching.models import QuoteAlarm
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import AtMost, Filled
from factcheck.web.input.merging import based
from factcheck.web.input.numbers import number


class HoldForm(Form):
    """The decision that evidence still holds; `seen` and `seen_words` are of the alarm that was shown."""

    for_newsroom = frozenset({"note"})

    note = TextAreaField(N_("Note"), [AtMost(MAX_NOTE)])
    seen = HiddenField()
    seen_words = HiddenField()

    def seen_id(self) -> int:
        """The number of the alarm that was shown; 0 if it is missing."""
        return number(self.seen.data) or 0

    @classmethod
    def of(cls, alarm: QuoteAlarm) -> HoldForm:
        """The empty form about an alarm."""
        return cls(seen=str(alarm.id), seen_words=alarm.words or "")


class QuotationForm(RevisedForm):
    """The words that replace a quotation."""

    for_readers = frozenset({"quote"})

    quote = TextAreaField(N_("Quotation"), [Filled(N_("Enter the passage of the source that matters.")), AtMost(5000)])

    @classmethod
    def of(cls, evidence: Evidence, words: str | None = None) -> QuotationForm:
        """The form with these words, or those that are quoted now."""
        return based(cls(quote=evidence.quote if words is None else words, revision=str(evidence.revision)))
