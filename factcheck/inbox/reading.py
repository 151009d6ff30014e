"""A feed as it is fetched and read, for the job and for the preview before it is followed."""

from __future__ import annotations

from typing import NamedTuple

from flask import current_app

from factcheck.documents.feeds.answers import restored
from factcheck.documents.feeds.entries import FeedDocument, FeedEntry
from factcheck.documents.text import Unreadable, UnreadableFile
from factcheck.fetching.client import Fetched, Validators, fetch
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.i18n import N_, _
from factcheck.inbox.keywords import folded, has_keyword, keywords_of
from factcheck.processes import child

USER_AGENT = "Factcheck/0.1 (fact-checking; reads the feeds that a newsroom follows)"
ANSWER = "factcheck.documents.feeds.answers:answer"
FAILURES = {
    "time": N_("Reading this feed takes more than %(seconds)s seconds."),
    "memory": N_("Reading this feed takes more than %(memory)s MB of memory."),
    "error": N_("This feed can’t be read."),
}
SEVERAL = N_("This page announces several feeds. Choose one of them.")
ONE = N_("This page isn’t a feed; it announces the feed %(address)s.")


class SeveralFeeds(Unreadable):
    """A web page instead of a feed; `addresses` are those of the feeds that it announces."""

    def __init__(self, addresses: list[str]) -> None:
        is_one = len(addresses) == 1
        super().__init__(_(ONE, address=addresses[0]) if is_one else _(SEVERAL))
        self.addresses = addresses


class Selection(NamedTuple):
    """The entries of a feed that have a keyword, and how many have none."""

    entries: list[FeedEntry]
    unmatched: int


def fetch_feed(url: str, seen: Validators | None = None) -> Fetched:
    """What is at the address of a feed, as far as the settings allow; raises FetchRefused."""
    networks = current_app.extensions["settings"].fetch_networks
    if networks is None:
        raise FetchRefused(Reason.OFF)
    return fetch(url, PUBLIC._replace(allowed=networks, user_agent=USER_AGENT), seen)


def read(page: Fetched) -> FeedDocument:
    """The feed that was fetched, read in a process of its own with limits of memory and time.

    Raises Unreadable with the reason or the limit, for a page that announces feeds SeveralFeeds.
    """
    try:
        answer = child.run(ANSWER, page.body, page.final_url, page.charset)
    except child.ChildFailed as failure:
        limits = {"seconds": child.SECONDS, "memory": child.MEMORY // 1024 // 1024}
        raise Unreadable(_(FAILURES[str(failure)], **limits)) from None
    if "feed" in answer:
        return restored(answer)
    if answer["announced"]:
        raise SeveralFeeds(answer["announced"])
    raise UnreadableFile(answer["refused"], **answer["values"])


def select_entries(document: FeedDocument, keywords: str) -> Selection:
    """The entries whose title or summary has one of the keywords."""
    wanted = keywords_of(keywords)
    found = [entry for entry in document.entries if has_keyword(folded(entry.title, entry.summary), wanted)]
    return Selection(found, len(document.entries) - len(found))
