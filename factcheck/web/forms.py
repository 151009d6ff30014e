"""Common parts of forms: who sees a field, and what happens when a form is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

import wtforms
from flask import Response
from markupsafe import Markup
from wtforms import HiddenField

from factcheck.db import db, read_only, writers
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import N_
from factcheck.web.htmx import is_in_card, respond, wants_fragment, wants_json
from factcheck.web.input.bound_fields import MESSAGES, BuiltIn, bound
from factcheck.web.input.merging import MergedField, merge_into_form
from factcheck.web.input.numbers import revision

Result = TypeVar("Result")

READERS = N_("Readers see this.")
NEWSROOM = N_("Only the newsroom sees this.")
QUOTED = N_("Readers see the words a published claim quotes, with a few around them.")


class Form(wtforms.Form):
    """A form with built-in messages in the site's language, which knows who sees each field.

    Every text field is named in one of these tuples, also in forms that extend another: what an approved verdict takes
    into its snapshot is for readers.
    """

    for_readers: ClassVar[frozenset[str]] = frozenset()
    for_newsroom: ClassVar[frozenset[str]] = frozenset()
    for_quotation: ClassVar[frozenset[str]] = frozenset()
    is_for_readers: ClassVar[bool] = False  # as a whole: its template says so once, by the macro `audience`
    said_by_help: ClassVar[frozenset[str]] = frozenset()  # fields whose help says who sees them

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            audience = self.audience_of(field.name)
            is_said = field.name in self.said_by_help or (self.is_for_readers and audience == READERS)
            field.audience = "" if is_said else audience  # type: ignore[attr-defined]  # for the macro `field`

    @classmethod
    @cache
    def audience_of(cls, name: str) -> str:
        """Who sees a field, as a message to translate; empty if only the program does."""
        for kind in cls.__mro__:
            if issubclass(kind, Form):
                audiences = ((kind.for_readers, READERS), (kind.for_newsroom, NEWSROOM), (kind.for_quotation, QUOTED))
                if found := next((words for names, words in audiences if name in names), ""):
                    return found
        return ""

    def prefix_ids(self, prefix: str = "card-") -> None:
        """Give the fields ids of their own, for a page with another form of such fields; their names stay."""
        for field in self:
            field.id = field.label.field_id = f"{prefix}{field.id}"

    class Meta:
        """WTForms' own setting of the same."""

        def get_translations(self, form: wtforms.Form) -> BuiltIn:
            """Our catalog in place of WTForms' own."""
            return MESSAGES

        def bind_field(self, form: wtforms.Form, unbound: Any, options: Mapping[str, Any]) -> wtforms.Field:
            """A field of this form."""
            return bound(form, unbound, options)


class RevisedForm(Form):
    """A form made from a row; it has the revision of the row and the values that the writer saw."""

    revision = HiddenField()
    base = HiddenField()  # the values, as JSON

    def seen_revision(self) -> int:
        """The revision that the writer saw; raises DomainError (400) if it is missing."""
        return revision(self.revision.data)


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that wasn't accepted: nothing was saved, and its page is rendered again with this status."""

    status: int
    refusal: Invalid | Conflict | None = None  # raised by the action; None if the form itself found errors
    merged: Sequence[MergedField] | None = None  # a stale edit, merged; None if nothing was merged


def submit(
    form: Form,
    act: Callable[[], Result],
    *,
    ahead: Callable[[], object] | None = None,
    current: Callable[[], RevisedForm] | None = None,
) -> Result | Refused:
    """Validate a form and act on it; returns what `act` returned, or Refused.

    `act` is called with a valid form; it calls the service and doesn't commit. `current` makes the same form from the
    row as it is saved now. `ahead` is called with a valid form before `act` and outside the writers' lock: it does the
    slow steps (`db/slow.py:ahead`), whose results `act` reuses, or refuses. A refused form keeps all input.

    422: each error is at its field, all at once; those of no field are above the form. 409: somebody else saved first.
    With `current`, the form of a stale edit (EditConflict) has both changes, and `merged` has the differences from the
    saved row; any other Conflict is above the form.

    For programs the refusal is raised, so that they get problem+json with all errors or both sides. A Conflict is also
    raised for htmx unless it was merged: the browser shows it as a notice and leaves the form as it is. After a refusal
    nothing of the request is kept, and its page is rendered without the writers' lock. All other refusals pass through.
    """
    try:
        if form.validate():
            if ahead is not None:
                with read_only():
                    ahead()
            return act()
        refused = Refused(Invalid.status)
    except (Invalid, Conflict) as refusal:
        refused = Refused(refusal.status, refusal)
    db.session.rollback()
    writers.promise(writers.Mode.READS)
    if isinstance(refused.refusal, Conflict):
        return _on_conflict(form, refused.refusal, current)
    if refused.refusal is not None:
        add_error(form, refused.refusal)
    if wants_json():
        raise _all_errors(form)
    return refused


def render_form(
    page: str, form: Form, refused: Refused | None = None, fragment: str = "", /, **context: Any
) -> Response:
    """The page of a form, or the fragment of it that htmx requests; the page of a refused form with its status."""
    if is_in_card():
        form.prefix_ids()
    context |= {"form": form, "refused": refused, "in_card": is_in_card()}
    return respond(page, fragment or page, status=refused.status if refused else 200, **context)


def add_error(form: wtforms.Form, refusal: Invalid) -> None:
    """Put the errors of a service at the fields they name, or above the form if it has no such field."""
    for error in (refusal, *refusal.others):
        field = form._fields.get(error.field)  # WTForms has no typed look-up by name
        if field is None:
            form.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]


def hidden(name: str, value: object) -> Markup:
    """A hidden input, for templates."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def _all_errors(form: Form) -> Invalid:
    """All errors of a form as one refusal with others."""
    first, *others = [Invalid(name or "", str(error)) for name, errors in form.errors.items() for error in errors]
    first.others = others
    return first


def _on_conflict(form: Form, conflict: Conflict, current: Callable[[], RevisedForm] | None) -> Refused:
    fields = None
    if current is not None and isinstance(conflict, EditConflict) and isinstance(form, RevisedForm):
        fields = merge_into_form(form, current())
        conflict.sides = [field.side for field in fields]
    else:
        form.form_errors.append(conflict.message)
    if wants_json() or (wants_fragment() and fields is None):
        raise conflict
    return Refused(conflict.status, conflict, fields)
