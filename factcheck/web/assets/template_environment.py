"""Jinja as this site uses it, without the work that it does for others at each include and each value."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.sansio.app import App
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` is made of


class Generator(CodeGenerator):
    """Writes the values of a template as plain strings: Jinja makes a Markup of each, only to join them."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        is_usual = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None
        if is_usual:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class TemplateEnvironment(Environment):
    """Flask's, which keeps all templates, with one dict of globals for them.

    Jinja keeps 400, and to note which of them was used last takes 50 µs at each include; its chain of two dicts is
    copied slowly.
    """

    code_generator_class = Generator

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, **{**options, "cache_size": -1})

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def shown(value: Any) -> str:
        """A value as HTML."""
        kind = type(value)
        if kind is str:
            return _escape_inner(value)
        return value if kind is Markup else escape(value)
