"""Merge a form with what somebody else saved while it was filled in, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from wtforms import BooleanField, Field, Form, HiddenField, StringField
from wtforms.fields.choices import SelectFieldBase

from factcheck.db.slow import ahead
from factcheck.i18n import _
from factcheck.textdiff.merging import Clash, merged
from factcheck.textdiff.runs import Run, RunKind, runs
from factcheck.web.input.fields import Whole
from factcheck.web.input.json_reader import read_json

PLAIN = (str, bool, type(None))  # the value of a field
AnyForm = TypeVar("AnyForm", bound=Form)
merged_ahead = ahead("merging two changes of a text")(merged)


class MergedField(NamedTuple):
    """A field whose merged text differs from what is saved: the changes, and the conflicts."""

    label: str
    runs: list[Run]
    clashes: tuple[Clash, ...]
    side: Mapping[str, Any]  # its name, and both values, for programs


def based(form: AnyForm) -> AnyForm:
    """The form, with the values it was made from in its hidden field `base`."""
    form._fields["base"].data = json.dumps(_values(form), ensure_ascii=False)
    return form


def merge_into_form(form: Form, current: Form) -> list[MergedField]:
    """Fill a form with its own changes and those of `current`, the same form as the row is saved now.

    Texts are merged word by word, all other fields as wholes; in a conflict the writer's value is kept. Returns the
    fields whose merged value isn't what is saved.
    """
    base = _base(form)
    for name in ("revision", "base"):
        form._fields[name].data = current._fields[name].data
    both = [_merged(form._fields[name], base.get(name, value), value) for name, value in _values(current).items()]
    return [field for field in both if field is not None]


def _merged(field: Field, base: Any, theirs: Any) -> MergedField | None:
    yours = _value(field)
    if _is_text(field):
        text, clashes = merged_ahead(str(base), yours, theirs)
        field.data, conflicts = text, runs(theirs, text)
    else:
        is_clash = len({str(value) for value in (base, yours, theirs)}) == 3
        clashes = (Clash(_words(field, yours), _words(field, theirs)),) if is_clash else ()
        field.data = theirs if yours == base else yours
        old, new = _words(field, theirs), _words(field, field.data)
        conflicts = [Run(RunKind.REMOVED, old), Run(RunKind.SAME, " "), Run(RunKind.ADDED, new)]
    side = {"field": field.name, "yours": _plain(yours), "theirs": _plain(theirs), "together": _plain(field.data)}
    if field.data == theirs and not clashes:
        return None
    return MergedField(_(field.label.text), conflicts, clashes, side)


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
    """The values of the fields that a person fills in."""
    return {name: _value(it) for name, it in form._fields.items() if not isinstance(it, HiddenField)}


def _value(field: Field) -> Any:
    if isinstance(field, StringField):
        return (field.data or "").replace("\r\n", "\n").strip()
    return field.data


def _base(form: Form) -> dict[str, Any]:
    """The values that the form was made from; if they are damaged, none, and then every difference is shown."""
    try:
        found = read_json(form._fields["base"].data or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and all(isinstance(it, PLAIN) for it in found.values()) else {}
