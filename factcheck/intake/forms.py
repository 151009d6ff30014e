"""Forms for incoming text: a new article, and a new version."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from factcheck.articles.details import MAX_CHARACTERS
from factcheck.articles.forms import ParticularsForm
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.encodings.names import OFFERED, described
from factcheck.documents.formats import ACCEPTED, FORMATS
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import MAX_BYTES
from factcheck.i18n import N_, _
from factcheck.intake.reading.parsing import Manner
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, choices
from factcheck.web.input.numbers import number

AUTOMATIC = N_("Detect automatically")
PARAGRAPHS = {
    Paragraphs.AUTO: AUTOMATIC,
    Paragraphs.BLANKS: N_("Blank lines separate paragraphs"),
    Paragraphs.LINES: N_("Each line is a paragraph"),
    Paragraphs.JOINED: N_("Lines are hard-wrapped: join them"),
}


class TextForm(Form):
    """A text that is pasted or chosen as a file; `kept_file` is the SHA-256 of a file kept after a refusal."""

    for_quotation = frozenset({"text"})

    text = TextAreaField(N_("Text of the article"))
    upload = FileField(N_("Or a file: text, web page or Markdown"), render_kw={"data-most": MAX_BYTES})
    kept_file = HiddenField()
    leave_out = BooleanField(N_("Don’t use this file"))
    format = SelectField(N_("Read it as"), choices=choices([("", AUTOMATIC), *FORMATS.items()]), default="")
    paragraphs = SelectField(N_("Paragraphs of plain text"), choices=choices(PARAGRAPHS.items()), default="")
    charset = SelectField(N_("Encoding"), choices=[], default="", validate_choice=False)
    accepted = ACCEPTED
    kept: DraftFile | None = None  # as `kept_file` names it
    is_file_gone = False  # the file that `kept_file` names
    asked: AmbiguousText | None = None  # the choice that is needed before the text can be read

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charset.choices = choices([("", AUTOMATIC)]) + [SelectChoice(name, described(name)) for name in OFFERED]

    def validate_upload(self, field: FileField) -> None:
        """A kept file still exists."""
        if self.is_file_gone:
            raise ValidationError(_("The file you chose earlier is no longer stored here. Choose it again."))

    def manner(self) -> Manner:
        """How to read the text, as far as that was chosen."""
        return Manner(self.charset.data or "", Paragraphs(self.paragraphs.data or ""))


class ArticleForm(TextForm, ParticularsForm):
    """A new article: pasted or uploaded."""


class UpdateForm(TextForm):
    """The text of an article as its publisher changed it; `seen` is the number of the version that was shown."""

    for_readers = frozenset({"title"})

    text = TextAreaField(N_("Current text"))
    title = StringField(N_("Headline, if it changed"), [AtMost(MAX_CHARACTERS["title"])])
    seen = HiddenField()

    def seen_number(self) -> int:
        """The number of the newest version when the form was made; 0 if it is missing."""
        return number(self.seen.data) or 0
