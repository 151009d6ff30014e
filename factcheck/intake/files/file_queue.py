"""Several files for one form: each is checked, those that can be read wait, and one after another is added."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import FileStorage, MultiDict

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.articles.details import ArticleDetails
from factcheck.db import db, read_only
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.drafts import files
from factcheck.drafts import service as drafts
from factcheck.drafts.views import fields_of
from factcheck.errors import Invalid, TooLarge
from factcheck.hashing import sha256_hex
from factcheck.i18n import _
from factcheck.intake.files import uploads
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import DETAILS, ArticleForm, PreviewedForm
from factcheck.intake.reading.foreign_files import TakesLong
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.reading.preview import preview
from factcheck.web.drafts import delete_sent
from factcheck.web.htmx import redirect_after_write
from factcheck.web.idempotency import commit
from factcheck.web.input.requests import as_kept

ADDED = Markup('{} <a href="{}">{}</a>')


def accept(form: PreviewedForm, chosen: Sequence[FileStorage]) -> File:
    """Keep the files that can be read and name the others in the form, each with the reason; answers the first to add.

    Raises Invalid naming `upload` when none can be read.
    """
    with read_only():
        accepted, refused = _sorted([File(it.filename or "", it.stream.read()) for it in chosen])
        for file in accepted.values():
            uploads.store_ahead(current_user(), request.path, file)
    if not accepted:
        raise Invalid("upload", " ".join(refused))
    form.refused_files.data = refused
    files.replace(current_user(), request.path, *((*file, file.sha256) for file in accepted.values()))
    db.session.commit()
    return next(iter(accepted.values()))


def _sorted(chosen: Sequence[File]) -> tuple[dict[str, File], list[str]]:
    """The files that can be read, by their SHA-256, and what is said of each of the others."""
    accepted: dict[str, File] = {}
    refused: list[str] = []
    for file in chosen:
        if reason := _refusal(file, accepted):
            refused.append(f"{file.name}: {reason}")
        else:
            accepted[file.sha256] = file
    return accepted, refused


def _refusal(file: File, accepted: dict[str, File]) -> str:
    """Why a file can't be added; empty where it can. An encoding in doubt is asked for when its turn comes."""
    if same := accepted.get(file.sha256):
        return _("This is the same file as %(name)s.", name=same.name)
    if len(accepted) >= files.MAX_FILES:
        return _("Choose at most %(most)s files at a time.", most=files.MAX_FILES)
    try:
        preview(*uploads.raw_of(ArticleForm(), file), ArticleDetails(""), Manner())
    except (AmbiguousText, TakesLong):
        return ""
    except Invalid as refusal:
        return refusal.message
    return ""


def preview_url(form: ArticleForm, file: File | None) -> str:
    """The page on which the text of a form is looked at before it is added."""
    if file is not None:
        return path_of_preview(file=file.sha256)
    return path_of_preview(text=text_key(form.text.data or ""))


def path_of_preview(*, file: str = "", text: str = "", **_others: str) -> str:
    """The path of the preview of a kept file, by its SHA-256, or of a pasted text, by its `text_key`."""
    return url_for("article_preview.show", file=file or None, text=None if file else text)


def draft_form(preview: str) -> str:
    """What the draft of a preview is kept under, by the path of its page; without one, that of the form of a text."""
    query = preview.partition("?")[2]
    return url_for("intake.create") + (f"?{query}" if query else "")


def let_go_draft(preview: str) -> None:
    """Delete the draft of a preview; without its path, nothing."""
    if preview:
        delete_sent(current_user().id, draft_form(preview))


def text_key(text: str) -> str:
    """What names a pasted text in an address, however a browser ends its lines."""
    return sha256_hex(as_kept(text).strip())[:16]


def offer_file(user: User, form: ArticleForm, preview: str) -> None:
    """Put the file of a preview into its form; without one, the file that was kept last, if it has no preview."""
    if sha256 := dict(parse_qsl(urlsplit(preview).query)).get("file"):
        uploads.kept_file(user, request.path, form, sha256)
        return
    kept = files.newest(user, request.path)
    if kept is not None and drafts.of(user, draft_form(path_of_preview(file=kept.sha256))) is None:
        uploads.offer(user, request.path, form)


def keep(form: ArticleForm, file: File | None) -> None:
    """Keep what was typed as the draft of the form, and what was chosen."""
    with suppress(TooLarge):
        _keep_draft(form)
    uploads.keep(current_user(), request.path, form, file)


def keep_or_refuse(form: ArticleForm) -> None:
    """Keep what was typed as the draft of the form; raises Invalid naming `text` when it is over the limits."""
    try:
        _keep_draft(form)
    except TooLarge as refusal:
        raise Invalid("text", refusal.message) from None


def _keep_draft(form: ArticleForm) -> None:
    fields = fields_of(request.form)
    for name in (*DETAILS, "text", "charset", "chapter", "shown", "guessed", "source", "quote", "kept_picture"):
        fields[name] = [form[name].data or ""]
    fields["takes_notes"] = ["y"] if form.takes_notes.data else []
    for name in ("removed", "kinds", "refused_files"):
        fields[name] = list(form[name].data or ())
    page = form.source.data or request.path
    title = (form.title.data or "").strip() or _("A new article")
    drafts.keep(current_user(), draft_form(page), page, title, fields)


def done(form: ArticleForm, file: File | None, where: str, title: str = "") -> ResponseReturnValue:
    """Let go of the file that was added, and lead on: to the next file that waits, else to `where`."""
    user = current_user()
    uploads.done(user, request.path, form, file)
    let_go_draft(form.source.data or "")
    following = next(iter(files.waiting(user, request.path)), None)
    if following is None:
        commit(where)
        return redirect_after_write(where)
    target = path_of_preview(file=following.sha256)
    commit(target)
    if form.refused_files.data:
        fields = {"refused_files": list(form.refused_files.data)}
        drafts.keep(user, draft_form(target), target, following.name, fields)
        db.session.commit()
    if title:
        flash(ADDED.format(_("Added:"), where, title), "success")
    return redirect_after_write(target)


def skip(form: ArticleForm) -> ResponseReturnValue:
    """Don't add the file whose turn it is."""
    file = uploads.chosen(current_user(), request.path, form, None)
    if file is not None:
        files.let_go(current_user().id, request.path, file.sha256)
    form.kept_file.data = ""
    return done(form, None, url_for("article_list.index"))


def form_of_draft(preview: str) -> ArticleForm:
    """The form of a preview as it was last kept, filled from its draft."""
    draft = drafts.of(current_user(), draft_form(preview))
    return ArticleForm(MultiDict(draft.fields) if draft else None)
