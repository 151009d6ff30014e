"""The bytes of a large file are stored in pieces, between which others save, before the transaction that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text, update

from factcheck.accounts.models import Role, User
from factcheck.db import Base, db, insert_apart, read_only, utcnow
from factcheck.drafts import files
from factcheck.hashing import sha256_hex
from factcheck.intake.files import uploads
from factcheck.web.drafts import DraftFilePiece
from tests.drafts.test_held import fields_of, sign_out
from tests.factories import make_user, sign_in, upload
from tests.factories import post_files as post
from tests.pictures.drawn import picture

FORM, DATA = "/articles/new", b"Harbour opens\n\nThe harbour opens, she said."


@pytest.fixture
def rita(app: Flask) -> User:
    made = make_user("Rita")
    db.session.commit()
    return made


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIECE", 16)


def stored() -> list[bytes]:
    return list(db.session.scalars(select(DraftFilePiece.data).order_by(DraftFilePiece.position)))


def store_ahead(user: User, data: bytes = DATA) -> None:
    with read_only():
        files.store_ahead(user.id, FORM, data, sha256_hex(data))


def test_a_file_is_kept_with_the_pieces_that_came_before_it(rita: User) -> None:
    store_ahead(rita)
    before = stored()
    db.session.execute(update(DraftFilePiece).values(saved_at=utcnow() - timedelta(hours=1)))
    files.keep(rita, FORM, "news.txt", DATA)
    db.session.commit()
    assert before == stored() == [DATA[:16], DATA[16:32], DATA[32:]]
    assert all(it.saved_at < utcnow() - timedelta(minutes=59) for it in db.session.scalars(select(DraftFilePiece)))
    kept = files.newest(rita, FORM)
    assert kept is not None
    assert kept.data == DATA
    files.let_go(rita.id, FORM, kept.sha256)
    assert stored() == []


def test_a_file_that_was_kept_in_pieces_of_another_size_stays_as_it_is(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PIECE", 1000)  # before the migration a file was one piece
    kept = files.keep(rita, FORM, "news.txt", DATA)
    db.session.commit()
    monkeypatch.setattr(files, "PIECE", 16)
    store_ahead(rita)
    assert stored() == [DATA]
    db.session.expire_all()
    assert files.keep(rita, FORM, "news.txt", DATA).data == kept.data == DATA


def test_pieces_that_are_missing_or_of_another_size_are_stored_with_the_file(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_ahead(rita)
    db.session.delete(db.session.scalars(select(DraftFilePiece)).first())
    monkeypatch.setattr(files, "PIECE", 20)
    assert files.keep(rita, FORM, "news.txt", DATA).data == DATA


def test_pieces_without_a_file_are_forgotten_after_a_day(rita: User) -> None:
    store_ahead(rita)
    files.keep(rita, FORM, "news.txt", DATA)
    db.session.commit()
    store_ahead(rita, b"of a form that never came")
    files.forget_old(utcnow() - timedelta(days=90))
    assert len(stored()) == 5
    db.session.execute(update(DraftFilePiece).values(saved_at=utcnow() - timedelta(days=2)))
    files.forget_old(utcnow() - timedelta(days=90))
    assert stored() == [DATA[:16], DATA[16:32], DATA[32:]]


def test_a_preview_stores_its_file_ahead(client: FlaskClient, rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[object] = []
    monkeypatch.setattr(files, "insert_apart", lambda kind, values: (apart.append(kind), insert_apart(kind, values)))
    answer = post(sign_in(client, rita), FORM, choice="preview", upload=upload(DATA, "news.txt"))
    assert "The harbour opens, she said." in client.get(answer.location).text
    assert apart == [DraftFilePiece] * 3


def test_a_row_is_not_stored_apart_inside_the_writers_lock(rita: User) -> None:
    key = {"user_id": rita.id, "form": FORM, "sha256": "0" * 64, "position": 0, "data": b"", "saved_at": utcnow()}
    db.session.commit()
    insert_apart(DraftFilePiece, key)
    insert_apart(DraftFilePiece, {**key, "data": b"another"})
    assert stored() == [b""]
    rita.name = "Rita Holm"
    db.session.flush()
    with pytest.raises(AssertionError, match="stored apart"):
        insert_apart(DraftFilePiece, {**key, "position": 1})


def test_kept_files_survive_the_migration_down_and_up(rita: User) -> None:
    files.keep(rita, FORM, "news.txt", DATA)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0092_newest_draft_files")
    assert db.session.scalar(text("SELECT data FROM draft_files")) == DATA
    db.session.remove()
    upgrade()
    assert stored() == [DATA]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The pieces that are stored in transactions of their own."""
    found: list[bytes] = []

    def note(kind: type[Base], values: Mapping[str, Any]) -> None:
        found.append(values["data"])
        insert_apart(kind, values)

    monkeypatch.setattr(files, "insert_apart", note)
    return found


def pieces(*datas: bytes) -> list[bytes]:
    return [data[at : at + 16] for data in datas for at in range(0, len(data), 16)]


def test_several_files_are_stored_ahead_and_replace_those_of_before(
    client: FlaskClient, rita: User, apart: list[bytes]
) -> None:
    other = DATA + b" And more."
    rita_signed_in = sign_in(client, rita)
    for chosen in ((b"Mill closes.\n\nThe mill closes, he said.", DATA), (other, DATA)):
        apart.clear()
        answer = post(
            rita_signed_in, FORM, choice="preview", upload=[upload(data, f"{len(data)}.txt") for data in chosen]
        )
        assert answer.status_code == 303
    assert apart == pieces(other)
    db.session.expire_all()
    assert sorted(file.data for file in files.waiting(rita, FORM)) == sorted([other, DATA])
    assert sorted(stored()) == sorted(pieces(other, DATA))


def test_a_picture_is_stored_ahead(client: FlaskClient, rita: User, apart: list[bytes]) -> None:
    data, words = picture(), "The harbour opens, she said."
    answer = post(
        sign_in(client, rita), FORM, choice="preview", medium="post", text=words, picture=upload(data, "a.png")
    )
    assert answer.status_code == 303
    assert apart == pieces(data) == stored()


@pytest.mark.parametrize("path", ["/claims/import", "/prior-checks/import"])
def test_a_list_is_stored_ahead(client: FlaskClient, path: str, apart: list[bytes]) -> None:
    editor = make_user("Edda", Role.EDITOR)
    db.session.commit()
    data = b"claim,language\nThe harbour opens in September.,en\n"
    post(sign_in(client, editor), path, choice="look", upload=upload(data, "a.csv"))
    assert apart == pieces(data) == stored()
    assert files.newest(editor, path) is not None


def test_a_file_of_a_page_whose_session_ended_is_stored_ahead(
    client: FlaskClient, rita: User, apart: list[bytes]
) -> None:
    hidden = fields_of(sign_in(client, rita).get(FORM).text, FORM)
    sign_out(client)
    post(client, FORM, **{**hidden, "title": "News", "upload": upload(DATA, "news.txt")})
    assert apart == pieces(DATA) == stored()
    assert files.newest(rita, FORM) is not None


def test_a_file_that_nobody_has_stored_ahead_is_stored_before_the_request_begins_again(
    client: FlaskClient, rita: User, apart: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "store_ahead", lambda *_: None)
    answer = post(sign_in(client, rita), FORM, choice="preview", upload=upload(DATA, "news.txt"))
    assert answer.status_code == 303
    assert apart == pieces(DATA) == stored()
