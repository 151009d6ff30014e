"""The labels and messages of Flask-Security's forms, in our words."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_security import FormInfo, Security
from flask_security.babel import FsDomain

from factcheck.i18n import N_, _

Message = tuple[str, str]  # text and kind of notice

LABELS: dict[str, dict[str, str]] = {
    "login_form": {"email": N_("E-mail address"), "password": N_("Password")},
    "verify_form": {"password": N_("Your password")},
    "reset_password_form": {"password": N_("New password"), "password_confirm": N_("Repeat new password")},
    "change_password_form": {
        "password": N_("Current password"),
        "new_password": N_("New password"),
        "new_password_confirm": N_("Repeat new password"),
    },
    "two_factor_verify_code_form": {"code": N_("Six-digit code")},
    "mf_recovery_form": {"code": N_("Recovery code")},
}

MESSAGES: dict[str, Message] = {
    "GENERIC_AUTHN_FAILED": (N_("Wrong e-mail address or password."), "error"),
    "UNAUTHENTICATED": (N_("Please sign in first."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Enter your password again before you change how you sign in."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. Your password is confirmed."), "success"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("Enter an e-mail address such as rita@newsroom.example."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter a password."), "error"),
    "INVALID_PASSWORD": (N_("This isn’t your password."), "error"),
    "PASSWORD_INVALID_LENGTH": (N_("Use at least %(length)s characters."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two new passwords don’t match."), "error"),
    "PASSWORD_IS_THE_SAME": (N_("The new password is the same as the old one. Choose another."), "error"),
    "PASSWORD_CHANGE": (N_("Password changed. You are signed out everywhere else."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is set. Sign in with it."), "success"),
    "INVALID_REDIRECT": (N_("That link leads to another site, so it was ignored."), "error"),
    "INVALID_RECOVERY_CODE": (N_("This isn’t one of your unused recovery codes."), "error"),
    "NO_RECOVERY_CODES_SETUP": (N_("You have no recovery codes yet."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("This code is wrong, already used, or too old. Enter the one that your app shows now."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("Welcome back."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (N_("Your second factor is on. Now create recovery codes."), "success"),
    "TWO_FACTOR_DISABLED": (N_("Your second factor is off. You now sign in with the password alone."), "success"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Your role requires a second factor; it can’t be switched off."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (N_("Setting up took more than %(within)s. Please start again."), "error"),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Please sign in with your password first."), "error"),
}


class Messages(FsDomain):
    """Flask-Security's source of translations: our catalog, or its own if ours has none."""

    def gettext(self, string: object, **variables: object) -> str:
        """The message in the language of this site, with its values."""
        message = str(string)
        ours = _(message)
        if ours == message:
            return str(super().gettext(message, **variables))  # type: ignore[no-untyped-call]  # Flask-Security
        return ours % variables if variables else ours


def instantiate(name: str, form: type[Any], **arguments: Any) -> Any:
    """A form of Flask-Security with our labels."""
    made = form(**arguments)
    for field, label in LABELS[name].items():
        made[field].label.text = label
        made[field].description = ""
    return made


def install(app: Flask, security: Security) -> None:
    """Give all forms our labels, and take all messages from our catalog."""
    security.i18n_domain = Messages(app)  # type: ignore[no-untyped-call]  # Flask-Security
    for name in LABELS:
        security.set_form_info(name, FormInfo(instantiator=instantiate, cls=security.forms[name].cls))


def configuration() -> dict[str, Message]:
    """Our messages under Flask-Security's names."""
    return {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}
