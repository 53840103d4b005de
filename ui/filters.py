"""The filters of a list: buttons that say what they show and how many, one of them pressed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

import ui.flow
import ui.theme

REST = 150  # ms after the last letter until the list is narrowed
BOX_LEAST, BOX_MOST = 200, 360  # at 100 %: widths of the box
BESIDE = 16  # at 100 %: left and right of a button's words, with its padding and border
BOX_WORDS = "Lọc trong danh sách"


class FilterBar(QWidget):
    """One button for each filter, the first pressed; with ``box`` also words to narrow by.

    The arrows go from button to button and press it; Tab enters at the pressed one and leaves.
    """

    chosen = Signal(str)  # the key of the filter a person pressed
    text_changed = Signal(str)  # the words in the box, when typing rests

    def __init__(self, name: str, filters: Iterable[tuple[str, str]], *, box: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._titles = dict(filters)
        self._buttons: dict[str, QPushButton] = {}
        self._told = ""
        self._timer = QTimer(self)
        self._group = QButtonGroup(self)
        self._box = QLineEdit() if box else None
        self._build()
        self._connect()

    def key(self) -> str:
        """The key of the pressed filter."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def text(self) -> str:
        """The words in the box."""
        return self._box.text() if self._box is not None else ""

    def clear_text(self) -> None:
        """Take the words out of the box without telling anybody; its caller knows."""
        self._told = ""
        if self._box is not None:
            self._box.clear()
        self._timer.stop()

    def choose(self, key: str) -> None:
        """Press a filter without telling anybody; its caller knows."""
        self._buttons[key].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many records each filter shows; one that is not named shows none."""
        for key, button in self._buttons.items():
            number = QLocale(QLocale.Language.Vietnamese).toString(counts.get(key, 0))
            button.setText(f"{self._titles[key]} {number}".replace("&", "&&"))
            button.setAccessibleName(f"Lọc: {self._titles[key]}, {number}")
        self._measure()

    @Slot(QAbstractButton)
    def _pressed(self, button: QAbstractButton) -> None:
        self.chosen.emit(next(key for key, known in self._buttons.items() if known is button))

    @Slot()
    def _typed(self) -> None:
        self._timer.start()

    @Slot()
    def _rested(self) -> None:
        """Typing rests, or Enter asks not to wait: tell the words once."""
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.text_changed.emit(self._told)

    @Slot()
    def _measure(self) -> None:
        """Room for the pressed button's bold words, which Qt does not reckon with; no jumping."""
        for button in self._buttons.values():
            bold = QFont(button.font())
            bold.setBold(True)
            words = QFontMetrics(bold).size(Qt.TextFlag.TextShowMnemonic, button.text()).width()
            button.setMinimumWidth(words + ui.theme.px(2 * BESIDE))
        if self._box is not None:
            self._box.setMinimumWidth(ui.theme.px(BOX_LEAST))
            self._box.setMaximumWidth(ui.theme.px(BOX_MOST))

    def _build(self) -> None:
        flow = ui.flow.Flow(self)
        for key, title in self._titles.items():
            name = f"{self.objectName()}.{key or 'all'}"
            button = ui.theme.button(title.replace("&", "&&"), name, "filter")
            button.setAccessibleName(f"Lọc: {title}")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            flow.addWidget(button)
        next(iter(self._buttons.values())).setChecked(True)
        if self._box is not None:
            self._box.setObjectName(f"{self.objectName()}.text")
            self._box.setPlaceholderText(BOX_WORDS)
            self._box.setAccessibleName(BOX_WORDS)
            self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            flow.addWidget(self._box)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._measure()

    def _connect(self) -> None:
        ui.theme.notifier().changed.connect(self._measure)
        self._group.buttonClicked.connect(self._pressed)
        self._timer.timeout.connect(self._rested)
        if self._box is not None:
            self._box.textChanged.connect(self._typed)
            self._box.returnPressed.connect(self._rested)
