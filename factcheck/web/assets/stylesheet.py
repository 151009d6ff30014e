"""The stylesheet: the files below static/css/ in their cascade layers, joined at start-up and served as one file."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, current_app

from factcheck.config import SettingsError

NAME = "css/app.css"  # below static/, where no such file is
LAYERS = ("reset", "tokens", "base", "layout", "parts", "states")
PARTS = (  # a rule is overridden by the same kind of rule in a later part
    "button",
    "accessibility",
    "text",
    "masthead",
    "search",
    "menu",
    "nameplate",
    "page-head",
    "workbench-bar",
    "bar-menus",
    "notice",
    "form",
    "choices",
    "list",
    "records",
    "work-list",
    "filters",
    "bulk-bar",
    "rating",
    "state",
    "quote",
    "timeline",
    "diff",
    "article-preview",
    "existing-article",
    "evidence",
    "evidence-order",
    "questions",
    "number-table",
    "origins",
    "capture",
    "prior-check",
    "picture",
    "review",
    "thread",
    "verdict",
    "split",
    "help",
    "tour",
    "account",
    "claim-page",
    "article-text",
    "mark",
    "card",
    "panel",
    "chips",
    "anchor",
    "composer",
    "selection-bar",
    "quoting",
    "viewing",
    "redaction",
    "check",
    "check-list",
    "report",
    "paper",
    "presence",
    "shortcuts",
)


def join(folder: Path) -> str:
    """All files of this folder as one stylesheet, without indentation and comments (a tenth of the bytes).

    Raises SettingsError if a file is missing, or isn't in PARTS.
    """
    found = {path.stem for path in (folder / "parts").glob("*.css")}
    if unlisted := sorted(found - set(PARTS)):
        raise SettingsError(f"{folder}/parts/{unlisted[0]}.css isn't in PARTS of factcheck/web/assets/stylesheet.py.")
    layers = [_layer(folder, layer) for layer in LAYERS]
    return "\n".join([f"@layer {', '.join(LAYERS)};", *layers])


def _layer(folder: Path, layer: str) -> str:
    paths = [folder / "parts" / f"{part}.css" for part in PARTS] if layer == "parts" else [folder / f"{layer}.css"]
    return "\n".join([f"@layer {layer} {{", *(line for path in paths for line in _lines(path)), "}"])


def _lines(path: Path) -> list[str]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line and not (line.startswith("/*") and line.endswith("*/"))]
    except FileNotFoundError:
        raise SettingsError(f"{path} is missing; the pages need it. Install Factcheck again.") from None


def stylesheet() -> str:
    """The stylesheet as served: joined once, in debug mode every time."""
    if current_app.debug:
        return join(Path(current_app.static_folder or "", "css"))
    sheet: str = current_app.extensions["stylesheet"]
    return sheet


def init_app(app: Flask) -> None:
    """Join the stylesheet, so that a missing file prevents the start."""
    app.extensions["stylesheet"] = join(Path(app.static_folder or "", "css"))
