"""Accessibility: axe, with each rule in the shapes in which it could find something new."""

from __future__ import annotations

from typing import Any
from weakref import WeakSet

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.newsroom import NARROW

CONTRAST = ["color-contrast", "link-in-text-block"]
IN_DOCUMENT = "window.axe !== undefined"
RUN = "options => axe.run(document, options).then(({ violations }) => violations)"
SHAPE = """() => ({
  isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  isForced: matchMedia("(forced-colors: active)").matches,
  isNarrow: innerWidth < 1024,
})"""
OVERFLOWS = "document.documentElement.scrollWidth > window.innerWidth"
OPEN = "document.querySelectorAll('details').forEach((it) => (it.open = true))"
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((it) => {
    const { left, right, width } = it.getBoundingClientRect();
    return width && (right > most + 1 || left < -1) && it.checkVisibility() && !it.closest(".visually-hidden");
  });
  const inner = wide.filter((it) => ![...it.children].some((child) => wide.includes(child)));
  return inner.map((it) => it.outerHTML.slice(0, 150));
}"""
SEEN: WeakSet[Page] = WeakSet()  # pages of which a document was checked
# Targets of less than 24 px (WCAG 2.2, 2.5.8): a box counts with its label, a link within a sentence may be smaller.
SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .map((it) => (["checkbox", "radio"].includes(it.type) && it.labels[0]) || it)
  .filter((it) => {
    if (!it.checkVisibility({ visibilityProperty: true })) return false;
    if (it.closest("[hidden], .visually-hidden, .skip-link")) return false;
    const { display } = getComputedStyle(it);
    if (display === "inline" && it.parentElement.textContent.trim() !== it.textContent.trim()) return false;
    const { width, height } = it.getBoundingClientRect();
    return width > 1 && Math.min(width, height) < 24;
  })
  .map((it) => `small: ${it.outerHTML.slice(0, 150)}`)"""


def faults(page: Page, *, is_covered: bool = False) -> list[tuple[str, list[str]]]:
    """The axe rules that this page breaks, each with the elements, and whether it is wider than its window.

    `is_covered`: something lies over links, so that their size can't be measured.
    """
    found = [(it["id"], [node["html"][:200] for node in it["nodes"][:3]]) for it in _violations(page, is_covered)]
    return found + ([("overflows", [])] if page.evaluate(OVERFLOWS) else [])


def _violations(page: Page, is_covered: bool) -> list[dict[str, Any]]:
    if not page.evaluate(IN_DOCUMENT):
        page.evaluate(AXE_SCRIPT)
        if page in SEEN:  # so there are many: sending the script for each takes longer than running it
            page.add_init_script(AXE_SCRIPT)
        SEEN.add(page)
    options = {"resultTypes": ["violations"], **_rules(page.evaluate(SHAPE), is_covered)}
    found: list[dict[str, Any]] = page.evaluate(RUN, options)
    return found


def _rules(shape: dict[str, bool], is_covered: bool) -> dict[str, Any]:
    """Colours in light and in dark; sizes and everything else on the wide page and again on the narrow one.

    In forced colours axe reads ours, while the system's are shown: there it can tell links from text only.
    """
    if shape["isForced"]:
        return {"runOnly": CONTRAST[1:]}
    if shape["isDark"] and not shape["isNarrow"]:
        return {"runOnly": CONTRAST}
    is_bright_and_narrow = shape["isNarrow"] and not shape["isDark"]
    return {"rules": {
        "target-size": {"enabled": not is_covered},  # WCAG 2.2; off by default
        "color-contrast": {"enabled": not is_bright_and_narrow},
    }}  # fmt: skip


def narrow_faults(page: Page) -> list[object]:
    """Elements wider than a window of 390 or 320 px or than the paper, and targets that are too small."""
    page.evaluate(OPEN)
    found: list[object] = list(page.evaluate(SMALL))
    for width in (NARROW["width"], 320):
        page.set_viewport_size({**NARROW, "width": width})
        found += [(width, it) for it in page.evaluate(WIDER)]
    page.emulate_media(media="print")
    found += [("print", it) for it in page.evaluate(WIDER)]
    page.emulate_media(media="screen")
    page.set_viewport_size(NARROW)
    return found
