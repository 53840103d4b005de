"""A card that asks for names and passwords, waits for the verb, and forgets what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

import ui.page
import ui.returning
import ui.screen
import ui.settings.section
import ui.theme

MISMATCH = "Hai lần gõ chưa giống nhau; hãy gõ lại."


class Question(QFrame):
    """Hidden until asked; ``do`` is called when every entry holds something.

    When it goes, the keys go back to what asked it.
    """

    closed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        button: str,
        entries: Sequence[ui.screen.Entry],
        do: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "true")
        self._entries, self._do_it = list(entries), do
        self._way = ui.returning.Way()
        self._had: QWidget | None = None  # what had the keys when the verb began
        self._words = ui.theme.label("", "soft")
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._waiting = ui.theme.label("", "soft")
        self._do = ui.theme.button(button, f"{name}.do", "primary")
        self._leave = ui.theme.button("Thôi", f"{name}.leave")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for piece in (ui.theme.label(title, "heading"), self._words, *entries, self._error):
            column.addWidget(piece)
        column.addWidget(ui.settings.section.flow(self._do, self._leave))
        column.addWidget(self._waiting)
        ui.screen.enter_leads_on(self._entries)
        passwords = [one for one in self._entries if isinstance(one, ui.screen.PasswordEntry)]
        if passwords:
            ui.screen.tab_leads_on(*passwords)
        if self._entries:
            self._entries[-1].entered.connect(self._answer)
        self._do.clicked.connect(self._answer)
        self._leave.clicked.connect(self.leave)
        self.leave()

    def ask(self, words: str = "") -> None:
        """Show the question; ``words`` say what will follow."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.set_busy("")
        self.say("")
        if not ui.page.has_focus(self):
            self._way = ui.returning.Way()
        self.show()
        shown = [one for one in self._entries if not one.isHidden()]
        if shown:
            shown[0].take_focus()
        else:
            self._leave.setFocus()

    def say(self, sentence: str) -> None:
        """Say under the entries what was wrong."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def set_busy(self, words: str) -> None:
        """Say what is going on; nothing can be typed meanwhile, here or anywhere by mistake."""
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))
        if words:
            now = self.focusWidget()
            self._had = now if ui.returning.let_go(self) else None
        for one in (*self._entries, self._do, self._leave):
            one.setEnabled(not words)
        if not words and self._had is not None:
            if QApplication.focusWidget() is None:
                self._had.setFocus()
            self._had = None

    @Slot()
    def leave(self) -> None:
        """Take the question away, and what was typed with it."""
        had = ui.returning.let_go(self)
        self._forget()
        self.hide()
        if had:
            self._way.go()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape and self._leave.isEnabled():
            self.leave()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page came to the front, or the book was locked: no password waits behind it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()

    def _forget(self) -> None:
        """Take out what was typed."""
        for one in self._entries:
            if isinstance(one, ui.screen.PasswordEntry):
                one.clear()
            else:
                one.put("")
            one.say("")

    @Slot()
    def _answer(self) -> None:
        """Go on if every entry holds something."""
        if not self._do.isEnabled():
            return
        self.say("")
        empty = [one for one in self._entries if not one.isHidden() and not one.text().strip()]
        for one in empty:
            one.say(f"Hãy điền ô “{one.label}”.")
        if empty:
            empty[0].take_focus()
        else:
            self._do_it()
