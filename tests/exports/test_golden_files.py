"""Every format, byte for byte. Renew with FACTCHECK_TEST_RENEW=1, which fails, and read the difference."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from factcheck.exports.formats import atom, averitec, claimreview, csvfile, jsonfile, webannotation
from tests.exports.records import ASKED, GONE, ITEMS, NOTES, NOTHING, SITE, WITHDRAWN, published

GOLDEN = Path(__file__).parent / "golden"
FILES: dict[str, Iterable[str]] = {
    "claimreview.jsonld": claimreview.render(ITEMS, SITE),
    "webannotation.jsonld": webannotation.render(NOTES, SITE),
    "checks.csv": csvfile.render(ITEMS, SITE),
    "checks.json": jsonfile.render(ITEMS, SITE),
    "averitec.json": averitec.render((published(ASKED, 8),), SITE),
    "empty.averitec.json": averitec.render((), SITE),
    "feed.atom": atom.render(ITEMS, SITE),
    "withdrawn.csv": csvfile.render(WITHDRAWN, SITE),
    "withdrawn.json": jsonfile.render(WITHDRAWN, SITE),
    "withdrawn.atom": atom.render(WITHDRAWN, SITE, GONE),
    "empty.csv": csvfile.render((), SITE),
    "empty.json": jsonfile.render((), SITE),
    "empty.atom": atom.render((), SITE),
    "empty.claimreview.jsonld": claimreview.render((), SITE),
    "empty.webannotation.jsonld": webannotation.render(NOTHING, SITE),
}


@pytest.mark.parametrize("name", FILES)
def test_the_format_is_as_it_was_agreed(name: str) -> None:
    made = "".join(FILES[name]).encode()
    if os.environ.get("FACTCHECK_TEST_RENEW"):
        (GOLDEN / name).write_bytes(made)
        pytest.fail(f"{name} was written anew. Read it, then run without FACTCHECK_TEST_RENEW.")
    assert made == (GOLDEN / name).read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
