"""What can be done from the search: pages and actions by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.fulltext.questions import Question
from factcheck.fulltext.snippets import matches
from factcheck.help import pages
from factcheck.help.catalogue import TASKS
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, can


class Command(NamedTuple):
    """A page or an action: its name, its endpoint, the permission that it needs, and the values of its address."""

    title: str
    endpoint: str
    permission: Permission | None = None
    values: Mapping[str, str] = MappingProxyType({})


COMMANDS = (
    Command(N_("Add an article"), "intake.create"),
    Command(N_("Open the desk"), "desk.home"),
    Command(N_("Open the articles"), "article_list.index"),
    Command(N_("Open the claims"), "claims.index"),
    Command(N_("Open the sources"), "sources.index"),
    Command(N_("Find a claim in all articles"), "quote_search.find_everywhere"),
    Command(N_("Undo or redo: recent activity"), "undo.index"),
    Command(N_("Open my account"), "account.show"),
    Command(N_("Open people and invitations"), "people.index", Permission.MANAGE_PEOPLE),
    Command(N_("Open the public site"), "site.checks"),
)


def found(user: User, query: Question) -> list[Command]:
    """The commands that this person may use and that have these words in their name."""
    allowed = [it for it in COMMANDS if it.permission is None or can(user, it.permission)]
    return [command for command in [*allowed, *help_pages()] if matches(_(command.title), query)]


def help_pages() -> Iterator[Command]:
    """The pages of the help, by their titles."""
    yield Command(N_("Open the help"), "help.index")
    for name in (name for task in TASKS for name in task.pages):
        if page := pages.page(name):
            yield Command(_("Help: %(title)s", title=page.title), "help.page", values={"page": name})
