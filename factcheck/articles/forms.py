"""The shape of an article as it comes in."""

from __future__ import annotations

from wtforms import BooleanField, FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import ValidationError

from factcheck.articles.details import MOST, ArticleDetails
from factcheck.articles.merge_forms import based
from factcheck.articles.models import Article
from factcheck.articles.text import MAX_BYTES
from factcheck.drafts.models import DraftFile
from factcheck.language import N_, _
from factcheck.web.forms import AtMost, Form, PastDay, Whole, text
from factcheck.web.numbers import number


class ParticularsForm(Form):
    """What is known about an article besides its text."""

    for_readers = frozenset({"title", "publisher", "byline", "published_on", "language", "canonical_url"})

    title = StringField(N_("Headline"), [AtMost(MOST["title"])])
    publisher = StringField(N_("Publisher"), [AtMost(MOST["publisher"])])
    byline = StringField(N_("Byline"), [AtMost(MOST["byline"])])
    published_on = PastDay(N_("Published on"))
    is_undated = BooleanField(N_("The date is unknown"))
    language = Whole(N_("Language"))
    canonical_url = Whole(N_("Address of the original"))
    revision = HiddenField()
    base = HiddenField()  # what the writer saw

    def validate_is_undated(self, field: BooleanField) -> None:
        """A day or the doubt, never both."""
        if field.data and self.published_on.day:
            raise ValidationError(_("Give the day, or say that it is unknown, not both."))

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


class TextForm(Form):
    """A text that is pasted or chosen as a file; `kept_file` is the SHA-256 of one that was chosen before a refusal."""

    for_quotation = frozenset({"text"})

    text = TextAreaField(N_("Text of the article"))
    upload = FileField(N_("Or a file, .txt or .html"), render_kw={"data-most": MAX_BYTES})
    kept_file = HiddenField()
    leave_out = BooleanField(N_("Don't use this file"))
    kept: DraftFile | None = None  # as `kept_file` names it


class ArticleForm(TextForm, ParticularsForm):
    """A new article: pasted or uploaded."""


class UpdateForm(TextForm):
    """The text of an article as its publisher changed it; `seen` is the number of the version that was changed."""

    for_readers = frozenset({"title"})

    text = TextAreaField(N_("The text as it reads now"))
    title = StringField(N_("Headline, if it changed"), [AtMost(MOST["title"])])
    seen = HiddenField()

    def seen_number(self) -> int:
        """The version that was the newest when the form was made; 0 when the form does not say."""
        return number(self.seen.data) or 0
