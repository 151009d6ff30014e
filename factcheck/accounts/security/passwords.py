"""Which passwords are accepted: long enough, not among those tried first, and not made of names that others know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_security import PasswordUtil

from factcheck.config import Settings
from factcheck.db.slow import slow_step
from factcheck.db.transactions import end_reading
from factcheck.errors import Invalid
from factcheck.i18n import N_, _

SHORTEST_PASSWORD = 12  # characters; NIST SP 800-63B asks for at least 8
LONGEST_PASSWORD = 200
JUDGED_LENGTH = 60  # characters that zxcvbn looks at: its time grows with the square, 60 take 50 ms
MIN_SCORE = 3  # of zxcvbn's 0 to 4: more than 100 million guesses
MIN_BESIDE_NAMES = 8  # characters besides names
NAMES = N_("This password is based on a name that others know: yours, your e-mail address, or this site’s name.")
REASONS = {  # by the pattern that zxcvbn finds most of
    "dictionary": N_("This password is among those that attackers try first: common passwords, words and names."),
    "repeat": N_("This password repeats itself, so it is barely stronger than the part it repeats."),
    "spatial": N_("Attackers try adjacent keys first."),
    "sequence": N_("Attackers try sequences such as abcd or 4321 first."),
    "regex": N_("Attackers try years first."),
    "date": N_("Attackers try dates first."),
}
EASY = N_("This password is easy to guess.")
ADVICE = N_("Use three or four unrelated words.")


@slow_step("judging a password")
def weakness(password: str, names: Sequence[str] = ()) -> str:
    """What is wrong with a password for somebody with these names and addresses; empty if it is good."""
    if len(password) < SHORTEST_PASSWORD:
        return _("Use at least %(number)s characters.", number=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return _("Use at most %(number)s characters.", number=LONGEST_PASSWORD)
    names_and_addresses = words_of(*names, *_names_of_site())
    if len(_without(password, names_and_addresses)) < MIN_BESIDE_NAMES:
        return f"{_(NAMES)} {_(ADVICE)}"
    from zxcvbn import zxcvbn  # 11 MiB, for those who choose a password

    found: dict[str, Any] = zxcvbn(password[:JUDGED_LENGTH], user_inputs=names_and_addresses, max_length=JUDGED_LENGTH)
    if found["score"] >= MIN_SCORE:
        return ""
    worst = max(found["sequence"], key=lambda part: (part["pattern"] in REASONS, len(part["token"])))
    return f"{_(REASONS.get(worst['pattern'], EASY))} {_(ADVICE)}"


def require_good(password: str, names: Sequence[str] = ()) -> None:
    """Raise Invalid for the field `password` if it is too weak; no transaction is open meanwhile."""
    end_reading()
    if reason := weakness(password, names):
        raise Invalid("password", reason)


def words_of(*names: str) -> list[str]:
    """Names and addresses and their parts of three letters and more, in lower case, the longest first."""
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
    """Checks the new passwords of Flask-Security's forms."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, and its normal form."""
        normal = self.normalize(password)
        user = about.get("user")
        names = (user.name, user.email) if user else ()
        end_reading()
        reason = weakness(normal, names)
        return ([reason] if reason else None), normal
