from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import peewee
import pytest
from sqlcipher3 import dbapi2

import db.base
import db.documents
import db.errors
import db.members
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "truncate"), ("synchronous", 3), ("foreign_keys", 1), ("secure_delete", 1),
     ("temp_store", 2)],
)  # fmt: skip
def test_the_book_is_one_file_whole_after_every_commit(pragma: str, value: object) -> None:
    assert db.base.rows(f"PRAGMA {pragma}") == [(value,)]


def test_text_is_stored_composed_whatever_was_typed() -> None:
    tests.db.factory.document(unicodedata.normalize("NFD", "Nghị quyết Đảng ủy"))
    assert db.base.rows("SELECT title FROM documents") == [("Nghị quyết Đảng ủy",)]


def test_a_list_comes_back_as_it_was() -> None:
    one = tests.db.factory.meeting(agenda=["Một", "Hai"])
    assert db.base.rows("SELECT agenda FROM meetings") == [('["Một","Hai"]',)]
    assert type(one).get_by_id(one.id).agenda == ["Một", "Hai"]


def test_one_value_has_one_text() -> None:
    assert db.base.canonical({"b": date(2026, 1, 2), "a": "Đ"}) == '{"a":"Đ","b":"2026-01-02"}'
    with pytest.raises(TypeError):
        db.base.canonical({"a": b"1"})


def test_a_verb_inside_a_verb_is_taken_back_with_it() -> None:
    def both() -> None:
        with db.base.transaction():
            tests.db.factory.member()
            with db.base.transaction():
                tests.db.factory.document()
            raise KeyError("between")

    with pytest.raises(KeyError):
        both()
    assert (db.members.dump(), db.documents.dump()) == ([], [])


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("database or disk is full", "ổ đĩa đã đầy"),
        ("attempt to write a readonly database", "chỉ cho đọc"),
        ("disk I/O error", "kiểm tra ổ đĩa"),
        ("database is locked", "đang bận"),
    ],
)
@pytest.mark.parametrize("kind", [peewee.OperationalError, dbapi2.OperationalError])
def test_a_file_that_takes_no_more_is_one_sentence(
    kind: type[Exception], said: str, says: str
) -> None:
    with pytest.raises(db.errors.BookError, match=says), db.base.transaction():
        raise kind(said)


def test_an_error_in_our_own_words_stays_an_error() -> None:
    with pytest.raises(peewee.OperationalError, match="no such column"), db.base.transaction():
        raise peewee.OperationalError("no such column: x")


def test_a_book_that_may_not_grow_keeps_what_it_had() -> None:
    pages = db.base.rows("PRAGMA page_count")[0][0]
    db.base.rows(f"PRAGMA max_page_count = {pages}")
    one = tests.db.factory.document()
    with pytest.raises(db.errors.BookError, match="ổ đĩa đã đầy"):
        db.documents.attach(one, "to.bin", bytes(400_000), moment())
    assert db.documents.dump()[0]["attachments"] == []
    db.base.rows("PRAGMA max_page_count = 1000000")
    db.documents.attach(one, "to.bin", bytes(400_000), moment())
    assert len(db.documents.dump()[0]["attachments"]) == 1


def test_a_full_disk_inside_a_verb_of_a_verb_is_the_same_sentence() -> None:
    pages = db.base.rows("PRAGMA page_count")[0][0]
    one = tests.db.factory.document()
    db.base.rows(f"PRAGMA max_page_count = {pages}")

    def both() -> None:
        with db.base.transaction():
            tests.db.factory.member()
            db.documents.attach(one, "to.bin", bytes(400_000), moment())

    with pytest.raises(db.errors.BookError, match="ổ đĩa đã đầy"):
        both()
    assert db.members.dump() == []
    assert not db.base.database.in_transaction()


def test_the_key_is_in_no_message_of_a_failed_opening(tmp_path: Path) -> None:
    database = db.base.BookDatabase(
        str(tmp_path / "none" / "book.db"), passphrase=db.base.raw_key(b"k" * 32)
    )
    with pytest.raises((peewee.OperationalError, dbapi2.OperationalError)) as caught:
        database.connect()
    assert b"k".hex() * 32 not in str(caught.value)
