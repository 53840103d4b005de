"""List, text and paper beside each other; where there is no room, in turn by buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

import ui.page
import ui.theme

_BESIDE = 16  # pixels at 100 %: left and right of a button's words
WIDE, MIDDLE = 960, 560  # pixels at 100 %: three columns; list and text, the paper in turn
_SHARES = {"list": 23, "text": 42, "paper": 35}
_WORDS = {"list": "Các mục", "text": "Soạn", "paper": "Xem trước"}


class Columns(QWidget):
    """Three parts by name ("list", "text", "paper")."""

    def __init__(self, name: str, parts: dict[str, QWidget]) -> None:
        super().__init__()
        self._parts = parts
        self._step = "text"
        group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for key, part in parts.items():
            button = ui.theme.button(_WORDS[key], f"{name}.{key}", "filter")
            button.setParent(self)  # until it has its place in the bar: no window of its own
            button.setCheckable(True)
            button.clicked.connect(partial(self.go, key))
            group.addButton(button)
            self._buttons[key] = button
            row.addWidget(part, _SHARES[key])
            button.hide()  # until it is known how much room there is: all parts are in sight
            fit_bold(button)
        ui.theme.notifier().changed.connect(self._measure)

    def buttons(self) -> list[QPushButton]:
        """The buttons that bring a part in sight, for the bar above; shown where needed."""
        return list(self._buttons.values())

    def go(self, key: str) -> None:
        """Bring the part ``key`` in sight."""
        self._step = key
        self.settle()

    def alone(self) -> bool:
        """Whether there is room for one part only."""
        return self.width() < ui.theme.px(MIDDLE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew how many there is room for."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.settle)

    @Slot()
    def _measure(self) -> None:
        for button in self._buttons.values():
            fit_bold(button)
        self.settle()

    @Slot()
    def settle(self) -> None:
        """Show as many as there is room for at the size of now."""
        width, alone = self.width(), self.alone()
        step = self._step if alone or self._step != "list" else "text"
        shown = {step} if alone or step == "paper" else {"list", "text"}
        if width >= ui.theme.px(WIDE):
            shown = set(self._parts)
        for key, button in self._buttons.items():
            button.setVisible(len(shown) < len(self._parts) and (alone or key != "list"))
        self._buttons[step].setChecked(True)
        for key in shown:
            self._parts[key].show()
        hidden = [part for key, part in self._parts.items() if key not in shown]
        if any(ui.page.has_focus(part) for part in hidden):  # Qt would choose where the keys go
            ui.page.put_focus(self._parts[step])
        for part in hidden:
            part.hide()


def fit_bold(button: QPushButton) -> None:
    """Room for the bold words of a pressed button, which Qt does not reckon with."""
    bold = QFont(button.font())
    bold.setBold(True)
    words = QFontMetrics(bold).horizontalAdvance(button.text())
    button.setMinimumWidth(words + ui.theme.px(2 * _BESIDE))
