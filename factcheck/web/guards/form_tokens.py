"""The CSRF tokens of forms: Flask-WTF's check, done once for each session and token.

Tokens don't expire before their session (`WTF_CSRF_TIME_LIMIT`), so what was accepted once stays acceptable. Pages send
the same token with each write.
"""

from __future__ import annotations

from flask import g
from flask_wtf.csrf import CSRFProtect

from factcheck.web.input.current import this_app, this_request, this_session

REMEMBERED = 2_000  # sessions and tokens; above that all are checked again

Accepted = tuple[str | bytes | None, str, str]  # the secret, the value in the session, the token that was sent


class FormTokens(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Refuses writes without a token of this session."""

    def __init__(self) -> None:
        super().__init__()
        self._accepted: set[Accepted] = set()

    def protect(self, apply_exemptions: bool = False) -> None:
        """Before each request: raise CSRFError for a write without a valid token."""
        app, session = this_app(), this_session()
        if this_request().method not in app.config["WTF_CSRF_METHODS"]:
            return
        pair = (app.secret_key, session.get("csrf_token", ""), self._get_csrf_token() or "")
        if pair in self._accepted:
            g.csrf_valid = True
            return
        super().protect(apply_exemptions)
        if g.get("csrf_valid"):  # not of a view that is exempt
            if len(self._accepted) >= REMEMBERED:
                self._accepted.clear()
            self._accepted.add(pair)
