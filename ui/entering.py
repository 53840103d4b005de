"""The form of a record that is not in the book yet: filled at leisure, entered by one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.errors
import db.moments
import db.secrecy
import db.text
import ui.asking
import ui.fields
import ui.flow
import ui.form
import ui.page
import ui.scrolling
import ui.session
import ui.theme

Enter = Callable[[dict[str, Any], db.moments.Moment], int]
TAKE_BACK = "Lấy lại"
TICK = "not_secret"  # the name of the field with the tick of the secrecy rule


class Entering(QWidget):
    """Shows ``fields`` under ``label`` ("Thêm văn bản", also what Undo calls it).

    ``enter`` puts what was typed into the book and gives the id; a sentence it raises stands above
    the buttons. ``first`` gives the values a new form begins with. The first field names the
    record while it is not entered. It is a card as high as it must be, until ``pin`` is called.
    """

    entered = Signal(int)
    left = Signal()

    def __init__(  # noqa: PLR0913 - each is one part of the form
        self,
        session: ui.session.Session,
        name: str,
        label: str,
        fields: Sequence[ui.form.Field],
        enter: Enter,
        *,
        first: Callable[[], Mapping[str, Any]],
        words: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._session, self._label, self._enter, self._first = session, label, enter, first
        self._named_by = fields[0].name
        self._begun = False
        self._begun_with: dict[str, Any] = {}
        self._dropped: dict[str, str] | None = None  # what was typed and given up last
        self._band = ui.page.Notice(f"{name}.dropped")
        self._title = ui.theme.label(label, "heading")
        self._form = ui.form.Form(name, fields, None, columns=2)
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._write = ui.theme.button("Ghi vào sổ", f"{name}.save", "primary")
        self._write.setToolTip("Ctrl+Enter")
        self._leave = ui.theme.button("Bỏ, không ghi", f"{name}.leave")
        self._card, self._foot = ui.theme.card(), ui.page.Deeds()
        self._outer = QVBoxLayout(self)
        self._area: ui.scrolling.Scrolled | None = None
        self._build(words)
        self._write.clicked.connect(self.save)
        self._leave.clicked.connect(self._discard)

    def begin(self) -> None:
        """Show the empty form, or go on with what was typed there and not yet entered."""
        if not self._begun:
            self._begin(dict(self._first()))
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)
        self._form.focus()

    def pin(self) -> None:
        """Take a place of fixed height: the fields scroll, the buttons stay in sight below them."""
        self._area = ui.scrolling.Scrolled(self._card)
        for one in (self._area, self._foot):
            self._outer.addWidget(one)

    def rest(self) -> None:
        """The form goes out of sight: what was typed waits, an untouched form begins anew."""
        self._begun = bool(self.unsaved())

    def dropped(self) -> str:
        """A sentence naming what was given up last and can still be taken back, or ""."""
        if self._dropped is None:
            return ""
        return f"Đã bỏ phần đang nhập: “{_name(self._dropped[self._named_by])}”."

    @Slot()
    def take_back(self) -> None:
        """Go on with what was given up last."""
        typed, self._dropped = self._dropped or {}, None
        self._begin(self._begun_with)
        for name, text in typed.items():
            self._form.editor(name).put_typed(text)
        self._form.focus()

    def unsaved(self) -> str:
        """A sentence naming the record that is not in the book yet, or ""."""
        if not self._begun or not self._form.unsaved():
            return ""
        return f"{self._label}: “{_name(self._form.typed(self._named_by))}” chưa ghi vào sổ."

    @Slot()
    def save(self) -> None:
        """Enter the record; what is missing is said beside its field."""
        self._error.hide()
        self._form.clear_errors()
        try:
            given = self._form.values()
        except ui.fields.Unreadable:
            return  # the form says it beside the field
        try:
            number = self._session.perform(self._label, lambda moment: self._enter(given, moment))
        except db.errors.RecordError as error:
            if not self._form.blame(error):
                self._error.setText(str(error))
                self._error.show()
            return
        self._begun, self._dropped = False, None
        self.entered.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter enters the record."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def _begin(self, values: dict[str, Any]) -> None:
        """Show an empty form; what was given up in one like it is offered above its fields."""
        if values != self._begun_with:
            self._dropped = None
        self._begun, self._begun_with = True, values
        self._form.begin(None, values)
        self._error.hide()
        self._band.clear()
        if self._dropped is not None:
            self._band.say(self.dropped(), "blue", (TAKE_BACK, self.take_back))

    def _build(self, words: str) -> None:
        inner, foot = self._card.column, QVBoxLayout(self._foot)
        for one in (self._outer, foot):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(8)
        self._outer.addWidget(self._card)
        for part in (self._title, self._band, self._form):
            inner.addWidget(part)
        if words:
            inner.addWidget(ui.theme.label(words, "soft"))
        inner.addWidget(self._foot)
        inner.addStretch(1)
        foot.addWidget(self._error)
        foot.addWidget(row := ui.flow.Flow())
        row.addWidget(self._write)
        row.addWidget(self._leave)
        self._error.hide()
        self.setFocusProxy(self._form)

    @Slot()
    def _discard(self) -> None:
        """Give up what was typed; it can be taken back until something else is given up."""
        form, unsaved = self._form, bool(self.unsaved())
        self._dropped = {name: form.typed(name) for name in form.names()} if unsaved else None
        self._begun = False
        self.left.emit()


def _name(typed: str) -> str:
    """What a record not yet entered is called, by what was typed into the field that names it."""
    return db.text.shortened(typed) or "chưa có tên"
