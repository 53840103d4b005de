"""Verbs of the settings that take long: beside the window, some with the book to themselves.

Changing the data key and erasing bind the program's database anew: while they run no other
connection may be open, and the window takes neither keys nor clicks (``db.book.access``,
``db.book.erasing``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

import db.base
import db.book
import db.errors
import ui.background
import ui.session

Told = Callable[[object], object]
_BUSY = "Đang có việc khác chạy ({label}); hãy chờ xong hoặc bấm Dừng rồi làm lại."


def beside(session: ui.session.Session, label: str, verb: Callable[[], object], told: Told) -> None:
    """Do ``verb`` on a connection of its own; ``told`` gets its outcome or a RecordError."""
    session.jobs.run(
        label,
        partial(_outcome, verb),
        on_done=told,
        on_failed=partial(_fail, told),
        at_once=True,
    )


def _fail(told: Told, sentence: str) -> None:
    told(db.errors.RecordError(sentence))


def _outcome(verb: Callable[[], object], _tick: ui.background.Tick) -> object:
    """What ``verb`` gives, or the RecordError that says why it could not be done."""
    try:
        return verb()
    except db.errors.RecordError as error:
        return error


class Alone(QObject):
    """Does verbs that need the whole book; ``place`` stands in the window that waits for them."""

    def __init__(self, session: ui.session.Session, place: QWidget) -> None:
        super().__init__(place)
        self._session, self._place = session, place
        self._told: Told | None = None
        self._focus: QWidget | None = None

    def do(self, label: str, verb: Callable[[], object], told: Told) -> None:
        """Do ``verb``; ``told`` gets its outcome, or a RecordError that says why not."""
        running = self._session.jobs.running()
        if running:
            told(db.errors.RecordError(_BUSY.format(label=running[0].label)))
            return
        window = self._place.window()
        self._told, self._focus = told, window.focusWidget()
        db.base.database.close()
        window.setEnabled(False)
        self._session.jobs.run(
            label,
            partial(_with_book, self._session.book, verb),
            on_done=self._settle,
            on_failed=self._fail,
            with_book=False,
            at_once=True,
        )

    def _fail(self, sentence: str) -> None:
        self._settle(db.errors.RecordError(sentence))

    def _settle(self, outcome: object) -> None:
        """Open the book for the window again, and tell; also where it cannot be opened."""
        try:
            book = self._session.book
            db.book.found(book.folder)
            db.book.connect(book.folder, book.data_key)
            self._session.hold(book)
        except db.errors.RecordError as error:
            outcome = error
        finally:
            self._place.window().setEnabled(True)
            if self._focus is not None and shiboken6.isValid(self._focus):
                self._focus.setFocus()
        if self._told is not None:
            self._told(outcome)


def _with_book(book: db.book.Book, verb: Callable[[], object], tick: ui.background.Tick) -> object:
    """The outcome of ``verb``, done over a connection of this thread."""
    db.book.connect(book.folder, book.data_key)
    try:
        return _outcome(verb, tick)
    finally:
        db.base.database.close()
