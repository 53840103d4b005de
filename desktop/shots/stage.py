"""The stage of the pictures: books of their own in a temporary folder, and the program on them."""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

import db.book
import db.book.access
import db.book.keys
import db.documents
import db.members
import db.moments
import db.tasks.adding
import desktop.demo
import desktop.demo.making
import desktop.places
import desktop.shots.hands
import desktop.shots.reaching
import desktop.window

TODAY = date(2026, 10, 1)  # after the last day of the demo book
NEW = "So-moi"  # the folder of a book that a scene makes
LONG_LIST = 200  # tasks of the longest book
WIDTH, HEIGHT = 1366, 768
DEMO, EMPTY, LONGEST = "demo", "empty", "longest"
LOCKED, LOCKED_LONGEST, NOTHING = "locked", "locked-longest", "nothing"
_SHUT = {LOCKED: DEMO, LOCKED_LONGEST: LONGEST}  # books that nobody has opened yet
_CODE = "ma-khoi-phuc.txt"
_MOMENT = db.moments.Moment(TODAY, datetime(2026, 10, 1, 5, tzinfo=UTC), desktop.demo.PERSON)
_SECRET = db.book.keys.Secret(desktop.demo.PERSON, desktop.demo.PASSWORD)
_JOINED = date(2016, 1, 1)


class Strays(QObject):
    """Notes windows that open beside the program's own.

    A part that is shown before it has its place becomes a window of its own for a moment: it
    flashes, and takes the keys away from the one a person types into.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self.found: list[str] = []
        self._application = QCoreApplication.instance()
        if self._application is not None:
            self._application.installEventFilter(self)

    def end(self) -> None:
        """Look no longer."""
        if self._application is not None:
            self._application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep nothing back."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            alone = watched.isWindow() and watched.windowType() == Qt.WindowType.Window
            if alone and watched is not self._window:
                said = desktop.shots.reaching.text_on(watched) or watched.objectName()
                self.found.append(f"{type(watched).__name__} “{said}”")
        return False


class Stage:
    """One run's folder; each book is made the first time it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._password = folder / "mat-khau.txt"
        self._password.write_text(desktop.demo.PASSWORD, "utf-8")

    @contextlib.contextmanager
    def program(self, which: str, scale: int) -> Iterator[tuple[desktop.shots.hands.Hands, Strays]]:
        """Hands at the program's window, ``scale`` per cent large, on a copy of one book."""
        places = self._places(scale)
        shutil.rmtree(self._folder / NEW, ignore_errors=True)
        opened = which not in (*_SHUT, NOTHING)
        given = argparse.Namespace(
            book=None,
            person=desktop.demo.PERSON if opened else None,
            password_file=str(self._password) if opened else None,
            recovery_file=None,
            today=TODAY.isoformat(),
            json=False,
            until_painted=False,
        )
        if which != NOTHING:
            given.book = str(self._copy(_SHUT.get(which, which)))
        program = desktop.window.Program(given, places)
        strays = Strays(program.window)
        try:
            program.start()
            program.window.setGeometry(0, 0, WIDTH, HEIGHT)
            program.window.activateWindow()
            hands = desktop.shots.hands.Hands(program.window)
            hands.settle()
            yield hands, strays
        finally:
            strays.end()
            program.abandon()

    def _places(self, scale: int) -> desktop.places.Places:
        """What a program remembers that was started at ``scale`` per cent and nothing else."""
        path = self._folder / "cua-so.ini"
        path.unlink(missing_ok=True)
        places = desktop.places.Places(path)
        places.set_scale(scale / 100)
        return places

    def _copy(self, which: str) -> Path:
        """A fresh copy of a book: what one scene does to it, no other one sees."""
        made = self._folder / which
        if not made.exists():
            make(which, made)
        copy = self._folder / "So-Chi-bo"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made, copy)
        return copy


@contextlib.contextmanager
def away(folder: Path) -> Iterator[None]:
    """Let the program keep its settings and its log in ``folder`` and not with the person's."""
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA")
    before = {name: os.environ.get(name) for name in (*names, "SOCHIBO_PASSWORD")}
    os.environ.update(dict.fromkeys(names, str(folder)))
    os.environ.pop("SOCHIBO_PASSWORD", None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def make(which: str, folder: Path) -> None:
    """Make one of the books in ``folder``."""
    _MAKERS[which](folder)


def recovery_code() -> str:
    """The recovery code of the book with the longest names, made before."""
    return (Path(os.environ["XDG_DATA_HOME"]) / _CODE).read_text("utf-8")


def typed_unit() -> dict[str, str]:
    """The longest unit as a person types it into the first screen of a new book."""
    unit = _words()["unit"]
    typed = {name: unit[name] for name in ("name", "code", "ward", "upper", "place")}
    heads = ", ".join([*unit["heads"], "Hiệu trưởng"])
    folder = Path(os.environ["XDG_DATA_HOME"]) / NEW
    return {**typed, "term_from": "1/1/2025", "heads": heads, "folder": str(folder)}


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "longest.toml").read_text("utf-8"))


def _make(folder: Path, unit: dict[str, Any], fill: Callable[[db.book.Book], None]) -> str:
    """Make a book and fill it; returns its recovery code."""
    code = db.book.make(folder, unit, _SECRET, _MOMENT, db.book.keys.lowest_cost())
    with db.book.opened(folder, _SECRET, _MOMENT.at, writing=True) as book:
        db.documents.take_sources(str(unit["ward"]), _MOMENT)
        fill(book)
    return code


def _make_empty(folder: Path) -> None:
    _make(folder, desktop.demo.making.unit(), _fill_nothing)


def _make_longest(folder: Path) -> None:
    code = _make(folder, _words()["unit"], _fill_longest)
    (folder.parent / _CODE).write_text(code, "utf-8")


def _fill_nothing(_book: db.book.Book) -> None:
    """The book stays as it was made."""


def _fill_longest(book: db.book.Book) -> None:
    """Members, tasks and people who open the book with names as long as they come."""
    words = _words()
    db.book.access.add_person(book, words["people"][0], desktop.demo.PASSWORD, _MOMENT)
    for name in words["people"]:
        db.members.add(db.members.Draft(name, _JOINED, official_on=_JOINED), _MOMENT)
    drafts = []
    for number in range(LONG_LIST):
        on = TODAY - timedelta(days=number % 90 + 5)
        fields = {name: words[name] for name in ("lead", "product", "basis")}
        fields["work"] = words["work"][number % len(words["work"])]
        fields["accountable"] = words["people"][number % len(words["people"])]
        due = on + timedelta(days=20 + number % 70)
        drafts.append(db.tasks.adding.Draft(fields, due, on, [(on, "assigned")]))
    db.tasks.adding.take_in(drafts, _MOMENT, not_secret=True)


_MAKERS: dict[str, Callable[[Path], None]] = {
    DEMO: desktop.demo.make,
    EMPTY: _make_empty,
    LONGEST: _make_longest,
}
