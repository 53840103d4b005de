"""A fresh book for each test: one is made and then copied, since making one takes a while."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import db.base
import db.book
import db.book.keyfile
import db.book.keys
import db.book.lock
import tests.db.factory

Template = tuple[Path, str]


@pytest.fixture(scope="session", autouse=True)
def remembered() -> Iterator[None]:
    """Each password derivation is real but paid for once: the same slots are opened many times."""
    real, known = db.book.keys._derive, dict[Any, bytes]()

    def derive(password: str, salt: bytes, cost: dict[str, Any]) -> bytes:
        asked = (password, salt, cost["memory"], cost["iterations"], cost["lanes"])
        if asked not in known:
            known[asked] = real(password, salt, cost)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.book.keys, "_derive", derive)
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """An empty book and its recovery code; never opened by a test itself."""
    folder = tmp_path_factory.mktemp("template") / "So"
    cost = db.book.keys.lowest_cost()
    moment = tests.db.factory.moment(date(2025, 1, 2))
    code = db.book.make(folder, tests.db.factory.UNIT, tests.db.factory.SECRET, moment, cost)
    return folder, code


@pytest.fixture
def folder(template: Template, tmp_path: Path) -> Iterator[Path]:
    """The folder of a closed book."""
    copy = tmp_path / "So"
    shutil.copytree(template[0], copy)
    yield copy
    db.base.database.close()


@pytest.fixture
def code(template: Template) -> str:
    """The recovery code of the book."""
    return template[1]


@pytest.fixture(scope="session")
def unlocked(template: Template) -> tuple[db.book.keyfile.Slot, bytes]:
    """The slot of the template's person and its data key: the derivation is paid for once."""
    keys = db.book.keyfile.read(template[0])
    slot, data_keys = db.book.keys.unlocked(keys, tests.db.factory.SECRET)
    return slot, data_keys[0]


@pytest.fixture
def book(folder: Path, unlocked: tuple[db.book.keyfile.Slot, bytes]) -> Iterator[db.book.Book]:
    """An open book that may be written."""
    slot, data_key = unlocked
    keys = db.book.keyfile.read(folder)
    lock = db.book.lock.take(folder, slot.name, tests.db.factory.moment().at)
    db.book.connect(folder, data_key)
    one = db.book.Book(folder, keys, slot, data_key, lock)
    yield one
    one.close()
