"""The form of a redaction: boxes typed or drawn, lines of the text that were chosen, and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from wtforms import TextAreaField
from wtforms.validators import InputRequired, ValidationError

from factcheck.accounts.models import User
from factcheck.captures.models import Capture, Redaction
from factcheck.errors import DomainError, Invalid
from factcheck.i18n import N_, _
from factcheck.redaction import service
from factcheck.redaction.boxes import Box, parsed
from factcheck.redaction.service import RedactedFile
from factcheck.viewing.pictures import PictureRefused
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, text

LINES = "line"  # the check boxes of lines; each value is a box
MAX_REASON = 2_000  # characters


class RedactionForm(Form):
    """What is marked on a file of so many pages, and why."""

    for_newsroom = frozenset({"reason"})

    boxes = TextAreaField(N_("Boxes"), [AtMost(20_000)])
    reason = TextAreaField(N_("Why this is redacted"), [InputRequired(), AtMost(MAX_REASON)])
    pages = 1
    marked: Sequence[Box] = ()
    file: RedactedFile | None = None

    def validate_boxes(self, field: TextAreaField) -> None:
        """All that is wrong with the boxes, line by line; those of chosen lines count as typed below."""
        typed = "\n".join(filter(None, [text(field), *request.form.getlist(LINES)]))
        self.marked, errors = parsed(typed, self.pages)
        if errors:
            raise ValidationError(" ".join(_(it.message, **it.values) for it in errors))

    def prepare(self, actor: User, original: Capture) -> RedactedFile:
        """Make the file; raises Invalid for `boxes` with the reason if that isn't possible."""
        try:
            self.file = service.prepare(actor, original, self.marked)
        except PictureRefused as refusal:
            raise Invalid("boxes", str(refusal)) from None
        return self.file

    def redact(self, actor: User, original: Capture) -> Redaction:
        """Add the file that was made."""
        if self.file is None:
            raise DomainError(_("Mark what is redacted first."))
        return service.redact(actor, original, self.file, text(self.reason))
