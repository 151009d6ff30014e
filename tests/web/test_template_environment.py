"""Values in templates are escaped as Jinja does it, and templates stay in memory."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import Environment
from markupsafe import Markup

from factcheck.web.assets.template_environment import TemplateEnvironment


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


def test_no_template_is_forgotten_for_another(app: Flask) -> None:
    names = app.jinja_env.list_templates()
    first = app.jinja_env.get_template(names[0])
    for name in names:
        app.jinja_env.get_template(name)
    assert app.jinja_env.get_template(names[0]) is first
    assert not hasattr(app.jinja_env.cache, "capacity")
