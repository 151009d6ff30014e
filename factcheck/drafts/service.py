"""Drafts: stores the input of forms until it is sent or discarded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Select, delete, func, select
from werkzeug.datastructures import MultiDict

from factcheck.accounts.models import User
from factcheck.db import db, utcnow
from factcheck.drafts import files
from factcheck.drafts.known import is_known
from factcheck.errors import Conflict, Invalid, TooLarge
from factcheck.i18n import _, count
from factcheck.web.drafts import Draft, delete_sent
from factcheck.web.input.form_recovery import words_of

MAX_CHARACTERS = 1_100_000  # code points of all fields together: the longest article, and the form around it
MAX_FIELDS = 100
MOST_DRAFTS = 100  # of one person
LONGEST_NAME = 64  # characters of a page's title
MOST_TOGETHER = 5_000_000  # code points of all drafts of one person
KEPT_FOR = timedelta(days=90)
UNSAID = frozenset({"base", "csrf_token", "hint", "revision", "seen"})  # fields without input by a person
OURS = frozenset({"upload", "kept_file", "leave_out", "choice", "take_details"})  # files are stored by `files`


class NewerDraft(Conflict):
    """Another page has saved a draft of this form that the sending page doesn't know."""


def fields_of(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """The fields of a form with input by a person, as stored in a draft."""
    return {name: values for name, values in words_of(form).items() if name not in OURS}


def keep(
    user: User,
    form: str,
    page: str,
    title: str,
    fields: Mapping[str, Sequence[str]],
    known_names: Sequence[str] | None = None,
) -> Draft | None:
    """Save the fields of a form as they are now. A form without input has no draft: returns None.

    `known_names` are the drafts that the form's page knows (`web.drafts.known_drafts`); None replaces any draft. Raises
    NewerDraft if another page saved other input, Invalid for `form` if this site has no such form, TooLarge over the
    limits of one draft or of all.
    """
    if not is_known(form):
        raise Invalid("form", _("There is no form at this address, so no draft can be saved for it."))
    draft = db.session.get(Draft, (user.id, form))
    _refuse_unknown(draft, fields, known_names)
    if not any(value.strip() for name, values in fields.items() if name not in UNSAID for value in values):
        if draft is not None:
            db.session.delete(draft)
        return None
    size = _size(fields)
    _refuse_too_much(user, form, len(fields), size)
    if draft is None:
        draft = Draft(user_id=user.id, form=form)
        db.session.add(draft)
    draft.page, draft.title, draft.saved_at = page[:2000], title[:300], utcnow()
    draft.fields, draft.size = {name: list(values) for name, values in fields.items()}, size
    draft.writer = known_names[0][:LONGEST_NAME] if known_names else ""
    return draft


def _refuse_unknown(
    draft: Draft | None, fields: Mapping[str, Sequence[str]], known_names: Sequence[str] | None
) -> None:
    """Raise NewerDraft if this would replace other input that another page saved and this one never showed."""
    if draft is None or known_names is None or draft.is_known_to(known_names) or draft.fields == fields:
        return
    raise NewerDraft(_("A newer draft of this form was saved from another window. It wasn’t replaced."))


def _size(fields: Mapping[str, Sequence[str]]) -> int:
    """Code points of the names and values."""
    return sum(len(name) + sum(map(len, values)) for name, values in fields.items())


def _refuse_too_much(user: User, form: str, number: int, size: int) -> None:
    if number > MAX_FIELDS or size > MAX_CHARACTERS:
        limits = {"most": count(MAX_CHARACTERS), "fields": count(MAX_FIELDS)}
        raise TooLarge(_("A draft may have at most %(most)s characters in %(fields)s fields.", **limits))
    others = select(func.count(), func.coalesce(func.sum(Draft.size), 0))
    drafts, together = db.session.execute(others.where(Draft.user_id == user.id, Draft.form != form)).one()
    if drafts >= MOST_DRAFTS or together + size > MOST_TOGETHER:
        limits = {"drafts": count(MOST_DRAFTS), "most": count(MOST_TOGETHER)}
        raise TooLarge(
            _(
                "You have too many unsaved drafts. You can keep %(drafts)s, with %(most)s characters in total."
                " Save or discard some on your desk.",
                **limits,
            )
        )


def of(user: User, form: str) -> Draft | None:
    """The unsent input of this person in this form."""
    return db.session.get(Draft, (user.id, form))


def by(user_id: int) -> Select[Draft]:
    """All unsent input of this person, newest first."""
    return select(Draft).where(Draft.user_id == user_id).order_by(Draft.saved_at.desc(), Draft.form)


def discard(user_id: int, form: str) -> None:
    """Delete a draft, and the files that were chosen for it."""
    delete_sent(user_id, form)
    files.let_go_all(user_id, form)


def forget_old() -> None:
    """Delete drafts and their files that weren't opened for KEPT_FOR."""
    before = utcnow() - KEPT_FOR
    db.session.execute(delete(Draft).where(Draft.saved_at < before))
    files.forget_old(before)
