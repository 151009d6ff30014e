"""A form that somebody else overtook: both changes are put together in it, and what differs is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from wtforms import Form

from factcheck.articles.merging import Clash, merged
from factcheck.articles.runs import Run, runs
from factcheck.errors import Conflict
from factcheck.language import _


class Together(NamedTuple):
    """A field as it was put together: what that changes in the saved text, and the words on which both clash."""

    label: str
    runs: list[Run]
    clashes: tuple[Clash, ...]


def based(texts: Mapping[str, str]) -> str:
    """The texts that a form was made from, for its hidden field `base`."""
    return json.dumps(texts, ensure_ascii=False)


def put_together(form: Form, conflict: Conflict) -> list[Together]:
    """Fill the form's fields with both changes; answers those fields in which the outcome is not what is saved."""
    base = _base(form)
    found = []
    for name, theirs in conflict.theirs.items():
        field = form._fields.get(name)  # WTForms offers no typed look-up by name
        if field is None:
            continue
        yours = (field.data or "").replace("\r\n", "\n").strip()
        both = merged(base.get(name, theirs), yours, theirs)
        field.data = both.text
        if both.text != theirs or both.clashes:
            found.append(Together(_(field.label.text), runs(theirs, both.text), both.clashes))
    form._fields["base"].data = based(conflict.theirs)
    return found


def _base(form: Form) -> dict[str, str]:
    """What the form says it was made from; a damaged one is none, and then all that differs is told."""
    try:
        found = json.loads(form._fields["base"].data or "{}")
    except ValueError:
        return {}
    return {str(name): str(text) for name, text in found.items()} if isinstance(found, dict) else {}
