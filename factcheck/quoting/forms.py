"""The form of words that are selected in a capture."""

from __future__ import annotations

from wtforms import StringField, TextAreaField

from factcheck.anchoring.selectors import Quote, Selector
from factcheck.annotations.forms import PASSAGE
from factcheck.captures.models import Capture
from factcheck.documents.sentences import runs_of
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.quoting import service
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Number

MOST_SENTENCES = 200
APART = N_("Select one sentence, or several that follow each other.")


class CapturedWordsForm(Form):
    """Words of a capture with their context, or the sentences that were ticked, as `start-end`."""

    for_readers = frozenset({"exact", "prefix", "suffix"})

    exact = TextAreaField(N_("Quotation"), [AtMost(100_000)])
    prefix = StringField(N_("Words just before the quotation"), [AtMost(1000)])
    suffix = StringField(N_("Words just after the quotation"), [AtMost(1000)])
    hint = Number(N_("Position"))

    def words(self, capture: Capture, sentences: list[str]) -> Selector:
        """The words of the capture; raises Invalid for `exact` if it hasn't these, or if the sentences are apart."""
        if not sentences:
            exact, prefix, suffix = (
                (field.data or "").replace("\r\n", "\n") for field in (self.exact, self.prefix, self.suffix)
            )
            return service.passage(capture, Quote(exact, prefix, suffix, self.hint.data))
        found = [PASSAGE.fullmatch(value) for value in sentences[:MOST_SENTENCES]]
        runs = runs_of([(int(it[1]), int(it[2])) for it in found if it], capture.text or "")
        if len(runs) != 1:
            raise Invalid("exact", _(APART))
        return service.at(capture, *runs[0])
