"""The modules of a page, for scripts that tests run in it."""

from __future__ import annotations

MODULES = """(await import(document.querySelector("script[src*='/js/main.js']").src)).modules"""


def with_modules(script: str) -> str:
    """A script in which `modules` are those of its page, by their names below static/js: not loaded a second time."""
    return script.replace("modules[", f"{MODULES}[")
