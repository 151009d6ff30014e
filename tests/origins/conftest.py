"""Sources whose captured texts are given, without any network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from factcheck.captures import service as captures
from factcheck.db import db
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from tests.captures.test_capturing import run_all
from tests.factories import make_user

WIRE = (
    "Councillors in Skarholm voted late on Monday to build a covered market beside the old ferry terminal. "
    "The contract goes to a family business with long experience of harbours, which beat four other bidders."
)
OTHER = (
    "Rain fell on the festival for three days, yet more visitors came than in any summer since the bridge opened. "
    "Musicians from nine countries played in barns, chapels and one disused brewery."
)
Captured = Callable[..., Source]


@pytest.fixture
def captured(app: Flask) -> Captured:
    """Adds a source with a captured text and compares it with those before."""

    def add(title: str, text: str, **details: str) -> Source:
        source = sources.add(make_user("Rita"), sources.SourceDetails(title, **details))  # type: ignore[arg-type]  # texts
        upload(source, text)
        return source

    return add


def upload(source: Source, text: str) -> None:
    """Add a copy of a source with this text, and do its jobs."""
    rita = make_user("Rita")
    captures.upload(rita, source, "copy.txt", captures.read_upload(rita, source, "copy.txt", text.encode()))
    db.session.commit()
    run_all()
