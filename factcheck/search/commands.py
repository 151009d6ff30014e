"""What can be done from the search: pages and actions by their names."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.fulltext.questions import Question
from factcheck.fulltext.snippets import matches
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, can


class Command(NamedTuple):
    """A page or an action: its name, its endpoint, and the permission that it needs."""

    title: str
    endpoint: str
    permission: Permission | None = None


COMMANDS = (
    Command(N_("Add an article"), "intake.create"),
    Command(N_("Open the desk"), "desk.home"),
    Command(N_("Open the articles"), "article_list.index"),
    Command(N_("Open the claims"), "claims.index"),
    Command(N_("Open the sources"), "sources.index"),
    Command(N_("Find a claim in all articles"), "quote_search.find_everywhere"),
    Command(N_("Undo or redo: recent activity"), "undo.index"),
    Command(N_("Open your account"), "accounts.me"),
    Command(N_("Open people and invitations"), "people.index", Permission.MANAGE_PEOPLE),
    Command(N_("Open the public site"), "site.checks"),
)


def found(user: User, query: Question) -> list[Command]:
    """The commands that this person may use and that have these words in their name."""
    allowed = (it for it in COMMANDS if it.permission is None or can(user, it.permission))
    return [command for command in allowed if matches(_(command.title), query)]
