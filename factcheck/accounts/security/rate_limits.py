"""How often somebody may try to come in: wrong tries are counted per account and network, and slowed down.

Nobody can lock anybody else out: a device on which the person has signed in is counted by itself, and from any other
network the first tries are free, whatever happens elsewhere.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, request, session

from factcheck.accounts.security import mail
from factcheck.accounts.security.known_devices import account_name, known_as
from factcheck.accounts.tokens import digest
from factcheck.db import db, end_reading, utcnow
from factcheck.errors import NotThere, TooMany
from factcheck.language import ngettext
from factcheck.web.counts import Count, Limit, count, counted, forget, forget_expired, wait_for
from factcheck.web.networks import network

FREE = 5  # wrong tries before the first wait, by network and account, or by known device
FREE_FROM_NETWORK = 50  # in five minutes, whatever accounts are tried
AT_ONCE = 32  # tries of one account from one network at the same moment, before any was wrong too often
RETRY_SOON = 2  # seconds
FREE_CODES = 10  # wrong codes of one account, which only somebody with its password can try
UNDER_ATTACK = 100  # wrong tries of one account: from then on each network has one that is free
TELL_AT = frozenset({10, 100, 1000})  # wrong tries of one account after which its owner gets a mail
COUNTED_FOR = timedelta(hours=6)  # after the last try
REMEMBERED_FOR = timedelta(days=30)  # until the owner has been told
BY_EMAIL = "security.login"
View = Callable[..., Any]
SECRETS = {  # which secret is guessed at which view of Flask-Security
    "security.login": "password",
    "security.verify": "password",
    "security.change_password": "password",
    "security.two_factor_token_validation": "code",
    "security.two_factor_setup_validate": "code",
    "security.mf_recovery": "code",
}


class TooManyTries(TooMany):
    """Somebody has tried too often to come in."""

    recorded_as = "sign-in"


def install(app: Flask) -> None:
    """Limit the attempts at Flask-Security's views."""
    for endpoint, kind in SECRETS.items():
        app.view_functions[endpoint] = limit_attempts(kind)(app.view_functions[endpoint])


def limit_attempts(kind: str) -> Callable[[View], View]:
    """Around a view at which this kind of secret can be guessed: refuse what comes too soon, and count wrong ones."""

    def around(view: View) -> View:
        @wraps(view)
        def limited(*args: Any, **values: Any) -> Any:
            if request.method != "POST":
                return view(*args, **values)
            return _attempt(kind, partial(view, *args, **values))

        return limited

    return around


def _attempt(kind: str, view: Callable[[], Any]) -> Any:
    account = account_tried()
    end_reading()
    limits = limits_for(kind, account)
    g.was_right = None
    with _tries.one_of(limits, admit(limits)):
        rows = admit(limits)  # as they are now that those before this one have ended
        try:
            answer = view()
        except NotThere:
            _was_wrong("", limits)
            raise
        if g.was_right is False or (g.was_right is None and request.endpoint == BY_EMAIL):
            _was_wrong(account, limits)
        elif g.was_right and (mine := {it.key for it in limits if it.kind in {"try", "device"}} & rows.keys()):
            after_this_request(partial(_forget, mine))
    return answer


def admit(limits: list[Limit]) -> dict[str, Count]:
    """What was counted against these limits; raises TooManyTries, which says for how long to wait."""
    rows = counted([limit.key for limit in limits])
    if wait := wait_for(limits, rows):
        raise TooManyTries(waiting(wait), wait)
    return rows


def _was_wrong(account: str, limits: list[Limit]) -> None:
    """Count a wrong try, and tell the owner of the account of very many."""
    db.session.rollback()
    counts = count(limits)
    if account and counts.get("account") in TELL_AT:
        mail.queue_warning(account)
        db.session.commit()
    if counts.get("network") == 1:
        forget_expired()


def _forget(keys: set[str], response: Response) -> Response:
    """After a right try, when the request's own work is committed: begin to count anew."""
    db.session.rollback()
    forget(keys)
    return response


class Tries:
    """The tries that are under way in this process: of one account from one network a bounded number."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def one_of(self, limits: list[Limit], rows: Mapping[str, Count]) -> Iterator[None]:
        """Inside is one try more. Raises TooManyTries where others are to end first: all but one, after wrong ones."""
        most = {it.key: 1 if it.key in rows and rows[it.key].count >= it.free else AT_ONCE for it in limits}
        enforced = [limit.key for limit in limits if limit.is_enforced]
        with self._lock:
            if any(self._under_way[key] >= most[key] for key in enforced):
                raise TooManyTries(waiting(RETRY_SOON), RETRY_SOON)
            self._under_way.update(enforced)
        try:
            yield
        finally:
            with self._lock:
                self._under_way.subtract(enforced)
                self._under_way += Counter()  # without those that have ended


_tries = Tries()


def waiting(seconds: int) -> str:
    """What somebody is told who has to wait."""
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
    device = known_as(account_name(account)) if account else ""
    is_code = kind == "code" and not device
    most = FREE_CODES if is_code else UNDER_ATTACK
    whole = Limit("account", tried, most, REMEMBERED_FOR, grows=True, is_enforced=is_code)
    if device:
        return [Limit("device", f"{tried} {device}", FREE, COUNTED_FOR, grows=True), whole]
    free = 1 if account and _is_attacked(whole) else FREE
    from_here = Limit("network", here, FREE_FROM_NETWORK, timedelta(minutes=5))
    if not account:
        return [Limit("try", f"{tried} {here}", FREE, COUNTED_FOR, grows=True), from_here]
    return [Limit("try", f"{tried} {here}", free, COUNTED_FOR, grows=True), from_here, whole]


def _is_attacked(whole: Limit) -> bool:
    row = counted([whole.key]).get(whole.key)
    return row is not None and row.count >= UNDER_ATTACK and row.last_at > utcnow() - timedelta(hours=1)


def account_tried() -> str:
    """The address of the account whose secret is tried; a field of the form counts only where it asks for one."""
    if g.get("user"):
        return str(g.user.email)
    if request.endpoint == BY_EMAIL:
        return normal(request.form.get("email", ""))
    if uniquifier := session.get("tf_user_id"):
        user = current_app.extensions["security"].datastore.find_user(fs_uniquifier=uniquifier)
        return str(user.email) if user else ""
    return ""


def normal(email: str) -> str:
    """The address as sign-in reads it, so that no other spelling of it opens a fresh count."""
    try:
        return str(current_app.extensions["security"].mail_util.normalize(email)).lower()
    except ValueError:
        return email.strip().lower()[:320]
