"""Restores input in a rendered page (pure): every byte outside the form is unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

Attributes = list[tuple[str, str | None]]
CHOSEN = {"checkbox", "radio"}
NEVER = {"password", "file", "submit", "button", "image", "reset"}


class Edit(NamedTuple):
    """Replaces `page[start:end]`."""

    start: int
    end: int
    text: str


def refill(
    page: str, action: str, here: str, fields: Mapping[str, Sequence[str]], notice: str = "", state: str = "1"
) -> str:
    """The page with these values in its forms that are sent to the path `action`, and a notice with its other notices.

    `state` is the version of the draft, which the form sends in `_draft`. A form without an address is sent to `here`,
    the path of the page. A field that `fields` lacks was left empty or unchecked. <details> around the form are opened.
    """
    reader = _Reader(page, action, here, fields, notice, state)
    reader.feed(page)
    reader.close()
    for edit in sorted(reader.edits, reverse=True):
        page = page[: edit.start] + edit.text + page[edit.end :]
    return page


class _Reader(HTMLParser):
    """Collects the changes and their positions."""

    def __init__(
        self, page: str, action: str, here: str, fields: Mapping[str, Sequence[str]], notice: str, state: str
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for line in page.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.action, self.here, self.notice = action, here, notice
        self.state = escape(state)
        self.left = {name: list(values) for name, values in fields.items()}  # of a repeated name, in order
        self.fields = fields
        self.edits: list[Edit] = []
        self.boxes: list[int] = []  # where the start tags of open <details> end
        self.is_ours = False
        self.text_from: tuple[int, str] | None = None  # of a <textarea>: where its text starts, and the new text
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Handle one start tag."""
        start = self.at()
        end = start + len(self.get_starttag_text() or "")
        given = dict(attrs)
        if given.get("id") == "notices":
            self.edits.append(Edit(end, end, self.notice))
        if tag == "details" and "open" not in given:
            self.boxes.append(start + len("<details"))
        elif tag == "details":
            self.boxes.append(-1)
        elif tag == "form":
            self._form(given, end)
        elif self.is_ours and given.get("name"):
            self._control(tag, attrs, start, end)
        elif self.is_ours and tag == "option":
            self._option(attrs, start, end)

    def handle_endtag(self, tag: str) -> None:
        """Leave a form, a box, a text or a choice."""
        if tag == "form":
            self.is_ours = False
        elif tag == "details" and self.boxes:
            self.boxes.pop()
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text_from is not None:
            start, text = self.text_from
            self.edits.append(Edit(start, self.at(), "\n" + escape(text, quote=False)))  # HTML drops the first line end
            self.text_from = None

    def at(self) -> int:
        """The position of the current tag."""
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _form(self, given: Mapping[str, str | None], end: int) -> None:
        path = urlsplit(given.get("action") or self.here).path
        self.is_ours = (given.get("method") or "").lower() == "post" and path == self.action
        if self.is_ours:
            self.edits.append(Edit(end, end, f'<input type="hidden" name="_draft" value="{self.state}">'))
            self.edits += [Edit(place, place, " open") for place in self.boxes if place >= 0]
            self.boxes = [-1] * len(self.boxes)

    def _control(self, tag: str, attrs: Attributes, start: int, end: int) -> None:
        given = dict(attrs)
        name, kind = given.get("name") or "", (given.get("type") or "text").lower()
        if name.startswith("_") or name == "csrf_token" or kind in NEVER:
            return
        if tag == "textarea":
            self.text_from = (end, self._next(name))
        elif tag == "select":
            self.select = name
        elif tag == "input" and kind in CHOSEN:
            is_chosen = (given.get("value") or "on") in self.fields.get(name, ())
            self._rewrite(tag, attrs, start, end, "checked", "" if is_chosen else None)
        elif tag == "input" and (name in self.fields or kind != "hidden"):
            self._rewrite(tag, attrs, start, end, "value", self._next(name))

    def _option(self, attrs: Attributes, start: int, end: int) -> None:
        given = dict(attrs)
        if self.select is not None and "value" in given:
            is_chosen = (given["value"] or "") in self.fields.get(self.select, ())
            self._rewrite("option", attrs, start, end, "selected", "" if is_chosen else None)

    def _rewrite(self, tag: str, attrs: Attributes, start: int, end: int, name: str, value: str | None) -> None:
        """The start tag with another value of one attribute, or without it."""
        kept = [pair for pair in attrs if pair[0] != name]
        if value is not None:
            kept.append((name, value))
        words = "".join(f" {key}" if text is None else f' {key}="{escape(text)}"' for key, text in kept)
        self.edits.append(Edit(start, end, f"<{tag}{words}>"))

    def _next(self, name: str) -> str:
        """The value of the next field of this name."""
        values = self.left.get(name, [])
        return values.pop(0) if values else ""
