"""Where a text can be read in more than one way, a person chooses: nothing is guessed (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factcheck.errors import Invalid


class ReadingChoice(NamedTuple):
    """One way to read a text: what the form sends, what it is called, and how the text begins then."""

    value: str
    words: str
    sample: str


class AmbiguousText(Invalid):
    """A refusal that can be answered by one of its choices, in the field that it names: `charset` or `format`."""

    def __init__(self, field: str, message: str, choices: Iterable[ReadingChoice]) -> None:
        super().__init__(field, message)
        self.choices = tuple(choices)
