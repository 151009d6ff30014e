"""Forms of followed feeds."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from factcheck.fulltext.questions import MOST_TERMS
from factcheck.i18n import N_, _
from factcheck.inbox.keywords import refused_count
from factcheck.inbox.models import FollowedFeed
from factcheck.inbox.service import FeedDetails
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import Address, AtMost, Filled, WebAddress, choices, text
from factcheck.web.input.merging import based

INTERVALS = {1: N_("Every hour"), 6: N_("Every 6 hours"), 24: N_("Every day")}
DEFAULT = 6  # hours


class FeedForm(RevisedForm):
    """A feed: its address first; `seen` is the address that the preview has shown."""

    for_newsroom = frozenset({"url", "title", "keywords"})
    said_by_help = frozenset({"url", "title", "keywords"})

    url = Address(N_("Address of a feed, a sitemap or a home page"), [Filled(N_("Enter an address.")), WebAddress()])
    title = StringField(N_("Title"), [AtMost(300)])
    keywords = TextAreaField(N_("Keywords"), [AtMost(2000)], render_kw={"rows": 3})
    interval = SelectField(N_("How often"), choices=choices(INTERVALS.items()), coerce=int, default=DEFAULT)
    seen = HiddenField()

    def validate_keywords(self, field: TextAreaField) -> None:
        """As many as a search takes."""
        if count := refused_count(text(field)):
            raise ValidationError(
                _("Use at most %(most)s words and phrases; these are %(count)s.", most=MOST_TERMS, count=count)
            )

    @property
    def is_previewed(self) -> bool:
        """Whether the preview has shown this address."""
        return bool(text(self.url)) and text(self.url) == self.seen.data

    def details(self) -> FeedDetails:
        """The values of the form for the service; a feed without a title is named after its address."""
        url = text(self.url)
        title = text(self.title) or url.partition("://")[2][:300]
        return FeedDetails(url, title, text(self.keywords), int(self.interval.data))

    @classmethod
    def of(cls, feed: FollowedFeed) -> FeedForm:
        """The form with the feed's current values."""
        form = cls(
            url=feed.url,
            title=feed.title,
            keywords=feed.keywords,
            interval=feed.interval_hours,
            revision=str(feed.revision),
        )
        return based(form)
