"""People over HTTP."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security.recoverable import generate_reset_password_token

from factcheck.accounts import journal, queries, service
from factcheck.accounts.forms import AcceptForm, InvitationForm, NameForm, PersonForm
from factcheck.accounts.models import Invitation, Role, User
from factcheck.accounts.security import mail
from factcheck.accounts.session import current_user, public
from factcheck.config import Settings
from factcheck.db import db
from factcheck.errors import Invalid, NotAllowed
from factcheck.labels import label_inside
from factcheck.language import _
from factcheck.web.forms import add_error
from factcheck.web.htmx import go
from factcheck.web.paging import page
from factcheck.web.writes import commit

bp = Blueprint("accounts", __name__)


def require_admin() -> User:
    """Managing people is the administrators'; see permissions.py, which stands above this room."""
    user = current_user()
    if user.role is not Role.ADMIN:
        raise NotAllowed(_("People are managed by administrators."))
    return user


@bp.get("/people")
def people() -> ResponseReturnValue:
    """Everybody, and who is invited."""
    require_admin()
    return people_page(InvitationForm())


@bp.post("/people/invitations")
def invite() -> ResponseReturnValue:
    """Invite somebody; the link is shown once."""
    actor = require_admin()
    form = InvitationForm(request.form)
    if not form.validate():
        return people_page(form), 422
    role = Role(form.role.data)
    try:
        invitation, token = service.invite(actor, form.name.data or "", form.email.data or "", role)
    except Invalid as refusal:
        db.session.rollback()
        add_error(form, refusal)
        return people_page(form), 422
    after = {"name": invitation.name, "email": invitation.email, "role": role}
    journal.record(actor, "person:invite", ("invitation", invitation.id), None, after)
    words = _("%(name)s creates an account by this link, once and within three days.", name=invitation.name)
    address = _show_link(words, "accounts.accept", token)
    return done(_mailed(invitation, address))


@bp.post("/people/invitations/<int:invitation_id>/revoke")
def revoke(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    actor = require_admin()
    service.revoke(db.get_or_404(Invitation, invitation_id))
    journal.record(actor, "person:uninvite", ("invitation", invitation_id))
    return done(_("The invitation no longer works."))


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Come in."""
    invitation = service.open_invitation(token)
    form = AcceptForm(request.form) if request.method == "POST" else AcceptForm(name=invitation.name)
    context = {"form": form, "invitation": invitation, "token": token}
    if request.method == "GET" or not form.validate():
        return render_template("accounts/accept.html", **context), 200 if request.method == "GET" else 422
    try:
        user = service.accept(token, form.name.data or "", form.password.data or "")
    except Invalid as refusal:
        db.session.rollback()
        add_error(form, refusal)
        return render_template("accounts/accept.html", **context), 422
    after = {"name": user.name, "role": user.role}
    journal.record(user, "person:join", ("person", user.id), {"name": invitation.name}, after)
    commit(url_for("security.login"))
    flash(_("Welcome. Sign in with your address and the password you chose."), "success")
    return go(url_for("security.login"))


@bp.post("/people/<int:user_id>")
def change(user_id: int) -> ResponseReturnValue:
    """Change a role, or take access away."""
    actor = require_admin()
    user = db.get_or_404(User, user_id)
    form = PersonForm(request.form)
    if not form.validate():
        raise Invalid("role", _("Choose one of the roles."))
    before = {"role": user.role, "active": user.active}
    service.change(user, Role(form.role.data), active=bool(form.active.data))
    after = {"role": user.role, "active": user.active}
    journal.record(actor, "person:change", ("person", user.id), before, after)
    values = {"name": user.name, "role": label_inside(user.role)}
    if user.active:
        return done(_("%(name)s is %(role)s now.", **values))
    return done(_("%(name)s is %(role)s, without access now.", **values))


@bp.post("/people/<int:user_id>/reset")
def reset(user_id: int) -> ResponseReturnValue:
    """A link to set a new password, shown once."""
    actor = require_admin()
    user = db.get_or_404(User, user_id)
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]  # Flask-Security
    journal.record(actor, "person:reset-link", ("person", user.id))
    words = _("%(name)s sets a new password by this link, once and within 60 minutes.", name=user.name)
    _show_link(words, "security.reset_password", token)
    return done(_("The link for %(name)s is made. Now pass it on.", name=user.name))


@bp.post("/people/<int:user_id>/second-factor/forget")
def forget_second_factor(user_id: int) -> ResponseReturnValue:
    """Take a lost second factor away."""
    actor = require_admin()
    user = db.get_or_404(User, user_id)
    service.forget_second_factor(actor, user)
    journal.record(actor, "person:second-factor-forgotten", ("person", user.id))
    return done(_("%(name)s signs in with the password alone now, and is signed out everywhere.", name=user.name))


def done(words: str, endpoint: str = "accounts.people") -> ResponseReturnValue:
    """Commit, say what happened, and lead to the page that shows it."""
    commit(url_for(endpoint))
    flash(words, "success")
    return go(url_for(endpoint))


def _show_link(words: str, endpoint: str, token: str) -> str:
    """Keep a link for the next look at the page, and no longer; it leads to the house's own name, whoever asked."""
    settings: Settings = current_app.extensions["settings"]
    address = settings.base_url + url_for(endpoint, token=token)
    session["made_link"] = {"words": words, "url": address}
    return address


def _mailed(invitation: Invitation, address: str) -> str:
    """Ask for the mail that brings an invitation; answers what the administrator is told."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.mail_url:
        return _("%(name)s is invited. Now pass the link on.", name=invitation.name)
    body = render_template("security/email/invitation.txt", invitation=invitation, address=address)
    mail.queue(invitation.email, _("%(house)s: your invitation", house=settings.site_name), body)
    return _("%(name)s is invited. The link is on its way by mail.", name=invitation.name)


def people_page(form: InvitationForm, refused: tuple[int, NameForm] | None = None) -> str:
    """Everybody, and who is invited; with the number of a person and the form that would have renamed them."""
    return render_template(
        "accounts/people.html",
        page=page(queries.people(), User.id),
        invitations=db.session.scalars(queries.open_invitations()).all(),
        form=form,
        refused=refused,
        roles=list(Role),
        link=session.pop("made_link", None),
    )
