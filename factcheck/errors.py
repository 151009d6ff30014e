"""Refusals that rooms may raise; one handler in `web` turns each into an answer with the right status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from factcheck.i18n import N_


class DomainError(Exception):
    """A refusal with a message for the person."""

    status = 400
    title = N_("This can’t be done")
    recorded_as = ""  # the kind of refused attempt; empty for what isn't one

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(DomainError):
    """The actor may not do this, in any state."""

    status = 403
    title = N_("You can’t do that")
    recorded_as = "permission"


class NotFound(DomainError):
    """The thing doesn't exist, or may not be known to exist."""

    status = 404
    title = N_("Not found")


class Conflict(DomainError):
    """The thing isn't, or is no longer, in a state that allows this."""

    status = 409
    title = N_("This has changed since you opened it")
    sides: Sequence[Mapping[str, object]] = ()  # what differs, for programs: `field`, `yours`, `theirs`


class EditConflict(Conflict):
    """Somebody changed the row since it was shown; `submit` (web/forms.py) merges both changes into the form."""


class TooLarge(DomainError):
    """The input is over a limit that the message names."""

    status = 413
    title = N_("This is too large")


class Invalid(DomainError):
    """A field is refused, with a message beside it; `others` are further refused fields."""

    status = 422
    title = N_("Please check the form")
    others: Sequence[Invalid] = ()

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Refusals:
    """Collects refusals, so that a person sees those of all fields at once."""

    def __init__(self) -> None:
        self.found: list[Invalid] = []

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Continue after a refusal inside; it is raised later."""
        try:
            yield
        except Invalid as refusal:
            self.found += [refusal, *refusal.others]

    def tell(self) -> None:
        """Raise the first refusal with the others; does nothing if there was none."""
        if self.found:
            self.found[0].others = self.found[1:]
            raise self.found[0]


class ComeAgain(DomainError):
    """Nothing is wrong with the request, but it can't be served now; the answer says when to retry, in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = max(retry_after, 1)


class Busy(ComeAgain):
    """The site is overloaded at this moment."""

    status = 503
    title = N_("Temporarily unavailable")


class TooMany(ComeAgain):
    """More requests than are allowed."""

    status = 429
    title = N_("Too many attempts")
