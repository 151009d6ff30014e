"""Devices on which a person has signed in. Attempts there are counted separately, so strangers can't lock anybody out.

The cookie is a signed list of (account, device), after OWASP's “device cookies”. Alone it gives no access.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from factcheck.accounts import tokens
from factcheck.accounts.models import User
from factcheck.config import Settings

MAX_ACCOUNTS = 8  # of one browser
COOKIE_MAX_AGE = 180 * 24 * 60 * 60  # seconds


def device_of(account: str) -> str:
    """This device's name for an account (see `account_name`); empty if nobody has signed in to it here."""
    return dict(_read()).get(account, "")


def account_name(email: str) -> str:
    """The name of an account in the cookie: a digest, from which the address can't be read."""
    return tokens.digest(f"account {email}")[:32]


def remember(_app: Flask, user: User) -> None:
    """On sign-in: remember this device."""
    account = account_name(user.email)
    others = [(name, device) for name, device in _read() if name != account]
    entries = [(account, device_of(account) or secrets.token_urlsafe(12)), *others][:MAX_ACCOUNTS]

    @after_this_request
    def keep(response: Response) -> Response:
        is_secure = _settings().is_secure
        value = str(_signer().dumps(entries))
        response.set_cookie(cookie(), value, COOKIE_MAX_AGE, path="/", secure=is_secure, httponly=True, samesite="Lax")
        return response


def cookie() -> str:
    """The cookie's name; on https one that no other host and no plain http can set."""
    return "__Host-device" if _settings().is_secure else "device"


def _read() -> list[tuple[str, str]]:
    try:
        rows: list[Any] = _signer().loads(request.cookies.get(cookie(), ""), max_age=COOKIE_MAX_AGE)
        return [(str(account), str(device)) for account, device in rows]
    except (BadData, TypeError, ValueError):
        return []


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(tokens.derived_secret(_settings(), "known devices"))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
