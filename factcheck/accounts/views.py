"""People over HTTP."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user
from flask_security.recoverable import generate_reset_password_token

from factcheck.accounts import journal, queries, service
from factcheck.accounts.forms import AcceptForm, InvitationForm, PersonForm
from factcheck.accounts.models import Invitation, Role, SignIn, User
from factcheck.accounts.session import current_user, public
from factcheck.db import db
from factcheck.errors import Invalid, NotAllowed, NotThere
from factcheck.web.forms import add_error
from factcheck.web.htmx import go
from factcheck.web.paging import page
from factcheck.web.writes import commit

bp = Blueprint("accounts", __name__)


def _require_admin() -> User:
    """Managing people is the administrators'; see permissions.py, which stands above this room."""
    user = current_user()
    if user.role is not Role.ADMIN:
        raise NotAllowed("People are managed by administrators.")
    return user


@bp.get("/people")
def people() -> ResponseReturnValue:
    """Everybody, and who is invited."""
    _require_admin()
    return _people(InvitationForm())


@bp.post("/people/invitations")
def invite() -> ResponseReturnValue:
    """Invite somebody; the link is shown once."""
    actor = _require_admin()
    form = InvitationForm(request.form)
    try:
        if not form.validate():
            raise Invalid("", "")
        role = Role(form.role.data)
        invitation, token = service.invite(actor, form.name.data or "", form.email.data or "", role)
    except Invalid as refusal:
        db.session.rollback()
        if refusal.message:
            add_error(form, refusal)
        return _people(form), 422
    journal.record(actor, "person:invite", ("invitation", invitation.id), None, {"name": invitation.name, "role": role})
    commit(url_for("accounts.people"))
    link = url_for("accounts.accept", token=token, _external=True)
    flash(f"Give {invitation.name} this link; it works once and for a week: {link}", "success")
    return go(url_for("accounts.people"))


@bp.post("/people/invitations/<int:invitation_id>/revoke")
def revoke(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    actor = _require_admin()
    service.revoke(db.get_or_404(Invitation, invitation_id))
    journal.record(actor, "person:uninvite", ("invitation", invitation_id))
    return _done("The invitation no longer works.")


@bp.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Come in."""
    invitation = service.open_invitation(token)
    form = AcceptForm(request.form) if request.method == "POST" else AcceptForm(name=invitation.name)
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return render_template("accounts/accept.html", form=form, invitation=invitation, token=token), status
    user = service.accept(invitation, form.name.data or "", form.password.data or "")
    journal.record(user, "person:join", ("person", user.id), None, {"name": user.name, "role": user.role})
    commit(url_for("security.login"))
    flash("Welcome. Sign in with your address and the password you chose.", "success")
    return go(url_for("security.login"))


@bp.post("/people/<int:user_id>")
def change(user_id: int) -> ResponseReturnValue:
    """Change a role, or take access away."""
    actor = _require_admin()
    user = db.get_or_404(User, user_id)
    form = PersonForm(request.form)
    if not form.validate():
        raise Invalid("role", "Choose one of the roles.")
    before = {"role": user.role, "active": user.active}
    service.change(user, Role(form.role.data), active=bool(form.active.data))
    after = {"role": user.role, "active": user.active}
    journal.record(actor, "person:change", ("person", user.id), before, after)
    return _done(f"{user.name} is {user.role}{'' if user.active else ', without access'} now.")


@bp.post("/people/<int:user_id>/reset")
def reset(user_id: int) -> ResponseReturnValue:
    """A link to set a new password, shown once."""
    actor = _require_admin()
    user = db.get_or_404(User, user_id)
    token = generate_reset_password_token(user)  # type: ignore[no-untyped-call]  # Flask-Security
    journal.record(actor, "person:reset-link", ("person", user.id))
    link = url_for("security.reset_password", token=token, _external=True)
    return _done(f"Give {user.name} this link; it works once and for a day: {link}")


@bp.get("/me")
def me() -> ResponseReturnValue:
    """One's own account, and where one is signed in."""
    rows = db.session.scalars(queries.sign_ins(current_user().id)).all()
    here = service.sha256(session.get("sign_in", ""))
    return render_template("accounts/me.html", sign_ins=rows, here=here)


@bp.post("/me/sign-ins/<int:sign_in_id>/end")
def end(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's devices out."""
    sign_in = db.session.get(SignIn, sign_in_id)
    if sign_in is None or sign_in.user_id != current_user().id:
        raise NotThere("You are not signed in there.")
    service.end(sign_in)
    return _done("Signed out there.", "accounts.me")


@bp.post("/me/sign-ins/end")
def end_others() -> ResponseReturnValue:
    """Sign all one's other devices out."""
    service.end_all(current_user(), besides=session.get("sign_in", ""))
    return _done("Signed out everywhere else.", "accounts.me")


@bp.post("/login/demo/<int:user_id>")
@public
def demo(user_id: int) -> ResponseReturnValue:
    """Sign in as one of the demo cast: in demo mode, on loopback only."""
    settings = current_app.extensions["settings"]
    user = db.session.get(User, user_id)
    if not (settings.demo and settings.on_loopback) or user is None or not user.is_demo or not user.active:
        raise NotThere("There is no demo here.")
    login_user(user)
    commit(url_for("desk.home"))
    return go(url_for("desk.home"))


def _done(words: str, endpoint: str = "accounts.people") -> ResponseReturnValue:
    commit(url_for(endpoint))
    flash(words, "success")
    return go(url_for(endpoint))


def _people(form: InvitationForm) -> str:
    return render_template(
        "accounts/people.html",
        page=page(queries.people(), User.id),
        invitations=db.session.scalars(queries.open_invitations()).all(),
        form=form,
        roles=list(Role),
    )
