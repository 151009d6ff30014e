"""Forms sent without a valid session: stored as a draft of the person who typed them, and restored afterwards.

A session may end while a page is open: signed out elsewhere, timed out, or because another person signed in. What such
a page sends is never carried out. Its input is kept for the person to whom the form was shown, and for nobody else.
"""

from __future__ import annotations

import gzip
from html import escape
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, flash, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.accounts.models import User
from factcheck.accounts.security.setup import lacks_second_factor
from factcheck.accounts.session import ask_to_sign_in, load_user, needs_sign_in
from factcheck.db import db
from factcheck.drafts import files, service
from factcheck.drafts.known import is_known
from factcheck.errors import DomainError
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.urls import path_of_page
from factcheck.web import handlers
from factcheck.web.drafts import Draft, known_drafts
from factcheck.web.htmx import redirect_after_write
from factcheck.web.input.form_recovery import is_form, page_of_form, writer_id
from factcheck.web.input.refill_forms import refill

AUTOSAVE = "drafts.keep"
LONGEST_TITLE = 80  # code points
LONGEST_FILE = 10 * 1024 * 1024  # bytes; an upload's size
SIGNED_OUT = N_("Not saved yet: you were signed out. Check the form and save it.")
BACK = N_("Not saved yet. What you typed is back in the form.")
ANOTHERS = N_("Somebody else opened this page. What they typed is an unsaved draft on their desk. Nothing was saved.")


def init_app(app: Flask) -> None:
    """Install the handlers of forms without a valid session, and the restoring of their input."""
    app.register_error_handler(CSRFError, on_forged)
    app.after_request(put_back)


def hold_if_signed_out() -> WerkzeugResponse | None:
    """Before each request: store the input of a form that was sent after its session ended."""
    return hold() if needs_sign_in() else None


def hold() -> WerkzeugResponse | None:
    """Store the input of a form if nobody is signed in, and say so; None if the writer is unknown."""
    if not is_form() or (writer := _writer()) is None:
        return None
    try:
        draft = _keep(writer)
        db.session.commit()
    except DomainError as refusal:
        return handlers.on_refusal(refusal)  # with the input
    if request.endpoint == AUTOSAVE:
        return make_response(render_template("drafts/_kept.html", draft=draft, is_signed_out=True))
    if draft is not None:
        flash(
            _("You were signed out, so nothing was saved yet. Sign in, and what you typed will be back in the form."),
            "warning",
        )
    else:
        flash(_("You were signed out, so nothing was changed. Sign in and try again."), "warning")
    return ask_to_sign_in(address(draft, is_signed_out=True) if draft else page_of_form())


def on_forged(error: CSRFError) -> Response | WerkzeugResponse:
    """A CSRF token that isn't of this session: usually a session that ended while the page was open."""
    db.session.rollback()
    load_user()
    if not is_form() or (writer := _writer()) is None:
        return handlers.on_forged(error)
    if g.user is None:
        return hold() or handlers.on_forged(error)
    if g.user.id != writer.id:
        return _refuse_for(writer)
    try:
        draft = _keep(writer)
    except DomainError as refusal:
        return handlers.on_refusal(refusal)
    db.session.commit()
    if request.endpoint == AUTOSAVE:
        return make_response(render_template("drafts/_kept.html", draft=draft))
    return redirect_after_write(address(draft, is_signed_out=True) if draft else page_of_form())


def refuse_form_of_another() -> Response | None:
    """Before each write: store the input of another person's page for that person, and don't carry it out."""
    if g.user is None or not is_form() or (writer := _writer()) is None or writer.id == g.user.id:
        return None
    return _refuse_for(writer)


def keep_before_second_factor() -> None:
    """Before a redirect to the set-up of a second factor: store the input as a draft."""
    if g.user is None or not lacks_second_factor() or not is_form() or writer_id() != g.user.id:
        return
    if _keep(g.user) is not None:
        db.session.commit()
        flash(_("Not saved yet: set up a second factor first. Your draft is on your desk."), "warning")


def put_back(response: Response) -> Response:
    """After each page whose address has `typed`: the form with its input restored."""
    is_page = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"
    if not is_page or response.is_streamed:
        return response
    source = request.args if "typed" in request.args else MultiDict(_query(request.headers.get("HX-Current-URL", "")))
    form, user = source.get("typed"), g.get("user")
    draft = service.of(user, form) if form and user else None
    if draft is not None:
        message = _(SIGNED_OUT) if "out" in source else _(BACK)
        notice = f'<div class="notice" data-kind="warning"><p>{escape(message)}</p></div>'
        page = _page_of(response)
        response.set_data(refill(page, draft.form, request.path, draft.fields, notice, draft.state))
    return response


def _page_of(response: Response) -> str:
    """The page as text; what its view has compressed is unpacked, and sent so."""
    data = response.get_data()
    if response.headers.pop("Content-Encoding", "") == "gzip":
        data = gzip.decompress(data)
    return data.decode()


def address(draft: Draft, *, is_signed_out: bool = False) -> str:
    """The page of a draft's form, with the draft restored."""
    asked = urlencode({"typed": draft.form} | ({"out": 1} if is_signed_out else {}))
    return f"{draft.page}{'&' if '?' in draft.page else '?'}{asked}"


def title_of(form: str, fields: MultiDict[str, str]) -> str:
    """A title for a draft whose page has none: the first words of the longest value."""
    said = service.fields_of(fields).items()
    words = max((it for name, values in said if name not in service.UNSAID for it in values), key=len, default="")
    return " ".join(words.split())[:LONGEST_TITLE] or form


def _keep(writer: User) -> Draft | None:
    is_autosave = request.endpoint == AUTOSAVE
    form = request.args.get("form", "") if is_autosave else request.path
    sent = _sent_files()
    for _name, data, sha256 in sent if is_known(form) else ():
        files.store_ahead(writer.id, form, data, sha256)
    fields, before = service.fields_of(request.form), service.of(writer, form)
    title = (request.args.get("title") if is_autosave else before and before.title) or title_of(form, request.form)
    known = known_drafts(request.form) if is_autosave else None  # input that was sent on purpose replaces a draft
    draft = service.keep(writer, form, page_of_form(), title, fields, known)
    for file in sent:
        files.keep(writer, form, *file)
    return draft


def _sent_files() -> list[files.ChosenFile]:
    """The files of the request that aren't too large to be kept."""
    chosen = [(it.filename, it.read(LONGEST_FILE + 1)) for it in request.files.values() if it.filename]
    return [(name, data, sha256_hex(data)) for name, data in chosen if len(data) <= LONGEST_FILE]


def _writer() -> User | None:
    number = writer_id()
    user = db.session.get(User, number) if number is not None else None
    return user if user is not None and user.active else None


def _refuse_for(writer: User) -> Response:
    _keep(writer)
    db.session.commit()
    return handlers.problem(409, N_("You are signed in as somebody else now"), ANOTHERS)


def _query(url: str) -> dict[str, str]:
    page = path_of_page(url, request.host) or ""
    return dict(parse_qsl(page.partition("?")[2]))
