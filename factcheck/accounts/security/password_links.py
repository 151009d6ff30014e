"""Requests for a link to set a password. Work and answer are the same for any address, known or not."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import StringField

from factcheck.accounts.security import mail, rate_limits
from factcheck.accounts.service import normal_address
from factcheck.db import db
from factcheck.db.transactions import end_reading
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.web.forms import Form, add_error
from factcheck.web.guards.networks import network
from factcheck.web.guards.shared_counters import Limit, take
from factcheck.web.input.fields import AtMost, Filled

HOUR = timedelta(hours=1)
MAX_LINKS = 5  # mails an hour to one address
MAX_FROM_NETWORK = 30  # requests an hour
TEMPLATE = "security/forgot_password.html"


class LinkForm(Form):
    """The address to which a link to set a password is sent."""

    email = StringField(N_("E-mail address"), [Filled(N_("Enter your e-mail address.")), AtMost(320)])


def forgot_password() -> ResponseReturnValue:
    """Take an address; a worker looks up whether anybody has it, and sends the link."""
    form = LinkForm(request.form if request.method == "POST" else None, email=g.user.email if g.user else "")
    if request.method == "GET":
        return render_template(TEMPLATE, forgot_password_form=form)
    end_reading()
    if not form.validate() or (email := _address(form)) is None:
        return render_template(TEMPLATE, forgot_password_form=form), 422
    here = network(request.remote_addr or "")
    if wait := take([Limit("links", here, MAX_FROM_NETWORK, HOUR)]):
        raise rate_limits.TooManyAttempts(rate_limits.wait_message(wait), wait)
    if not take([Limit("links to", email, MAX_LINKS, HOUR)]):  # otherwise one that works was sent already
        mail.queue_link(email)
        db.session.commit()
    flash(_("If somebody here has the address %(email)s, a link is on its way to it.", email=form.email.data), "info")
    return render_template(TEMPLATE, forgot_password_form=form)


def _address(form: LinkForm) -> str | None:
    """The address as sign-in reads it; None, with an error in the form, if it isn't one."""
    email = normal_address(form.email.data or "")
    if "@" in email:
        return email
    add_error(form, Invalid("email", _("Enter an e-mail address such as rita@newsroom.example.")))
    return None


def install(app: Flask) -> None:
    """Replace Flask-Security's view, which does more work for a known address."""
    app.view_functions["security.forgot_password"] = forgot_password
