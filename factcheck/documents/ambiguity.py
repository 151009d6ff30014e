"""If a text can be read in more than one way, a person chooses (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factcheck.errors import Invalid


class ReadingChoice(NamedTuple):
    """One way to read a text: its form value, its label, and how the text would start."""

    value: str
    words: str
    sample: str


class AmbiguousText(Invalid):
    """A refusal that is resolved by choosing one of its choices in the field `charset` or `format`."""

    def __init__(self, field: str, message: str, choices: Iterable[ReadingChoice]) -> None:
        super().__init__(field, message)
        self.choices = tuple(choices)
