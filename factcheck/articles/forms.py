"""The shape of an article as it comes in."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails
from factcheck.articles.models import Article
from factcheck.articles.reading import Manner
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.encodings.names import OFFERED, described
from factcheck.documents.formats import ACCEPTED, FORMATS
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import MAX_BYTES
from factcheck.i18n import N_, _
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import Address, AtMost, PastDay, Whole, choices, text
from factcheck.web.input.merging import based
from factcheck.web.input.numbers import number


class ParticularsForm(RevisedForm):
    """What is known about an article besides its text."""

    for_readers = frozenset({"title", "publisher", "byline", "published_on", "language", "canonical_url"})

    title = StringField(N_("Headline"), [AtMost(MAX_CHARACTERS["title"])])
    publisher = StringField(N_("Publisher"), [AtMost(MAX_CHARACTERS["publisher"])])
    byline = StringField(N_("Byline"), [AtMost(MAX_CHARACTERS["byline"])])
    published_on = PastDay(N_("Publication date"))
    is_undated = BooleanField(N_("Publication date unknown"))
    language = Whole(N_("Language"))
    canonical_url = Address(N_("Address of the original"))

    def validate_is_undated(self, field: BooleanField) -> None:
        """A day or the doubt, never both."""
        if field.data and self.published_on.day:
            raise ValidationError(_("Enter the date or choose “unknown”, not both."))

    def details(self) -> ArticleDetails:
        """What was typed, as the service takes it."""
        return ArticleDetails(
            title=text(self.title),
            publisher=text(self.publisher),
            byline=text(self.byline),
            published_on=self.published_on.day,
            language=text(self.language),
            canonical_url=text(self.canonical_url) or None,
        )

    @classmethod
    def of(cls, article: Article) -> ParticularsForm:
        """The form as the article stands now."""
        form = cls(
            title=article.title,
            publisher=article.publisher,
            byline=article.byline,
            published_on=article.published_on.isoformat() if article.published_on else "",
            is_undated=article.published_on is None,
            language=article.language,
            canonical_url=article.canonical_url or "",
            revision=str(article.revision),
        )
        return based(form)


AUTOMATIC = N_("Detect automatically")
PARAGRAPHS = {
    Paragraphs.AUTO: AUTOMATIC,
    Paragraphs.BLANKS: N_("Blank lines separate paragraphs"),
    Paragraphs.LINES: N_("Each line is a paragraph"),
    Paragraphs.JOINED: N_("Lines are hard-wrapped: join them"),
}


class TextForm(Form):
    """A text that is pasted or chosen as a file; `kept_file` is the SHA-256 of one that was chosen before a refusal."""

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
    asked: AmbiguousText | None = None  # what a person has to choose before the text can be read

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charset.choices = choices([("", AUTOMATIC)]) + [SelectChoice(name, described(name)) for name in OFFERED]

    def validate_upload(self, field: FileField) -> None:
        """A file that was chosen before a refusal is still there."""
        if self.is_file_gone:
            raise ValidationError(_("The file you chose earlier is no longer stored here. Choose it again."))

    def manner(self) -> Manner:
        """How the text is to be read, as far as that was chosen."""
        return Manner(self.charset.data or "", Paragraphs(self.paragraphs.data or ""))


class ArticleForm(TextForm, ParticularsForm):
    """A new article: pasted or uploaded."""


class UpdateForm(TextForm):
    """The text of an article as its publisher changed it; `seen` is the number of the version that was changed."""

    for_readers = frozenset({"title"})

    text = TextAreaField(N_("Current text"))
    title = StringField(N_("Headline, if it changed"), [AtMost(MAX_CHARACTERS["title"])])
    seen = HiddenField()

    def seen_number(self) -> int:
        """The version that was the newest when the form was made; 0 when the form does not say."""
        return number(self.seen.data) or 0
