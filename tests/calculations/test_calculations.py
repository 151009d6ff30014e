"""Tables of numbers on a claim: typed, refused by cell, in the edition, for readers and as files."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.calculations import service
from factcheck.calculations.models import Calculation
from factcheck.calculations.results import InvalidCell, TableDetails, table_of, tables_of
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.evidence import service as evidence
from factcheck.reviews.service import check_rationale
from factcheck.undo import service as undo
from factcheck.verdicts.basis_questions import queries as questions
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.requirements import CITES, NO_OPEN_ISSUES, met
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition
from tests.factories import make_claim, make_edition, make_evidence, make_user, post, rating, sign_in

CELLS = [["Year", "Ships"], ["2019", "1250 [1]"], ["2020", "1300 [1]"], ["growth", "=(B3-B2)/B2 [%]"]]
DETAILS = TableDetails("Ships in the harbour", CELLS, ["", "ships"])
TYPED = ["2", "", "ships", *(text for row in CELLS for text in row)]


@pytest.fixture
def claim(app: Flask) -> Claim:
    claim = make_claim()
    make_evidence(claim)
    return claim


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def added(claim: Claim, details: TableDetails = DETAILS) -> Calculation:
    row = service.add(make_user("Rita"), claim, details)
    db.session.commit()
    return row


def changed(row: Calculation, name: str, text: str) -> TableDetails:
    cells = [list(texts) for texts in row.cells]
    cells[int(name[1:]) - 1][ord(name[0]) - ord("A")] = text
    return TableDetails(row.title, cells, row.units)


def test_a_table_is_typed_calculated_and_shown_with_its_steps(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/tables/new"
    page = rita.get(url).text
    assert page.count('name="cells"') == 1 + 4 * 7
    seen = post(rita, url, title="Ships", cells=TYPED, choice="calculate").text
    assert "(1300 - 1250) / 1250" in seen
    assert "Not saved yet." in seen
    assert db.session.query(Calculation).count() == 0
    assert post(rita, url, title="Ships", cells=TYPED).location == f"/claims/{claim.id}#tables"
    page = rita.get(f"/claims/{claim.id}").text
    assert "4\N{NARROW NO-BREAK SPACE}%" in page
    assert "1250\N{NARROW NO-BREAK SPACE}ships" in page
    assert f'href="/claims/{claim.id}#evidence-1"' in page
    assert "added table [T1]" in page


def test_all_cells_that_are_refused_are_named_and_nothing_typed_is_lost(rita: FlaskClient, claim: Claim) -> None:
    typed = ["2", "", "", "=1+", "1,234", "=NOPE(1)", "5 [7]"]
    answer = post(rita, f"/claims/{claim.id}/tables/new", title="", cells=typed)
    assert answer.status_code == 422
    assert "Enter a title." in answer.text
    answer = post(rita, f"/claims/{claim.id}/tables/new", title="Ships", cells=typed)
    assert answer.status_code == 422
    for words in ("A1: This formula ends too early.", "B1: Write numbers like", "A2: There is no function NOPE here."):
        assert words in answer.text
    for text in typed[3:]:
        assert f'value="{text}"' in answer.text
    assert 'id="cell-A1" value="=1+" aria-label="A1" autocomplete="off" dir="auto" aria-invalid="true"' in " ".join(
        answer.text.split()
    )
    assert db.session.query(Calculation).count() == 0
    with pytest.raises(InvalidCell, match=r"B1: This claim has no evidence \[7\]"):
        service.add(make_user("Rita"), claim, TableDetails("Ships", [["1", "5 [7]"]], ["", ""]))
    with pytest.raises(InvalidCell, match="Fill in at least one cell"):
        service.add(make_user("Rita"), claim, TableDetails("Ships", [[" "]], [""]))


def test_rows_columns_and_copied_cells_are_added_without_saving(rita: FlaskClient, claim: Claim) -> None:
    url = f"/claims/{claim.id}/tables/new"
    page = post(rita, url, title="", cells=["1", "", "5"], choice="row").text
    assert page.count('name="cells"') == 1 + 1 * 3
    assert post(rita, url, cells=["1", "", "5"], choice="column").text.count('name="cells"') == 1 + 2 * 2
    page = post(rita, url, cells=["1", "", "5"], choice="paste", pasted="a\t1250\r\nb\t=B2*2\n", at="A2").text
    for name, text in (("A1", "5"), ("A2", "a"), ("B3", "=B2*2")):
        assert f'id="cell-{name}" value="{text}"' in page
    page = post(rita, url, cells=["1", "", "5"], choice="paste", pasted="1\t2", at="L1").text
    assert "ZZ1 is outside the table" in page
    assert "1\t2</textarea>" in page


def test_an_edit_names_the_cells_in_the_history_and_is_undone(rita: FlaskClient, claim: Claim) -> None:
    row, actor = added(claim), make_user("Rita")
    url = f"/calculations/{row.id}/edit"
    assert 'id="cell-B2" value="1250 [1]"' in rita.get(url).text
    typed = [it.replace("1250", "1200") for it in TYPED]
    assert post(rita, url, title=row.title, cells=typed, revision="1").status_code == 303
    db.session.expire_all()
    assert table_of(row).cells[-1].value == "0.0833333333333333"
    history = rita.get(f"/claims/{claim.id}/history").text
    assert "edited table [T1]" in history
    assert "B2: <span" in history
    stale = post(rita, url, title="Another", cells=TYPED, revision="1")
    assert stale.status_code == 409
    assert "edited" not in stale.text or "Another" in stale.text
    undo.undo(actor)
    db.session.refresh(row)
    assert row.cells[1][1] == "1250 [1]"
    with pytest.raises(EditConflict):
        service.edit(actor, row, DETAILS, 1)


def test_a_removed_table_keeps_its_number_and_comes_back(client: FlaskClient, claim: Claim) -> None:
    first, actor = added(claim), make_user("Rita")
    service.remove(actor, first)
    db.session.commit()
    second = added(claim)
    page = sign_in(client, actor).get(f"/claims/{claim.id}").text
    assert f'action="/calculations/{first.id}/restore"' in page
    assert (second.number, [it for it, _ in tables_of(claim.id)]) == (2, [second])
    for act in (service.remove, lambda who, it: service.edit(who, it, DETAILS, it.revision)):
        with pytest.raises(Conflict):
            act(actor, first)
    db.session.rollback()
    service.restore(actor, first)
    with pytest.raises(Conflict):
        service.restore(actor, first)
    service.move_up(actor, second)
    assert [it.number for it, _ in tables_of(claim.id)] == [2, 1]
    undo.undo(actor)
    assert [it.number for it, _ in tables_of(claim.id)] == [1, 2]


def test_a_claim_has_a_limit_of_tables(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    added(claim)
    monkeypatch.setattr(service, "MAX_TABLES", 1)
    with pytest.raises(Invalid, match="1 tables already"):
        added(claim)


def published(claim: Claim) -> Edition:
    added(claim)
    return make_edition(state="published", claim=claim)


def test_readers_have_the_table_its_steps_and_files(client: FlaskClient, claim: Claim) -> None:
    edition = published(claim)
    record = EditionSnapshot.from_json(edition.record or "")
    assert record.to_json() == edition.record
    assert '"typed":"=(B3-B2)/B2"' in (edition.record or "")
    slug = edition.verdict.slug
    page = client.get(f"/checks/{slug}").text
    assert 'id="table-1"' in page
    assert "(1300 - 1250) / 1250" in page
    assert 'href="#evidence-1"' in page
    text = client.get(f"/checks/{slug}/tables/1.csv").text
    assert "B4,'=(B3-B2)/B2,0.04,%,\r\n" in text
    assert "B2,1250,1250,ships,1\r\n" in text
    book = zipfile.ZipFile(io.BytesIO(client.get(f"/checks/{slug}/tables/1.xlsx").data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>(B3-B2)/B2</f><v>0.04</v>" in sheet
    assert "1980-01-01T00:00:00Z" in book.read("docProps/core.xml").decode()  # the same table gives the same bytes
    assert "[1]" in book.read("xl/sharedStrings.xml").decode()
    for wrong in ("2.csv", "1.pdf"):
        assert client.get(f"/checks/{slug}/tables/{wrong}").status_code == 404


def test_the_newsroom_downloads_what_is_typed_now(rita: FlaskClient, claim: Claim) -> None:
    row = added(claim)
    answer = rita.get(f"/calculations/{row.id}/file.xlsx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="claim-{claim.id}-T1.xlsx"'
    assert rita.get(f"/calculations/{row.id}/file.csv").text.startswith("cell,typed,value,unit,evidence\r\n")
    assert rita.get(f"/calculations/{row.id}/file.pdf").status_code == 404


def test_a_changed_or_removed_table_under_a_verdict_asks_the_editors(claim: Claim) -> None:
    edition, actor = published(claim), make_user("Rita")
    (row,) = db.session.query(Calculation).all()
    service.edit(actor, row, changed(row, "B2", "1200 [1]"), row.revision)
    db.session.commit()
    (change,) = questions.changes_under(edition)
    assert (change.name, change.of) == ("table", "[T1]")
    assert "B2: 1200 [ships] [1]" in (change.after or "")
    assert questions.open_question(claim.id) is not None
    undo.undo(actor)
    db.session.commit()
    assert questions.open_question(claim.id) is None
    service.remove(actor, row)
    db.session.commit()
    assert questions.changes_under(edition)[0].after is None
    service.restore(actor, row)
    added(claim)
    assert questions.changes_under(edition) == []


def test_a_cell_that_cites_withdrawn_evidence_keeps_the_verdict_from_approval(claim: Claim) -> None:
    make_evidence(claim)
    added(claim, TableDetails("Ships", [["5 [2]"]], [""]))
    edition = make_edition(state="submitted", claim=claim)
    assert met(build_snapshot(edition, "slug", "Edda", None), NO_OPEN_ISSUES)[CITES]
    row = next(it for it in claim_evidence(claim) if it.number == 2)
    evidence.withdraw(make_user("Edda", Role.EDITOR), row)
    assert not met(build_snapshot(edition, "slug", "Edda", None), NO_OPEN_ISSUES)[CITES]


def test_evidence_that_was_cited_before_may_stay_cited(claim: Claim) -> None:
    make_evidence(claim)
    row, actor = added(claim, TableDetails("Ships", [["5 [2]", "1"]], ["", ""])), make_user("Rita")
    evidence.withdraw(actor, next(it for it in claim_evidence(claim) if it.number == 2))
    service.edit(actor, row, changed(row, "B1", "2"), row.revision)
    assert row.cells == [["5 [2]", "2"]]
    with pytest.raises(InvalidCell, match=r"B1: This claim has no evidence \[3\]"):
        service.edit(actor, row, changed(row, "B1", "2 [3]"), row.revision)


def test_a_review_cites_a_table_and_an_archived_claim_takes_none(claim: Claim) -> None:
    added(claim)
    check_rationale(claim, rating(), "Fewer ships came [T1].")
    with pytest.raises(Invalid, match=r"\[T2\]"):
        check_rationale(claim, rating(), "Fewer ships came [T2].")
    claims.archive(make_user("Edda", Role.EDITOR), claim)
    with pytest.raises(Conflict, match="archived"):
        added(claim)


def claim_evidence(claim: Claim) -> list[evidence.Evidence]:
    return list(db.session.query(evidence.Evidence).filter_by(claim_id=claim.id))
