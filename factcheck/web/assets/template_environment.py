"""Jinja as this site uses it, without the work that it does for others at each include and each value."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import FunctionType
from typing import Any

from flask import current_app
from flask.sansio.app import App
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import _PassArg
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # what `escape` is made of

MAX_DRAWN = 1_024  # results of a macro that are kept, those used last


class Generator(CodeGenerator):
    """Writes the values of a template as plain strings: Jinja makes a Markup of each, only to join them."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        is_usual = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None
        if is_usual:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def drawn_once(macro: Macro) -> Callable[..., str]:
    """A macro that keeps what it draws of the same values; not in debug mode, where files change."""
    return macro if current_app.debug else lru_cache(MAX_DRAWN, typed=True)(macro)


class TemplateContext(Context):
    """Calls functions and macros as Jinja does, which looks at each four times for what it wants to be passed."""

    def call(self, called: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
        """What it returns for these values; a StopIteration isn't taken for an undefined value."""
        is_function = type(called) is FunctionType
        passed = called.__dict__.get("jinja_pass_arg") if is_function else None
        if passed is _PassArg.eval_context or type(called) is Macro:
            values = (self.eval_ctx, *values)
        elif passed or not is_function:
            return super().call(called, *values, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*values, **named)


class TemplateEnvironment(Environment):
    """Flask's, which keeps all templates, with one dict of globals for them.

    Jinja keeps 400, and to note which of them was used last takes 50 µs at each include; its chain of two dicts is
    copied slowly.
    """

    code_generator_class = Generator
    context_class = TemplateContext

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
