"""Pictures over HTTP: shown, added, removed and restored."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.documents.text import MAX_BYTES
from factcheck.errors import Invalid, NotFound
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.pictures import queries, service
from factcheck.pictures.models import ArticlePicture
from factcheck.pictures.service import EncodedPicture
from factcheck.storage import store
from factcheck.web.forms import Form, Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("pictures", __name__)
ACCEPTED = ".png,.jpg,.jpeg,.gif,.webp"
NOTHING_RUNS = "sandbox; default-src 'none'; frame-ancestors 'none'"


class PictureForm(Form):
    """A picture that is added to an article."""

    picture = FileField(N_("Picture"), render_kw={"data-most": MAX_BYTES})
    found: EncodedPicture | None = None

    def read(self) -> None:
        """Read the file that was chosen, and write it; raises Invalid for `picture`."""
        chosen = request.files.get("picture")
        if chosen is None or not chosen.filename:
            raise Invalid("picture", _("Choose a picture."))
        self.found = service.read(chosen.filename, chosen.stream.read())
        service.prepare(self.found)

    def add_to(self, actor: User, article: Article) -> ArticlePicture:
        """Add what was read."""
        if self.found is None:
            raise Invalid("picture", _("Choose a picture."))
        return service.add(actor, article, self.found)


@bp.route("/articles/<int:article_id>/pictures", methods=["GET", "POST"])
@takes_uploads
def index(article_id: int) -> ResponseReturnValue:
    """The pictures of an article, also removed ones; and a form to add one."""
    article, form = db.get_or_404(Article, article_id), PictureForm(request.form)
    require(current_user(), Permission.EDIT_ARTICLE, article)
    if request.method == "GET":
        return _page(article, form)
    added = submit(form, lambda: form.add_to(current_user(), article), ahead=form.read)
    if isinstance(added, Refused):
        return _page(article, form, added)
    return commit_and_redirect(_of(added), _("Picture added."))


def _page(article: Article, form: PictureForm, refused: Refused | None = None) -> ResponseReturnValue:
    removed = db.session.scalars(queries.of_article(article.id, archived=True)).all()
    shown = queries.pictures_of(article.id)
    context = {"article": article, "shown": shown, "removed": removed, "accepted": ACCEPTED}
    return render_form("pictures/index.html", form, refused, **context)


@bp.get("/pictures/<int:article_picture_id>")
def show(article_picture_id: int) -> ResponseReturnValue:
    """The picture as it is shown: made again from its pixels."""
    picture = db.get_or_404(ArticlePicture, article_picture_id)
    return _file(picture.shown_sha256, picture.shown_type)


@bp.get("/pictures/<int:article_picture_id>/original")
def original(article_picture_id: int) -> ResponseReturnValue:
    """The file as it came, as a download, with which a browser runs nothing."""
    picture = db.get_or_404(ArticlePicture, article_picture_id)
    answer = _file(picture.raw_sha256, picture.media_type)
    suffix = picture.media_type.partition("/")[2]
    answer.headers["Content-Disposition"] = f'attachment; filename="picture-{picture.id}.{suffix}"'
    return answer


@bp.post("/pictures/<int:article_picture_id>/archive")
def archive(article_picture_id: int) -> ResponseReturnValue:
    """Remove a picture; the notice offers to undo it."""
    picture = db.get_or_404(ArticlePicture, article_picture_id)
    service.archive(current_user(), picture)
    return commit_and_redirect(_of(picture), _("Picture removed. The file is kept."))


@bp.post("/pictures/<int:article_picture_id>/restore")
def restore(article_picture_id: int) -> ResponseReturnValue:
    """Show a removed picture again."""
    picture = db.get_or_404(ArticlePicture, article_picture_id)
    service.restore(current_user(), picture)
    return commit_and_redirect(_of(picture), _("Restored."))


def _file(digest: str, media_type: str) -> Response:
    try:
        data = store.get(digest)
    except store.Damaged as damage:
        raise NotFound(str(damage)) from None
    headers = {"Content-Security-Policy": NOTHING_RUNS, "X-Content-Type-Options": "nosniff"}
    return Response(data, mimetype=media_type, headers=headers)


def _of(picture: ArticlePicture) -> str:
    return url_for("pictures.index", article_id=picture.article_id)
