"""Waiting for live updates of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import FloatRect, Locator, Page, expect
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.live import hub as live
from tests.browser.newsroom import PATIENCE

LOOK = 50  # ms between two looks at the hub
FRAMES = 3  # after which changes are laid out, painted, and handled by observers
AT_REST = """async (it, frames) => {
  const place = () => (({ x, y, width, height }) => ({ x, y, width, height }))(it.getBoundingClientRect());
  const isSame = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);
  let before = place();
  for (let same = 0; same < frames; ) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = place();
    same = isSame(now, before) ? same + 1 : 0;
    before = now;
  }
  return before;
}"""
DRAWN = """async (frames) => { while (frames--) await new Promise((done) => requestAnimationFrame(done)); }"""


def person(name: str) -> User:
    """A person of the demo newsroom; factories make namesakes later."""
    return db.session.scalars(select(User).where(User.name == name).order_by(User.id).limit(1)).one()


def is_streaming(page: Page, hub: live.Hub, count: int = 1) -> None:
    """Wait until this many streams are open."""
    for _ in range(PATIENCE // LOOK):
        if len(hub._lines) >= count:
            return
        page.wait_for_timeout(LOOK)
    raise AssertionError("No stream was opened.")


@contextmanager
def hearing(page: Page) -> Iterator[None]:
    """At the end, wait until the page has applied the update for what was done."""
    since = page.locator("#live-since").input_value()
    yield
    expect(page.locator("#live-since")).not_to_have_value(since)
    drawn(page)


def at_rest(it: Locator) -> FloatRect:
    """The place of an element in the window (px), once nothing moves it any more."""
    place: FloatRect = it.evaluate(AT_REST, FRAMES)
    return place


def drawn(page: Page) -> None:
    """Wait until changes are painted."""
    page.evaluate(DRAWN, FRAMES)
