"""What the three screens of a new book share: the named steps on top, Back and Next at the end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import ui.screen
import ui.theme

STEPS = ("Đơn vị", "Người mở sổ", "Mã khôi phục")


class Step(ui.screen.Screen):
    """One of the three screens; ``number`` counts from 1, 0 is a screen shown by itself."""

    back_wanted = Signal()

    def __init__(self, name: str, number: int, *, alone: bool = True) -> None:
        title = f"Lập sổ mới: {STEPS[number - 1].lower()}" if number else ""
        super().__init__(name, title, alone=alone)
        self.words = ui.theme.label("", "soft")
        self.words.setObjectName(f"{name}.words")
        self.back = ui.theme.button("Quay lại", f"{name}.back")
        self.next = ui.theme.button("Tiếp tục", f"{name}.next", "primary")
        self.back.clicked.connect(self.back_wanted)
        if number:
            self.add(_trail(number))


def _trail(number: int) -> QWidget:
    """The three steps by name, the present one marked."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for index, step in enumerate(STEPS, 1):
        row.addWidget(ui.theme.chip(f"{index}. {step}", "blue" if index == number else "grey"))
    row.addStretch(1)
    made.setAccessibleName(f"Bước {number} trong {len(STEPS)}: {STEPS[number - 1]}")
    return made
