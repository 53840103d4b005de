"""A key derived beside other work opens what it would open otherwise, and nothing more."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import db.book
import db.book.access
import db.book.keys
import db.book.unlocking
import db.errors
from tests.db.factory import SECRET, moment

WRONG = dataclasses.replace(SECRET, password="không phải mật khẩu")


def test_a_key_derived_before_opens_the_book(folder: Path) -> None:
    begun = db.book.unlocking.Unlocking(db.book.found(folder), SECRET)
    book = db.book.open_book(folder, begun, moment().at, writing=True)
    assert (book.slot, [book.data_key]) == db.book.keys.unlocked(book.keys, SECRET)
    book.close()


def test_a_wrong_password_is_told_where_the_key_is_waited_for(folder: Path) -> None:
    begun = db.book.unlocking.Unlocking(db.book.found(folder), WRONG)
    with pytest.raises(db.errors.WrongPassword):
        db.book.open_book(folder, begun, moment().at, writing=True)


def test_key_files_that_changed_meanwhile_are_opened_anew(folder: Path) -> None:
    begun = db.book.unlocking.Unlocking(db.book.found(folder), SECRET)
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.access.set_password(book, "mật khẩu mới", moment())
    with pytest.raises(db.errors.WrongPassword):
        db.book.open_book(folder, begun, moment().at, writing=True)
