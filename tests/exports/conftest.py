"""A real book in a temporary folder, with a fictional unit and nothing else in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

import db.base
import db.book
import db.book.keys
import db.moments

UNIT: dict[str, Any] = {
    "code": "CB-41",
    "name": "Chi bộ Tổ dân phố số 41",
    "kind": "residential",
    "ward": "Sông Cầu",
    "upper": "Đảng bộ phường Sông Cầu",
    "place": "Sông Cầu",
    "term_from": "2025-06-01",
    "heads": [{"name": "Vương Đình Ước", "post": "Bí thư"}],
}
_SECRET = db.book.keys.Secret("Vương Đình Ước", "mật khẩu thử")


def moment(on: date, hour: int = 2) -> db.moments.Moment:
    """That day, at an hour UTC of it, by the one person of the book."""
    return db.moments.Moment(on, datetime.combine(on, time(hour), UTC), "Vương Đình Ước")


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book that holds nothing but its unit; made once, never opened."""
    folder = tmp_path_factory.mktemp("so") / "mau"
    start = moment(date(2025, 6, 1))
    db.book.make(folder, UNIT, _SECRET, start, cost=db.book.keys.lowest_cost())
    return folder


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Iterator[db.book.Book]:
    """An open book of its own for each test."""
    folder = tmp_path / "so"
    shutil.copytree(empty_book, folder)
    at = db.moments.stored(datetime(2025, 6, 1, 2, tzinfo=UTC))
    with db.book.opened(folder, _SECRET, at, writing=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_book(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.book.Book]:
    """One open book for a whole module; its tests take ``scratch_book``."""
    folder = tmp_path_factory.mktemp("so") / "chung"
    shutil.copytree(empty_book, folder)
    at = db.moments.stored(datetime(2025, 6, 1, 2, tzinfo=UTC))
    with db.book.opened(folder, _SECRET, at, writing=True) as opened:
        yield opened


@pytest.fixture
def scratch_book(open_book: db.book.Book) -> Iterator[db.book.Book]:
    """The module's book, as empty as before after each test: what a test enters is rolled back."""
    with db.base.database.atomic() as entered:
        yield open_book
        entered.rollback()
