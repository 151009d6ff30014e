"""Adding articles from a terminal."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.service import normal_address
from factcheck.articles.details import ArticleDetails
from factcheck.db import db
from factcheck.documents.formats import format_of_file
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.errors import DomainError, Invalid
from factcheck.intake import service
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.files.fetched_page import charset_of, fetch_page, file_of
from factcheck.intake.files.uploads import File
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.service import Added
from factcheck.urls import is_web_address

LONGEST_READ = MAX_BYTES + 1  # bytes, so that a file that is too large is refused for it


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="ADDRESS|FILE...")
@click.option("--as", "email", required=True, metavar="EMAIL", help="The person who adds them.")
@click.option("--publisher", default="", help="Where the pages name none.")
@click.option("--language", default="", help="Where the pages name none, for example en or pt-BR.")
@click.option("--undated", is_flag=True, help="Add articles without a publication date as well.")
def add(sources: tuple[str, ...], email: str, publisher: str, language: str, undated: bool) -> None:
    """Add an article for each address and each file of text, HTML or Markdown; those that exist are named."""
    actor = db.session.scalars(select(User).where(User.email == normal_address(email))).first()
    if actor is None or not actor.is_active:
        raise click.BadParameter(f"Nobody with access has the address {email}.", param_hint="--as")
    details = ArticleDetails("", publisher, language=language)
    refused = sum(not _add_one(actor, source, details, undated) for source in sources)
    if refused:
        raise click.ClickException(f"{refused} of {len(sources)} were not added.")


def _add_one(actor: User, source: str, details: ArticleDetails, is_undated: bool) -> bool:
    """Add one and print the result; False if it was refused."""
    try:
        added = _added(actor, source, details, is_undated)
        db.session.commit()
    except (DomainError, ValueError, OSError) as refusal:
        db.session.rollback()
        others = refusal.others if isinstance(refusal, Invalid) else ()
        click.echo(f"{source}: {' '.join(str(it) for it in (refusal, *others))}", err=True)
        return False
    click.echo(f"{added.article.id}\t{'added' if added.is_new else 'exists'}\t{added.article.title}")
    return True


def _added(actor: User, source: str, details: ArticleDetails, is_undated: bool) -> Added:
    """The article of an address or a file; raises Invalid, ValueError or OSError if it can't be read."""
    manner = Manner()
    if is_web_address(source):
        page = fetch_page(source)
        remember_fetch(actor.id, page)
        file, manner = file_of(page), manner._replace(charset=charset_of(page))
    else:
        with Path(source).open("rb") as opened:
            file = File(Path(source).name, opened.read(LONGEST_READ))
    try:
        media_type = format_of_file(*file)
    except Unreadable as unreadable:
        raise Invalid("upload", str(unreadable)) from None
    return service.add(actor, file.data, media_type, details, is_undated=is_undated, manner=manner)
