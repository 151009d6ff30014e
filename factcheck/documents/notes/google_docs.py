"""A document that Google Docs exported as a web page, with its comments and footnotes at their words (pure).

Such a page names neither the author of a comment nor where its words begin: they are the run of letters that ends at
its reference, which Google Docs sets apart, else the sentence before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.documents.html import Extracted, from_html
from factcheck.documents.notes.marks import BEGIN, END, POINT, lifted, mark, without_marks
from factcheck.documents.notes.note import Note, NoteKind, beside

if TYPE_CHECKING:
    from lxml import html

REFERENCE = re.compile(r"(cmnt|ftnt)_ref(\d{1,6})\Z")
BODY = re.compile(r"(cmnt|ftnt)(\d{1,6})\Z")
EXPORTED = re.compile(r"""<a\b[^>]*\bid=["']?(?:cmnt|ftnt)_ref\d""")
COMMENT = "cmnt"
MOST_TOGETHER = 100  # references at the same words
Name = tuple[str, str]  # of a note: `cmnt` or `ftnt`, and its number


def read_html(text: str, address: str = "") -> Extracted:
    """A cleaned web page, read as `from_html` does; if Google Docs exported it, with its notes."""
    return _exported(text) if EXPORTED.search(text) else from_html(text, address)


def _exported(text: str) -> Extracted:
    from lxml import html

    root = html.document_fromstring(text)
    references = dict(_links(root, REFERENCE))
    bodies = {name: link for name, link in _links(root, BODY) if name in references}
    texts = {name: _body_of(link, name) for name, link in bodies.items()}
    numbers = {name: number for number, name in enumerate(name for name in references if texts.get(name))}
    written: set[html.HtmlElement] = set()
    for name, link in references.items():
        _refer(link, name, numbers.get(name), written)
    page = from_html(html.tostring(root, encoding="unicode"), is_web_page=False)
    blocks, places = lifted(page.blocks)
    notes = [
        Note(NoteKind.COMMENT if name[0] == COMMENT else NoteKind.FOOTNOTE, texts[name], places=places.get(number, ()))
        for name, number in numbers.items()
    ]
    left_out = [*beside(notes, blocks), *page.left_out]
    return page._replace(title=without_marks(page.title), blocks=blocks, left_out=left_out, notes=notes)


def _links(root: html.HtmlElement, pattern: re.Pattern[str]) -> Iterator[tuple[Name, html.HtmlElement]]:
    for link in list(root.iter("a")):
        if found := pattern.match(link.get("id", "")):
            yield (found[1], found[2]), link


def _body_of(link: html.HtmlElement, name: Name) -> str:
    """The text of a note; that of a comment is taken out of the page, a footnote stays at the end of the text."""
    container = next((it for it in link.iterancestors("div", "p", "li")), link)
    outer = container.getparent()
    if outer is not None and outer.tag == "div" and sum(1 for _link in _links(outer, BODY)) == 1:
        container = outer
    whole = " ".join("".join(container.itertext()).split())
    label = "".join(link.itertext()).strip()
    if name[0] == COMMENT:
        container.drop_tree()
    return whole.removeprefix(label).strip()


def _refer(link: html.HtmlElement, name: Name, number: int | None, written: set[html.HtmlElement]) -> None:
    """Write marks in place of a reference, and before the run that it ends."""
    parent = link.getparent()
    holder = parent if parent is not None and parent.tag == "sup" else link
    label = "".join(link.itertext()).strip("[] \n")
    for child in list(holder):
        holder.remove(child)
    holder.tag, holder.text = "span", ""
    for attribute in list(holder.attrib):
        del holder.attrib[attribute]
    if name[0] != COMMENT:
        holder.text = (mark(POINT, number) if number is not None else "") + f" [{label}]"
    elif number is not None:
        run = _run_before(holder, written)
        if run is not None:
            run.text = mark(BEGIN, number) + (run.text or "")
        holder.text = (mark(END, number) if run is not None else "") + mark(POINT, number)
    written.add(holder)


def _run_before(holder: html.HtmlElement, written: set[html.HtmlElement]) -> html.HtmlElement | None:
    """The run of letters just before a reference, past the references that are at the same words."""
    run = holder.getprevious()
    for _reference in range(MOST_TOGETHER):
        if run is None or run not in written or (run.tail or "").strip():
            break
        run = run.getprevious()
    is_run = run is not None and run.tag == "span" and not (run.tail or "").strip()
    return run if is_run and run is not None and "".join(run.itertext()).strip() else None
