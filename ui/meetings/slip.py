"""A few fields in a line with which one thing is added to a meeting, or changed.

What was typed and not added is kept for its meeting and comes back with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

import db.errors
import db.secrecy
import db.text
import ui.asking
import ui.fields
import ui.flow
import ui.form
import ui.scrolling
import ui.theme

_Kept = tuple[int | None, dict[str, str]]


@dataclass(frozen=True)
class Part:
    """One field of a slip; ``share`` is its part of the width of its ``row``."""

    name: str
    label: str
    editor: ui.fields.Editor
    share: int = 1
    row: int = 0


class Slip(QWidget):
    """Fields and a button; Enter in the last field does what the button does.

    ``given``: the fields are to be entered; whoever hears it calls ``values`` and then ``clear``,
    or ``say``. ``dropped``: the row being changed is to be taken away. ``edited``: a person changed
    or emptied a field.
    """

    given = Signal()
    dropped = Signal()
    edited = Signal()

    def __init__(self, name: str, parts: Sequence[Part], add: str, put: str) -> None:
        super().__init__()
        self.number: int | None = None
        self._name, self._words = name, (add, put)
        self._parts = {part.name: part for part in parts}
        self._defaults: dict[str, Any] = {}
        self._key: Hashable = None
        self._kept: dict[Hashable, _Kept] = {}
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._error.hide()
        self._do = ui.theme.button(add, f"{name}.add")
        self._drop = ui.theme.button("Xóa", f"{name}.remove", "link")
        self._leave = ui.theme.button("Thôi, không sửa", f"{name}.leave", "link")
        self._build()
        self._do.clicked.connect(self.given)
        self._drop.clicked.connect(self.dropped)
        self._leave.clicked.connect(self.clear)
        self._tell()

    def show_for(self, key: Hashable, defaults: Mapping[str, Any] | None = None) -> None:
        """Serve the meeting ``key``; ``defaults`` stand in fields where nothing was typed."""
        self._defaults = dict(defaults or {})
        if key == self._key:
            if not self.unsaved() and self.number is None:
                self._put({})
            return
        if self.unsaved():
            typed = {name: part.editor.typed() for name, part in self._parts.items()}
            self._kept[self._key] = self.number, typed
        self._key = key
        self.number, typed = self._kept.pop(key, (None, {}))
        self._put({})
        for name, text in typed.items():
            self._parts[name].editor.put_typed(text)
        self.say("")
        self._tell()

    def change(self, number: int, values: Mapping[str, Any]) -> None:
        """Let the row ``number`` be changed here."""
        self.number = number
        self._put(values)
        self.say("")
        self._tell()
        self.focus(next(reversed(self._parts)))

    def values(self) -> dict[str, Any]:
        """What stands in the fields.

        Raises:
            ui.fields.Unreadable: one cannot be read; it says so and has the focus.
        """
        ui.form.commit_composition()
        found = {}
        for name, part in self._parts.items():
            try:
                found[name] = part.editor.value()
            except ui.fields.Unreadable as error:
                self.say(str(error), name)
                raise
        return found

    def typed(self, name: str) -> str:
        """What stands in a field, as it stands there."""
        return self._parts[name].editor.typed()

    def unsaved(self) -> bool:
        """Whether something was typed that is not added."""
        return any(part.editor.modified() for part in self._parts.values())

    def say(self, sentence: str, name: str = "") -> None:
        """Show ``sentence`` below the fields, the field ``name`` outlined; "" takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        for part in self._parts.values():
            part.editor.mark(bool(sentence) and part.name == name)
        if name:
            self.focus(name)
        if sentence:
            QTimer.singleShot(0, self, self._bring)

    def focus(self, name: str = "") -> None:
        """Let typing go to a field, or to the first."""
        name = name or next(iter(self._parts))
        self._parts[name].editor.take_keys()

    def to_blame(self, error: db.errors.RecordError) -> str:
        """The field that is to blame for ``error``, or ""."""
        typed = {name: self.typed(name) for name in self._parts}
        return next(iter(db.secrecy.to_blame(error, typed)), "")

    def named(self) -> str:
        """The first words of the field "text", for a sentence."""
        return db.text.shortened(self.typed("text"))

    def set_readonly(self, readonly: bool) -> None:
        """Nothing can be added any more."""
        self.setVisible(not readonly)

    @Slot()
    def clear(self) -> None:
        """Begin anew with empty fields."""
        self.number = None
        self._put({})
        self.say("")
        self._tell()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the row as it was."""
        if event.key() == Qt.Key.Key_Escape and self.number is not None:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _put(self, values: Mapping[str, Any]) -> None:
        for name, part in self._parts.items():
            part.editor.put(values.get(name, self._defaults.get(name)))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        names = list(self._parts)
        rows: dict[int, QGridLayout] = {}
        for at, part in enumerate(self._parts.values()):
            if part.row not in rows:
                row = ui.scrolling.Part(self)
                rows[part.row] = QGridLayout(row)
                rows[part.row].setContentsMargins(0, 0, 0, 0)
                rows[part.row].setHorizontalSpacing(8)
                rows[part.row].setVerticalSpacing(2)
                column.addWidget(row)
            self._place(part, rows[part.row])
            following = names[at + 1] if at + 1 < len(names) else ""
            part.editor.entered.connect(partial(self._hear_entered, following))
            part.editor.chosen.connect(partial(self._hear_chosen, following))
            part.editor.refused.connect(partial(self._hear_refused, part.name))
            part.editor.edited.connect(self._hear_edited)
        column.addWidget(self._error)
        foot = ui.flow.Flow()
        for button in (self._do, self._drop, self._leave):
            foot.addWidget(button)
        column.addWidget(foot)
        self.setFocusProxy(self._parts[names[0]].editor.inner())

    def _place(self, part: Part, grid: QGridLayout) -> None:
        """A label above its field; fields of a row stand on one line, however long the labels."""
        label = ui.theme.label(part.label)
        label.setBuddy(part.editor.inner())
        part.editor.set_name(f"{self._name}.{part.name}")
        part.editor.describe(part.label, "")
        at = grid.columnCount() if grid.count() else 0
        grid.addWidget(label, 0, at, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(part.editor, 1, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(at, part.share)

    def _tell(self) -> None:
        """The buttons for adding, or for changing."""
        changing = self.number is not None
        self._do.setText(self._words[changing])
        self._drop.setVisible(changing)
        self._leave.setVisible(changing)

    def _hear_entered(self, following: str) -> None:
        if following:
            self.focus(following)
        else:
            self.given.emit()

    def _hear_chosen(self, following: str) -> None:
        if following:
            self.focus(following)

    def _hear_refused(self, name: str, sentence: str) -> None:
        self.say(sentence, name if sentence else "")

    @Slot()
    def _bring(self) -> None:
        """Scroll the sentence, which has just found its place, in sight."""
        ui.scrolling.bring(self._error)

    @Slot()
    def _hear_edited(self) -> None:
        if self._error.text():
            self.say("")
        self.edited.emit()


def attempt(slip: Slip, work: Any) -> bool:
    """Do ``work`` with the values of ``slip`` and empty it; a sentence stands below its fields."""
    try:
        work(slip.values())
    except ui.fields.Unreadable:
        return False
    except db.errors.RecordError as error:
        name = slip.to_blame(error)
        slip.say(str(error), name)
        slip.focus(name)
        return False
    slip.clear()
    return True
