"""Exports from the command line: the same bytes as by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import BinaryIO

import click
from flask import current_app, g

from factcheck.audit.restoring import head_of_database
from factcheck.db import read_only
from factcheck.errors import DomainError
from factcheck.exports.formats.csvfile import BOM
from factcheck.exports.register import FORMATS, site
from factcheck.exports.stream import chunks


@contextmanager
def as_reader() -> Iterator[None]:
    """Read as somebody who is not signed in; at its end, the newest head of the audit log goes to standard error."""
    with read_only(), current_app.test_request_context(base_url=site().base):
        g.user = None
        yield
        click.echo(f"head {head_of_database() or 'none'}", err=True)


@click.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.option("--article", "article_id", type=int, help="Only what was published about this article.")
@click.option("--bom", is_flag=True, help="Start CSV with a byte order mark, so that Excel reads it as UTF-8.")
@click.option(
    "--out", type=click.File("wb", atomic=True), default="-", help="Write to this file instead of standard output."
)
def export(name: str, article_id: int | None, bom: bool, out: BinaryIO) -> None:
    """Write published verdicts in FORMAT."""
    made = FORMATS[name]
    if made.needs_article and article_id is None:
        raise click.UsageError(f"{name} exports one article: add --article ID.")
    if bom and name != "csv":
        raise click.UsageError("--bom works only with csv.")
    try:
        with as_reader():
            for chunk in chunks(chain((BOM if bom else "",), made.make(article_id))):
                out.write(chunk.encode())
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
