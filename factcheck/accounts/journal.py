"""How this room writes to the record of acts, which stands above it: the record hands its function over at start-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from factcheck.accounts.models import User

Recorder = Callable[..., None]
_recorders: list[Recorder] = []


def install(recorder: Recorder) -> None:
    """Take the function that records."""
    _recorders[:] = [recorder]


def record(
    actor: User | None,
    action: str,
    subject: tuple[str, int],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Record an act on a person; see audit.service.record."""
    for recorder in _recorders:
        recorder(actor, action, subject, before, after)
