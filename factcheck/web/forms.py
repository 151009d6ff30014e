"""What the forms of all rooms share."""

from __future__ import annotations

from typing import Any, ClassVar

import wtforms
from markupsafe import Markup

from factcheck.errors import Invalid
from factcheck.language import N_, _

BUILT_IN = (  # what WTForms itself may say of our fields; it puts the number in
    N_("Invalid Choice: could not coerce."),
    N_("Invalid input."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("This field is required."),
)


class _BuiltIn:
    """Where WTForms gets its own messages from."""

    def gettext(self, message: str) -> str:
        """The message in the site's language, with its placeholders."""
        return _(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """That for so many things."""
        return _(one if number == 1 else many)


READERS = N_("Readers see this.")
NEWSROOM = N_("Only the newsroom sees this.")
QUOTED = N_("Readers see the words a published claim quotes, with a few around them.")


class Form(wtforms.Form):
    """A form with built-in messages in the site's language, which says who sees each field.

    Every field of words is named in one of these, also in those of a form that it extends: what an approved verdict
    takes into its record is for readers.
    """

    for_readers: ClassVar[frozenset[str]] = frozenset()
    for_newsroom: ClassVar[frozenset[str]] = frozenset()
    for_quotation: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            field.audience = self.audience_of(field.name)  # type: ignore[attr-defined]  # for the macro `field`

    @classmethod
    def audience_of(cls, name: str) -> str:
        """Who sees a field, in words to be translated; empty where nobody but the program does."""
        for kind in cls.__mro__:
            if issubclass(kind, Form):
                audiences = ((kind.for_readers, READERS), (kind.for_newsroom, NEWSROOM), (kind.for_quotation, QUOTED))
                if found := next((words for names, words in audiences if name in names), ""):
                    return found
        return ""

    class Meta:
        """WTForms' own way to say so."""

        def get_translations(self, form: wtforms.Form) -> _BuiltIn:
            """Our catalog in place of WTForms' own."""
            return _BuiltIn()


def add_error(form: wtforms.Form, refusal: Invalid) -> None:
    """Put a service's refusals beside the fields they name, or above the form when it has no such field."""
    for it in (refusal, *refusal.others):
        field = form._fields.get(it.field)  # WTForms offers no typed look-up by name
        if field is None:
            form.form_errors.append(it.message)
        else:
            field.errors = [*field.errors, it.message]


def hidden(name: str, value: object) -> Markup:
    """A hidden input, for templates."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
