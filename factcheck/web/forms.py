"""What the forms of all rooms share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import Field, Form, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import StopValidation, ValidationError

from factcheck.errors import Invalid
from factcheck.web.urls import LONGEST, is_web_address


def add_error(form: Form, refusal: Invalid) -> None:
    """Put a service's refusal beside the field it names, or above the form when it has no such field."""
    field = form._fields.get(refusal.field)  # WTForms offers no typed look-up by name
    if field is None:
        form.form_errors.append(refusal.message)
    else:
        field.errors = [*field.errors, refusal.message]


def text(field: StringField) -> str:
    """What was typed, without blanks at its rims; empty when nothing was."""
    return (field.data or "").strip()


class Day(StringField):
    """A day as `YYYY-MM-DD` (ISO 8601), as date inputs send it; empty is None."""

    day: date | None = None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no day of the calendar."""
        value = text(self)
        self.day = None
        if not value:
            return
        try:
            self.day = date.fromisoformat(value)
        except ValueError:
            raise StopValidation("Give a day as year-month-day, for example 2026-06-06.") from None


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Choices for a select or radio field, from (value, words)."""
    return [SelectChoice(value, words) for value, words in pairs]


class Filled:
    """Validator: something besides blanks must be typed; the message says what."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it from the instance

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:
        if not str(field.data or "").strip():
            raise StopValidation(self.message)


class WebAddress:
    """Validator: an http or https address with a host, at most 2,000 characters."""

    def __call__(self, form: Form, field: Field) -> None:
        value = str(field.data or "").strip()
        if not value:
            raise StopValidation
        if len(value) > LONGEST:
            raise ValidationError(f"An address may have at most {LONGEST:,} characters.")
        if not is_web_address(value):
            raise ValidationError("Give a full address that begins with https:// or http://.")


def hidden(name: str, value: object) -> Markup:
    """A hidden input, for templates."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
