from __future__ import annotations

import pytest

import db.book
import db.undoing


@pytest.fixture
def log(book: db.book.Book) -> db.undoing.Log:
    """A log that listens on an open book."""
    assert book
    one = db.undoing.Log()
    one.start()
    return one
