"""Forms of confidential sources."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from factcheck.i18n import N_
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Number


class UnmarkForm(Form):
    """Why the whole newsroom may see a source from now on."""

    for_newsroom = frozenset({"reason"})

    reason = TextAreaField(N_("Reason"), [AtMost(1000)])


class AccessForm(Form):
    """The person who is given access."""

    user_id = Number(N_("Person"), [InputRequired(N_("Choose a person."))])
