"""Which passwords are taken: long enough, not among those tried first, and not made of names that others know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_security import PasswordUtil
from zxcvbn import zxcvbn

from factcheck.config import Settings
from factcheck.db import end_reading
from factcheck.errors import Invalid
from factcheck.language import N_, _
from factcheck.slow import slow_step

SHORTEST_PASSWORD = 12  # characters; NIST SP 800-63B asks for at least 8
LONGEST_PASSWORD = 200
JUDGED = 60  # characters that zxcvbn looks at: its time grows with the square, 60 take 50 ms
GOOD_ENOUGH = 3  # of zxcvbn's 0 to 4: more than 100 million guesses
LEAST_BESIDE_NAMES = 8  # characters that are no name
NAMES = N_("This password is made of a name that others know: yours, your address's or this site's.")
REASONS = {  # by the pattern that zxcvbn finds most of
    "dictionary": N_("This password is among those that are tried first: common passwords, words and names."),
    "repeat": N_("This password repeats itself, which makes it hardly stronger than one part of it."),
    "spatial": N_("Keys beside each other on the keyboard are tried first."),
    "sequence": N_("Runs such as abcd or 4321 are tried first."),
    "regex": N_("Years are tried first."),
    "date": N_("Dates are tried first."),
}
EASY = N_("This password is easy to guess.")
ADVICE = N_("Three or four words that don't belong together are good.")


@slow_step("judging a password")
def weakness(password: str, names: Sequence[str] = ()) -> str:
    """What is wrong with a password for somebody with these names and addresses, in words; empty when it is good."""
    if len(password) < SHORTEST_PASSWORD:
        return _("A password has at least %(number)s characters.", number=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return _("A password has at most %(number)s characters.", number=LONGEST_PASSWORD)
    known = words_of(*names, *_names_of_site())
    if len(_without(password, known)) < LEAST_BESIDE_NAMES:
        return f"{_(NAMES)} {_(ADVICE)}"
    found: dict[str, Any] = zxcvbn(password[:JUDGED], user_inputs=known, max_length=JUDGED)
    if found["score"] >= GOOD_ENOUGH:
        return ""
    worst = max((it for it in found["sequence"]), key=lambda it: (it["pattern"] in REASONS, len(it["token"])))
    return f"{_(REASONS.get(worst['pattern'], EASY))} {_(ADVICE)}"


def require_good(password: str, names: Sequence[str] = ()) -> None:
    """Raise Invalid, naming the field `password`, for one that isn't taken; no transaction waits for the answer."""
    end_reading()
    if reason := weakness(password, names):
        raise Invalid("password", reason)


def words_of(*names: str) -> list[str]:
    """The parts of names and addresses that are worth looking for, and each whole; in lower case, the longest first."""
    parts = {part for name in names for part in (name, *re.split(r"[\W_]+", name))}
    return sorted({part.casefold() for part in parts if len(part) >= 3}, key=lambda part: (-len(part), part))


def _without(password: str, words: Sequence[str]) -> str:
    rest = password.casefold()
    for word in words:
        rest = rest.replace(word, "")
    return re.sub(r"[\W_]+", "", rest)


def _names_of_site() -> tuple[str, ...]:
    settings: Settings = current_app.extensions["settings"]
    return settings.site_name, urlsplit(settings.base_url).hostname or "", "factcheck"


class CheckedPasswords(PasswordUtil):
    """Flask-Security's forms ask here."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, and its normal form."""
        normal = self.normalize(password)
        user = about.get("user")
        names = (user.name, user.email) if user else ()
        end_reading()
        reason = weakness(normal, names)
        return ([reason] if reason else None), normal
