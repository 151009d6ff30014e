"""Importing a list is repeatable, can be undone, and shows its checks beside similar claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.prior_checks import queries, service
from factcheck.prior_checks.matching import alikeness, checked_before
from factcheck.prior_checks.models import CheckImport, PriorCheck
from factcheck.prior_checks.reading.reader import read_list
from factcheck.undo import service as undo
from tests.conftest import path_of
from tests.factories import make_claim, make_user, post, post_files, sign_in, upload
from tests.prior_checks.test_reading_lists import HEADER, LINE

CLAIM = "Harbour will open in May, mayor says"
NEAR = "The harbour will open in May,Holt,2026-05-01,Faktabaari,https://fb.example/2,Harbour,Mostly false,2026-05-03,en"
LIST = "\n".join((HEADER, LINE, NEAR)).encode()
IMPORT = "/prior-checks/import"


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def imported(raw: bytes = LIST) -> CheckImport:
    done = service.import_list(make_user("Edda", Role.EDITOR), "list.csv", raw, read_list(raw))
    db.session.commit()
    return done


def test_twice_is_once(app: Flask) -> None:
    done = imported()
    assert (done.added_count, done.known_count) == (2, 0)
    with pytest.raises(Conflict, match="here already"):
        imported()
    db.session.rollback()
    assert db.session.query(PriorCheck).count() == 2
    more = imported(LIST + b"\nA third claim,,,P,https://p.example/3,,True,,")
    assert (more.added_count, more.known_count) == (1, 2)


def test_other_details_of_a_known_check_replace_them(app: Flask) -> None:
    imported()
    changed = imported(LIST.replace(b",False,", b",Corrected,"))
    assert (changed.added_count, changed.changed_count, changed.known_count) == (0, 1, 1)
    assert set(db.session.scalars(select(PriorCheck.rating))) == {"Corrected", "Mostly false"}


def test_a_list_without_a_good_row_is_refused_and_one_with_some_brings_these(app: Flask) -> None:
    with pytest.raises(Invalid, match="No row of this list can be imported"):
        imported(f"{HEADER}\n,,,,,,,,x".encode())
    db.session.rollback()
    done = imported(LIST + b"\n,,,,,,False,,")
    assert (done.added_count, done.refused_count) == (2, 1)


def test_only_editors_import_and_archive(app: Flask) -> None:
    with pytest.raises(NotAllowed, match="Only an editor can import"):
        service.import_list(make_user("Rita"), "list.csv", LIST, read_list(LIST))
    done = imported()
    for act in (service.archive, service.restore):
        with pytest.raises(NotAllowed):
            act(make_user("Rita"), done)


def test_an_archived_list_is_shown_nowhere_until_it_is_restored_or_comes_again(app: Flask) -> None:
    edda, done = make_user("Edda", Role.EDITOR), imported()
    assert checked_before([CLAIM])
    service.archive(edda, done)
    assert (checked_before([CLAIM]), db.session.scalars(queries.shown()).all()) == ([], [])
    with pytest.raises(Conflict, match="already archived"):
        service.archive(edda, done)
    service.restore(edda, done)
    with pytest.raises(Conflict, match="isn’t archived"):
        service.restore(edda, done)
    assert len(checked_before([CLAIM])) == 1
    service.archive(edda, done)
    db.session.commit()
    again = imported()
    assert (again.changed_count, len(db.session.scalars(queries.shown()).all())) == (2, 2)


def test_an_import_can_be_undone_and_done_again(app: Flask) -> None:
    edda = make_user("Edda", Role.EDITOR)
    imported()
    undo.undo(edda)
    assert checked_before([CLAIM]) == []
    undo.redo(edda)
    assert len(checked_before([CLAIM])) == 1


def test_similar_claims_are_found_by_their_words(app: Flask) -> None:
    imported()
    assert [check.rating for check in checked_before([CLAIM])] == ["Mostly false"]
    assert checked_before(["The ferry sails at noon", "", "harbour"]) == []
    assert [check.rating for check in checked_before(["x", "Did the bridge cost 40 million?"])] == ["False"]


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        (CLAIM, "The harbour will open in May", True),
        (CLAIM, "The mayor says that the new bridge will be open in June this year after long delays", False),
        ("harbour opens", "harbour opens", False),
        ("Vesi on kallista Porissa tänään", "Tänään Porissa vesi on kallis", True),
    ],
)
def test_alike_means_at_least_three_and_half_of_the_words(one: str, other: str, is_alike: bool) -> None:
    assert (alikeness(one, other) >= 0.5) is is_alike


def test_the_page_of_a_claim_and_the_selection_bar_show_what_others_found(rita: FlaskClient) -> None:
    claim = make_claim()
    assert "Checked before" not in rita.get(f"/claims/{claim.id}").text
    imported()
    for page in (
        rita.get(f"/claims/{claim.id}").text,
        rita.get(f"/articles/1/similar?hint=900&exact={CLAIM}").text,
    ):
        assert 'href="https://fb.example/2"' in page
        assert "Checked before by" in page
        assert "Mostly false" in page
    assert "/evidence/new?find=https://fb.example/2" in rita.get(f"/claims/{claim.id}").text


def test_a_list_is_looked_at_and_then_imported_without_choosing_it_again(edda: FlaskClient) -> None:
    bad = LIST + b"\n,,,P,https://p.example/3,,True,,"
    page = post_files(edda, IMPORT, upload=upload(bad, "list.csv"), choice="preview").text
    assert "new: 2" in page
    assert "Row 4, claim:" in page
    assert "Import 2 checks" in page
    assert db.session.query(PriorCheck).count() == 0
    kept = page.partition('name="kept_file" type="hidden" value="')[2].partition('"')[0]
    done = post(edda, IMPORT, choice="import", kept_file=kept)
    assert path_of(done.location) == "/prior-checks/lists"
    assert "2 checks imported." in edda.get(done.location).text
    again = post_files(edda, IMPORT, upload=upload(bad, "list.csv"), choice="preview").text
    assert "All checks of this list are here already." in again
    assert 'value="import"' not in again
    refused = post_files(edda, IMPORT, upload=upload(bad, "list.csv"), choice="import")
    assert (refused.status_code, "here already" in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({}, "Choose a file."),
        ({"kept_file": "0" * 64}, "no longer stored here"),
        ({"upload": (b"a,b", "list.csv")}, "Missing: claim, url, rating"),
        ({"upload": (b"claim,rating,url\n", "list.csv"), "publisher": "P" * 201}, "at most 200"),
        ({"upload": ("claim,rating,url\nT\xe4m\xe4,\xe4,https://a.example/1".encode("latin-1"), "a.csv")}, "encoding"),
    ],
)
def test_a_refused_list_says_why(edda: FlaskClient, sent: dict[str, object], reason: str) -> None:
    fields = {name: upload(*value) if isinstance(value, tuple) else value for name, value in sent.items()}
    answer = post_files(edda, IMPORT, choice="preview", **fields)
    assert (answer.status_code, reason in answer.text) == (422, True)


def test_lists_are_archived_and_restored_over_http(edda: FlaskClient) -> None:
    done = imported()
    assert "Undo" in edda.get(post(edda, f"/prior-checks/lists/{done.id}/archive").location).text
    assert "list.csv" in edda.get("/prior-checks/lists").text
    assert "fb.example" not in edda.get("/prior-checks").text
    post(edda, f"/prior-checks/lists/{done.id}/restore")
    assert "fb.example" in edda.get("/prior-checks").text


def test_the_list_is_searched_by_words(rita: FlaskClient) -> None:
    imported()
    page = rita.get("/prior-checks?q=harbour").text
    assert ("fb.example/2" in page, "fb.example/1" in page) == (True, False)
    assert "No check has these words" in rita.get("/prior-checks?q=xylophone").text


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["factcheck", "claims", "import", *arguments])


def test_a_command_imports_a_list_once_and_names_errors(app: Flask, tmp_path: Path) -> None:
    make_user("Edda", Role.EDITOR)
    file = tmp_path / "list.csv"
    file.write_bytes(LIST + b"\n,,,P,https://p.example/3,,True,,")
    arguments = (str(file), "--as", "edda@newsroom.example")
    looked = run(app, "--dry-run", *arguments)
    assert (looked.exit_code, looked.stdout) == (1, "would be added: 2, changed: 0, known: 0\n"), looked.output
    assert db.session.query(PriorCheck).count() == 0
    first, again = run(app, *arguments), run(app, *arguments)
    assert (first.exit_code, first.stdout) == (1, "added: 2, changed: 0, known: 0\n")
    assert "row 4, claim: The claim is missing." in first.stderr
    assert "1 of 3 rows were refused." in first.stderr
    assert (again.exit_code, again.stdout) == (1, "added: 0, changed: 0, known: 2\n")
    file.write_bytes(LIST)
    assert run(app, *arguments).exit_code == 0


def test_a_command_refuses_what_is_no_list_and_who_may_not(app: Flask, tmp_path: Path) -> None:
    make_user("Edda", Role.EDITOR)
    make_user("Rita")
    file = tmp_path / "list.csv"
    file.write_bytes(LIST)
    refused = run(app, str(file), "--as", "rita@newsroom.example")
    assert (refused.exit_code, "Only an editor" in refused.stderr) == (1, True), refused.output
    file.write_bytes("claim,rating,url\nTämä väite,ä,https://a.example/1".encode("latin-1"))
    asked = run(app, str(file), "--as", "edda@newsroom.example")
    assert (asked.exit_code, "Use --encoding: " in asked.stderr) == (1, True)
    assert run(app, str(tmp_path / "none.csv"), "--as", "edda@newsroom.example").exit_code == 2
