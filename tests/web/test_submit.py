"""`submit`: one form, one act, and the answer to each of its outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NoReturn

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from factcheck.accounts.models import Role, User
from factcheck.db import db, writers
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed, Refusals
from factcheck.web import handlers
from factcheck.web.forms import Refused, RevisedForm, render_form, submit
from factcheck.web.input.fields import AtMost, Filled
from factcheck.web.input.merging import based


class NoteForm(RevisedForm):
    """Two fields."""

    title = StringField("Title", [Filled("Enter a title."), AtMost(20)])
    note = StringField("Note", [AtMost(20)])


@pytest.fixture
def request_of_browser(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", method="POST"):
        yield


def form_of(title: str, note: str = "", **others: str) -> NoteForm:
    return NoteForm(MultiDict({"title": title, "note": note, **others}))


def refuse(refusal: Exception) -> NoReturn:
    raise refusal


@pytest.mark.usefixtures("request_of_browser")
def test_the_outcome_of_the_act_is_the_answer() -> None:
    assert submit(form_of("Ferry"), lambda: 7) == 7
    assert submit(form_of("Ferry"), lambda: None) is None


@pytest.mark.usefixtures("request_of_browser")
def test_a_form_that_is_not_valid_is_never_acted_on_and_says_all_errors_at_once() -> None:
    form = form_of(" ", "x" * 21)
    assert submit(form, lambda: pytest.fail("acted")) == Refused(422)
    assert form.title.errors == ["Enter a title."]
    assert form.note.errors == ["Enter at most 20 characters; this has 21."]


@pytest.mark.usefixtures("request_of_browser")
def test_each_refusal_of_the_act_stands_at_its_field_or_above_the_form() -> None:
    def act() -> None:
        refusals = Refusals()
        for field in ("title", "note", "elsewhere"):
            with refusals.gather():
                raise Invalid(field, f"Not this {field}.")
        refusals.tell()

    form = form_of("Ferry", "Late")
    refused = submit(form, act)
    assert refused is not None
    assert (refused.status, refused.merged) == (422, None)
    assert (form.title.errors, form.note.errors) == (["Not this title."], ["Not this note."])
    assert form.form_errors == ["Not this elsewhere."]
    assert (form.title.data, form.note.data) == ("Ferry", "Late")


@pytest.mark.usefixtures("request_of_browser")
@pytest.mark.parametrize("kind", [Conflict, EditConflict])
def test_a_conflict_is_said_above_the_form(kind: type[Conflict]) -> None:
    form, conflict = form_of("Ferry"), kind("Somebody archived it.")
    assert submit(form, lambda: refuse(conflict)) == Refused(409, conflict)
    assert form.form_errors == ["Somebody archived it."]


@pytest.mark.usefixtures("request_of_browser")
def test_a_stale_edit_is_merged_with_what_was_saved() -> None:
    shown = based(NoteForm(title="Ferry", note="Late", revision="1"))
    form = form_of("Ferry", "Very late", revision="1", base=str(shown.base.data))
    current = based(NoteForm(title="The ferry", note="Late", revision="2"))
    refused = submit(form, lambda: refuse(EditConflict("Changed.")), current=lambda: current)
    assert refused.status == 409
    assert (form.title.data, form.note.data, form.seen_revision()) == ("The ferry", "Very late", 2)
    assert [field.label for field in refused.merged or ()] == ["Note"]
    assert form.errors == {}


@pytest.mark.usefixtures("request_of_browser")
def test_a_conflict_that_is_no_stale_edit_is_never_merged() -> None:
    form, conflict = form_of("Ferry"), Conflict("Somebody archived it.")
    assert submit(form, lambda: refuse(conflict), current=lambda: pytest.fail("merged")) == Refused(409, conflict)


def test_a_program_gets_the_conflict_with_both_sides(app: Flask) -> None:
    form, current = form_of("Ferry", "Early"), based(NoteForm(title="Ferry", note="Late", revision="2"))
    with app.test_request_context("/", method="POST", headers={"Accept": "application/json"}):
        with pytest.raises(EditConflict, match="Changed") as raised:
            submit(form, lambda: refuse(EditConflict("Changed.")), current=lambda: current)
        assert [(side["yours"], side["theirs"]) for side in raised.value.sides] == [("Early", "Late")]


@pytest.mark.parametrize(
    ("title", "note", "errors"),
    [
        (" ", "x" * 21, {"title": "Enter a title.", "note": "Enter at most 20 characters; this has 21."}),
        ("Ferry", "Late", {"note": "Not this note."}),
    ],
)
def test_a_program_gets_all_errors(app: Flask, title: str, note: str, errors: dict[str, str]) -> None:
    with app.test_request_context("/", method="POST", headers={"Accept": "application/json"}):
        with pytest.raises(Invalid) as raised:
            submit(form_of(title, note), lambda: refuse(Invalid("note", "Not this note.")))
        problem = handlers.on_refusal(raised.value)
    assert (problem.status_code, problem.mimetype) == (422, "application/problem+json")
    assert {error["field"]: error["message"] for error in json.loads(problem.data)["errors"]} == errors


@pytest.mark.usefixtures("request_of_browser")
def test_other_refusals_pass_through() -> None:
    with pytest.raises(NotAllowed):
        submit(form_of("Ferry"), lambda: refuse(NotAllowed("Editors do this.")))


@pytest.mark.usefixtures("request_of_browser")
def test_nothing_of_a_refused_act_is_kept_and_its_page_only_reads() -> None:
    def act() -> None:
        nobody = User(name="Nobody", email="n@newsroom.example", role=Role.REVIEWER, active=True, fs_uniquifier="n")
        db.session.add(nobody)
        db.session.flush()
        raise Invalid("title", "No.")

    writers.promise(writers.Mode.WRITES)
    submit(form_of("Ferry"), act)
    assert db.session.query(User).count() == 0
    assert writers.mode() is writers.Mode.READS


def test_a_refused_form_is_drawn_with_its_status(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        for refused, status in ((None, 200), (Refused(422), 422), (Refused(409), 409)):
            assert render_form("_notice.html", form_of("Ferry"), refused, title="", message="").status_code == status
