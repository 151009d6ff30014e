"""The session in a signed cookie: Flask's, which verifies and signs each cookie once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

REMEMBERED = 512  # cookies, those that were sent last; about 0.5 MiB
CONSTANT = frozenset({str, int, float, bool, type(None)})


class Session(SecureCookieSession):
    """Flask's, which knows what its cookie says."""

    sent: Mapping[str, Any] | None = None  # None: there was no valid cookie


class SessionCookies(SecureCookieSessionInterface):
    """Flask's, with one signer for all requests; people send the same cookie with each request."""

    session_class = Session

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return _signer(app, app.secret_key)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request's cookie; an empty one if that is missing, too old, or signed by somebody else."""
        sent = request.cookies.get(self.get_cookie_name(app))
        if not sent or not app.secret_key:
            return super().open_session(app, request)
        try:
            values, signed_at = _verified(app, app.secret_key, sent)
        except BadSignature:
            return self.session_class()
        age = int(time.time()) - signed_at
        if not 0 <= age <= app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        session = self.session_class(copied(values))
        session.sent = values
        return session

    def should_set_cookie(self, app: Flask, session: SecureCookieSession) -> bool:  # type: ignore[override]
        """Whether the session was changed, and not back again, as by a message that the same answer shows."""
        is_same = isinstance(session, Session) and session.sent == session and not session.permanent
        return super().should_set_cookie(app, session) and not is_same


@lru_cache(maxsize=8)
def _signer(app: Flask, _secret: str | bytes | None) -> URLSafeTimedSerializer | None:
    return SecureCookieSessionInterface().get_signing_serializer(app)


@lru_cache(maxsize=REMEMBERED)
def _verified(app: Flask, secret: str | bytes, cookie: str) -> tuple[dict[str, Any], int]:
    """What a cookie says, and when it was signed, in seconds of Unix time; raises BadSignature."""
    signer: Any = _signer(app, secret)  # there is one for each secret
    values, signed_at = signer.loads(cookie, return_timestamp=True)
    return values, int(signed_at.timestamp())


def copied(values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a session's values, of which none changes with the original."""
    return {name: value if type(value) in CONSTANT else deepcopy(value) for name, value in values.items()}
