"""Fields of forms: made once from their description, and copied for each form, which is what most of a form cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms
from wtforms.fields.core import Label
from wtforms.i18n import DummyTranslations

from factcheck.i18n import N_, _

KEPT = "made_before"  # attribute of a description

BUILT_IN = (  # WTForms' own messages for our fields; it inserts the number
    N_("Invalid Choice: could not coerce."),
    N_("Invalid input."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("This field is required."),
)


class BuiltIn:
    """The source of WTForms' own messages."""

    def gettext(self, message: str) -> str:
        """The message in the site's language, with its placeholders."""
        return _(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The singular or plural of the message."""
        return _(one if number == 1 else many)


MESSAGES = BuiltIn()


def bound(form: wtforms.Form, described: Any, options: Mapping[str, Any]) -> wtforms.Field:
    """A field for this form, as WTForms binds it with these options; it shares nothing with others that changes."""
    made = vars(described).get(KEPT)
    if made is None or made.name != f"{options['prefix']}{options['name']}":
        untranslated = {**options, "translations": DummyTranslations()}  # pages translate its label
        made = described.bind(form=form, **untranslated)
        made._form = made.meta = None
        setattr(described, KEPT, made)
    field: wtforms.Field = object.__new__(type(made))  # the class itself would make a description
    label = Label(made.label.field_id, made.label.text)
    vars(field).update(vars(made), _form=form, meta=form.meta, label=label, _translations=MESSAGES)
    return field
