"""The report of an article from a terminal: the same bytes as by URL."""

from __future__ import annotations

from typing import BinaryIO

import click

from factcheck.errors import DomainError
from factcheck.exports.cli import as_reader
from factcheck.site.report.page import report_page


@click.command()
@click.argument("article_id", metavar="ARTICLE", type=int)
@click.option(
    "--out", type=click.File("wb", atomic=True), default="-", help="Write to this file instead of standard output."
)
def report(article_id: int, out: BinaryIO) -> None:
    """Write the report of ARTICLE, an HTML page."""
    try:
        with as_reader():
            out.write(report_page(article_id).encode())
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from None
