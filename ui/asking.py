"""A small form in the page that asks for what one verb needs, in place of a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import db.errors
import ui.fields
import ui.form
import ui.theme

Answer = dict[str, Any]


class Asking(QFrame):
    """Shows a title, some fields, a button that does it and one that leaves it.

    ``work`` gets the values of the fields; a sentence it raises stands under them, nothing typed
    is lost.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "true")
        self._name = name
        self._work: Callable[[Answer], object] | None = None
        self._form: ui.form.Form | None = None
        self._title = ui.theme.label("", "heading")
        self._words = ui.theme.label("", "soft")
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._do = ui.theme.button("", f"{name}.do", "primary")
        self._leave = ui.theme.button("Thôi", f"{name}.leave")
        self._column = QVBoxLayout(self)
        self._place = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(self._do)
        row.addWidget(self._leave)
        row.addStretch(1)
        for one in (self._title, self._words):
            self._column.addWidget(one)
        self._column.addLayout(self._place)
        self._column.addWidget(self._error)
        self._column.addLayout(row)
        self._do.clicked.connect(self._answer)
        self._leave.clicked.connect(self.leave)
        self.hide()

    def ask(  # noqa: PLR0913 - each is one part of the question
        self,
        title: str,
        fields: Sequence[ui.form.Field],
        button: str,
        work: Callable[[Answer], object],
        *,
        values: Mapping[str, Any] | None = None,
        words: str = "",
    ) -> None:
        """Show the question; ``work`` does it with the values given."""
        self._forget()
        self._work = work
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._error.clear()
        self._error.hide()
        self._do.setText(button)
        self._form = ui.form.Form(self._name, fields, None)
        self._form.show_values(None, dict(values or {}))
        self._place.addWidget(self._form)
        self.show()
        self.opened.emit()
        if fields:
            self._form.focus(fields[0].name)
        else:
            self._do.setFocus()

    def asking(self) -> bool:
        """Whether a question stands open."""
        return self._work is not None

    @Slot()
    def leave(self) -> None:
        """Take the question away."""
        self._work = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Ctrl+Enter answers."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._answer()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _answer(self) -> None:
        if self._work is None or self._form is None:
            return
        self._error.hide()
        try:
            self._work(self._form.values())
        except ui.fields.Unreadable:
            return  # the form says it beside the field
        except db.errors.RecordError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self.leave()

    def _forget(self) -> None:
        if self._form is not None:
            self._place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
