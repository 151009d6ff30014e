"""Under an approved verdict nothing of a claim slides away: what is refused, and by every way there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.claims import bulk, service, under_verdict
from factcheck.claims.bulk import Chosen
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.claims.under_verdict import ACTS, CHANGE_KIND, REFUSALS, Then
from factcheck.config import PROJECT
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.undo import service as undoing
from factcheck.verdicts.models import Edition
from tests.factories import make_article, make_claim, make_edition, make_user

NOUNS = ("article", "calculation", "claim", "evidence", "question", "relation", "reply", "source")
ARCHIVE = "so it can’t be archived"
KIND = "its type can’t be changed"


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


@pytest.fixture
def edition(version: Version) -> Edition:
    return make_edition(state="published", claim=make_claim(version=version))


@pytest.fixture
def claim(edition: Edition) -> Claim:
    return edition.verdict.claim


@pytest.fixture
def rita(app: Flask) -> User:
    return make_user("Rita")


def edit(actor: User, claim: Claim, **fields: object) -> None:
    service.edit(actor, claim, replace(ClaimDetails.of(claim), **fields), claim.revision)  # type: ignore[arg-type]


def recorded() -> Iterator[str]:
    """The names of all acts on these nouns that the code records, from its text."""
    for path in (PROJECT / "factcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"archiving.archive", "archiving.restore"}:
                noun = ast.literal_eval(node.args[2])
                if noun in NOUNS:
                    yield f"{noun}:{ast.unparse(node.func).removeprefix('archiving.')}"
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("record") and len(node.args) > 1:
                names = [ast.unparse(it).strip("f'\"") for it in node.args]
                yield from (name for name in names if ":" in name and name.partition(":")[0] in NOUNS)


def test_the_table_says_of_every_act_what_becomes_of_it() -> None:
    names = {name for name in recorded() if "{" not in name}
    names |= {f"claim:{kind}-anchor" for kind in ("confirm", "move", "give-up")}
    names |= {f"evidence:{kind}-quote" for kind in ("confirm", "unconfirm")}
    names |= {f"{noun}:{act}" for noun in ("source", "article") for act in ("watch", "unwatch")}
    assert len(names) > 20
    assert names == set(ACTS) - {CHANGE_KIND}
    assert set(REFUSALS) == {name for name, then in ACTS.items() if then is Then.REFUSED}


@pytest.mark.parametrize("state", ["approved", "published"])
def test_it_is_not_archived(version: Version, rita: User, state: str) -> None:
    claim = make_edition(state=state, claim=make_claim(version=version)).verdict.claim
    with pytest.raises(Conflict, match=ARCHIVE):
        service.archive(rita, claim)
    assert claim.archived_at is None


def test_it_is_not_archived_with_others(version: Version, claim: Claim) -> None:
    edda, other = make_user("Edda", Role.EDITOR), make_claim("Costs were halved", version)
    with pytest.raises(Conflict, match=f"Claim {claim.id}, .*{ARCHIVE}"):
        bulk.archive(edda, [Chosen(it, it.revision) for it in (claim, other)])
    assert (claim.archived_at, other.archived_at) == (None, None)


def test_undoing_its_highlighting_does_not_archive_it(version: Version, rita: User) -> None:
    claim = make_claim(version=version)
    make_edition(make_user("Edda", Role.EDITOR), "published", claim)
    with pytest.raises(Conflict, match="decided on claim"):
        undoing.undo(rita)
    db.session.rollback()
    assert claim.archived_at is None


def test_doing_an_archiving_again_does_not_archive_it(version: Version, rita: User) -> None:
    claim = make_claim(version=version)
    service.archive(rita, claim)
    undoing.undo(rita)
    service.set_state(make_user("Edda", Role.EDITOR), claim, ClaimState.DECIDED, "false")
    with pytest.raises(Conflict, match=ARCHIVE):
        undoing.redo(rita)
    db.session.rollback()
    assert claim.archived_at is None


def test_its_kind_stays_and_nothing_that_was_typed_is_half_saved(claim: Claim, rita: User) -> None:
    with pytest.raises(Invalid, match=KIND) as refusal:
        edit(rita, claim, statement="Another", kind=ClaimKind.OPINION, kind_reason="A view.")
    assert refusal.value.field == "kind"
    db.session.rollback()
    assert (claim.kind, claim.state) == (ClaimKind.CHECKABLE, ClaimState.DECIDED)
    assert claim.statement == "The harbour opens in May"


def test_an_edit_leaves_it_decided(claim: Claim, rita: User) -> None:
    edit(rita, claim, place="Tarnby", tags=("port",))
    assert (claim.state, claim.rating_key) == (ClaimState.DECIDED, "false")


def test_its_words_do_not_move(claim: Claim, rita: User) -> None:
    part = claim.annotations[0].targets[0]
    with pytest.raises(Conflict, match="Add another quote to the claim"):
        annotation_service.resize(rita, part, Quote("The harbour will open"), part.revision)


def test_undoing_an_edit_of_before_the_verdict_does_not_change_its_kind(version: Version, rita: User) -> None:
    claim = make_claim(version=version)
    edit(rita, claim, kind=ClaimKind.OPINION, kind_reason="A view.")
    edit(rita, claim, kind=ClaimKind.CHECKABLE)
    make_edition(make_user("Edda", Role.EDITOR), "published", claim)
    with pytest.raises(Conflict, match="decided on claim"):
        undoing.undo(rita)
    db.session.rollback()
    assert claim.kind is ClaimKind.CHECKABLE


def test_it_was_not_said_after_its_first_verdict(version: Version, rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    then = utcnow() - timedelta(days=9)
    with monkeypatch.context() as patch:
        patch.setattr("factcheck.verdicts.service.utcnow", lambda: then)
        claim = make_edition(state="published", claim=make_claim(version=version)).verdict.claim
    with pytest.raises(Invalid, match=r"was approved on .* Enter that date or an earlier one") as refusal:
        edit(rita, claim, said_on=then.date() + timedelta(days=3))
    assert refusal.value.field == "said_on"
    edit(rita, claim, said_on=then.date())


def test_an_article_that_is_archived_hides_no_claim_under_a_verdict(app: Flask, claim: Claim) -> None:
    articles.archive(make_user("Edda", Role.EDITOR), claim.annotations[0].article)
    db.session.commit()
    client = app.test_client()
    slug = db.session.scalar(text("SELECT slug FROM verdicts"))
    for page in (f"/checks/{slug}", "/checks", f"/reports/{claim.annotations[0].article_id}", "/feed.atom"):
        assert "The harbour opens in September" in client.get(page).text, page
    assert under_verdict.is_under_verdict(claim)
