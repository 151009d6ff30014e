"""Article commands."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from factcheck.articles.models import Article
from factcheck.articles.queries import current_version, listed, version
from factcheck.db import db
from factcheck.fulltext.index import index_missing

articles = AppGroup("article", help="Articles and their texts.")


@articles.command("text")
@click.argument("article_id", type=int)
@click.option("--version", "number", type=int, help="A version's number; without it, the newest.")
def text(article_id: int, number: int | None) -> None:
    """Print the exact canonical text, in UTF-8."""
    query = current_version(article_id) if number is None else version(article_id, number)
    found = db.session.scalars(query).first()
    if found is None:
        raise click.ClickException(f"There is no such text: article {article_id}, version {number or 'any'}.")
    sys.stdout.buffer.write(found.text.encode())
    sys.stdout.buffer.flush()


@articles.command("reindex")
def reindex() -> None:
    """Add articles, claims and sources that are missing from the search index; each migration does so too."""
    count = index_missing()
    db.session.commit()
    click.echo(f"Put into the index: {count}.")


@articles.command("list")
def list_() -> None:
    """Print number, state (in work or archived), language, length and title of every article."""
    for archived, state in ((False, "in work"), (True, "archived")):
        for article in db.session.scalars(listed(archived=archived).order_by(None).order_by(Article.id)):
            row = (article.id, state, article.language, article.newest.length, article.title)
            click.echo("\t".join(map(str, row)))
