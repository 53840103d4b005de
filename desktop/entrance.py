"""The screens before a book is open: unlocking, first run, restoring, judging what came in.

They take turns in the window, one at a time; each is read when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

import db.moments
import desktop.places
import ui.background
import ui.remembering
import ui.window

if TYPE_CHECKING:
    import ui.unlock


class Entrance(QObject):
    """Leads to an open book; the desk itself is put into the window by the program.

    ``opened`` carries the book a password opened; ``restored`` carries it again, after that, where
    the book was restored a moment ago; ``other_wanted`` asks for the book of another folder.
    """

    opened = Signal(object)
    restored = Signal(object)
    other_wanted = Signal()

    def __init__(
        self,
        window: ui.window.Window,
        places: desktop.places.Places,
        now: Callable[[str], db.moments.Moment],
        jobs: ui.background.Jobs,
        named: str | None,
    ) -> None:
        """``named`` is the folder of the book that the command line names, if it names one."""
        super().__init__()
        self._window, self._places, self._now = window, places, now
        self._jobs, self._named = jobs, named
        ui.remembering.keep_in(desktop.places.folder())
        self._screen: QWidget | None = None  # the last one shown, until a desk takes its place
        self._asking: ui.unlock.Unlock | None = None

    def wanted(self) -> Path | None:
        """The folder of the book to open: the one named, else the one opened last."""
        if self._named is not None:
            return Path(self._named)
        return next((one for one in self._places.books() if one.exists()), None)

    def ask(self, folder: Path) -> ui.unlock.Unlock:
        """Ask for the password of the book in ``folder``; returns the screen that asks."""
        import ui.unlock

        before = self._asking
        screen = self._asking = ui.unlock.Unlock(
            folder, self._now, code_to_copy=self._places.code_to_copy(folder)
        )
        if before is not None:
            screen.go_on_from(before)
        screen.opened.connect(self.opened)
        screen.code_copied.connect(self._code_copied)
        screen.other_wanted.connect(self.other_wanted)
        screen.new_wanted.connect(self._new_book)
        screen.restore_wanted.connect(self._restore)
        screen.verify_wanted.connect(self._verify)
        screen.dropped.connect(self._verify)
        self._window.name_book("")
        self._put(screen)
        return screen

    @Slot()
    def first_run(self) -> None:
        """There is no book yet: welcome the person, and lead to one."""
        import desktop.demo

        self._begin(welcome=True, demo_password=desktop.demo.PASSWORD)

    def leave(self) -> None:
        """A desk was put in front: the screen that led to it goes."""
        if self._screen is not None:
            self._window.drop(self._screen)
            self._screen = None

    def abandon(self) -> None:
        """The program closes: a book that is open but has no desk yet is closed."""
        if self._asking is not None and self._window.screen_shown() is self._asking:
            self._asking.abandon()

    @Slot()
    def _new_book(self) -> None:
        self._begin(welcome=False)

    def _begin(self, *, welcome: bool, demo_password: str = "") -> None:
        """The screens of a new book."""
        import ui.first_run

        screen = ui.first_run.FirstRun(
            self._now, self._make_demo, welcome=welcome, demo_password=demo_password
        )
        screen.made.connect(self._code_to_copy)
        screen.finished.connect(self._enter)
        screen.given_up.connect(self._back)
        screen.other_wanted.connect(self.other_wanted)
        screen.restore_wanted.connect(self._restore)
        screen.verify_wanted.connect(self._verify)
        screen.dropped.connect(self._verify)
        self._put(screen)

    @Slot(object, str, str)
    def _enter(self, folder: Path, person: str, password: str) -> None:
        """Open the book that was just made."""
        self._places.set_code_to_copy(folder, False)
        self.ask(folder).enter(person, password)

    @Slot(object, str, str)
    def _enter_restored(self, folder: Path, person: str, password: str) -> None:
        """Open the book that was just restored."""
        screen = self.ask(folder)
        screen.opened.connect(self.restored)
        screen.enter(person, password)

    def _make_demo(self, folder: Path) -> tuple[str, str]:
        """Make the demo book; who opens it, with which password."""
        import desktop.demo

        desktop.demo.make(folder)
        return desktop.demo.PERSON, desktop.demo.PASSWORD

    @Slot()
    def _restore(self) -> None:
        import ui.restoring

        screen = ui.restoring.Restoring()
        screen.finished.connect(self._enter_restored)
        screen.given_up.connect(self._back)
        self._put(screen)

    @Slot()
    @Slot(object)
    def _verify(self, paths: Sequence[Path] = ()) -> None:
        """Judge what came in: ``paths``, if they were dropped, else what is chosen there."""
        import ui.verifying

        screen = ui.verifying.VerifyPage(self._jobs, alone=True)
        screen.closed.connect(self._back)
        self._put(screen)
        screen.take_focus()
        if paths:
            screen.take(paths)

    @Slot()
    def _back(self) -> None:
        """From a screen aside to where one came from."""
        folder = self.wanted()
        if folder is None:
            self.first_run()
        else:
            self.ask(folder)

    @Slot(object)
    def _code_to_copy(self, folder: Path) -> None:
        self._places.remember(folder)
        self._places.set_code_to_copy(folder, True)

    @Slot(object)
    def _code_copied(self, folder: Path) -> None:
        self._places.set_code_to_copy(folder, False)

    def _put(self, screen: QWidget) -> None:
        """Show ``screen``; the one before goes, unless that was the desk."""
        before = self._window.screen_shown()
        self._window.put(screen)
        if before is not None and before is self._screen:
            self._window.drop(before)
        self._screen = screen
        screen.setFocus()
