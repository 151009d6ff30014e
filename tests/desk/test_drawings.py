"""A workbench is drawn once for each state; whoever reads it, it is as if it were drawn anew."""

from __future__ import annotations

import gzip
import re
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.annotations import render
from factcheck.annotations.queries import PlacedMark
from factcheck.articles.models import Version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.desk.workbench import drawing
from factcheck.desk.workbench.drawing import EXTENSION, Drawing, Drawings, drawn, runs
from factcheck.desk.workbench.gzip_parts import GzipPart, compressed, gzipped, joined, plain
from tests.factories import make_article, make_claim, make_user, sign_in
from tests.live.newsroom import Newsroom, two_versions

ROUNDS = 8
TEXTS = st.lists(st.tuples(st.text(max_size=80), st.booleans()), max_size=6)
ONCE = re.compile(r'(name="(?:_key|_by|csrf_token)" value=|X-CSRFToken": )"[^"]+"')  # different in each answer


@pytest.fixture
def drawings(app: Flask) -> Iterator[Drawings]:
    found: Drawings = app.extensions[EXTENSION]
    found.clear()
    yield found
    app.extensions[EXTENSION] = found
    found.clear()


def lasting(page: str) -> str:
    """A page without the keys of its forms."""
    return ONCE.sub(r"\1", page)


@pytest.mark.parametrize("seed", range(2))
def test_a_kept_drawing_is_the_one_that_would_be_made_anew(app: Flask, drawings: Drawings, seed: int) -> None:
    version = two_versions()
    newsroom, path = Newsroom(seed, version), f"/articles/{version.article_id}"
    readers = [sign_in(app.test_client(), make_user(*who)) for who in (("Olga",), ("Emil", Role.EDITOR), ("Aino",))]
    make_user("Aino").language = "ar-XB"
    db.session.commit()
    processes = [drawings, Drawings()]
    for turn in range(ROUNDS):
        for _ in range(newsroom.dice.choice((0, 1, 3, 5, 8))):
            newsroom.act()
        for page in (path, f"{path}/versions/1"):
            for reader in readers:
                app.extensions[EXTENSION] = processes[turn % 3 % 2]
                kept = lasting(reader.get(page).text)
                app.extensions[EXTENSION] = Drawings()
                assert kept == lasting(reader.get(page).text)
    assert newsroom.done > ROUNDS / 2


@pytest.fixture
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUN_MARKS", "RUN_CARDS"):
        monkeypatch.setattr(drawing, name, 2)


@pytest.mark.usefixtures("short_runs")
def test_a_change_draws_only_what_shows_it(app: Flask, drawings: Drawings) -> None:
    version = wards(0)
    changed = db.session.scalars(select(Claim).order_by(Claim.id)).all()[5]
    with app.test_request_context():
        before = drawn(version, "one")
        claims.set_state(make_user("Edda", Role.EDITOR), changed, ClaimState.IN_REVIEW)
        db.session.commit()
        after = drawn(version, "two")
    again = {place for place, piece in after.pieces.items() if piece.part is not before.pieces[place].part}
    assert len(again) == 2 < len(after.pieces) / 2
    assert {name for name, *_ in again} == {"text", "cards"}


def test_an_unchanged_log_needs_no_rows(app: Flask, drawings: Drawings, monkeypatch: pytest.MonkeyPatch) -> None:
    version = wards(0)
    with app.test_request_context():
        before = drawn(version, "one")
        monkeypatch.setattr(drawing, "places", None)
        assert drawn(version, "one") is before


def test_drawings_take_limited_memory(app: Flask, drawings: Drawings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = wards(0)
    with app.test_request_context():
        size = drawn(first, "one").size
        monkeypatch.setattr(drawing, "MAX_BYTES", int(2.5 * size))
        others = [wards(number) for number in range(1, 6)]
        for version in others:
            before, _ = drawn(version, "one"), drawn(first, "one")
            assert size < drawings.size <= 2.5 * size
        assert drawn(others[-1], "one") is before


def test_threads_that_open_the_same_page_draw_it_once() -> None:
    kept, made, begin = Drawings(), list[Drawing | None](), threading.Barrier(8)

    def draw(held: Drawing | None) -> Drawing:
        made.append(held)
        threading.Event().wait(0.1)  # the others come meanwhile
        return EMPTY

    def work() -> None:
        begin.wait()
        kept.current((1, "en", "/claims/"), "one", draw)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [None]


def test_runs_are_all_blocks_in_order() -> None:
    bounds = [(place, place + 900) for place in range(0, 90_000, 900)]
    found = list(runs(bounds, {7: range(500), 8: range(500)}))  # type: ignore[dict-item]  # their number counts
    assert [index for run in found for index in run] == list(range(100))
    assert [run for run in found if 7 in run or 8 in run] == [range(8), range(8, 9)]
    assert 5 < len(found) < 12


@given(TEXTS)
def test_parts_follow_each_other_in_one_gzip_file(texts: list[tuple[str, bool]]) -> None:
    parts = [compressed(text) for text, _ in texts]
    whole = "".join(text for text, _ in texts).encode()
    pieces = [plain(part) if is_new else part for part, (_, is_new) in zip(parts, texts, strict=True)]
    assert gzip.decompress(gzipped(pieces)) == whole
    assert gzip.decompress(gzipped([b"before", joined(parts), joined(parts)])) == b"before" + whole + whole


def test_who_takes_no_gzip_gets_the_same_page(rita: FlaskClient) -> None:
    make_claim()
    plainly = rita.get("/articles/1")
    packed = rita.get("/articles/1", headers={"Accept-Encoding": "br, zstd, gzip"})
    other = rita.get("/articles/1", headers={"Accept-Encoding": "br, gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert lasting(gzip.decompress(packed.data).decode()) == lasting(plainly.text)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert other.headers["Content-Encoding"] == "br"


def test_twice_as_many_claims_over_the_same_words_take_twice_as_many_elements_and_bytes() -> None:
    sizes, elements = [], []
    for count in (1_000, 2_000, 4_000):
        marks = [dense(number, 6_000 * number // count) for number in range(count)]
        html = render.blocks("x" * 6_200, [("paragraph", 0, 6_200)], range(1), {0: marks}) + render.batches(marks, "/")
        sizes.append(len(html))
        elements.append(html.count("</"))
    assert elements[2] - elements[1] == pytest.approx(2 * (elements[1] - elements[0]), rel=0.02)
    assert sizes[2] - sizes[1] == pytest.approx(2 * (sizes[1] - sizes[0]), rel=0.02)


def test_the_rail_has_a_path_for_each_rating_or_state_however_many_marks_there_are() -> None:
    marks = [dense(0, 0), dense(1, 3_000)._replace(rating_key="false"), dense(2, 5_900), dense(3, 5_901)]
    assert render.rail(marks, 6_000) == [("open", "M1 0h8v25h-8zM1 980h8v20h-8z"), ("false", "M1 500h8v25h-8z")]


def dense(number: int, start: int) -> PlacedMark:
    """A mark of 150 code points; its numbers have the same length as those of all others."""
    return PlacedMark(10_000 + number, number, start, start + 150, "open", None, "Said", "Signe Holt")


def wards(number: int) -> Version:
    """An article of 12 paragraphs with a claim each."""
    said = [f"Ward {ward} of {number} had {7 * ward} beds." for ward in range(12)]
    version = make_article("\n\n".join(said), f"The wards, {number}")
    for words in said:
        make_claim(words, version)
    return version


NOTHING = GzipPart(b"", 0, 0, 0)
EMPTY = Drawing("one", (), (), NOTHING, NOTHING, NOTHING, Counter(), (), False, False, {})
