"""Mail is a job, sent by a worker, so that no request and no transaction waits for a mail server."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet, InvalidToken
from email_validator import EmailNotValidError, validate_email
from flask import current_app, render_template
from flask_mailman import EmailMessage
from flask_security import MailUtil
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import delete, select

from factcheck.accounts import tokens
from factcheck.accounts.models import User
from factcheck.accounts.security import smtp
from factcheck.config import Settings
from factcheck.db import db, utcnow
from factcheck.db.slow import slow_step
from factcheck.errors import Conflict
from factcheck.health import clear_alarm, raise_alarm
from factcheck.i18n import N_, _
from factcheck.jobs import handlers, service
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.models import Job

SEND, SEND_LINK, SEND_WARNING = "mail:send", "mail:password-link", "mail:warning"
ALARM = "mail"
SENDING = slow_step("sending mail")
TROUBLE = N_("Mail can’t be sent: %(reason)s Invitations, password links and letters are waiting.")
KEPT_FOR = timedelta(days=7)  # after the job has ended
RETRIES = {"max_tries": 10, "pause": timedelta(seconds=30)}  # 22 minutes in all


class QueuedMail(MailUtil):
    """Queues what Flask-Security sends, in the transaction that causes it."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, *_rest: Any, **__: Any
    ) -> None:
        """Queue a mail that is already rendered."""
        queue(str(recipient), str(subject), body or "")


def queue(recipient: str, subject: str, body: str) -> None:
    """Queue a mail in the caller's transaction, if a mail server is set."""
    if _settings().mail_url:
        sealed = _seal({"recipient": recipient, "subject": subject, "body": body})
        service.enqueue(SEND, {"sealed": sealed}, location="/jobs")


def queue_link(email: str) -> None:
    """Queue a link to set a password. The job looks up whether anybody has this address."""
    key = f"{SEND_LINK} {tokens.digest(email)}"
    service.enqueue(SEND_LINK, {"sealed": _seal({"email": email})}, location="/jobs", key=key)


def queue_warning(email: str) -> None:
    """Queue a warning of failed attempts for the person with this address, if a mail server is set."""
    if _settings().mail_url:
        key = f"{SEND_WARNING} {tokens.digest(email)}"
        service.enqueue(SEND_WARNING, {"sealed": _seal({"email": email})}, location="/jobs", key=key)


def send_warning(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job that warns somebody that others try to sign in as them."""
    email = _unseal(arguments["sealed"])["email"]
    if _user_with_access(email) is not None:
        subject = _("%(site)s: failed attempts to sign in", site=_settings().site_name)
        body = render_template("security/email/wrong_tries.txt", address=_settings().base_url)
        deliver(email, subject, body)
    return _forget_old


def _user_with_access(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email == email, User.active)).first()


def send(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job that sends a mail."""
    deliver(**_unseal(arguments["sealed"]))
    return _forget_old


def send_link(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job that sends a link to set a password, if somebody with access has the address."""
    email = _unseal(arguments["sealed"])["email"]
    if (user := _user_with_access(email)) is not None:
        token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]  # Flask-Security
        path = current_app.url_map.bind("localhost").build("security.reset_password", {"token": token})
        subject = str(current_app.config["SECURITY_EMAIL_SUBJECT_PASSWORD_RESET"])
        body = render_template("security/email/reset_instructions.txt", address=_settings().base_url + path)
        deliver(email, subject, body)
    return _forget_old


def _forget_old() -> None:
    """At the end of a job: delete old jobs of mail, because anybody may cause one."""
    names = (SEND, SEND_LINK, SEND_WARNING)
    db.session.execute(delete(Job).where(Job.name.in_(names), Job.ended_at < utcnow() - KEPT_FOR))


def deliver(recipient: str, subject: str, body: str, answers_to: str = "") -> None:
    """Hand a mail to the server, with no transaction open. Raises NotNow if a retry may help, else Conflict.

    `answers_to` is the address for answers, if they don't go to the sender's (Reply-To, RFC 5322, 3.6.2).
    """
    db.session.rollback()
    to = [answers_to] if answers_to else None
    try:
        with SENDING:
            EmailMessage(subject, body, _settings().mail_from, [recipient], reply_to=to).send()
    except (OSError, smtplib.SMTPException) as error:
        reason = _reason(error)
        raise_alarm(ALARM, TROUBLE, "flask --app app factcheck jobs run", reason=reason)
        kind = Conflict if _is_final(error) else handlers.NotNow
        raise kind(_("The mail was not sent: %(reason)s", reason=reason)) from error
    clear_alarm(ALARM)


def is_address(text: str) -> bool:
    """Whether mail can be sent to this (RFC 5321); whether anybody reads it there isn't asked."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _is_final(error: Exception) -> bool:
    """Whether the refusal is permanent (a reply of 500 to 599, RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reply in error.recipients.values())
    return isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError) and error.smtp_code >= 500


def _reason(error: Exception) -> str:
    """What went wrong, without anybody's address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = ", ".join(sorted({str(code) for code, _reply in error.recipients.values()}))
        return _("the mail server refuses the recipient (%(code)s).", code=codes)
    if isinstance(error, smtplib.SMTPResponseException):
        return _("the mail server refuses (%(code)s).", code=error.smtp_code)
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
        return _("the mail server doesn’t answer in time.")
    return _("the mail server can’t be reached.")


def _seal(values: Mapping[str, str]) -> str:
    """Values encrypted for this installation, so that the table of jobs shows no addresses and links."""
    return Fernet(tokens.fernet_key(_settings(), "mail")).encrypt(json.dumps(values).encode()).decode()


def _unseal(sealed: str) -> dict[str, str]:
    try:
        values: dict[str, str] = json.loads(Fernet(tokens.fernet_key(_settings(), "mail")).decrypt(sealed.encode()))
    except InvalidToken:
        raise Conflict(_("FACTCHECK_SECRET_KEY has changed since this mail was queued. Request it again.")) from None
    return values


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def configuration(settings: Settings) -> dict[str, Any]:
    """Flask-Mailman's configuration from ours."""
    server = urlsplit(settings.mail_url or "")
    return {
        "MAIL_BACKEND": {"": "dummy", "file": "file"}.get(server.scheme, smtp.__name__),
        "MAIL_FILE_PATH": server.path,
        "MAIL_SERVER": server.hostname or "localhost",
        "MAIL_PORT": server.port or 25,
        "MAIL_USERNAME": unquote(server.username or "") or None,
        "MAIL_PASSWORD": unquote(server.password or "") or None,
        "MAIL_USE_SSL": server.scheme == "smtps",
        "MAIL_TIMEOUT": smtp.TIMEOUT,
        "MAIL_DEFAULT_SENDER": settings.mail_from,
    }


RETRIED: dict[str, Any] = {"lane": handlers.MAIL, **RETRIES}
MAILED: dict[str, Any] = {"is_secret": True, **RETRIED}
JOBS = {
    SEND: JobHandler(send, N_("Sending mail"), **MAILED),
    SEND_LINK: JobHandler(send_link, N_("Sending a password link"), **MAILED),
    SEND_WARNING: JobHandler(send_warning, N_("Sending mail"), **MAILED),
}
