"""Form fields and their validators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms
from babel.support import LazyProxy
from wtforms import Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import StopValidation, ValidationError

from factcheck.i18n import _, count
from factcheck.i18n.labels import label
from factcheck.urls import LONGEST, as_address, is_web_address
from factcheck.web.input.days import IN_FUTURE, IN_PAST, is_future, is_past
from factcheck.web.input.numbers import MAX_INTEGER, ascii_digits, number
from factcheck.web.input.requests import as_kept


def later(message: str) -> str:
    """A message marked by `N_` in the body of a class, translated whenever it is shown."""
    return LazyProxy(_, message, enable_cache=False)  # type: ignore[return-value]  # it reads as a string


def text(field: Field) -> str:
    """The input as it is stored: trimmed, lines ended by U+000A; empty if there is none."""
    return as_kept(field.data).strip() if field.data else ""


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–−－", "-"))
UNSEEN = str.maketrans(dict.fromkeys("\u061c\u200e\u200f"))  # direction marks that keyboards put between figures
FIRST_YEAR = 1000  # year 26 can't be entered: it is far more likely a short form of 2026


class Whole(StringField):
    """A single value, such as an address or a code: two changes of it are never merged."""


class OneOf(SelectField):
    """One of a few values; checked without making what a page shows of each."""

    def pre_validate(self, form: Any) -> None:
        """Refuse other values."""
        offered: Any = self.choices or ()
        if self.process_errors or all(self.coerce(it.value) != self.data for it in offered):
            super().pre_validate(form)


class Address(Whole):
    """A web address, cleaned as people copy it (`urls.as_address`)."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Remove what surrounds the address, and encode its spaces."""
        self.data = as_address(str(valuelist[0])) if valuelist else None


class Number(wtforms.IntegerField):
    """A whole number from 0 that a column of the database can hold, in the digits of any script; empty is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Parse the number; anything else is an error."""
        self.data = None
        value = str(valuelist[0]).strip() if valuelist else ""
        if value:
            self.data = number(ascii_digits(value))
            if self.data is None:
                raise ValueError(_("Enter a whole number from 0 to %(most)s.", most=count(MAX_INTEGER)))


class Day(Whole):
    """A day as `YYYY-MM-DD` (ISO 8601), as date inputs send it, in the digits of any script; empty is None."""

    day: date | None = None

    def pre_validate(self, form: Any) -> None:
        """Refuse dates that don't exist, and years of less than four digits."""
        value = ascii_digits(text(self)).translate(DASHES).translate(UNSEEN)
        self.day = None
        if not value:
            return
        try:
            if not DAY.fullmatch(value):
                raise ValueError
            self.day = date.fromisoformat(value)
        except ValueError:
            raise StopValidation(_("Enter a date as YYYY-MM-DD, for example 2026-06-06.")) from None
        if self.day.year < FIRST_YEAR:
            raise StopValidation(_("Enter the year with four digits, for example 2026."))


class PastDay(Day):
    """A day on which something happened: not in the future."""

    def pre_validate(self, form: Any) -> None:
        """Refuse dates that don't exist or are in the future."""
        super().pre_validate(form)
        if is_future(self.day):
            raise StopValidation(_(IN_FUTURE))


class DueDay(Day):
    """A due date: not in the past."""

    def pre_validate(self, form: Any) -> None:
        """Refuse dates that don't exist or have passed."""
        super().pre_validate(form)
        if is_past(self.day):
            raise StopValidation(_(IN_PAST))


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Choices for a select or radio field, from (value, label); labels marked by `N_` are translated when shown."""
    return [SelectChoice(value, later(words)) for value, words in pairs]


def labelled(values: Iterable[str]) -> list[SelectChoice]:
    """Choices from enum values, each with its label (factcheck/i18n/labels.py)."""
    return [SelectChoice(str(value), LazyProxy(label, value, enable_cache=False)) for value in values]


class Filled:
    """Validator: requires more than spaces; the message says what, in place of WTForms' own for an empty choice."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it from the instance

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        if not str(field.data or "").strip():
            field.errors = []
            raise StopValidation(_(self.message))


class AtMost:
    """Validator: the maximum of code points, counted as stored and as in the browser (char-count.js).

    Without `maxlength`: a browser would silently cut pasted text, and counts an emoji as two.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"most": most}

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        if len(field.data or "") > self.most and (length := len(text(field))) > self.most:
            limits = {"most": count(self.most), "length": count(length)}
            raise ValidationError(_("Enter at most %(most)s characters; this has %(length)s.", **limits))


class WebAddress:
    """Validator: an http or https address with a host, at most 2,000 characters."""

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        value = str(field.data or "").strip()
        if not value:
            raise StopValidation
        if len(value) > LONGEST:
            raise ValidationError(_("Enter an address of at most %(most)s characters.", most=count(LONGEST)))
        if not is_web_address(value):
            raise ValidationError(_("Enter a full address that begins with https:// or http://."))
