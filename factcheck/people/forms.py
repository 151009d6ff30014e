"""Forms about people."""

from __future__ import annotations

from wtforms import BooleanField, PasswordField, SelectField, StringField

from factcheck.accounts.models import Role
from factcheck.i18n import N_
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Filled, labelled

ROLES = labelled(Role)


class InvitationForm(Form):
    """Who is invited, and in which role."""

    for_readers = frozenset({"name"})
    for_newsroom = frozenset({"email"})

    name = StringField(N_("Name"), [Filled(N_("Enter the person’s name.")), AtMost(200)])
    email = StringField(N_("E-mail address"), [Filled(N_("Enter the person’s e-mail address.")), AtMost(320)])
    role = SelectField(N_("Role"), choices=ROLES)


class AcceptForm(Form):
    """The invited person's name and password."""

    for_readers = frozenset({"name"})

    name = StringField(N_("Your name"), [Filled(N_("Enter your name.")), AtMost(200)])
    password = PasswordField(N_("Password"), [Filled(N_("Choose a password."))])


class NameForm(Form):
    """A person's name."""

    for_readers = frozenset({"name"})

    name = StringField(N_("Name"), [Filled(N_("Enter the person’s name.")), AtMost(200)])


class PersonForm(Form):
    """A person's role and access."""

    role = SelectField(N_("Role"), choices=ROLES)
    active = BooleanField(N_("Has access"))
