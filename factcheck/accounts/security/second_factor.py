"""Codes of an authenticator app (RFC 6238) and recovery codes; each works once."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_security import MfRecoveryCodesUtil, SQLAlchemyUserDatastore, Totp, TwoFactorVerifyCodeForm
from flask_security.proxies import _security
from flask_security.utils import check_and_get_token_status
from passlib.exc import TokenError  # type: ignore[import-untyped]  # libpass ships no types

from factcheck.accounts.models import User
from factcheck.accounts.security.messages import MESSAGES, instantiate
from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.db.transactions import end_reading
from factcheck.web.input.numbers import ascii_digits

View = Callable[..., Any]  # as Flask keeps them in view_functions
SETUP_TTL = timedelta(minutes=30)  # between the QR code and the first code that proves it


class Datastore(SQLAlchemyUserDatastore):
    """Flask-Security's datastore; without a second factor there are no recovery codes either."""

    def tf_reset(self, user: Any) -> None:
        """Switch a person's second factor off."""
        clear_second_factor(user)
        super().tf_reset(user)


class SingleUseTotp(Totp):
    """Codes that can't be replayed, and a QR code that is dark on white in the dark theme too."""

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Whether this code, in digits of any script, is right and newer than the last one used, which it becomes."""
        person = _locked(user)
        last = person.tf_last_counter if totp_secret == person.tf_totp_secret else None
        g.was_right = False
        try:
            match = self._totp.verify(ascii_digits(token), totp_secret, window=window, last_counter=last)
        except TokenError:
            return False
        g.was_right = True
        person.tf_last_counter = match.counter
        return True

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The QR code for the app: an SVG on white, as a data: URL."""
        import qrcode  # 3 MiB, once for each person
        from qrcode.image.svg import SvgPathFillImage

        end_reading()  # drawing takes a while
        picture = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathFillImage)
        file = io.BytesIO()
        picture.save(file)
        return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode("ascii")


class SingleUseRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, each of which works once, even if sent twice at the same moment."""

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether this is one of the person's unused codes; case and spaces are ignored."""
        g.was_right = bool(super().check_recovery_code(_locked(user), _typed(code)))
        return bool(g.was_right)

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """Use a code up."""
        return bool(super().delete_recovery_code(user, _typed(code)))


def clear_second_factor(user: User) -> None:
    """Remove a person's second factor and its recovery codes."""
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = user.mf_recovery_codes = None


def keep_qr_code(view: View) -> View:
    """Around the last step of the set-up: a mistyped code keeps the QR code, instead of making a new one."""

    @wraps(view)
    def with_same_qr_code(token: str) -> ResponseReturnValue:
        answer: ResponseReturnValue = view(token)
        expired, invalid, state = check_and_get_token_status(token, "tf_setup", SETUP_TTL)
        if expired or invalid or current_user().tf_totp_secret == state["totp_secret"]:
            return answer
        db.session.rollback()  # a wrong code changed nothing, but its person was locked
        session.pop("_flashes", None)
        form = instantiate("two_factor_verify_code_form", TwoFactorVerifyCodeForm, formdata=request.form)
        form.code.errors = [MESSAGES["TWO_FACTOR_INVALID_TOKEN"][0]]
        setup = _security.totp_factory.fetch_setup_values(state["totp_secret"], current_user())
        values = {f"authr_{name}": setup[key] for name, key in (("qrcode", "image"), ("key", "key"))}
        return render_template(
            "security/two_factor_setup.html",
            two_factor_verify_code_form=form,
            chosen_method="authenticator",
            state_token=token,
            **values,
        ), 422

    return with_same_qr_code


def _locked(user: Any) -> User:
    """The person as stored now, locked until the transaction ends, so that a repeated request waits."""
    person: User = user._get_current_object() if hasattr(user, "_get_current_object") else user
    db.session.refresh(person, with_for_update=True)
    return person


def _typed(code: str) -> str:
    return "".join(code.split()).lower()
