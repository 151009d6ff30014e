"""Reports failed attempts to sign in to the person concerned, on the first page after signing in."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, flash
from sqlalchemy import delete, select

from factcheck.accounts.models import User
from factcheck.accounts.tokens import digest
from factcheck.db import db
from factcheck.i18n import ngettext
from factcheck.web.filters import moment_in_words
from factcheck.web.guards.shared_counters import Count, Limit
from factcheck.web.local_time import zone_of

REPORTED_FROM = 5


def report_failures(_app: Flask, user: User) -> None:
    """On sign-in, in its transaction: report the failed attempts since the last one, and reset the count."""
    keys = [Limit("account", f"{secret} {digest(user.email)}", 0, timedelta()).key for secret in ("password", "code")]
    rows = db.session.execute(select(Count.count, Count.first_at).where(Count.key.in_(keys))).all()
    db.session.execute(delete(Count).where(Count.key.in_(keys)))
    count = sum(number for number, _first_at in rows)
    if count < REPORTED_FROM:
        return
    first = min(first_at for _number, first_at in rows)
    when = moment_in_words(first, zone_of(user))
    flash(
        ngettext(
            "%(num)s attempt to sign in to your account has failed since %(when)s. "
            "If it wasn’t yours, change your password.",
            "%(num)s attempts to sign in to your account have failed since %(when)s. "
            "If they weren’t yours, change your password.",
            count,
            when=when,
        ),
        "warning",
    )
