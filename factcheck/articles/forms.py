"""The shape of the details of an article."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import ValidationError

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails
from factcheck.articles.medium import LABELLED, WORDS, Medium, MediumWords, medium_of
from factcheck.articles.models import Article
from factcheck.i18n import N_, _
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import Address, AtMost, PastDay, Whole, labelled, text
from factcheck.web.input.merging import based

NOT_BOTH = N_("Enter the date or choose “unknown”, not both.")


class ParticularsForm(RevisedForm):
    """What is known about an article besides its text."""

    for_readers = frozenset({"title", "publisher", "byline", "published_on", "language", "canonical_url", "medium"})
    is_for_readers = True

    title = StringField(N_("Headline"), [AtMost(MAX_CHARACTERS["title"])])
    publisher = StringField(N_("Publisher"), [AtMost(MAX_CHARACTERS["publisher"])])
    byline = StringField(N_("Byline"), [AtMost(MAX_CHARACTERS["byline"])])
    published_on = PastDay(N_("Publication date"))
    is_undated = BooleanField(N_("Publication date unknown"))
    language = Whole(N_("Language"))
    canonical_url = Address(N_("Address of the original"))
    medium = SelectField(N_("What it is"), choices=labelled(Medium), default=Medium.ARTICLE.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()

    @property
    def medium_words(self) -> MediumWords:
        """What the text and its details are called."""
        return WORDS[medium_of(self.medium.data)]

    def name_fields(self) -> None:
        """Give the fields the labels of the medium."""
        for name in LABELLED:
            self[name].label.text = getattr(self.medium_words, name)

    def validate_is_undated(self, field: BooleanField) -> None:
        """A day or the doubt, never both."""
        if field.data and self.published_on.day:
            raise ValidationError(_(NOT_BOTH))

    def details(self) -> ArticleDetails:
        """What was typed, as the service takes it."""
        return ArticleDetails(
            title=text(self.title),
            publisher=text(self.publisher),
            byline=text(self.byline),
            published_on=self.published_on.day,
            language=text(self.language),
            canonical_url=text(self.canonical_url) or None,
            medium=medium_of(self.medium.data),
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
            medium=article.medium.value,
            revision=str(article.revision),
        )
        return based(form)
