"""Administration of people over HTTP; for administrators only."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts import queries
from factcheck.accounts.models import Invitation, Role, User
from factcheck.accounts.naming import warn_of_lookalikes
from factcheck.accounts.security import mail
from factcheck.accounts.session import current_user
from factcheck.config import Settings
from factcheck.db import db
from factcheck.documents.languages import named
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.i18n.labels import label_inside
from factcheck.people import service
from factcheck.people.forms import InvitationForm, NameForm, PersonForm
from factcheck.people.queries import NEVER, ORDERS, Access, facts, listed
from factcheck.permissions import Permission, require
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import count_of
from factcheck.web.paging import ordered_page

bp = Blueprint("people", __name__)
FILTERS = ("q", "access", "sort")


@bp.before_request
def administrators_only() -> None:
    """Refuse everybody else before anything is looked up, so that no answer tells who is here."""
    require(current_user(), Permission.MANAGE_PEOPLE)


@bp.get("/people")
def index() -> ResponseReturnValue:
    """Everybody in a table, and the pending invitations."""
    return _page(InvitationForm())


@bp.post("/people/invitations")
def invite() -> ResponseReturnValue:
    """Invite somebody; the link is shown once."""
    form, actor = InvitationForm(request.form), current_user()
    made = submit(
        form, lambda: service.invite(actor, form.name.data or "", form.email.data or "", Role(form.role.data))
    )
    if isinstance(made, Refused):
        return _page(form, made)
    invitation, token = made
    message = _("%(name)s can create an account with this link, once and within three days.", name=invitation.name)
    return _done(_send(invitation, _show_link(message, "invitations.accept", token)))


@bp.post("/people/invitations/<int:invitation_id>/revoke")
def revoke(invitation_id: int) -> ResponseReturnValue:
    """Make an invitation unusable."""
    service.revoke(current_user(), db.get_or_404(Invitation, invitation_id))
    return _done(_("Invitation revoked. Its link no longer works."))


@bp.get("/people/<int:user_id>")
def show(user_id: int) -> ResponseReturnValue:
    """What an administrator may do with a person."""
    user = db.get_or_404(User, user_id)
    return _person(user, NameForm(name=user.name))


@bp.post("/people/<int:user_id>")
def change(user_id: int) -> ResponseReturnValue:
    """Change a role, or remove access."""
    user, form = db.get_or_404(User, user_id), PersonForm(request.form)
    if not form.validate():
        raise Invalid("role", _("Choose one of the roles."))
    service.change(current_user(), user, Role(form.role.data), active=bool(form.active.data))
    values = {"name": user.name, "role": label_inside(user.role)}
    if user.active:
        return _done(_("%(name)s is now %(role)s.", **values))
    return _done(_("%(name)s is now %(role)s, without access.", **values))


@bp.post("/people/<int:user_id>/name")
def rename(user_id: int) -> ResponseReturnValue:
    """Give a person another name; the former one stays beside it."""
    user, form = db.get_or_404(User, user_id), NameForm(request.form)
    former = user.name
    refused = submit(form, lambda: service.rename(current_user(), user, form.name.data or ""))
    if refused:
        return _person(user, form, refused)
    answer = _done(_("%(former)s is now called %(name)s.", former=former, name=user.name))
    warn_of_lookalikes()
    return answer


@bp.post("/people/<int:user_id>/reset")
def reset_password(user_id: int) -> ResponseReturnValue:
    """Make a link to set a new password, shown once."""
    user = db.get_or_404(User, user_id)
    token = service.reset_password(current_user(), user)
    message = _("%(name)s can set a new password with this link, once and within 60 minutes.", name=user.name)
    _show_link(message, "security.reset_password", token)
    return _done(_("Password link for %(name)s created. Copy it and pass it on.", name=user.name))


@bp.post("/people/<int:user_id>/second-factor/forget")
def forget_second_factor(user_id: int) -> ResponseReturnValue:
    """Remove a lost second factor."""
    user = db.get_or_404(User, user_id)
    service.forget_second_factor(current_user(), user)
    return _done(
        _(
            "Second factor of %(name)s removed. They are signed out everywhere and sign in with the password alone.",
            name=user.name,
        )
    )


def _done(message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("people.index"), message)


def _show_link(message: str, endpoint: str, token: str) -> str:
    """Keep a link for the next look at the page, and no longer; it begins with the site's own address."""
    settings: Settings = current_app.extensions["settings"]
    address = settings.base_url + url_for(endpoint, token=token)
    session["made_link"] = {"words": message, "url": address}
    return address


def _send(invitation: Invitation, address: str) -> str:
    """Queue the mail that brings an invitation, where a mail server is set; answers what the administrator reads."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.mail_url:
        return _("%(name)s is invited. Copy its link and pass it on.", name=invitation.name)
    body = render_template("security/email/invitation.txt", invitation=invitation, address=address)
    mail.queue(invitation.email, _("%(site)s: your invitation", site=settings.site_name), body)
    return _("%(name)s is invited. The link is being sent by e-mail.", name=invitation.name)


def _page(form: InvitationForm, refused: Refused | None = None) -> ResponseReturnValue:
    """Everybody, and the pending invitations."""
    values = {name: request.args.get(name, "") for name in FILTERS}
    access = Access(values["access"]) if values["access"] in set(Access) else None
    rows = listed(values["q"], access)
    people = ordered_page(rows, ORDERS, values["sort"])
    found = db.session.execute(facts([user.id for user in people.items])).all()
    context = {
        "page": people,
        "facts": {row[0]: (None if row[1] == NEVER else row[1], row[2]) for row in found},
        "languages": {user.language: named(user.language) for user in people.items if user.language},
        "asked": values,
        "found": count_of(rows, User.id) if values["q"] or values["access"] else None,
        "total": count_of(listed(), User.id),
        "orders": ORDERS,
        "accesses": list(Access),
        "invitations": db.session.scalars(queries.open_invitations()).all(),
        "link": session.pop("made_link", None),
    }
    return render_form("people/index.html", form, refused, **context)


def _person(user: User, form: NameForm, refused: Refused | None = None) -> ResponseReturnValue:
    return render_form("people/person.html", form, refused, user=user, roles=list(Role))
