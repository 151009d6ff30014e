"""Values in templates are escaped as Jinja does it, and templates stay in memory."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import Environment, pass_context, pass_environment, pass_eval_context
from markupsafe import Markup

from factcheck.web.assets.template_environment import TemplateEnvironment

pytestmark = pytest.mark.on_sqlite  # templates are filled without the database


class Picture:
    """Something with HTML of its own."""

    def __html__(self) -> str:
        return "<svg></svg>"

    def __str__(self) -> str:
        return "a picture"


class Word(str):
    """A text of another type, as an enum's value is."""

    __slots__ = ()


VALUES = ["<b>&'\"", Markup("<i>so</i>"), Word("<b>"), Picture(), 7, None, Markup("<i>{}</i>").format("<b>")]
TEMPLATE = """{% macro said(it) %}{{ it }}{{ caller() }}{% endmacro %}
{% set block %}{{ value }}{% endset %}{{ value }}|{{ block }}|{{ value ~ "<" }}|{{ value | upper }}
{% call said(value) %}{{ value }}{% endcall %}{% filter lower %}{{ value }}{% endfilter %}
{% autoescape false %}{{ value }}{% endautoescape %}"""


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_escaped_as_by_jinja(app: Flask, value: object) -> None:
    ours = TemplateEnvironment(app, autoescape=True).from_string(TEMPLATE).render(value=value)
    assert ours == Environment(autoescape=True).from_string(TEMPLATE).render(value=value)


CALLED = {
    "plain": lambda it, end="": f"{it}{end}",
    "of_page": pass_eval_context(lambda page, it: f"{page.autoescape}{it}"),
    "in_context": pass_context(lambda context, it: f"{context.resolve('row')}{it}"),
    "with_site": pass_environment(lambda environment, it: f"{environment.block_start_string}{it}"),
    "kind": Word,
    "bound": Word("a,b").split,
}
CALLS = """{% macro own(it, end="") %}{{ it }}{{ end }}{{ varargs }}{% endmacro %}{% set set_here = 1 %}
{% for row in (1, 2) %}{% for name, called in named.items() %}{{ called("<" if name != "bound" else ",") }}{% endfor %}
{{ plain("<", end=row) }}{{ own("<", row, 7) }}{{ own(end=row) }}{{ of_page(row) }}{{ in_context(row) }}{% endfor %}
{% block below scoped %}{{ plain(end="<", it=set_here) }}{{ in_context(2) }}{% endblock %}"""


def test_what_a_template_calls_is_passed_what_jinja_passes(app: Flask) -> None:
    ours = TemplateEnvironment(app, autoescape=True).from_string(CALLS).render(named=CALLED, **CALLED)
    assert ours == Environment(autoescape=True).from_string(CALLS).render(named=CALLED, **CALLED)
    assert "True1" in ours
    assert "1&lt;" in ours


def test_no_template_is_forgotten_for_another(app: Flask) -> None:
    names = app.jinja_env.list_templates()
    first = app.jinja_env.get_template(names[0])
    for name in names:
        app.jinja_env.get_template(name)
    assert app.jinja_env.get_template(names[0]) is first
    assert not hasattr(app.jinja_env.cache, "capacity")
