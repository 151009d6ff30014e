"""Adding articles from a terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from factcheck.accounts.models import User
from factcheck.accounts.options import actor_option
from factcheck.articles.details import ArticleDetails
from factcheck.db import db
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.formats import format_of_file
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.errors import DomainError, Invalid
from factcheck.intake import duplicates, service
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.files.fetched_page import charset_of, fetch_page, file_of
from factcheck.intake.files.uploads import File
from factcheck.intake.reading.article_reader import ReadingOptions
from factcheck.intake.reading.incoming import Incoming, receive
from factcheck.intake.reading.line_edits import LineEdits
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.reading.preview import preview
from factcheck.permissions import Permission, require
from factcheck.urls import is_web_address, key

LONGEST_READ = MAX_BYTES + 1  # bytes, so that a file that is too large is refused for it


class AddOptions(NamedTuple):
    """What holds for all articles of one command."""

    details: ArticleDetails  # where a page has none of its own
    is_undated: bool
    charset: str


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="ADDRESS|FILE...")
@actor_option("The person who adds them.")
@click.option("--publisher", default="", help="Where the pages name none.")
@click.option("--language", default="", help="Where the pages name none, for example en or pt-BR.")
@click.option("--undated", is_flag=True, help="Add articles without a publication date as well.")
@click.option("--encoding", default="", metavar="NAME", help="Where the files name none, for example koi8-r.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and add nothing.")
def add(
    sources: tuple[str, ...], actor: User, publisher: str, language: str, undated: bool, encoding: str, dry_run: bool
) -> None:
    """Add an article for each address and each file; those that exist are named.

    Ends with 0 if each is there now, 1 if some were refused, and 2 if the command is wrong.
    """
    options = AddOptions(ArticleDetails("", publisher, language=language), undated, encoding)
    look = _Lookout(actor) if dry_run else None
    refused = sum(not _told(source, actor, options, look) for source in sources)
    if refused:
        raise click.ClickException(f"{refused} of {len(sources)} {'can’t be' if dry_run else 'were not'} added.")


class _Lookout:
    """What a dry run says of each: nothing is stored, so it keeps in mind what the same command would have added."""

    def __init__(self, actor: User) -> None:
        require(actor, Permission.ADD_ARTICLE)
        self.added: set[str] = set()

    def line(self, incoming: Incoming) -> str:
        """What would become of a text."""
        title, url = incoming.details.title, incoming.details.canonical_url
        article = db.session.scalars(duplicates.same(incoming).limit(1)).first()
        if article is not None:
            return f"{article.id}\texists\t{article.title}"
        keys = {incoming.digest, *([key(url)] if url else [])}
        state = "exists" if keys & self.added else "would be added"
        self.added |= keys
        return f"-\t{state}\t{title}"


def _told(source: str, actor: User, options: AddOptions, look: _Lookout | None) -> bool:
    """Add one, or look at it, and print the result; False if it was refused."""
    try:
        incoming = _received(source, options, None if look else actor)
        line = look.line(incoming) if look else _added(actor, incoming)
    except (DomainError, ValueError, OSError) as refusal:
        db.session.rollback()
        click.echo(f"{source}: {_reasons(refusal)}", err=True)
        return False
    click.echo(line)
    return True


def _added(actor: User, incoming: Incoming) -> str:
    added = service.add_incoming(actor, incoming)
    db.session.commit()
    return f"{added.article.id}\t{'added' if added.is_new else 'exists'}\t{added.article.title}"


def _reasons(refusal: Exception) -> str:
    """All that is wrong with one, and how to answer what is asked."""
    others = refusal.others if isinstance(refusal, Invalid) else ()
    asked = [it for it in (refusal, *others) if isinstance(it, AmbiguousText) and it.field == "charset"]
    hints = [f"Use --encoding: {', '.join(choice.value for choice in it.choices)}." for it in asked]
    return " ".join([*map(str, (refusal, *others)), *hints])


def _received(source: str, options: AddOptions, actor: User | None) -> Incoming:
    """The text of an address or a file that `actor` adds; raises Invalid, ValueError or OSError if it is unreadable."""
    if is_web_address(source):
        page = fetch_page(source)
        if actor is not None:
            remember_fetch(actor.id, page)
        return _read(file_of(page), options._replace(charset=charset_of(page) or options.charset), page.final_url)
    with Path(source).open("rb") as opened:
        return _read(File(Path(source).name, opened.read(LONGEST_READ)), options)


def _read(file: File, options: AddOptions, address: str = "") -> Incoming:
    """A text as its preview would have it: with the details that it tells, without the lines that only repeat them."""
    try:
        media_type = format_of_file(*file)
    except Unreadable as unreadable:
        raise Invalid("upload", str(unreadable)) from None
    manner = Manner(options.charset)
    seen = preview(file.data, media_type, options.details, manner)
    details = replace(seen.details, canonical_url=seen.details.canonical_url or address or None)
    edits = LineEdits(frozenset(line.key for line in seen.lines if line.is_removed))
    return receive(file.data, media_type, details, ReadingOptions(options.is_undated, manner, edits))
