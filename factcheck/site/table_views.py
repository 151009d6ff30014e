"""The tables of a published verdict as files that readers can recalculate."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.errors import NotFound
from factcheck.exports.caching import fresh, reader_blueprint
from factcheck.exports.lookup import newest_edition, opened, why_gone
from factcheck.formulas.files import TYPES, as_download, in_format
from factcheck.i18n import _
from factcheck.urls import as_link
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.web.handlers import problem_json

bp = reader_blueprint("published_tables", __name__)


@bp.get("/checks/<slug:slug>/tables/<int:number>.<name>")
@public
def download(slug: str, number: int, name: str) -> ResponseReturnValue:
    """A table as the approved edition has it: `xlsx` or `csv`."""
    if gone := why_gone(slug):
        return problem_json(*gone)
    (item,) = opened([newest_edition(slug)])
    table = next((it for it in item.record.tables if it.number == number), None)
    if table is None or name not in TYPES:
        raise NotFound(_("There is no such file."))
    sources = sources_of(item.record)
    return fresh(item, lambda: _file(in_format(name, table, sources), name, f"{slug}-T{number}"), beside=(number, name))


def sources_of(record: EditionSnapshot) -> dict[int, str]:
    """By number of evidence: its source in a line."""
    return {
        it.number: ", ".join(filter(None, (it.title, it.publisher, as_link(it.url or "")))) for it in record.evidence
    }


def _file(data: bytes, name: str, stem: str) -> Response:
    return Response(data, content_type=TYPES[name], headers={"Content-Disposition": as_download(f"{stem}.{name}")})
