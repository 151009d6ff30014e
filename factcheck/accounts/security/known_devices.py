"""Devices on which a person has signed in: their tries are counted apart, so that strangers can't lock them out.

The cookie is a signed list of (person, device), after OWASP's “device cookies”. It opens nothing by itself.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from factcheck.accounts import tokens
from factcheck.accounts.models import User
from factcheck.config import Settings

MAX_PEOPLE = 8  # of one browser
LASTS = 180 * 24 * 60 * 60  # seconds


def known_as(account: str) -> str:
    """The name of this device for an account (see `account_name`); empty when nobody has signed in to it here."""
    return dict(_read()).get(account, "")


def account_name(email: str) -> str:
    """What stands for an account in the cookie: nothing that can be read back."""
    return tokens.digest(f"account {email}")[:32]


def remember(_app: Flask, user: User) -> None:
    """On sign-in: let this device be known from now on."""
    account = account_name(user.email)
    others = [(name, device) for name, device in _read() if name != account]
    known = [(account, known_as(account) or secrets.token_urlsafe(12)), *others][:MAX_PEOPLE]

    @after_this_request
    def keep(response: Response) -> Response:
        is_secure = _settings().is_secure
        value = str(_signer().dumps(known))
        response.set_cookie(cookie(), value, LASTS, path="/", secure=is_secure, httponly=True, samesite="Lax")
        return response


def cookie() -> str:
    """The cookie's name; of a site on https one that no other site and no plain http can set."""
    return "__Host-device" if _settings().is_secure else "device"


def _read() -> list[tuple[str, str]]:
    try:
        rows: list[Any] = _signer().loads(request.cookies.get(cookie(), ""), max_age=LASTS)
        return [(str(account), str(device)) for account, device in rows]
    except (BadData, TypeError, ValueError):
        return []


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(tokens.derived(_settings(), "known devices"))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
