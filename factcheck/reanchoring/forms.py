"""The shape of what a person decides about a carried mark."""

from __future__ import annotations

from wtforms import (
    HiddenField,
    TextAreaField,
)

from factcheck.anchoring.selectors import Quote
from factcheck.annotations.forms import WordsForm
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.web.input.fields import AtMost
from factcheck.web.input.numbers import revision


class MoveForm(WordsForm):
    """Where a mark stands: a passage that was offered, or other words of the text."""

    exact = TextAreaField(N_("Other quote from the current text"), [AtMost(100_000)])
    revision = HiddenField()

    def quote(self) -> Quote:
        """The one run of words that was given; raises Invalid when there are none, or several."""
        quote, *more = self.quotes()
        if more or not quote.exact.strip():
            raise Invalid("exact", _("Choose one of the passages, or enter one quote from the current text."))
        return quote

    def seen_revision(self) -> int:
        """The state of the mark that was shown; raises DomainError when the form does not say."""
        return revision(self.revision.data)
