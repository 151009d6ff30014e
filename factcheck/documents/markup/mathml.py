"""Formulas in MathML, and glosses in ruby, on one line (pure; MathML Core, HTML "The ruby element")."""

from __future__ import annotations

import re
from collections.abc import Callable

from factcheck.documents.markup.node import Node
from factcheck.documents.superscripts import lowered, raised

SHORT = 200  # characters that need no parentheses


def _pair(form: str) -> Callable[[Node], str]:
    """Insert two MathML arguments into a template."""

    def written(node: Node) -> str:
        found = _arguments(node)
        return form.format(*map(_grouped, found)) if len(found) == form.count("{}") else " ".join(found)

    return written


def _arguments(node: Node) -> list[str]:
    return [words for it in node.parts if (words := (it if isinstance(it, str) else it.text).strip())]


def _grouped(words: str) -> str:
    return words if len(words) <= SHORT and re.fullmatch(r"[\w.,]+", words) else f"({words})"


def _raised_argument(node: Node) -> str:
    found = _arguments(node)
    return _grouped(found[0]) + raised(found[1], found[0][-1:] or "x") if len(found) == 2 else " ".join(found)


def _lowered_argument(node: Node) -> str:
    found = _arguments(node)
    return found[0] + lowered(found[1], found[0]) if len(found) == 2 else " ".join(found)


def _row(node: Node) -> str:
    """The content of a row; operators include their spaces."""
    found = (it if isinstance(it, str) else it.text for it in node.parts)
    return " ".join("".join(it for it in found if it.strip()).split())


WRITTEN: dict[str, Callable[[Node], str]] = {  # MathML Core, and ruby (HTML, "The rt element")
    "msup": _raised_argument,
    "msub": _lowered_argument,
    "msubsup": _pair("{}_{}^{}"),
    "mfrac": _pair("{}/{}"),
    "msqrt": lambda node: f"√{_grouped(_row(node))}",
    "mroot": lambda node: "({1})√({0})".format(*found) if len(found := _arguments(node)) == 2 else _row(node),
    "mo": lambda node: f" {it} " if (it := node.text.strip()) in set("=<>≤≥≈+±×·") else it,
    "annotation": lambda _node: "",
    "annotation-xml": lambda _node: "",
    "mrow": _row,
    "math": _row,
    "rt": lambda node: f"({it})" if (it := node.text.strip()) else "",
}
