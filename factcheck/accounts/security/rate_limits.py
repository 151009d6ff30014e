"""Rate limits of sign-in: failed attempts are counted per account and network, and slowed down.

Nobody can lock anybody else out: a device on which the person has signed in is counted separately, and from any other
network the first attempts are free, whatever happens elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, request, session

from factcheck.accounts.security import mail
from factcheck.accounts.security.known_devices import account_name, device_of
from factcheck.accounts.service import normal_address
from factcheck.accounts.tokens import digest
from factcheck.db import db, utcnow
from factcheck.db.transactions import end_reading
from factcheck.errors import NotFound, TooMany
from factcheck.i18n import ngettext
from factcheck.processes.slots import FILE, Slots
from factcheck.web.guards.networks import network
from factcheck.web.guards.shared_counters import Count, Limit, count, counted, forget, forget_expired, wait_for

FREE_ATTEMPTS = 5  # failed attempts before the first wait, per network and account, or per known device
FREE_FROM_NETWORK = 50  # in five minutes, whatever the accounts
MAX_CONCURRENT = 32  # attempts at one account from one network at the same moment, before the first wait
RETRY_AFTER = 2  # seconds
FREE_CODES = 10  # wrong codes of one account, which only somebody with its password can enter
ATTACK_THRESHOLD = 100  # failed attempts at one account: from then on each network has one that is free
WARN_AT = frozenset({10, 100, 1000})  # failed attempts at one account after which its owner gets a mail
ATTEMPTS_TTL = timedelta(hours=6)  # after the last attempt
ACCOUNT_COUNT_TTL = timedelta(days=30)  # until the owner has seen it
SIGN_IN = "security.login"
View = Callable[..., Any]
GUESSED_AT = {  # which secret is guessed at which view of Flask-Security
    "security.login": "password",
    "security.verify": "password",
    "security.change_password": "password",
    "security.two_factor_token_validation": "code",
    "security.two_factor_setup_validate": "code",
    "security.mf_recovery": "code",
}


class TooManyAttempts(TooMany):
    """Somebody has tried too often to sign in."""

    recorded_as = "sign-in"


def install(app: Flask) -> None:
    """Limit the attempts at Flask-Security's views."""
    for endpoint, kind in GUESSED_AT.items():
        app.view_functions[endpoint] = limit_attempts(kind)(app.view_functions[endpoint])


def limit_attempts(kind: str) -> Callable[[View], View]:
    """Around a view at which this kind of secret can be guessed: refuse attempts that come too soon, count failures."""

    def around(view: View) -> View:
        @wraps(view)
        def limited(*args: Any, **values: Any) -> Any:
            if request.method != "POST":
                return view(*args, **values)
            return _attempt(kind, partial(view, *args, **values))

        return limited

    return around


def _attempt(kind: str, view: Callable[[], Any]) -> Any:
    account = attempted_account()
    end_reading()
    limits = limits_for(kind, account)
    g.was_right = None
    with attempt(limits, admit(limits)):
        rows = admit(limits)  # now that earlier attempts have ended
        try:
            answer = view()
        except NotFound:
            _count_failure("", limits)
            raise
        if g.was_right is False or (g.was_right is None and request.endpoint == SIGN_IN):
            _count_failure(account, limits)
        elif g.was_right and (mine := {it.key for it in limits if it.kind in {"try", "device"}} & rows.keys()):
            after_this_request(partial(_forget, mine))
    return answer


def admit(limits: list[Limit]) -> dict[str, Count]:
    """The counts of these limits; raises TooManyAttempts with the seconds to wait."""
    rows = counted([limit.key for limit in limits])
    if wait := wait_for(limits, rows):
        raise TooManyAttempts(wait_message(wait), wait)
    return rows


def _count_failure(account: str, limits: list[Limit]) -> None:
    """Count a failed attempt, and warn the owner of the account of many."""
    db.session.rollback()
    counts = count(limits)
    if account and counts.get("account") in WARN_AT:
        mail.queue_warning(account)
        db.session.commit()
    if counts.get("network") == 1:
        forget_expired()


def _forget(keys: set[str], response: Response) -> Response:
    """After a success, when the request's own work is committed: reset the counts."""
    db.session.rollback()
    forget(keys)
    return response


@contextmanager
def attempt(limits: list[Limit], rows: Mapping[str, Count]) -> Iterator[None]:
    """A context for one attempt. Raises TooManyAttempts if too many are under way here; after failures, if one is."""
    slots = Slots(current_app.extensions["settings"].home / FILE)
    with ExitStack() as taken:
        for limit in limits:
            if not limit.is_enforced:
                continue
            if (slot := slots.take(limit.key, MAX_CONCURRENT)) is not None:
                taken.callback(slots.free, slot)
            has_failed = limit.key in rows and rows[limit.key].count >= limit.free
            if slot is None or (has_failed and not slots.is_alone(slot)):
                raise TooManyAttempts(wait_message(RETRY_AFTER), RETRY_AFTER)
        yield


def wait_message(seconds: int) -> str:
    """The message for somebody who has to wait so many seconds."""
    if seconds < 100:
        return ngettext(
            "Too many failed attempts from here. Wait %(num)s second, then try again.",
            "Too many failed attempts from here. Wait %(num)s seconds, then try again.",
            seconds,
        )
    return ngettext(
        "Too many failed attempts from here. Wait %(num)s minute, then try again.",
        "Too many failed attempts from here. Wait %(num)s minutes, then try again.",
        -(-seconds // 60),
    )


def limits_for(kind: str, account: str) -> list[Limit]:
    """The limits against which an attempt is counted."""
    here = network(request.remote_addr or "")
    tried = f"{kind} {digest(account)}"
    device = device_of(account_name(account)) if account else ""
    is_code = kind == "code" and not device
    most = FREE_CODES if is_code else ATTACK_THRESHOLD
    whole = Limit("account", tried, most, ACCOUNT_COUNT_TTL, grows=True, is_enforced=is_code)
    if device:
        return [Limit("device", f"{tried} {device}", FREE_ATTEMPTS, ATTEMPTS_TTL, grows=True), whole]
    free = 1 if account and _is_attacked(whole) else FREE_ATTEMPTS
    from_here = Limit("network", here, FREE_FROM_NETWORK, timedelta(minutes=5))
    if not account:
        return [Limit("try", f"{tried} {here}", FREE_ATTEMPTS, ATTEMPTS_TTL, grows=True), from_here]
    return [Limit("try", f"{tried} {here}", free, ATTEMPTS_TTL, grows=True), from_here, whole]


def _is_attacked(whole: Limit) -> bool:
    row = counted([whole.key]).get(whole.key)
    return row is not None and row.count >= ATTACK_THRESHOLD and row.last_at > utcnow() - timedelta(hours=1)


def attempted_account() -> str:
    """The address of the account whose secret is entered; the form's field counts on the sign-in page only."""
    if g.get("user"):
        return str(g.user.email)
    if request.endpoint == SIGN_IN:
        return normal_address(request.form.get("email", ""))
    if uniquifier := session.get("tf_user_id"):
        user = current_app.extensions["security"].datastore.find_user(fs_uniquifier=uniquifier)
        return str(user.email) if user else ""
    return ""
