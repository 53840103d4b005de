"""The demo book: a fictional school cell of 22 members, fifteen months ending 2026-09-30.

It is the sample a newcomer plays with, the fixture of the journeys and the source of the pictures
(design 5). Everybody and everything in it is fictional. It is written down as a diary
(``data/*.toml``) that ``making`` reads aloud to the same verbs a person uses.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import db.book
import db.book.keys
import db.history

PERSON = "Bí thư"
PASSWORD = "sochibo-demo"  # noqa: S105 - printed in the manual: the book holds nothing real


def make(folder: Path, *, years: int = 0) -> None:
    """Make the demo book in ``folder``, which is missing or empty.

    Ids, instants and salts come out equal each time; keys, seal and signatures are random. With
    ``years`` the book also holds so many years before its fifteen months, entered as an office
    enters its old paper books when it begins: 25 tasks a month and all meetings, without minutes
    as PDF. Ten years make more than 3,000 tasks and 300 meetings; the cost grows in a straight
    line.

    Raises:
        db.errors.RecordError: the place will not do or is not empty; nothing is left behind.
    """
    import desktop.demo.making  # a start without a book tells the password alone

    secret = db.book.keys.Secret(PERSON, PASSWORD)
    clock = desktop.demo.making.Clock(PERSON)
    unit = desktop.demo.making.unit()
    existed = folder.exists()
    with equal_salts("make"):
        db.book.make(folder, unit, secret, clock.moment(), db.book.keys.lowest_cost())
        with (
            _nothing_left(folder, existed=existed),
            db.book.opened(folder, secret, clock.moment().at, writing=True),
        ):
            desktop.demo.making.write(clock, years)


@contextlib.contextmanager
def equal_salts(step: str) -> Iterator[None]:
    """Salts of the history that look random and are equal each time ``step`` is taken."""
    numbers = itertools.count()
    db.history.use_salts(
        lambda: hashlib.sha256(f"so-chi-bo-demo:{step}:{next(numbers)}".encode()).hexdigest()[:32]
    )
    try:
        yield
    finally:
        db.history.use_salts(None)


@contextlib.contextmanager
def _nothing_left(folder: Path, *, existed: bool) -> Iterator[None]:
    """Leave nothing of a book that could not be finished (a full disk, Ctrl+C)."""
    try:
        yield
    except BaseException:
        for path in folder.iterdir():
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not existed:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
