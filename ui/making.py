"""The pages of a desk are made piece by piece while nobody touches the program.

A page has hundreds of parts: made only when it is asked for, its first showing would be felt.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

import db.base
import db.errors
import ui.page
import ui.pages
import ui.session
import ui.theme
import ui.touches

BEGIN_AFTER = 400  # milliseconds after the desk has come
EVERY = 50  # milliseconds between two pieces
PAUSE = 600  # milliseconds without a touch before it goes on


class Maker(QObject):
    """Makes pages and puts them in ``stack``; ``join`` is told of each one before it is shown."""

    def __init__(
        self,
        session: ui.session.Session,
        stack: QStackedWidget,
        join: Callable[[ui.page.Page], None],
    ) -> None:
        super().__init__(stack)
        self._session, self._stack, self._join = session, stack, join
        self._made: dict[str, ui.page.Page] = {}
        # Pages out of the window stand here: one that stood nowhere would be Python's to destroy.
        self._shelf = QWidget()
        stack.destroyed.connect(self._shelf.deleteLater)
        self._steps = {entry.name: self._make(entry) for entry in ui.pages.ALL}
        self._timer = QTimer(self, singleShot=True)
        self._timer.setObjectName("making")
        self._timer.timeout.connect(self._go_on)
        self._touches = ui.touches.Touches(self)
        self._touches.touched.connect(self._wait)
        ui.theme.notifier().changing.connect(self._hear_changing)
        self._timer.start(BEGIN_AFTER)

    def page(self, name: str) -> ui.page.Page:
        """The page ``name``, in the stack: what is still to be made of it is made now.

        Raises:
            db.errors.RecordError: its records cannot be read.
        """
        while name not in self._made or self._is_out(name):
            self._step(name)
        return self._made[name]

    def made(self) -> dict[str, ui.page.Page]:
        """The pages there are by now, by name."""
        return self._made

    def is_done(self) -> bool:
        """Whether there is nothing left to make."""
        return not self._steps

    def _make(self, entry: ui.pages.Entry) -> Iterator[None]:
        entry.read()
        yield
        page = self._made[entry.name] = entry.make(self._session)
        page.setParent(self._shelf)
        self._join(page)
        yield
        self._stack.addWidget(page)
        yield
        yield from page.prepare()

    def _put_back(self, page: ui.page.Page, rest: Iterator[None]) -> Iterator[None]:
        self._stack.addWidget(page)
        yield
        yield from rest

    def _step(self, name: str) -> None:
        """Make the next piece of one page; what fails begins anew when it is asked for again."""
        entry = next(one for one in ui.pages.ALL if one.name == name)
        steps = self._steps.pop(name, None) or self._make(entry)
        for _ in steps:
            self._steps[name] = steps
            return

    @Slot()
    def _go_on(self) -> None:
        """Make one more piece; while the book is shut or busy only of what needs no book."""
        if not self._steps:
            return
        names = [one.name for one in ui.pages.ALL if one.name in self._steps]
        if db.base.database.is_closed() or self._session.jobs.busy():
            names = [name for name in names if self._is_out(name)]
        self._timer.start(EVERY if names else PAUSE)
        if names:
            with contextlib.suppress(db.errors.RecordError):  # said when the page is asked for
                self._step(names[0])

    def _is_out(self, name: str) -> bool:
        """Whether the page ``name`` is made and waits to be put into the stack."""
        return name in self._made and self._stack.indexOf(self._made[name]) < 0

    @Slot()
    def _wait(self) -> None:
        """Somebody is at it: what they do comes first."""
        if self._timer.isActive():
            self._timer.start(PAUSE)

    @Slot(object)
    def _hear_changing(self, before: list[Iterator[None]]) -> None:
        """The look will change: take the pages out of sight out of the window before."""
        before.append(self._take_out())

    def _take_out(self) -> Iterator[None]:
        """Each is dressed again when it is put back."""
        for name, page in list(self._made.items()):
            if not shiboken6.isValid(self):
                return  # the desk went meanwhile
            if page is not self._stack.currentWidget() and self._stack.indexOf(page) >= 0:
                self._stack.removeWidget(page)
                page.setParent(self._shelf)
                self._steps[name] = self._put_back(page, self._steps.get(name, iter(())))
                self._timer.start(BEGIN_AFTER)
                yield
