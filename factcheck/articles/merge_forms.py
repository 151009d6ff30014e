"""What is done with a form: it is validated, acted on, and refused beside its fields or merged with a newer change."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from flask import Response
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.fields.choices import SelectFieldBase

from factcheck import writers
from factcheck.db import db, reading
from factcheck.errors import Conflict, Invalid, Overtaken
from factcheck.language import _
from factcheck.textdiff.merging import Clash, merged
from factcheck.textdiff.runs import Change, Run, runs
from factcheck.web.fields import Whole
from factcheck.web.forms import Form, add_error
from factcheck.web.htmx import respond, wants_fragment, wants_json
from factcheck.web.jsonreader import read_json
from factcheck.web.numbers import revision

PLAIN = (str, bool, type(None))  # what a field may hold
Result = TypeVar("Result")
AnyForm = TypeVar("AnyForm", bound=Form)


class RevisedForm(Form):
    """A form made from a row, which says which revision of it and which values the writer saw."""

    revision = HiddenField()
    base = HiddenField()  # the values, as JSON

    def seen_revision(self) -> int:
        """The revision that the writer saw; raises DomainError (400) where the form doesn't say."""
        return revision(self.revision.data)


class MergedField(NamedTuple):
    """A field in which the merged text isn't what is saved: what it changes, and where both changes clash."""

    label: str
    runs: list[Run]
    clashes: tuple[Clash, ...]
    side: Mapping[str, Any]  # its name, and what both have there, for programs


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not accepted: nothing was saved, and its page is drawn again with this status."""

    status: int
    refusal: Invalid | Conflict | None = None  # raised by the act; None where the form itself found errors
    merged: Sequence[MergedField] | None = None  # a stale edit, merged; None where nothing was merged


def submit(
    form: Form, act: Callable[[], Result], *, current: Callable[[], RevisedForm] | None = None
) -> Result | Refused:
    """Validate a form and act on it; answers what `act` returned, or Refused.

    `act` is called with a valid form; it calls the service and doesn't commit. `current` makes the same form from the
    row as it is saved now. A refused form holds all that was typed, and:

    * 422: each error is at its field, all at once; those of no field are above the form;
    * 409: somebody else saved first. A stale edit (Overtaken) with `current` holds both changes, and `merged` tells how
      they differ from what is saved; any other Conflict is above the form.

    For programs the refusal is raised, so that they get problem+json with all errors or both sides. A Conflict is also
    raised for htmx unless it was merged: the browser shows it as a notice and leaves the form as it is. After a refusal
    nothing of the request is kept, and its page is drawn while others write. All other refusals pass through.
    """
    try:
        if form.validate():
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
    """The page of a form, or the fragment of it that htmx asks for; of a refused one with its status."""
    context |= {"form": form, "refused": refused}
    return respond(page, fragment or page, status=refused.status if refused else 200, **context)


def based(form: AnyForm) -> AnyForm:
    """The form, with all that it was made from in its hidden field `base`."""
    form._fields["base"].data = json.dumps(_values(form), ensure_ascii=False)
    return form


def merge_into_form(form: Form, current: Form) -> list[MergedField]:
    """Fill a form with its own changes and those of `current`, the same form as the row is saved now.

    Texts are merged word by word, all other fields as wholes; what both changed stays as the writer has it. Answers the
    fields in which the outcome isn't what is saved.
    """
    base = _base(form)
    for name in ("revision", "base"):
        form._fields[name].data = current._fields[name].data
    both = [_merged(form._fields[name], base.get(name, value), value) for name, value in _values(current).items()]
    return [field for field in both if field is not None]


def answer_overtaken(
    conflict: Overtaken, form: Form, current: Callable[[], Form], draw: Callable[[Refused], ResponseReturnValue]
) -> ResponseReturnValue:
    """As `submit` answers a stale edit, for views that catch it themselves."""
    db.session.rollback()
    with reading():
        fields = merge_into_form(form, current())
        conflict.sides = [field.side for field in fields]
        if wants_json():
            raise conflict
        return draw(Refused(conflict.status, conflict, fields))


def _all_errors(form: Form) -> Invalid:
    """What a form says of its fields, as one refusal with the others."""
    first, *others = [Invalid(name or "", str(error)) for name, errors in form.errors.items() for error in errors]
    first.others = others
    return first


def _on_conflict(form: Form, conflict: Conflict, current: Callable[[], RevisedForm] | None) -> Refused:
    fields = None
    if current is not None and isinstance(conflict, Overtaken) and isinstance(form, RevisedForm):
        fields = merge_into_form(form, current())
        conflict.sides = [field.side for field in fields]
    else:
        form.form_errors.append(conflict.message)
    if wants_json() or (wants_fragment() and fields is None):
        raise conflict
    return Refused(conflict.status, conflict, fields)


def _merged(field: Field, base: Any, theirs: Any) -> MergedField | None:
    yours = _value(field)
    if _is_text(field):
        text, clashes = merged(str(base), yours, theirs)
        field.data, told = text, runs(theirs, text)
    else:
        is_clash = len({str(value) for value in (base, yours, theirs)}) == 3
        clashes = (Clash(_words(field, yours), _words(field, theirs)),) if is_clash else ()
        field.data = theirs if yours == base else yours
        old, new = _words(field, theirs), _words(field, field.data)
        told = [Run(Change.REMOVED, old), Run(Change.SAME, " "), Run(Change.ADDED, new)]
    side = {"field": field.name, "yours": _plain(yours), "theirs": _plain(theirs), "together": _plain(field.data)}
    if field.data == theirs and not clashes:
        return None
    return MergedField(_(field.label.text), told, clashes, side)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bool | int | list) else str(value)


def _is_text(field: Field) -> bool:
    return isinstance(field, StringField) and not isinstance(field, Whole)


def _words(field: Field, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, SelectFieldBase):
        return next((str(label) for choice, label, *_rest in field.iter_choices() if choice == value), value)
    return str(value)


def _values(form: Form) -> dict[str, Any]:
    """What the fields hold that a person fills."""
    return {name: _value(it) for name, it in form._fields.items() if not isinstance(it, HiddenField)}


def _value(field: Field) -> Any:
    if isinstance(field, StringField):
        return (field.data or "").replace("\r\n", "\n").strip()
    return field.data


def _base(form: Form) -> dict[str, Any]:
    """What the form says it was made from; a damaged one is nothing, and then all that differs is shown."""
    try:
        found = read_json(form._fields["base"].data or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and all(isinstance(it, PLAIN) for it in found.values()) else {}
