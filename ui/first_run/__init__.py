"""The first run: what there is to begin with, and a new book in three screens.

Unit → who opens the book → recovery code. The book is made between the second and the third, since
only then there is a code; from there on it exists and opens with the password, whatever happens.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

import db.base
import db.book
import db.book.keys
import db.documents
import db.errors
import db.moments
import ui.background
import ui.first_run.person
import ui.first_run.recovery
import ui.first_run.unit
import ui.first_run.welcome
import ui.page

Now = Callable[[str], db.moments.Moment]  # the moment in which somebody acts
MakeDemo = Callable[[Path], tuple[str, str]]  # makes the demo book; who opens it, with what


class FirstRun(QStackedWidget):
    """The welcome and the three screens of a new book.

    ``finished`` carries the folder of the new book, who opens it and the password, so that it is
    opened without asking again. ``made`` comes before, as soon as the book exists: until
    ``finished`` nobody has shown that its recovery code stands on paper. Without ``welcome`` it
    begins at the unit, and going back from there is ``given_up``. The welcome tells
    ``demo_password``.
    """

    finished = Signal(object, str, str)
    made = Signal(object)
    given_up = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    verify_wanted = Signal()
    dropped = Signal(object)  # files, to be judged

    def __init__(
        self, now: Now, make_demo: MakeDemo, *, welcome: bool = True, demo_password: str = ""
    ) -> None:
        super().__init__()
        self._now, self._make_demo, self._with_welcome = now, make_demo, welcome
        self._secret = ("", "")
        self.welcome = ui.first_run.welcome.Welcome(demo_password)
        self.unit = ui.first_run.unit.UnitScreen(now("").today)
        self.person = ui.first_run.person.PersonScreen()
        for screen in (self.welcome, self.unit, self.person):
            self.addWidget(screen)
        self.welcome.new_wanted.connect(self.start_new)
        self.welcome.other_wanted.connect(self.other_wanted)
        self.welcome.restore_wanted.connect(self.restore_wanted)
        self.welcome.verify_wanted.connect(self.verify_wanted)
        self.welcome.dropped.connect(self.dropped)
        self.welcome.demo_wanted.connect(self._begin_demo)
        self.unit.back_wanted.connect(self._leave_unit)
        self.unit.completed.connect(self._ask_person)
        self.person.back_wanted.connect(self.start_new)
        self.person.completed.connect(self._make)
        self._front(self.welcome if welcome else self.unit)

    @Slot()
    def start_new(self) -> None:
        """Ask for the unit; what was typed before still stands there."""
        self._front(self.unit)

    def typed(self) -> bool:
        """Whether something was typed that closing the window would lose."""
        return self.unit.typed() and self._secret == ("", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing nearer takes it, does what Back does, if nothing typed is lost."""
        escape, shown = event.key() == Qt.Key.Key_Escape, self.currentWidget()
        if escape and shown is self.person:
            self.person.back.click()
        elif escape and shown is self.unit and (self._with_welcome or not self.typed()):
            self.unit.back.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _leave_unit(self) -> None:
        if self._with_welcome:
            self._front(self.welcome)
        else:
            self.given_up.emit()

    @Slot()
    def _ask_person(self) -> None:
        self.person.offer_names([head["name"] for head in self.unit.values()["heads"]])
        self._front(self.person)

    @Slot(str, str)
    def _make(self, person: str, password: str) -> None:
        """Make the book beside the window."""
        folder, values = self.unit.folder(), self.unit.values()
        secret = db.book.keys.Secret(person, password)
        self._secret = (person, password)
        self.person.set_busy("Đang lập sổ, chờ vài giây…")
        work = functools.partial(_make, folder, values, secret, self._now(person))
        job = ui.background.Job("Lập sổ", work, with_book=False)
        job.done.connect(self._show_code)
        job.failed.connect(self._not_made)
        job.start()

    @Slot(str)
    def _show_code(self, code: str) -> None:
        """The book is there: show its recovery code, this once."""
        self.person.set_busy("")
        self.made.emit(self.unit.folder())
        name, today = str(self.unit.values()["name"]), self._now("").today
        screen = ui.first_run.recovery.CodeScreen(
            name, today, code, self.unit.folder(), in_wizard=True
        )
        screen.kept.connect(self._finish)
        self.addWidget(screen)
        self._front(screen)

    @Slot(str)
    def _not_made(self, sentence: str) -> None:
        self._secret = ("", "")
        self.person.set_busy("")
        mend = functools.partial(self._mend_folder, sentence)
        self.person.notice.say(sentence, "amber", ("Sửa nơi đặt sổ", mend))
        ui.page.put_focus(self.person.notice)
        QTimer.singleShot(0, self.person, self.person.show_focus)

    def _mend_folder(self, sentence: str) -> None:
        """Show where the folder is typed, with what was wrong with it."""
        self.start_new()
        self.unit.refuse_folder(sentence)

    @Slot()
    def _finish(self) -> None:
        (person, password), self._secret = self._secret, ("", "")
        self.person.clear()
        self.finished.emit(self.unit.folder(), person, password)

    @Slot(object)
    def _begin_demo(self, folder: Path) -> None:
        """Make the demo book beside the window."""
        self.welcome.set_busy("Đang lập sổ mẫu, thường chưa đến nửa phút…")
        work = functools.partial(_make_demo, self._make_demo, folder)
        job = ui.background.Job("Lập sổ mẫu", work, with_book=False)
        job.done.connect(self._show_demo)
        job.failed.connect(self._no_demo)
        job.start()

    @Slot(object)
    def _show_demo(self, made: tuple[Path, str, str]) -> None:
        self.welcome.set_busy("")
        self.finished.emit(*made)

    @Slot(str)
    def _no_demo(self, sentence: str) -> None:
        self.welcome.refuse_demo(sentence)

    def _front(self, screen: QWidget) -> None:
        self.setCurrentWidget(screen)
        self.setFocusProxy(screen)
        screen.setFocus()


def _make(
    folder: Path,
    unit: dict[str, Any],
    secret: db.book.keys.Secret,
    moment: db.moments.Moment,
    _tick: ui.background.Tick,
) -> str:
    """Make the book with the papers every unit refers to; its recovery code."""
    fill = functools.partial(_fill, str(unit["ward"]), moment)
    return db.book.make(folder, unit, secret, moment, fill=fill)


def _fill(ward: str, moment: db.moments.Moment) -> None:
    with db.base.transaction():
        db.documents.take_sources(ward, moment)


def _make_demo(make: MakeDemo, folder: Path, _tick: ui.background.Tick) -> tuple[Path, str, str]:
    """Make the demo book; where it is, who opens it and with what."""
    return folder, *make(folder)
