"""Actions: add a picture to an article, remove it, restore it."""

from __future__ import annotations

import base64
from typing import NamedTuple

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit import archiving
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.documents.text import MAX_BYTES
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _, count
from factcheck.permissions import Permission, require
from factcheck.pictures.encoding import MAX_PIXELS
from factcheck.pictures.models import ArticlePicture
from factcheck.pictures.queries import of_article
from factcheck.processes import child
from factcheck.storage import store

ENCODER = "factcheck.pictures.encoding:encoded_again"
MAX_PICTURES = 20  # of one article
MAX_FILE_NAME = 300  # characters
DAMAGED = N_("This picture can’t be read. Choose a PNG, JPEG, GIF or WebP file.")


class EncodedPicture(NamedTuple):
    """A picture as it came, and as it is shown."""

    file_name: str
    raw: bytes
    media_type: str
    shown: bytes
    shown_type: str
    width: int
    height: int


@ahead("making a picture again from its pixels")
def read(file_name: str, raw: bytes) -> EncodedPicture:
    """A picture that can be added; raises Invalid for `picture` with the reason."""
    if len(raw) > MAX_BYTES:
        raise Invalid("picture", _("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    try:
        found = child.run(ENCODER, raw)
    except child.ChildFailed:
        raise Invalid("picture", _(DAMAGED)) from None
    if found.get("refused") == "size":
        message = N_("A picture can have at most %(most)s pixels. Save it in a smaller size.")
        raise Invalid("picture", _(message, most=count(MAX_PIXELS)))
    if "refused" in found:
        raise Invalid("picture", _(DAMAGED))
    size = (int(found["width"]), int(found["height"]))
    return EncodedPicture(
        file_name, raw, found["media_type"], base64.b64decode(found["data"]), found["shown_type"], *size
    )


def prepare(picture: EncodedPicture) -> None:
    """Write the files before the transaction that adds the picture."""
    store.keep(picture.raw)
    store.keep(picture.shown)


def add(actor: User, article: Article, picture: EncodedPicture) -> ArticlePicture:
    """Add a picture to an article; one that it has already is returned, and shown again if it was removed."""
    require(actor, Permission.EDIT_ARTICLE, article)
    raw_sha256 = store.put(picture.raw, picture.media_type)
    same = ArticlePicture.article_id == article.id, ArticlePicture.raw_sha256 == raw_sha256
    existing = db.session.scalars(select(ArticlePicture).where(*same)).first()
    if existing is not None:
        if existing.archived_at is not None:
            restore(actor, existing)
        return existing
    _refuse_too_many(article)
    row = ArticlePicture(
        article_id=article.id,
        file_name=picture.file_name[-MAX_FILE_NAME:],
        raw_sha256=raw_sha256,
        media_type=picture.media_type,
        shown_sha256=store.put(picture.shown, picture.shown_type),
        shown_type=picture.shown_type,
        width=picture.width,
        height=picture.height,
        added_by=actor,
    )
    db.session.add(row)
    db.session.flush()
    facts = {"file_name": row.file_name, "raw_sha256": raw_sha256, "article": article.id}
    record(actor, "picture:add", ("picture", row.id), None, facts)
    return row


def archive(actor: User, picture: ArticlePicture) -> None:
    """Remove a picture from its article; the files are kept."""
    message = _("This picture is already removed.")
    archiving.archive(actor, picture, "picture", Permission.EDIT_ARTICLE, message)


def restore(actor: User, picture: ArticlePicture) -> None:
    """Show a removed picture again."""
    archiving.restore(actor, picture, "picture", Permission.EDIT_ARTICLE, _("This picture isn’t removed."))


def _refuse_too_many(article: Article) -> None:
    shown = of_article(article.id).order_by(None).with_only_columns(func.count())
    if (db.session.scalar(shown) or 0) >= MAX_PICTURES:
        raise Conflict(_("An article can have at most %(most)s pictures. Remove one first.", most=MAX_PICTURES))
