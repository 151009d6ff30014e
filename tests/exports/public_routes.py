"""Everything that anybody may fetch, and every export."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from flask import Flask
from sqlalchemy import select

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.exports.register import FORMATS
from factcheck.help.catalogue import FOR_READERS
from factcheck.verdicts.models import Edition, Verdict

PUBLIC_ENDPOINTS = ("exports.", "annotation_exports.", "site.", "checks.", "reports.")
SPARED = {"site.methodology"}  # the scale itself
AS_PROGRAM = {"Accept": "application/json"}


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Every public address, for all verdicts and articles, as (endpoint, address)."""
    values: dict[str, list[object]] = {
        "slug": list(db.session.scalars(select(Verdict.slug).where(Verdict.slug.is_not(None)))),
        "number": list(db.session.scalars(select(Edition.number).distinct())),
        "article_id": list(db.session.scalars(select(Article.id))),
        "token": ["none"],
        "name": ["csv"],  # of a table
        "page": sorted(FOR_READERS),
    }
    for rule in app.url_map.iter_rules():
        is_public = hasattr(app.view_functions[rule.endpoint], "is_public")
        if not is_public or "GET" not in (rule.methods or ()) or rule.endpoint in SPARED:
            continue
        names = sorted(rule.arguments)
        for row in product(*(values[name] for name in names)):
            with app.test_request_context():
                yield rule.endpoint, app.url_for(rule.endpoint, **dict(zip(names, row, strict=True)))


def everything(app: Flask) -> dict[str, str]:
    """The answers of every public address to a person and to a program, and the output of every export."""
    reader, found = app.test_client(), {}
    for _, where in list(addresses(app)):
        for headers in ({}, AS_PROGRAM):
            answer = reader.get(where, headers=headers)
            assert answer.status_code in {200, 404, 410, 451}, where
            found[f"{where} {headers.get('Accept', '')}".strip()] = answer.text
    runner = app.test_cli_runner()
    commands = [("export", name, "--article") for name in FORMATS] + [("report",)]
    for command, article_id in product(commands, db.session.scalars(select(Article.id)).all()):
        arguments = ["factcheck", *command, str(article_id)]
        found[" ".join(arguments)] = runner.invoke(args=arguments).stdout
    return found


def holding(found: dict[str, str], *words: str) -> set[str]:
    """The addresses and exports that contain any of these words, among `everything`."""
    return {where for where, text in found.items() if any(it in text for it in words)}
