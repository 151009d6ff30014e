"""The shape of what an editor chooses for readers."""

from __future__ import annotations

from wtforms import BooleanField, RadioField

from factcheck.i18n import N_
from factcheck.site.models import ReportSetting, ReportText
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import Filled, choices
from factcheck.web.input.merging import based

TEXTS = {
    ReportText.QUOTES: N_("Quotes only"),
    ReportText.WHOLE: N_("Whole text, for speeches, press releases and transcripts that we may republish"),
}


class ReportForm(RevisedForm):
    """How much of an article its report shows."""

    text = RadioField(
        N_("Text of the article"),
        [Filled(N_("Choose how much of the text readers see."))],
        choices=choices(TEXTS.items()),
    )
    shows_progress = BooleanField(N_("Show how many claims are still open, also before the first verdict"))

    @classmethod
    def of(cls, setting: ReportSetting | None) -> ReportForm:
        """The form as the setting is now."""
        text = setting.text if setting else ReportText.QUOTES
        shows = setting.shows_progress if setting else False
        return based(cls(text=text.value, shows_progress=shows, revision=str(setting.revision if setting else 0)))
