"""Records that may be one source are proposed by what only one source has."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.merging import queries, service
from factcheck.merging.identity import isbn_13, keys_of
from factcheck.merging.proposals import pairs, possible_duplicates
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.undo import service as undoing
from tests.factories import make_user, post, sign_in
from tests.merging.test_merged_records import merge

DAY = date(2026, 5, 1)


def kinds(*records: tuple[str, tuple[str, ...], date | None, str | None, dict[str, str]]) -> set[str]:
    """The kinds of keys that two records share."""
    one, other = (keys_of(*record) for record in records)
    return {key.partition(":")[0] for key in one & other}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("A", (), None, "https://doi.org/10.1000/X", {}), ("B", (), None, None, {"DOI": "10.1000/x"}), {"doi"}),
        (("A", (), None, None, {"ISBN": "0-306-40615-2"}), ("B", (), None, None, {"ISBN": "978 0306406157"}), {"isbn"}),
        (("The Harbour: a Report", ("Holt, Signe",), DAY, None, {}),
         ("the harbour – a report", ("Signe Holt",), DAY, None, {}), {"title"}),
        (("Annual report", (), None, None, {}), ("Annual report", (), None, None, {}), set()),
        (("Annual report", ("Town",), DAY, None, {}), ("Annual report", ("Town",), None, None, {}), set()),
        (("A", (), None, None, {"ISBN": "0-306-40615-3"}), ("B", (), None, None, {"ISBN": "0-306-40615-3"}), set()),
        (("A", (), None, None, {"type": "chapter", "ISBN": "0306406152"}),
         ("B", (), None, None, {"ISBN": "0306406152"}), set()),
    ],
)  # fmt: skip
def test_what_tells_that_two_are_one(one: tuple, other: tuple, expected: set[str]) -> None:  # type: ignore[type-arg]  # as `keys_of` has them
    assert kinds(one, other) == expected


def test_an_isbn_is_read_in_both_lengths() -> None:
    assert isbn_13("0-8044-2957-X") == isbn_13("9780804429573") == "9780804429573"
    assert isbn_13("9780804429570") == ""


def add(title: str = "The harbour report", **record: str) -> Source:
    details = sources.SourceDetails(title, authors=("Holt, Signe",), published_on=DAY)
    source = sources.add(make_user("Rita"), details, csl=record)
    db.session.commit()
    return source


def proposed() -> list[tuple[int, int, tuple[str, ...]]]:
    return [(it.earlier.id, it.later.id, it.kinds) for it in pairs(db.session.scalars(queries.proposals()).all())]


def test_a_pair_is_proposed_until_it_is_decided_or_merged(app: Flask) -> None:
    edda = make_user("Edda", Role.EDITOR)
    first, second, third = add(ISBN="0306406152"), add("The Harbour Report", ISBN="9780306406157"), add("Other")
    assert proposed() == [(first.id, second.id, ("title", "isbn"))]
    assert possible_duplicates(third) == []
    editor = sign_in(app.test_client(), edda)
    assert "same ISBN" in editor.get("/sources/duplicates").text
    assert "Compare and merge" in editor.get(f"/sources/{second.id}").text
    assert post(editor, f"/sources/{first.id}/apart/{second.id}").status_code == 303
    assert proposed() == []
    with pytest.raises(Conflict, match="decided already"):
        service.decide_distinct(edda, second, first, is_distinct=True)
    with pytest.raises(Invalid, match="two different sources"):
        service.decide_distinct(edda, first, first, is_distinct=True)
    undoing.undo(edda)
    db.session.commit()
    assert len(proposed()) == 1
    merge(first, second)
    assert proposed() == []
    sources.edit(edda, third, sources.details_of(first), third.revision)
    db.session.commit()
    assert [it[:2] for it in proposed()] == [(first.id, third.id)]
