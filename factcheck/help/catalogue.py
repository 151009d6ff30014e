"""Which documentation pages are help, by task, and which of them belongs to a screen."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.i18n import N_


class HelpTask(NamedTuple):
    """What somebody wants to do, and the pages of `docs/` about it, without their suffix."""

    title: str
    pages: tuple[str, ...]


TASKS = (
    HelpTask(N_("Find your way around"), ("desk", "searching", "my-account", "glossary")),
    HelpTask(N_("Add articles"), ("adding-articles", "inbox", "versions")),
    HelpTask(N_("Work on claims"), ("workbench", "claimants", "threads", "drafts", "undo", "live")),
    HelpTask(
        N_("Rate and publish"),
        ("evidence", "prior-checks", "captures", "watching", "reviews", "verdicts", "under-verdict", "exports"),
    ),
    HelpTask(N_("Run the site"), ("accounts", "security", "operations", "translating")),
)
FOR_READERS = frozenset({"glossary", "exports"})  # also for people who aren't signed in
OF_BLUEPRINTS = {  # the page that belongs to the screens of a blueprint, with the anchor of a section
    "desk": "desk", "intake": "adding-articles", "article_list": "adding-articles", "articles": "adding-articles",
    "inbox": "inbox", "feeds": "inbox", "from_browser": "adding-articles", "pictures": "adding-articles",
    "prior_checks": "prior-checks",
    "claim_lists": "adding-articles",
    "article_versions": "versions", "reanchoring": "versions", "annotations": "workbench", "claims": "claimants",
    "evidence": "evidence", "sources": "evidence", "captures": "captures", "archives": "captures",
    "watching": "watching", "quote_alarms": "watching", "reviews": "reviews", "threads": "threads",
    "verdicts": "verdicts", "verdict_decisions": "verdicts", "questions": "under-verdict",
    "search": "searching", "quote_search": "searching", "undo": "undo", "people": "accounts", "account": "my-account",
}  # fmt: skip
OF_ENDPOINTS = {"desk.workbench": "workbench", "desk.version": "versions", "desk.claim": "workbench"}


def help_on(endpoint: str) -> str | None:
    """The page about the screen of an endpoint, if there is one."""
    return OF_ENDPOINTS.get(endpoint) or OF_BLUEPRINTS.get(endpoint.rpartition(".")[0])
