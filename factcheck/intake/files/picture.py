"""The picture that comes with a new text, such as that of a post: kept with the form until the article is added."""

from __future__ import annotations

from flask import request

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.articles.models import Article
from factcheck.drafts import files
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import ArticleForm
from factcheck.pictures import service as pictures

FORM = "/articles/new/picture"  # under which the file is kept


def read_picture(form: ArticleForm) -> None:
    """Look at the picture that was chosen, before anything is written; raises Invalid for `picture` with the reason."""
    chosen = request.files.get("picture")
    if chosen is not None and chosen.filename:
        data = chosen.stream.read()
        pictures.read(chosen.filename, data)
        form.picture_chosen = file = File(chosen.filename, data)
        files.store_ahead(current_user().id, FORM, data, file.sha256)


def keep_picture(user: User, form: ArticleForm) -> None:
    """Keep the picture that was chosen in place of one that is kept."""
    if form.picture_chosen is not None:
        chosen = form.picture_chosen
        form.kept_picture.data = files.replace(user, FORM, (*chosen, chosen.sha256))[0].sha256


def show_picture(user: User, form: ArticleForm) -> None:
    """Let the form name the picture that is kept for it, if there is one."""
    form.picture_kept = files.of(user, FORM, form.kept_picture.data or "")


def add_picture(user: User, form: ArticleForm, article: Article) -> None:
    """Add the picture that is kept to the article, which was just added."""
    kept = files.of(user, FORM, form.kept_picture.data or "")
    if kept is not None:
        pictures.add(user, article, pictures.read(kept.name, kept.data))
        files.let_go_all(user.id, FORM)
