"""A small open book with a session on it, as the window has one, on a fixed day."""

from __future__ import annotations

import atexit
import contextlib
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import db.book
import db.book.keyfile
import db.book.keys
import db.book.lock
import db.moments
import tests.db.factory
import ui.background
import ui.session


def now(clock: list[date], who: str) -> db.moments.Moment:
    """Noon of the day the test says it is; a later call is a second later."""
    clock.append(clock[0])
    given = tests.db.factory.moment(clock[0], second=len(clock))
    return db.moments.Moment(given.today, given.instant, who)


@functools.cache
def _template() -> tuple[Path, db.book.keyfile.Slot, bytes]:
    """An empty book, its slot and data key: the derivations are paid for once."""
    folder = Path(tempfile.mkdtemp(prefix="so-")) / "So"
    atexit.register(shutil.rmtree, folder.parent)
    start, secret = tests.db.factory.moment(date(2025, 1, 2)), tests.db.factory.SECRET
    db.book.make(folder, tests.db.factory.UNIT, secret, start, db.book.keys.lowest_cost())
    slot, data_keys = db.book.keys.unlocked(db.book.keyfile.read(folder), secret)
    return folder, slot, data_keys[0]


@contextlib.contextmanager
def session(
    folder: Path, today: date = tests.db.factory.TODAY
) -> Iterator[tuple[ui.session.Session, Callable[[date], None]]]:
    """A session on a new book in ``folder``, and a way to say what day it is."""
    clock = [today]
    template, slot, data_key = _template()
    shutil.copytree(template, folder)
    lock = db.book.lock.take(folder, slot.name, tests.db.factory.moment().at)
    db.book.connect(folder, data_key)
    book = db.book.Book(folder, db.book.keyfile.read(folder), slot, data_key, lock)
    jobs = ui.background.Jobs()
    try:
        yield (
            ui.session.Session(book, functools.partial(now, clock), jobs),
            functools.partial(clock.__setitem__, 0),
        )
    finally:
        jobs.wait_all(5000)
        book.close()
