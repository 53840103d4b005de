"""One line of text, a whole number, and lines that are read on leaving."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

import db.errors
import db.text
import ui.fields.base as bases
import ui.fields.lengths
import ui.scrolling
import ui.theme

LINE_LIMIT = 500  # characters
_ANY_LENGTH = 100_000_000  # Qt's own limit cuts without a word


class Entry(QLineEdit):
    """A line edit that knows whose it is and when an input method is at work."""

    def __init__(self, owner: bases.Editor) -> None:
        super().__init__()
        self.owner = owner
        self.preedit = ""
        self.setMaxLength(_ANY_LENGTH)
        self.setMinimumWidth(ui.theme.px(60))
        self.cursorPositionChanged.connect(self._hear_caret)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window while there is nothing of the person's own to undo."""
        if not bases.keeps_undo(event, self.owner.modified(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember the word underway; Qt does all the rest."""
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the owner's, unless an input method is in the middle of a word."""
        super().keyPressEvent(event)
        if (
            event.key() in bases.ENTER
            and not event.modifiers() & bases.COMMANDS
            and not self.preedit
        ):
            event.accept()
            self.owner.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.preedit = ""
        self.owner.focus_out(event)

    @Slot()
    def _hear_caret(self) -> None:
        """Where the person writes is in sight, also after the wheel took it away."""
        if self.hasFocus():
            ui.scrolling.bring(self)


class Line(bases.Editor):
    """One line of text; ``limit`` characters at most, said when passed and never cut."""

    def __init__(self, limit: int = LINE_LIMIT, placeholder: str = "") -> None:
        super().__init__()
        self._limit = limit
        self.entry = self.make_entry()
        self.entry.setPlaceholderText(placeholder)
        self.column.addWidget(self.entry)
        self.setFocusProxy(self.entry)
        self.entry.textEdited.connect(self.hear)

    def make_entry(self) -> Entry:
        """The line edit itself; some fields need one of their own."""
        return Entry(self)

    def inner(self) -> QWidget:
        """The line edit."""
        return self.entry

    def typed(self) -> str:
        """The text exactly as it stands there."""
        return self.entry.text()

    def put_typed(self, text: str) -> None:
        """Show ``text``, its beginning in sight."""
        if text != self.typed():
            self.entry.setText(text)
        self.entry.setCursorPosition(len(text) if self.focused() else 0)

    def value(self) -> Any:
        """The text without blanks around it; line breaks of something pasted become blanks.

        Raises:
            ui.fields.base.Unreadable: it is too long.
        """
        return self.words()

    def words(self) -> str:
        """The text as one line.

        Raises:
            ui.fields.base.Unreadable: it is too long.
        """
        return ui.fields.lengths.read_line(self.typed(), self._limit)

    def select_line(self) -> None:
        """Mark all of it."""
        self.entry.selectAll()

    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return bool(self.entry.preedit)

    def set_readonly(self, readonly: bool) -> None:
        """Text that must not change can still be selected and copied."""
        if self.entry.isReadOnly() != readonly:
            self.entry.setReadOnly(readonly)
            ui.theme.look_again(self.entry)

    @Slot()
    def hear(self) -> None:
        """The person typed, pasted or undid something."""
        self.refused.emit(ui.fields.lengths.excess(self.typed(), self._limit))
        self.edited.emit()


class Whole(Line):
    """A whole number between ``least`` and ``most``, or nothing (None).

    ``unit`` may be typed behind it ("50%"). A plain line and no spin box: a wheel turned over it
    must change nothing.
    """

    def __init__(
        self, least: int | None = None, most: int | None = None, *, unit: str = ""
    ) -> None:
        super().__init__(limit=40)
        self._least, self._most, self._unit = least, most, unit

    def value(self) -> int | None:
        """The number.

        Raises:
            ui.fields.base.Unreadable: it is no whole number, or outside the limits.
        """
        words = self.words().removesuffix(self._unit).rstrip()
        if not words:
            return None
        if re.fullmatch(r"[-−]?\d+|[-−]?\d{1,3}([ .\u00a0]\d{3})+", words) is None:
            raise bases.Unreadable(f"“{words}” không phải số nguyên; hãy ghi bằng chữ số.")
        number = int(re.sub(r"[ .\u00a0]", "", words).replace("−", "-"))
        low = self._least is not None and number < self._least
        if low or (self._most is not None and number > self._most):
            raise bases.Unreadable(f"Số {number} không nhận được; hãy ghi {self._range()}.")
        return number

    def tidy(self) -> None:
        """Show the number plainly."""
        self.put_typed(self.shown(self.value()))

    def _range(self) -> str:
        if self._least is None:
            return f"số không quá {self._most}"
        if self._most is None:
            return f"số từ {self._least} trở lên"
        return f"số từ {self._least} đến {self._most}"


class Spoken(Line):
    """A line that is read on leaving, with a soft line below that says how it was understood.

    The soft line always stands there, so that nothing below it moves when the field is left.
    """

    def __init__(self, hint: str) -> None:
        super().__init__(limit=200)
        self._hint = hint
        self.told = ui.theme.label(hint, "soft")
        self.column.addWidget(self.told)

    def read(self, text: str) -> Any:
        """What ``text`` means, None for nothing.

        Raises:
            db.errors.RecordError: it means nothing we know.
        """
        raise NotImplementedError

    def spoken(self, value: Any) -> str:
        """How the soft line says a value."""
        raise NotImplementedError

    def set_name(self, name: str) -> None:
        """The soft line is found as ``name``.told."""
        super().set_name(name)
        self.told.setObjectName(f"{name}.told")

    def value(self) -> Any:
        """What was understood.

        Raises:
            ui.fields.base.Unreadable: it was not.
        """
        words = self.words()
        try:
            return self.read(words) if words else None
        except db.errors.RecordError as error:
            raise bases.Unreadable(str(error)) from error

    def put_typed(self, text: str) -> None:
        """Show ``text`` and how it is understood, if it is."""
        super().put_typed(text)
        self.tell()

    def tidy(self) -> None:
        """Show the value in its usual form."""
        self.put_typed(self.shown(self.value()))

    def give_way(self, error_shown: bool) -> None:
        """An error stands in place of the soft line, so that it is right under the field."""
        self.told.setVisible(not error_shown)

    @Slot()
    def hear(self) -> None:
        """While a line is being typed nothing is claimed about it."""
        self.told.setText(self._hint)
        super().hear()

    def tell(self) -> None:
        """Say below how the line is understood."""
        try:
            value = self.value()
        except bases.Unreadable:
            value = None
        self.told.setText(self._hint if value is None else self.spoken(value))
