"""What people type is counted as it is stored, and believed only where it can be true."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from wtforms import TextAreaField

from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.reviews.models import Review
from factcheck.verdicts.models import Edition
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Day, Number, text
from factcheck.web.input.numbers import ascii_digits
from factcheck.web.input.requests import Values
from tests.factories import make_claim, make_edition, make_user, post, rating, sign_in

LINES = "\r\n".join(["x" * 98] * 50 + ["y" * 45])  # 4,995 characters as their writer counts them
FAMILY = "👩‍👩‍👧"  # five code points, eight UTF-16 units, one picture


class Typed(Form):
    words = TextAreaField(validators=[AtMost(10)])
    day = Day()
    number = Number()


def filled(**fields: str) -> Typed:
    form = Typed(MultiDict(fields))
    form.validate()
    return form


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_a_line_ends_with_one_sign_wherever_it_comes_in(line_end: str) -> None:
    assert Values([("words", f"a\0{line_end}{line_end}b")])["words"] == "a\n\nb"
    assert text(filled(words=f"a{line_end}b").words) == "a\nb"


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("x" * 11, 11),
        (f"  \r\n{'x' * 10}\u00a0\r\n", 10),
        ("ab\r\ncd\r\nef\r\ng", 10),
        (FAMILY * 2, 10),
        (FAMILY * 2 + "!", 11),
        ("e\u0301" * 5, 10),
        ("e\u0301" * 5 + ".", 11),
        ("\ufeff" + "x" * 10, 11),  # no blank, in Python as in char-count.js
    ],
)
def test_code_points_are_counted_as_they_are_stored(words: str, length: int) -> None:
    errors = filled(words=words).words.errors
    assert errors == ([] if length <= 10 else ["Enter at most 10 characters; this has 11."])


def test_nothing_cuts_what_is_pasted_in_a_browser() -> None:
    assert "maxlength" not in str(Typed().words())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-06-06", date(2026, 6, 6)),
        ("٢٠٢٦-٠٦-٠٦", date(2026, 6, 6)),
        ("۲۰۲۶\u200f-۰۶\u200f-۰۶", date(2026, 6, 6)),
        ("२०२६-०६-०६", date(2026, 6, 6)),
        ("２０２６－０６－０６", date(2026, 6, 6)),
        ("2026–06–06", date(2026, 6, 6)),
        ("1666-09-02", date(1666, 9, 2)),
        ("0026-06-06", "four digits"),
        ("0206-06-06", "four digits"),
        ("26-06-06", "YYYY-MM-DD"),
        ("2026-02-30", "YYYY-MM-DD"),
        ("²026-06-06", "YYYY-MM-DD"),
    ],
)
def test_a_day_in_the_digits_of_any_script(typed: str, found: date | str) -> None:
    field = filled(day=typed).day
    if isinstance(found, date):
        assert (field.day, field.errors) == (found, [])
    else:
        assert found in field.errors[0]


def test_a_number_in_the_digits_of_any_script() -> None:
    assert [filled(number=it).number.data for it in ("12", "١٢", "۱۲", "१२", "１２", "๑๒")] == [12] * 6
    assert ascii_digits("²½Ⅷ①") == "²½Ⅷ①"
    assert filled(number="²").number.errors


def test_4995_characters_of_5000_are_taken_as_they_were_counted(client: FlaskClient) -> None:
    claim = make_claim()
    sign_in(client, make_user("Rita"))
    url = f"/claims/{claim.id}/evidence/new"
    source = {"title": "Permit", "source_kind": "page", "source_class": "primary", "stance": "refutes"}
    assert post(client, url, **source, quote=LINES).status_code == 303
    assert db.session.query(Evidence).one().quote == LINES.replace("\r\n", "\n")
    refused = post(client, url, **source, quote=LINES + "\r\nabcdef")
    assert refused.status_code == 422
    assert "at most 5,000 characters; this has 5,002" in refused.text


def test_the_record_of_a_verdict_has_one_sign_for_a_line_end(client: FlaskClient) -> None:
    edition = make_edition(state="draft")
    sign_in(client, edition.author)
    texts = {"headline": "It opens in autumn", "summary": "Not in May.", "rationale": "Because [1].\r\n\r\nAnd more."}
    seen: dict[str, Any] = {"revision": str(edition.revision), "rating": rating("false").key}
    answer = post(client, f"/editions/{edition.id}/edit", **texts, **seen)
    assert answer.status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Edition, edition.id).rationale == "Because [1].\n\nAnd more."


def test_a_review_by_a_program_is_stored_alike(client: FlaskClient) -> None:
    claim = make_claim()
    sign_in(client, make_user("Rob"))
    said = {"rating": "false", "confidence": "high", "seen": "0", "rationale": "One.\rTwo.\r\n"}
    assert post(client, f"/claims/{claim.id}/reviews/new", **said).status_code == 303
    assert json.dumps(db.session.query(Review).one().rationale) == r'"One.\nTwo."'
