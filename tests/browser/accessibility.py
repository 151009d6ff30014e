"""Whether a page shuts anybody out: what axe finds, each rule in the shapes in which it could find something else."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

CONTRAST = ["color-contrast", "link-in-text-block"]
IN_DOCUMENT = "window.axe !== undefined"
RUN = "options => axe.run(document, options).then(({ violations }) => violations)"
SHAPE = """() => ({
  isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  isForced: matchMedia("(forced-colors: active)").matches,
  isNarrow: innerWidth < 1024,
})"""
OVERFLOWS = "document.documentElement.scrollWidth > window.innerWidth"


def faults(page: Page, *, is_covered: bool = False) -> list[tuple[str, list[str]]]:
    """The axe rules that this page breaks, each with the elements, and whether it is wider than its window.

    `is_covered`: something lies over links, so that their size can't be measured.
    """
    found = [(it["id"], [node["html"][:200] for node in it["nodes"][:3]]) for it in _violations(page, is_covered)]
    return found + ([("overflows", [])] if page.evaluate(OVERFLOWS) else [])


def _violations(page: Page, is_covered: bool) -> list[dict[str, Any]]:
    if not page.evaluate(IN_DOCUMENT):
        page.evaluate(AXE_SCRIPT)
        page.context.add_init_script(AXE_SCRIPT)  # the pages to come have it: sending it takes longer than running it
    options = {"resultTypes": ["violations"], **_rules(page.evaluate(SHAPE), is_covered)}
    found: list[dict[str, Any]] = page.evaluate(RUN, options)
    return found


def _rules(shape: dict[str, bool], is_covered: bool) -> dict[str, Any]:
    """Colours once in light and once in dark; sizes and all else where the page is wide, and again where it is narrow.

    In forced colours axe reads ours, while the system's are shown: there it can tell links from text only.
    """
    if shape["isForced"]:
        return {"runOnly": CONTRAST[1:]}
    if shape["isDark"] and not shape["isNarrow"]:
        return {"runOnly": CONTRAST}
    is_bright_and_narrow = shape["isNarrow"] and not shape["isDark"]
    return {"rules": {
        "target-size": {"enabled": not is_covered},  # of WCAG 2.2: left out unless it is asked for
        "color-contrast": {"enabled": not is_bright_and_narrow},
    }}  # fmt: skip
