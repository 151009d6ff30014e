"""The shape of what is said about people."""

from __future__ import annotations

from wtforms import BooleanField, Form, PasswordField, SelectField, StringField
from wtforms.validators import Length

from factcheck.accounts.models import Role
from factcheck.accounts.security import SHORTEST_PASSWORD
from factcheck.web.forms import Filled, choices

ROLES = choices((role.value, role.value.capitalize()) for role in Role)
TOO_SHORT = f"A password has at least {SHORTEST_PASSWORD} characters."


class InvitationForm(Form):
    """Who is invited, and as what."""

    name = StringField("Name", [Filled("Give the person's name."), Length(max=200)])
    email = StringField("E-mail address", [Filled("Give their address."), Length(max=320)])
    role = SelectField("Role", choices=ROLES)


class AcceptForm(Form):
    """The invited person's name and password."""

    name = StringField("Your name", [Filled("Give your name."), Length(max=200)])
    password = PasswordField("Password", [Filled("Choose a password."), Length(SHORTEST_PASSWORD, 200, TOO_SHORT)])


class PersonForm(Form):
    """A person's role and access."""

    role = SelectField("Role", choices=ROLES)
    active = BooleanField("Has access")
