"""The dark sidebar: whose book it is, one level of pages in words, the size of the letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import db.text
import ui.pages
import ui.scrolling
import ui.theme

WIDTH = 216


class Sidebar(QWidget):
    """Where one can go from everywhere."""

    chosen = Signal(str)
    help_wanted = Signal()
    lock_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sochibo_sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons: dict[str, QPushButton] = {}
        self._unit = ui.theme.label("", "heading")
        self._ward = ui.theme.label("", "soft")
        self.undo = self._entry("Hoàn tác", "nav.undo")
        self.redo = self._entry("Làm lại", "nav.redo")
        self._percent = QLabel()
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        ui.theme.notifier().changed.connect(self._resize)
        self._resize()

    def name_unit(self, unit: str, ward: str) -> None:
        """Say whose book is open; a ward entered as "phường …" begins a line here."""
        self._unit.setText(unit)
        self._ward.setText(db.text.begun(ward))

    def mark(self, name: str) -> None:
        """Show that the page ``name`` is in front."""
        for one, button in self._buttons.items():
            button.setChecked(one == name)

    def offer(self, undo: str, redo: str) -> None:
        """Say what can be taken back and done again; "" for nothing."""
        for button, words, label in (
            (self.undo, "Hoàn tác", undo),
            (self.redo, "Làm lại", redo),
        ):
            button.setEnabled(bool(label))
            button.setToolTip(f"{words}: {label}" if label else "")
            button.setAccessibleDescription(label)

    def showEvent(self, event: QShowEvent) -> None:
        """Out of sight nothing inside was measured anew when the size of the letters changed."""
        super().showEvent(event)
        for one in self.findChildren(QWidget):
            one.updateGeometry()

    def take_focus(self) -> None:
        """Let the keys go to the entry of the page in front."""
        marked = [one for one in self._buttons.values() if one.isChecked()]
        (marked or list(self._buttons.values()))[0].setFocus()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setObjectName("sochibo_sidebar")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        column.addWidget(self._unit)
        column.addWidget(self._ward)
        column.addSpacing(8)
        for entry in ui.pages.WORK:
            column.addWidget(self._page_button(entry))
        column.addStretch(1)
        back = QHBoxLayout()
        back.setSpacing(4)
        back.addWidget(self.undo)
        back.addWidget(self.redo)
        column.addLayout(back)
        column.addLayout(self._sizes())
        for entry in ui.pages.BELOW:
            column.addWidget(self._page_button(entry))
        for words, name, signal in (
            ("Trợ giúp (F1)", "nav.help", self.help_wanted),
            ("Khóa sổ", "nav.lock", self.lock_wanted),
        ):
            button = self._entry(words, name)
            button.clicked.connect(signal)
            column.addWidget(button)
        area = ui.scrolling.Scrolled(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)

    def _page_button(self, entry: ui.pages.Entry) -> QPushButton:
        button = self._entry(entry.title, f"nav.{entry.name}")
        button.setCheckable(True)
        button.clicked.connect(partial(self._go, entry.name))
        self._buttons[entry.name] = button
        return button

    def _entry(self, words: str, name: str) -> QPushButton:
        return ui.theme.button(words, name, "nav")

    def _sizes(self) -> QHBoxLayout:
        """A−, the per cent, A+."""
        row = QHBoxLayout()
        row.setSpacing(4)
        smaller = self._entry("A−", "nav.smaller")
        smaller.setAccessibleName("Chữ nhỏ hơn")
        larger = self._entry("A+", "nav.larger")
        larger.setAccessibleName("Chữ to hơn")
        smaller.clicked.connect(partial(ui.theme.step, -1))
        larger.clicked.connect(partial(ui.theme.step, 1))
        row.addWidget(smaller)
        row.addWidget(self._percent, 1)
        row.addWidget(larger)
        return row

    @Slot()
    def _go(self, name: str) -> None:
        self.mark(name)
        self.chosen.emit(name)

    @Slot()
    def _resize(self) -> None:
        self.setFixedWidth(ui.theme.px(WIDTH))
        self._percent.setText(f"{round(ui.theme.scale() * 100)}%")
