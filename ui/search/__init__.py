"""Search over everything as one types: the box in the header; ``results`` stand under it.

The results never take the focus: arrows, Enter and Esc reach them through the box, so that an input
method keeps composing undisturbed. What is being composed is searched for as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import db.base
import db.text
import ui.session
import ui.theme

if TYPE_CHECKING:
    import ui.search.results

LEAST = 2  # letters from which on it is searched
_PASSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class SearchBox(QLineEdit):
    """The box in the header; ``open_requested`` names the kind and the number of a record."""

    open_requested = Signal(str, int)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.setObjectName("search.box")
        self.setAccessibleName("Tìm trong sổ")
        self.shorten(False)
        self._composed = ""
        self._before: QWidget | None = None
        self._results: ui.search.results.Results | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._find)
        self.textChanged.connect(self._soon.start)
        session.changed.connect(self._refresh)
        ui.theme.notifier().changed.connect(self._refresh)

    def shorten(self, short: bool) -> None:
        """Say in few words what the box is for, or in more where there is room."""
        self.setPlaceholderText("Tìm (Ctrl+K)" if short else "Tìm, không cần dấu (Ctrl+K)")

    @Slot()
    def begin(self) -> None:
        """Take the focus, remembering where it was (Ctrl+K)."""
        now = QApplication.focusWidget()
        if now is not self:
            self._before = now
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._soon.start()

    def results(self) -> ui.search.results.Results | None:
        """The results in sight, or None."""
        shown = self._results is not None and self._results.isVisible()
        return self._results if shown else None

    def typed(self) -> str:
        """What is searched for: the text, with what is being composed where the cursor stands."""
        at = self.cursorPosition()
        return self.text()[:at] + self._composed + self.text()[at:]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead arrows, Enter and Esc to the results; everything else is text."""
        key, results = event.key(), self.results()
        if key == Qt.Key.Key_Escape:
            event.setAccepted(self._leave())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if results is None:
                self._find()
            else:
                results.step(1 if key == Qt.Key.Key_Down else -1)
                self._speak()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_current()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search for what is being composed, too; the composing itself is left alone."""
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._soon.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show again what was found for the text that stands here, unless Tab only passes."""
        super().focusInEvent(event)
        if event.reason() not in _PASSING:
            self._soon.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for what was found, also where Tab has led here before."""
        super().mousePressEvent(event)
        self._soon.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the results away."""
        self._composed = ""
        super().focusOutEvent(event)
        self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the results under the box when the window changes."""
        if event.type() == QEvent.Type.Resize:
            self._refresh()
        return super().eventFilter(watched, event)

    @Slot()
    def _refresh(self) -> None:
        """Search again where results are in sight: records or sizes have changed."""
        if self.results() is not None:
            self._soon.start()

    @Slot()
    def _find(self) -> None:
        """Search for what is typed and show it."""
        typed = self.typed()
        letters = sum(map(len, db.text.words(db.text.fold(typed))))
        if letters < LEAST or not self.hasFocus() or db.base.database.is_closed():
            self._hide()
            return
        results = self._popup()
        results.offer(ui.search.results.found(typed), typed)
        results.place(self)
        results.show()
        results.raise_()
        self._speak()

    def _popup(self) -> ui.search.results.Results:
        """The results, made in the window the box stands in."""
        import ui.search.results

        window = self.window()
        if self._results is None or self._results.parentWidget() is not window:
            if self._results is not None:
                self._results.deleteLater()
            self._results = ui.search.results.Results(window)
            self._results.chosen.connect(self._open)
            window.installEventFilter(self)
        return self._results

    def _speak(self) -> None:
        """Let a screen reader know what is marked: the focus stays in the box."""
        results = self.results()
        said = ""
        if results is not None:
            hit = results.current()
            said = results.lines.spoken(hit) if hit is not None else results.note.text()
        self.setAccessibleDescription(said)

    def _open_current(self) -> None:
        """Open the marked hit of what is typed now, even where the search has yet to run."""
        if self._soon.isActive() or self.results() is None:
            self._soon.stop()
            self._find()
        results = self.results()
        hit = results.current() if results else None
        if hit is not None:
            self._open(hit.kind, hit.id)

    @Slot(str, int)
    def _open(self, kind: str, number: int) -> None:
        self._hide()
        self._before = None
        self.open_requested.emit(kind, number)

    def _leave(self) -> bool:
        """Esc: first the results go, then the text, then the focus returns to where it was.

        False where there is none of these: then Esc is for what is around.
        """
        if self.results() is not None:
            self._hide()
        elif self.text():
            self.clear()
        elif self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _hide(self) -> None:
        self._soon.stop()
        if self._results is not None:
            self._results.hide()
