"""What Flask-Security says, in our words: the labels of its forms and its messages."""

from __future__ import annotations

from typing import Any

from flask_security import FormInfo, Security

Message = tuple[str, str]  # the words, and the kind of notice

LABELS: dict[str, dict[str, str]] = {
    "login_form": {"email": "E-mail address", "password": "Password"},
    "verify_form": {"password": "Your password"},
    "forgot_password_form": {"email": "E-mail address"},
    "reset_password_form": {"password": "New password", "password_confirm": "New password again"},
    "change_password_form": {
        "password": "Present password",
        "new_password": "New password",
        "new_password_confirm": "New password again",
    },
    "two_factor_verify_code_form": {"code": "Code of six digits"},
    "mf_recovery_form": {"code": "Recovery code"},
}

MESSAGES: dict[str, Message] = {
    "GENERIC_AUTHN_FAILED": ("This address and this password do not belong together.", "error"),
    "UNAUTHENTICATED": ("Please sign in first.", "info"),
    "REAUTHENTICATION_REQUIRED": ("Please give your password once more before you change how you sign in.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you, it is you.", "success"),
    "EMAIL_NOT_PROVIDED": ("Give your e-mail address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("Give an address such as rita@newsroom.example.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Give a password.", "error"),
    "INVALID_PASSWORD": ("This is not your password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("A password has at least %(length)s characters.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two new passwords differ.", "error"),
    "PASSWORD_IS_THE_SAME": ("The new password is the old one. Choose another.", "error"),
    "PASSWORD_CHANGE": ("Your password is changed, and you are signed out everywhere else.", "success"),
    "PASSWORD_RESET_REQUEST": ("If %(email)s is the address of somebody here, a link is on its way to it.", "info"),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is set. Sign in with it.", "success"),
    "INVALID_REDIRECT": ("That address leads out of this house, so nobody is led there.", "error"),
    "INVALID_RECOVERY_CODE": ("This is none of your unused recovery codes.", "error"),
    "NO_RECOVERY_CODES_SETUP": ("You have no recovery codes yet.", "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        "This code is not right, was used already, or is too old. Type the one that the app shows now.",
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("Welcome back.", "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("Your second factor is on. Now make recovery codes.", "success"),
    "TWO_FACTOR_DISABLED": ("Your second factor is off. The password alone signs you in now.", "success"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Your role must have a second factor; it can't be switched off.", "error"),
    "TWO_FACTOR_SETUP_EXPIRED": ("Setting up took more than %(within)s. Please begin again.", "error"),
    "TWO_FACTOR_PERMISSION_DENIED": ("Please sign in with your password first.", "error"),
}


def instantiate(name: str, form: type[Any], **arguments: Any) -> Any:
    """A form of Flask-Security under our labels."""
    made = form(**arguments)
    for field, label in LABELS[name].items():
        made[field].label.text = label
        made[field].description = ""
    return made


def install(security: Security) -> None:
    """Let every form that people see carry our labels."""
    for name in LABELS:
        security.set_form_info(name, FormInfo(instantiator=instantiate, cls=security.forms[name].cls))


def configuration() -> dict[str, Message]:
    """Our messages under Flask-Security's names."""
    return {f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()}
