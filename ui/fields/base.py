"""What all fields of forms have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

import db.errors
import ui.theme

# Where the focus goes for a moment only: to a menu or a calendar of the field's own.
ASIDE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# With these a key is a command to the form or the window.
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Unreadable(db.errors.RecordError):
    """What stands in a field cannot be read; the sentence says what is expected there."""


class Editor(QWidget):
    """One field without its label.

    ``edited``: the person changed something. ``left``: the focus went elsewhere, or the window to
    the back. ``entered``: Enter was pressed, take it and go on. ``chosen``: something was picked,
    take it at once. ``refused``: a sentence for the place under the field; "" takes it back.

    A value that was put is the baseline; typing that differs from it is unsaved until ``settle``.
    """

    edited = Signal()
    left = Signal()
    entered = Signal()
    chosen = Signal()
    refused = Signal(str)

    # Long texts are saved while they are being typed, not only on leaving.
    SAVES_WHILE_TYPING: ClassVar[bool] = False
    # The room above and below each other of the parts of one field, in pixels at 100 %.
    _GAP = 4

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.label = ""
        self._baseline = self.blank()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self._GAP)

    # What each kind of field says for itself.

    def inner(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def value(self) -> Any:
        """What stands in the field.

        Raises:
            ui.fields.base.Unreadable: it cannot be understood; nothing in the field changes.
        """
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a stored ``value`` (None: nothing) in place of whatever stood there."""
        self.put_typed(self.shown(value))
        self.settle()

    def shown(self, value: Any) -> str:
        """What ``typed`` would say of a stored ``value``."""
        return "" if value is None else str(value)

    def blank(self) -> str:
        """What ``typed`` says of an untouched empty field."""
        return ""

    def typed(self) -> str:
        """What stands in the field, as text from which ``put_typed`` makes it again."""
        raise NotImplementedError

    def put_typed(self, text: str) -> None:
        """Show again what a person had typed; the baseline stays."""
        raise NotImplementedError

    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return False

    def tidy(self) -> None:
        """Show the value that was read in its usual form ("5/7" becomes 05/07/2026).

        The baseline stays; a value that cannot be read is not asked for here.
        """

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read, select and copy, but not change."""
        self.inner().setEnabled(not readonly)

    def mark(self, wrong: bool) -> None:
        """Outline the field in red, or no longer."""
        ui.theme.restyle(self.inner(), "invalid", "true" if wrong else "false")

    def give_way(self, error_shown: bool) -> None:
        """Make room for the sentence below the field, or take it back."""

    # What all of them have in common.

    def modified(self) -> bool:
        """Whether what stands in the field differs from what was put or settled last."""
        return self.typed() != self._baseline

    def take_keys(self) -> None:
        """Let typing go here and replace a line that stands there, unless a word is underway.

        As Tab does it: what was proposed or refused would otherwise be typed on to.
        """
        self.inner().setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.composing():
            self.select_line()

    def select_line(self) -> None:
        """Mark what stands in a field of one line; a longer text is not to be lost by one key."""

    def settle(self) -> None:
        """What stands in the field is saved: it is the baseline now."""
        self._baseline = self.typed()

    def busy(self) -> bool:
        """Whether the person is at work here, so that nothing may be put under their hands."""
        return self.composing() or self.modified()

    def focused(self) -> bool:
        """Whether the keyboard goes to this field."""
        now = QApplication.focusWidget()
        return now is not None and (now is self or self.isAncestorOf(now))

    def set_name(self, name: str) -> None:
        """The object name of the widget that takes the focus."""
        self.name = name
        self.inner().setObjectName(name)

    def describe(self, label: str, description: str) -> None:
        """What a screen reader says: the ``label``, then the help or the error."""
        self.label = label
        self.inner().setAccessibleName(label)
        self.inner().setAccessibleDescription(description)

    def focus_out(self, event: QFocusEvent) -> None:
        """An inner widget lost the focus: tell, unless it went to another part of this field."""
        if event.reason() not in ASIDE and not self.focused():
            self.left.emit()

    @Slot()
    def part_left(self) -> None:
        """A field within this one was left."""
        if not self.focused():
            self.left.emit()


def keeps_undo(event: QEvent, modified: bool, can_redo: bool) -> bool:
    """Whether a text field may keep Ctrl+Z and Ctrl+Y for itself.

    It keeps them while it holds typing of its own; afterwards they belong to the window, which
    takes back what was saved. Anything else is none of this function's business (True).
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return True
    if event.matches(QKeySequence.StandardKey.Undo):
        return modified
    if event.matches(QKeySequence.StandardKey.Redo):
        return can_redo
    return True
