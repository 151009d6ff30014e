"""Whatever is done in whatever order: every undecided claim that is not archived is on the desk of somebody here."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.articles.models import Version
from factcheck.claims import service as claims
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db, utcnow
from factcheck.desk.home.groups import GROUPS
from factcheck.errors import DomainError
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition, Verdict
from factcheck.web.drafts import Draft
from tests.factories import make_article, make_claim, make_user, post, rating, sign_in

STEPS, HISTORIES = 50, 8
UNDECIDED = (ClaimState.OPEN, ClaimState.IN_REVIEW)
CAST = {"Rita": Role.REVIEWER, "Rob": Role.REVIEWER, "Olli": Role.REVIEWER, "Edda": Role.EDITOR, "Emil": Role.EDITOR}
Place = tuple[int, str]  # a person by their id, and a group of their desk
WORDS = ("The harbour will open in May", "Costs were halved", "mayor Signe Holt said on Monday")


class History:
    """Somebody does something to some claim, through the services, over and over."""

    def __init__(self, seed: int, version: Version) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a history, not a secret
        self.people = [make_user(name, role) for name, role in CAST.items()]
        self.claims = [make_claim(words, version) for words in WORDS]

    def go_on(self) -> str:
        act = self.chance.choice(ACTS)
        claim, actor = self.chance.choice(self.claims), self.chance.choice([it for it in self.people if it.active])
        try:
            with db.session.begin_nested():
                act(self, actor, claim)
                db.session.flush()
        except DomainError:
            db.session.expire_all()
            return ""
        return f"{actor.name}: {act.__name__} on {claim.id}"

    def edition(self, claim: Claim) -> Edition:
        """The newest edition of the claim's verdict; a refusal when it has none."""
        query = select(Edition).join(Edition.verdict).where(Verdict.claim_id == claim.id)
        found = db.session.scalars(query.order_by(Edition.number.desc())).first()
        if found is None:
            raise DomainError("There is no edition.")
        return found

    def details(self) -> VerdictDetails:
        return VerdictDetails(rating(self.rating()), "A headline", "A summary.", "So it is.")

    def rating(self) -> str:
        return self.chance.choice(["false", "true"])


def assign(it: History, actor: User, claim: Claim) -> None:
    reviewer = it.chance.choice(it.people)
    reviews.assign(actor, claim, reviewer, it.chance.choice([None, utcnow().date() - timedelta(days=2)]))


def review(it: History, actor: User, claim: Claim) -> None:
    reviews.submit(actor, claim, rating(it.rating()), "So it is.", Confidence.HIGH)


def propose(it: History, actor: User, claim: Claim) -> None:
    verdicts.propose(actor, claim, it.details())


def submit(it: History, actor: User, claim: Claim) -> None:
    edition = it.edition(claim)
    verdicts.submit(it.chance.choice([actor, edition.author]), edition, edition.revision)


def send_back(it: History, actor: User, claim: Claim) -> None:
    edition = it.edition(claim)
    verdicts.send_back(actor, edition, "Which page?", edition.revision)


def approve(it: History, actor: User, claim: Claim) -> None:
    edition = it.edition(claim)
    verdicts.approve(actor, edition, edition.revision, publish=it.chance.random() < 0.5)


def publish(it: History, actor: User, claim: Claim) -> None:
    verdicts.release(actor, it.edition(claim))


def correct(it: History, actor: User, claim: Claim) -> None:
    verdicts.correct(actor, it.edition(claim).verdict, it.details(), CorrectionClass.VERDICT_CHANGED, "We erred.")


def discard(it: History, actor: User, claim: Claim) -> None:
    edition = it.edition(claim)
    verdicts.discard(it.chance.choice([actor, edition.author]), edition)


def call_opinion(it: History, actor: User, claim: Claim) -> None:
    said = {"kind": ClaimKind.OPINION, "kind_reason": "Taste"}
    claims.edit(actor, claim, ClaimDetails.of(claim, said), claim.revision)


def call_checkable(it: History, actor: User, claim: Claim) -> None:
    claims.edit(actor, claim, ClaimDetails.of(claim, {"kind": ClaimKind.CHECKABLE}), claim.revision)


def archive(it: History, actor: User, claim: Claim) -> None:
    claims.archive(actor, claim)


def restore(it: History, actor: User, claim: Claim) -> None:
    claims.restore(actor, claim)


def leave(it: History, actor: User, claim: Claim) -> None:
    """One editor stays: an installation keeps somebody who may edit."""
    if any(other.active and other.role is Role.EDITOR and other is not actor for other in it.people):
        actor.active = False


def come_back(it: History, actor: User, claim: Claim) -> None:
    it.chance.choice(it.people).active = True


ACTS: tuple[Callable[[History, User, Claim], None], ...] = (
    *(assign, assign, review, review, review, review, propose, submit, submit, send_back, approve, publish, correct),
    *(discard, call_opinion, call_checkable, call_checkable, archive, restore, restore, leave, come_back),
)


def claim_of(row: Any) -> int | None:
    if isinstance(row, Claim):
        return row.id
    if isinstance(row, Edition):
        return row.verdict.claim_id
    return getattr(row, "claim_id", None)


def on_no_desk(claim_ids: set[int], places: dict[int, Place]) -> set[int]:
    """Those of the claims that are on the desk of nobody who is still here; where they were before is read first."""
    missing, before = set(claim_ids), set(places.values())
    people = db.session.scalars(select(User).where(User.active)).all()
    every = [(user, group) for user in people for group in GROUPS if group.is_for(user)]
    for user, group in sorted(every, key=lambda it: (it[0].id, it[1].name) not in before):
        if not missing:
            break
        found = missing & {claim_of(row) for row in db.session.scalars(group.rows(user)).unique()}
        places |= dict.fromkeys(found, (user.id, group.name))
        missing -= found
    return missing


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_undecided_claim_is_on_a_desk(app: Flask, seed: int) -> None:
    it, told, states, places = History(seed, make_article()), [], set[ClaimState](), dict[int, Place]()
    undecided = select(Claim.id, Claim.state).where(Claim.state.in_(UNDECIDED), Claim.archived_at.is_(None))
    for _ in range(STEPS):
        told.append(it.go_on())
        found = {row.id: row.state for row in db.session.execute(undecided)}
        states |= set(found.values())
        assert on_no_desk(set(found), places) == set(), list(filter(None, told))
    assert states == set(UNDECIDED)


@pytest.mark.parametrize("seed", range(2))
def test_each_group_on_the_desk_counts_and_leads_to_exactly_its_rows(app: Flask, seed: int) -> None:
    version = make_article("\n\n".join(f"This is sentence number {number}." for number in range(1, 26)), "Many")
    edda = make_user("Edda", Role.EDITOR)
    made = [make_claim(f"sentence number {number}.", version) for number in range(1, 26)]
    for claim in made[: 12 + seed]:
        day = utcnow().date() if claim.id % 2 and seed else None
        reviews.assign(edda, claim, edda if seed else make_user("Rita"), day)
        reviews.submit(make_user("Rob"), claim, rating(), "So it is.", Confidence.HIGH)
    for number in range(11):
        form = f"/claims/{number}/edit"
        db.session.add(
            Draft(user_id=edda.id, form=form, page=form, title=f"Draft {number}", fields={"a": ["b"]}, size=2)
        )
    db.session.commit()
    client = sign_in(app.test_client(), edda)
    desk = client.get("/").text
    for group in GROUPS:
        count = group.total(edda)
        heading = f'<h2 id="{"now" if group.is_urgent else f"group-{group.name}"}">'
        section = desk.partition(heading)[2].partition("</section>")[0]
        if group.is_urgent:
            assert section.count(f'data-group="{group.name}"') == min(count, group.limit), group.name
        else:
            assert (heading in desk) == (count > 0), group.name
            assert section.count('class="title"') == min(count, group.limit)
            assert count == 0 or f'<span class="count">{count}</span>' in section
        assert (f'href="/desk/{group.name}"' in section) == (count > group.limit), group.name
        assert listed(client, group.name) == count, group.name


def listed(client: Any, name: str) -> int:
    """How many different things the pages of a group name."""
    where, found = f"/desk/{name}", []
    while where:
        page = client.get(where)
        assert page.status_code == 200
        found += re.findall(r'class="title"><a href="([^"]*)"', page.text)
        more = re.search(r'rel="next" href="([^"]*)"', page.text)
        where = more[1].replace("&amp;", "&") if more else ""
    assert len(set(found)) == len(found)
    return len(found)


def test_the_pages_of_a_list_by_day_go_on_past_those_without_one(app: Flask) -> None:
    version = make_article("\n\n".join(f"This is sentence number {number}." for number in range(1, 36)), "Many")
    edda = make_user("Edda", Role.EDITOR)
    for number in range(1, 36):
        due = utcnow().date() + timedelta(days=number) if number % 2 else None
        reviews.assign(edda, make_claim(f"sentence number {number}.", version), edda, due)
    db.session.commit()
    assert listed(sign_in(app.test_client(), edda), "assigned") == 35


@pytest.mark.parametrize("name", ["ready", "decisions", "nonsense"])
def test_a_group_that_one_does_not_have_is_not_there(app: Flask, name: str) -> None:
    assert sign_in(app.test_client(), make_user("Rita")).get(f"/desk/{name}").status_code == 404


def test_an_empty_group_says_so(app: Flask) -> None:
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert "Nothing left in this list" in edda.get("/desk/ready").text


def test_two_who_agree_make_a_claim_ready_and_one_alone_makes_it_nobodys(app: Flask) -> None:
    claim, edda = make_claim(), sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    reviews.submit(make_user("Rita"), claim, rating("mixed"), "So it is.", Confidence.HIGH)
    db.session.commit()
    desk = edda.get("/").text
    assert "In review, unassigned" in desk
    assert "1 review" in desk
    reviews.submit(make_user("Rob"), claim, rating("mixed"), "So it is.", Confidence.HIGH)
    db.session.commit()
    desk = edda.get("/").text
    assert "In review, unassigned" not in desk
    assert "Ready for a verdict" in desk
    assert 'data-rating="mixed"' in desk
    assert "2 reviews" in desk
    assert "Ready for a verdict" not in sign_in(app.test_client(), make_user("Rita")).get("/").text


def test_that_reviewers_agree_is_kept_from_an_editor_who_still_owes_a_blind_review(app: Flask) -> None:
    claim, edda, emil = make_claim(), make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    reviews.assign(edda, claim, emil, None)
    for name in ("Rita", "Rob"):
        reviews.submit(make_user(name), claim, rating("mixed"), "So it is.", Confidence.HIGH)
    db.session.commit()
    assert "Ready for a verdict" in sign_in(app.test_client(), edda).get("/").text
    desk = sign_in(app.test_client(), emil).get("/").text
    assert "Ready for a verdict" not in desk
    assert 'data-rating="mixed"' not in desk
    assert "To rate" in desk


def test_who_has_reviewed_is_neither_asked_nor_awaited_any_more(app: Flask) -> None:
    claim, edda = make_claim(), make_user("Edda", Role.EDITOR)
    client = sign_in(app.test_client(), edda)
    for name in ("Rita", "Rob"):
        reviews.assign(edda, claim, make_user(name), None)
    reviews.submit(make_user("Rob"), claim, rating(), "So it is.", Confidence.HIGH)
    db.session.commit()
    panel = client.get(f"/claims/{claim.id}/reviews").text
    assert "Assigned: Rita<" in panel
    assert re.findall(r"<option[^>]*>(\w+)<", panel) == ["Edda", "Rita"]
    with pytest.raises(DomainError, match="Rob has already reviewed this claim"):
        reviews.assign(edda, claim, make_user("Rob"), None)
    for name in ("Rita", "Edda"):
        reviews.submit(make_user(name), claim, rating(), "So it is.", Confidence.HIGH)
    db.session.commit()
    panel = client.get(f"/claims/{claim.id}/reviews").text
    assert "Asked:" not in panel
    assert "Everybody has reviewed this claim." in panel


def test_a_draft_left_behind_is_kept_from_an_editor_who_still_owes_a_blind_review(app: Flask) -> None:
    claim, rita, edda = make_claim(), make_user("Rita"), make_user("Edda", Role.EDITOR)
    verdicts.propose(rita, claim, VerdictDetails(rating(), "A headline", "A summary.", "So."))
    reviews.assign(edda, claim, edda, None)
    rita.active = False
    db.session.commit()
    assert "A headline" not in sign_in(app.test_client(), edda).get("/").text
    assert "A headline" in sign_in(app.test_client(), make_user("Emil", Role.EDITOR)).get("/").text


def test_the_only_editor_sees_what_waits_for_another_one(app: Flask) -> None:
    claim, edda = make_claim(), make_user("Edda", Role.EDITOR)
    edition = verdicts.propose(edda, claim, VerdictDetails(rating(), "A headline", "A summary.", "So."))
    verdicts.submit(edda, edition, edition.revision)
    db.session.commit()
    assert "Awaiting approval by another editor" in sign_in(app.test_client(), edda).get("/").text


def test_what_is_not_checkable_waits_for_nobodys_review(app: Flask) -> None:
    claim, edda = make_claim(), make_user("Edda", Role.EDITOR)
    reviews.assign(edda, claim, edda, None)
    said = {"kind": ClaimKind.OPINION, "kind_reason": "Taste"}
    claims.edit(edda, claim, ClaimDetails.of(claim, said), claim.revision)
    db.session.commit()
    assert "To rate" not in sign_in(app.test_client(), edda).get("/").text


def test_a_draft_whose_author_has_left_can_be_discarded_by_an_editor(app: Flask) -> None:
    claim, rita = make_claim(), make_user("Rita")
    edition = verdicts.propose(rita, claim, VerdictDetails(rating(), "A headline", "A summary.", "So."))
    rita.active = False
    db.session.commit()
    client = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert "Drafts whose author has left" in client.get("/").text
    assert "The author has left." in client.get(f"/editions/{edition.id}").text

    assert post(client, f"/editions/{edition.id}/discard").status_code == 303
    assert "Drafts whose author has left" not in client.get("/").text
