"""A form that somebody else overtook: both changes are put together in it, and what differs is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, Form, HiddenField, StringField
from wtforms.fields.choices import SelectFieldBase

from factcheck.articles.merging import Clash, merged
from factcheck.articles.runs import Change, Run, runs
from factcheck.db import db, reading
from factcheck.errors import Overtaken
from factcheck.language import _
from factcheck.web.fields import Whole
from factcheck.web.htmx import wants_json
from factcheck.web.jsonreader import read_json

PLAIN = (str, bool, type(None))  # what a field may hold
AnyForm = TypeVar("AnyForm", bound=Form)


class Together(NamedTuple):
    """A field as it was put together: what that changes in what is saved, and on what both clash."""

    label: str
    runs: list[Run]
    clashes: tuple[Clash, ...]
    side: dict[str, Any]  # its name, and what both have there, for programs


def based(form: AnyForm) -> AnyForm:
    """The form, with all that it was made from in its hidden field `base`."""
    form._fields["base"].data = json.dumps(_values(form), ensure_ascii=False)
    return form


def answer_overtaken(
    refusal: Overtaken, form: Form, now: Callable[[], Form], draw: Callable[[list[Together]], ResponseReturnValue]
) -> ResponseReturnValue:
    """What is answered (409) to a form that somebody overtook: both changes, on a page or, to programs, as data.

    `now` makes the same form of the thing as it is; `draw` answers with the page.
    """
    db.session.rollback()
    with reading():
        together = put_together(form, now())
        if wants_json():
            raise with_sides(refusal, together)
        return draw(together)


def with_sides(refusal: Overtaken, together: Sequence[Together]) -> Overtaken:
    """The refusal, with what both have in the fields that differ."""
    refusal.sides = [it.side for it in together]
    return refusal


def put_together(form: Form, now: Form) -> list[Together]:
    """Fill a form with its own changes and those of `now`, the same form as the thing stands.

    Texts are put together word by word, all other fields as wholes; what both changed stays as the writer has it.
    Answers those fields in which the outcome is not what is saved.
    """
    base = _base(form)
    for name in ("revision", "base"):
        form._fields[name].data = now._fields[name].data
    both = [_joined(form._fields[name], base.get(name, value), value) for name, value in _values(now).items()]
    return [it for it in both if it is not None]


def _joined(field: Field, base: Any, theirs: Any) -> Together | None:
    yours = _value(field)
    if _is_text(field):
        text, clashes = merged(str(base), yours, theirs)
        field.data, told = text, runs(theirs, text)
    else:
        is_clash = len({str(it) for it in (base, yours, theirs)}) == 3
        clashes = (Clash(_words(field, yours), _words(field, theirs)),) if is_clash else ()
        field.data = theirs if yours == base else yours
        old, new = _words(field, theirs), _words(field, field.data)
        told = [Run(Change.REMOVED, old), Run(Change.SAME, " "), Run(Change.ADDED, new)]
    side = {"field": field.name, "yours": _plain(yours), "theirs": _plain(theirs), "together": _plain(field.data)}
    if field.data == theirs and not clashes:
        return None
    return Together(_(field.label.text), told, clashes, side)


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
    """What the form says it was made from; a damaged one is nothing, and then all that differs is told."""
    try:
        found = read_json(form._fields["base"].data or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and all(isinstance(it, PLAIN) for it in found.values()) else {}
