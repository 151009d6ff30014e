"""What a person is called, over HTTP."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from factcheck.accounts import journal, naming
from factcheck.accounts.forms import InvitationForm, NameForm
from factcheck.accounts.models import User
from factcheck.accounts.views import bp, done, people_page, require_admin
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.language import _
from factcheck.web.forms import add_error


@bp.post("/people/<int:user_id>/name")
def rename(user_id: int) -> ResponseReturnValue:
    """Call a person something else; the former name stays beside it."""
    actor, user, form = require_admin(), db.get_or_404(User, user_id), NameForm(request.form)
    former = user.name
    try:
        if not form.validate():
            raise Invalid("", "")
        is_new = naming.rename(user, form.name.data or "")
    except Invalid as refusal:
        db.session.rollback()
        if refusal.message:
            add_error(form, refusal)
        return people_page(InvitationForm(), refused=(user_id, form)), 422
    if is_new:
        journal.record(actor, "person:rename", ("person", user_id), {"name": former}, {"name": user.name})
    answer = done(_("%(former)s is called %(name)s now.", former=former, name=user.name))
    naming.tell_of_alike()
    return answer
