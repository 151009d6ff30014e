"""A screen reader: the accessibility tree, keys, and nothing visual."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from playwright.sync_api import CDPSession, Error, Locator, Page, expect

from tests.browser.hands import Pointer, add_by_pasting
from tests.browser.newsroom import PATIENCE

STEP = 50  # ms
BUTTONS = ("button", "DisclosureTriangle", "DisclosureTriangleGrouped")  # the last one of several that take turns
FIELDS = ("textbox", "searchbox", "combobox", "spinbutton", "Date")
CHOICES = ("radio", "checkbox")
# Announcements of live regions when they change; their initial content isn't announced.
TELLS = """() => {
  const LIVE = "[role=status], [role=alert], [aria-live=polite], output";
  const words = (it) => it.textContent.replace(/\\s+/g, " ").trim();
  const isLive = (it) => it?.closest(LIVE)?.checkVisibility();
  const listen = () => new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const place = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      for (const it of addedNodes.length ? addedNodes : [target]) {
        const said = isLive(place) ? it : it.nodeType === Node.ELEMENT_NODE ? alertIn(it) : null;
        if (said && words(said)) window.tell(words(said));
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  const alertIn = (it) => (it.matches("[role=alert]") ? it : it.querySelector("[role=alert]"));
  document.addEventListener("DOMContentLoaded", listen);
}"""


class Node(NamedTuple):
    """A node of the accessibility tree: role, name, states; `number` is the browser's id."""

    role: str
    name: str
    states: dict[str, Any]
    number: int


class ScreenReader(Pointer):
    """Finds nodes by role and name and acts by keys; collects announcements in `heard`."""

    def prepare(self, page: Page) -> None:
        self.heard: list[str] = []
        page.expose_function("tell", lambda words: self.heard.append(words))
        page.add_init_script(f"({TELLS})()")

    @cached_property
    def _cdp(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def nodes(self, within: str = "body") -> list[Node]:
        """All nodes in reading order; none while a page is being replaced."""
        try:
            place = self._number(within)
            tree = {it["nodeId"]: it for it in self._cdp.send("Accessibility.getFullAXTree")["nodes"]}
        except Error:
            return []
        root = next((it for it in tree.values() if it.get("backendDOMNodeId") == place), None)
        return [_node(it) for it in _walk(tree, root) if not it["ignored"]] if root else []

    def _number(self, selector: str) -> int:
        expression = f"document.querySelector({json.dumps(selector)})"
        found = self._cdp.send("Runtime.evaluate", {"expression": expression})["result"].get("objectId")
        if not found:
            return 0
        number: int = self._cdp.send("DOM.describeNode", {"objectId": found})["node"]["backendNodeId"]
        return number

    def find(self, roles: tuple[str, ...], name: str | re.Pattern[str], within: str = "body", **states: str) -> Node:
        """The first node with this role, name and states, as soon as it exists."""
        pattern = name if isinstance(name, re.Pattern) else re.compile(rf"{re.escape(name)}( required)?")
        for _ in range(PATIENCE // STEP):
            for it in self.nodes(within):
                if it.role in roles and pattern.fullmatch(it.name) and states.items() <= it.states.items():
                    return it
            self.page.wait_for_timeout(STEP)
        others = [it.name for it in self.nodes(within) if it.role in roles]
        raise AssertionError(f"No {' or '.join(roles)} is called {pattern.pattern!r} and {states}, but {others}")

    def hears(self, words: str) -> None:
        """Wait until a live region has announced this."""
        for _ in range(PATIENCE // STEP):
            if any(words in said for said in self.heard):
                return
            self.page.wait_for_timeout(STEP)
        raise AssertionError(f"Nothing said {words!r}: {self.heard}")

    def on(self) -> Node:
        """The focused node."""
        return next(it for it in reversed(self.nodes()) if it.states.get("focused"))

    def go(self, node: Node) -> None:
        """Set the focus, as a screen reader does before it acts."""
        self._cdp.send("DOM.focus", {"backendNodeId": node.number})

    def press(self, name: str, within: str = "body") -> None:
        self.go(self.find(BUTTONS, name, within))
        self.page.keyboard.press("Enter")

    def unfold(self, name: str) -> None:
        self.press(name)

    def follow(self, name: str, within: str = "body") -> None:
        self.go(self.find(("link",), re.compile(rf".*{re.escape(name)}.*", re.IGNORECASE | re.DOTALL), within))
        self.page.keyboard.press("Enter")

    def act(self, target: Locator) -> None:
        raise AssertionError(f"{target} is a place on the screen; a screen reader goes by role and name.")

    def fill(self, label: str, words: str) -> None:
        self.go(self.find(FIELDS, label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, label: str) -> None:
        """Choose an option by its name; what follows the name is its description."""
        name = re.compile(rf"(\d+\. )?{re.escape(label)}( .*)?", re.DOTALL)
        self.go(self.find(CHOICES, name))
        self.page.keyboard.press("Space")
        self.find(CHOICES, name, checked="true")  # the tree changes a moment after the key

    def highlight(self, words: str, statement: str) -> None:
        """In the list of sentences, choose the one with the words, reduced to them."""
        self.unfold("Add")
        self.follow("Select sentences")
        sentence = self.find(CHOICES, re.compile(rf".*{re.escape(words)}.*", re.DOTALL))
        self.go(sentence)
        self.page.keyboard.press("Space")
        self.press("Create claim")
        field = self.find(FIELDS, "Quote, as it appears in the article")
        assert words in field.states["value"]
        self.fill("Quote, as it appears in the article", words)
        self.fill("Claim, in one sentence", statement)
        self.fill("Claimant", "Signe Holt")
        self.press("Highlight claim")
        expect(self.page.locator("#cards[data-placed]")).to_be_visible()

    def join(self, words: str, statement: str) -> None:
        add_by_pasting(self, words, statement)


def _walk(tree: dict[str, Any], it: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield it
    for child in it.get("childIds", ()):
        if child in tree:
            yield from _walk(tree, tree[child])


def _node(it: dict[str, Any]) -> Node:
    states = {told["name"]: told["value"].get("value") for told in it.get("properties", ())}
    states["value"] = it.get("value", {}).get("value", "")
    states["description"] = it.get("description", {}).get("value", "")
    name = " ".join(it.get("name", {}).get("value", "").split())
    return Node(it["role"]["value"], name, states, it.get("backendDOMNodeId", 0))
