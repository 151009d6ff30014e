"""Forms about people."""

from __future__ import annotations

from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField

from factcheck.accounts.models import Role, Theme
from factcheck.accounts.preferences import Preferences
from factcheck.i18n import N_
from factcheck.people.choices import language_choices, zone_choices
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


class AccountForm(NameForm):
    """A person's own name, and how their own pages look and behave."""

    language = SelectField(N_("Language"), choices=[])
    time_zone = SelectField(N_("Time zone"), choices=[])
    theme = RadioField(N_("Theme"), choices=labelled(Theme))
    has_single_keys = BooleanField(N_("Use single-key shortcuts"))

    def offer_choices(self) -> None:
        """Set the languages and time zones to choose from."""
        self.language.choices = language_choices()
        self.time_zone.choices = zone_choices()

    def chosen(self) -> Preferences:
        """What is chosen, of a valid form."""
        keys = bool(self.has_single_keys.data)
        return Preferences(self.language.data or None, self.time_zone.data or None, Theme(self.theme.data), keys)


class PersonForm(Form):
    """A person's role and access."""

    role = SelectField(N_("Role"), choices=ROLES)
    active = BooleanField(N_("Has access"))
