"""The tour of the first day: five steps for each role, ticked off by hand, on the desk until they are hidden.

The people of the demo newsroom don't have it on their desk unless they ask for it.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.accounts.models import Role, User
from factcheck.db import db, utcnow
from factcheck.errors import NotFound
from factcheck.help.models import TourProgress
from factcheck.i18n import N_, _


class Step(NamedTuple):
    """A step: what to do, what is on the screen, where that begins, and the help page about it."""

    name: str
    title: str
    text: str
    endpoint: str
    page: str


class Tour(NamedTuple):
    """The steps for somebody, the names of those that are done, and whether the tour is on their desk."""

    steps: tuple[Step, ...]
    done: frozenset[str]
    is_shown: bool

    @property
    def done_count(self) -> int:
        """How many steps are done."""
        return sum(step.name in self.done for step in self.steps)

    @property
    def following(self) -> str:
        """The name of the first step that isn't done; empty after the last."""
        return next((step.name for step in self.steps if step.name not in self.done), "")


REVIEWER = (
    Step(
        "open",
        N_("Open an article"),
        N_("The text is in the middle, with its claims beside it. Keys j and k go from claim to claim."),
        "article_list.index",
        "workbench",
    ),
    Step(
        "highlight",
        N_("Highlight a claim"),
        N_("Select the words in the text and press Enter. Then say what is claimed, and by whom."),
        "article_list.index",
        "workbench",
    ),
    Step(
        "evidence",
        N_("Add evidence"),
        N_("Open the card of a claim and choose Add evidence. An address is enough to begin with."),
        "claims.index",
        "evidence",
    ),
    Step(
        "rate",
        N_("Rate a claim"),
        N_("Claims to rate are on your desk. Others’ reviews stay hidden until you have submitted yours."),
        "desk.home",
        "reviews",
    ),
    Step(
        "ask",
        N_("Ask somebody"),
        N_("Start a conversation at the end of a claim’s page. Write @ and a name, and that person is asked."),
        "claims.index",
        "threads",
    ),
)
EDITOR = (
    Step(
        "assign",
        N_("Ask for reviews"),
        N_("Open a claim, then Reviews. Choose who reviews it, and by when. It appears on their desk."),
        "claims.index",
        "reviews",
    ),
    Step(
        "compare",
        N_("Compare the reviews"),
        N_("Your desk lists claims that are ready for a verdict, and those on which reviewers disagree."),
        "desk.home",
        "desk",
    ),
    Step(
        "write",
        N_("Write a verdict"),
        N_("Propose a verdict on the page of a claim. You see the public page while you write."),
        "claims.index",
        "verdicts",
    ),
    Step(
        "decide",
        N_("Decide on a verdict"),
        N_("Approve what somebody else wrote, or send it back with the reason. Nobody approves their own."),
        "desk.home",
        "verdicts",
    ),
    Step(
        "publish",
        N_("See what readers see"),
        N_("The public site has published checks, every correction, and how the newsroom works."),
        "site.checks",
        "exports",
    ),
)


def tour_of(user: User) -> Tour:
    """The tour for this person's role, and how far they are."""
    progress = db.session.get(TourProgress, user.id)
    steps = REVIEWER if user.role is Role.REVIEWER else EDITOR
    is_shown = not user.is_demo if progress is None else progress.hidden_at is None
    return Tour(steps, frozenset(progress.done if progress else ()), is_shown)


def tick(user: User, name: str, *, is_done: bool) -> None:
    """Tick a step off, or take the tick off again. Raises NotFound if this person's tour has no such step."""
    if name not in {step.name for step in tour_of(user).steps}:
        raise NotFound(_("Your tour has no such step."))
    progress = _progress(user)
    others = [other for other in progress.done if other != name]
    progress.done = [*others, name] if is_done else others


def show(user: User, *, is_shown: bool) -> None:
    """Put the tour on this person's desk, or hide it."""
    _progress(user).hidden_at = None if is_shown else utcnow()


def _progress(user: User) -> TourProgress:
    progress = db.session.get(TourProgress, user.id)
    if progress is None:
        progress = TourProgress(user_id=user.id, done=[], hidden_at=utcnow() if user.is_demo else None)
        db.session.add(progress)
    return progress
