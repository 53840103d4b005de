"""One of several known values, and a plain yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

import ui.fields.base as bases
import ui.picking

_YES = "1"
_LEAST = 6  # letters seen however narrow the place is


class Box(ui.picking.Picker):
    """A combo box of a form; keys step through it, Enter goes on."""

    def __init__(self, owner: bases.Editor) -> None:
        super().__init__(least=_LEAST)
        self.owner = owner
        self.stepping = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters step; Enter takes what stands there and goes on."""
        if event.key() in bases.ENTER and not event.modifiers():
            self.owner.entered.emit()
            return
        self.stepping = True
        super().keyPressEvent(event)
        self.stepping = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.owner.focus_out(event)


class Choice(bases.Editor):
    """One of ``labels`` (value → words). A stored value that is none of them is shown as it is."""

    def __init__(self, labels: Mapping[Any, str]) -> None:
        super().__init__()
        self.box = Box(self)
        self._known = len(labels)
        for key, words in labels.items():
            self.box.addItem(words, key)
            self.box.setItemData(self.box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.box.setPlaceholderText("Chọn…")
        self.box.setCurrentIndex(-1)
        self.column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.settle()
        self.box.activated.connect(self._hear)

    def inner(self) -> QWidget:
        """The combo box."""
        return self.box

    def value(self) -> Any:
        """The value chosen, None where nothing is."""
        return self.box.currentData()

    def put(self, value: Any) -> None:
        """Choose ``value``; one that is not offered is added, so that it is not lost."""
        while self.box.count() > self._known:
            self.box.removeItem(self._known)
        place = self._place(value)
        if place < 0 and value not in (None, ""):
            self.box.addItem(str(value), value)
            place = self._known
        self.box.setCurrentIndex(place)
        self.settle()

    def typed(self) -> str:
        """The words chosen."""
        return self.box.currentText()

    def put_typed(self, text: str) -> None:
        """Choose what reads ``text``."""
        self.box.setCurrentIndex(self.box.findText(text))

    def _place(self, value: Any) -> int:
        """Where ``value`` stands; compared by Python, which knows None and "" apart."""
        places = range(self.box.count())
        return next((place for place in places if self.box.itemData(place) == value), -1)

    @Slot(int)
    def _hear(self, _place: int) -> None:
        self.edited.emit()
        if not self.box.stepping:
            self.chosen.emit()


class _Check(QCheckBox):
    """A box to tick; its words stand beside it, where they can wrap."""

    def __init__(self, owner: bases.Editor) -> None:
        super().__init__()
        self.owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field; Space ticks."""
        if event.key() in bases.ENTER and not event.modifiers():
            self.owner.entered.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.owner.focus_out(event)


class _Words(QLabel):
    """The words of a box to tick: a click on them ticks it, as everywhere else."""

    def __init__(self, words: str, check: QCheckBox) -> None:
        super().__init__(words)
        self._check = check
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setBuddy(check)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pass the click on."""
        if self.rect().contains(event.position().toPoint()) and self._check.isEnabled():
            self._check.setFocus(Qt.FocusReason.MouseFocusReason)
            self._check.click()


class Tick(bases.Editor):
    """Yes or no; the words say what a tick means."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.check = _Check(self)
        self.check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = _Words(words, self.check)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.column.addLayout(row)
        self.setFocusProxy(self.check)
        self.check.toggled.connect(self._hear)
        self._putting = False
        self.settle()

    def inner(self) -> QWidget:
        """The box to tick."""
        return self.check

    def describe(self, label: str, description: str) -> None:
        """What a screen reader says: the words beside the box, under their label."""
        super().describe(f"{label}: {self._words.text()}" if label else self._words.text(), "")
        self.check.setAccessibleDescription(description)
        self.label = label

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.check.isChecked()

    def shown(self, value: Any) -> str:
        """Yes is "1", no is nothing."""
        return _YES if value else ""

    def typed(self) -> str:
        """Ticked is "1", not ticked is nothing."""
        return self.shown(self.check.isChecked())

    def put_typed(self, text: str) -> None:
        """Tick it, or not."""
        self._putting = True
        self.check.setChecked(text == _YES)
        self._putting = False

    @Slot()
    def _hear(self) -> None:
        if not self._putting:
            self.edited.emit()
            self.chosen.emit()
