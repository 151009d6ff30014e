"""What an address may contain: a valid id of a row, or the slug of a published check; anything else is 404."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

from factcheck.web.input.numbers import DIGITS, number


class Id(BaseConverter):
    """The number of a row, as `int` in the addresses of all rooms."""

    regex = rf"[0-9]{{1,{DIGITS}}}"

    def to_python(self, value: str) -> int:
        """The number; refused if a database column can't hold it."""
        found = number(value)
        if found is None:
            raise ValidationError
        return found


class Slug(BaseConverter):
    """The address of a published check: letters, digits and hyphens (verdicts/editions/slugs.py)."""

    regex = r"[a-z0-9](?:[a-z0-9-]{0,198}[a-z0-9])?"


def init_app(app: Flask) -> None:
    """Register the converters before any room adds its views."""
    app.url_map.converters.update(int=Id, slug=Slug)
