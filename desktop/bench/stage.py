"""Where the bench works: a temporary folder with its own books, gone when it ends."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import db.base
import db.book
import db.book.keys
import desktop.bench.invented

_SECRET = db.book.keys.Secret(None, "chỉ để đo tốc độ")


@dataclass(frozen=True)
class Size:
    """How much is measured; ``QUICK`` only shows that everything runs."""

    tasks: int
    records: int
    rows: int
    report_tasks: int
    minutes: int
    rounds: int


FULL = Size(30_000, 100_000, 500, 60, 5, 7)
QUICK = Size(60, 200, 20, 8, 1, 1)


@dataclass
class Stage:
    """The folder of one run, and the size of it."""

    folder: Path
    size: Size

    @contextlib.contextmanager
    def book(self, name: str, fill: Callable[[Size], None]) -> Iterator[db.book.Book]:
        """The book called ``name``, open; made and filled the first time it is asked for."""
        folder, moment = self.folder / name, desktop.bench.invented.MOMENT
        fresh = not folder.exists()
        if fresh:
            cost = db.book.keys.lowest_cost()
            owner = db.book.keys.Secret(moment.who, _SECRET.password)
            db.book.make(folder, desktop.bench.invented.UNIT, owner, moment, cost)
        with db.book.opened(folder, _SECRET, moment.at, writing=True) as book:
            if fresh:
                with db.base.transaction():
                    fill(self.size)
            yield book

    @contextlib.contextmanager
    def copies(self, name: str, fill: Callable[[Size], None]) -> Iterator[Callable[[], None]]:
        """A function that opens a fresh copy of the book ``name`` in place of the last one."""
        with self.book(name, fill):
            pass
        with contextlib.ExitStack() as last:
            copy = self.folder / f"{name}-copy"

            def renew() -> None:
                last.close()
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(self.folder / name, copy)
                at = desktop.bench.invented.MOMENT.at
                last.enter_context(db.book.opened(copy, _SECRET, at, writing=True))

            yield renew
