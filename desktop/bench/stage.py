"""Where the bench works: a temporary folder with its own books, gone when it ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import db.base
import db.book
import db.book.keys
import desktop.bench.invented
import desktop.demo

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
    years: int  # of the demo book that is started with, before its fifteen months


FULL = Size(30_000, 100_000, 500, 60, 5, 7, 10)
QUICK = Size(60, 200, 20, 8, 1, 1, 0)


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

    def demo(self) -> Path:
        """The folder of the demo book; made the first time it is asked for."""
        folder = self.folder / "demo"
        if not folder.exists():
            desktop.demo.make(folder, years=self.size.years)
        return folder

    def surroundings(self) -> dict[str, str]:
        """The environment of a program that is started to be measured.

        It keeps its settings here, is drawn even where there is no screen, and finds its byte code
        ready as an installed one does, whatever the environment of now forbids.
        """
        given = dict(os.environ)
        given.pop("PYTHONDONTWRITEBYTECODE", None)
        shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        if sys.platform.startswith("linux") and not any(given.get(name) for name in shown):
            given["QT_QPA_PLATFORM"] = "offscreen"
        kept = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "PYTHONPYCACHEPREFIX")
        given |= dict.fromkeys(kept, str(self.folder / "start"))
        return given | {"SOCHIBO_PASSWORD": desktop.demo.PASSWORD}

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
