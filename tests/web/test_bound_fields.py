"""Fields are made once and copied for each form: no form changes another one."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.web.forms import Form
from factcheck.web.input.fields import Filled

pytestmark = pytest.mark.on_sqlite  # asks no database


class PlaceForm(Form):
    """Two fields."""

    place = StringField("Place", [Filled("Enter a place.")])
    kind = SelectField("Kind", choices=[SelectChoice("town", "Town")])


class AnotherForm(PlaceForm):
    """The same fields."""


@pytest.fixture(autouse=True)
def request_of_browser(app: Flask) -> None:
    app.test_request_context("/")


def test_what_a_form_changes_in_its_fields_stays_its_own() -> None:
    changed = PlaceForm(MultiDict({"place": "", "kind": "river"}))
    changed.prefix_ids()
    changed.place.label.text = "Town"
    changed.kind.choices = [SelectChoice("river", "River")]
    assert not changed.validate()
    for form in (PlaceForm(), AnotherForm()):
        assert (form.place.id, form.place.label.field_id, form.place.label.text) == ("place", "place", "Place")
        assert [it.value for it in form.kind.choices or ()] == ["town"]
        assert not form.place.errors
        assert form.place.data is None
        assert form.place.meta is form.meta


def test_forms_on_one_page_may_have_prefixes_of_their_own() -> None:
    names = [PlaceForm(prefix=prefix).place.name for prefix in ("", "one", "", "other", "one")]
    assert names == ["place", "one-place", "place", "other-place", "one-place"]


def test_a_field_says_whether_it_must_be_filled() -> None:
    for form in (PlaceForm(), PlaceForm()):
        assert form.place.flags.required
        assert not form.kind.flags.required
