"""What to do first in a new book: a card that goes when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

import ui.flow
import ui.page
import ui.theme

_WORDS = (
    "Sổ còn trống. Nên nhập danh sách đảng viên trước, để khi giao việc và điểm danh chỉ cần gõ "
    "một phần tên; rồi nhập nhiệm vụ đang có, và buổi sinh hoạt sắp tới."
)
_GOES_ON = "Sổ đã có một phần; còn các việc đầu tiên sau đây."
# For each kind of which there is nothing: the button's words, the page, whether a new one is begun.
_STEPS = {
    "members": (
        ("Nhập đảng viên từ Excel", "intake.members", False),
        ("Thêm từng đảng viên", "members", True),
    ),
    "tasks": (
        ("Nhập nhiệm vụ từ Excel", "intake.tasks", False),
        ("Thêm nhiệm vụ", "tasks", True),
    ),
    "meetings": (("Đặt lịch buổi sinh hoạt đầu tiên", "meetings", True),),
}


class Beginning(ui.theme.Card):
    """The first steps, as buttons."""

    opened = Signal(str)  # a page
    begun = Signal(str)  # a new record of a kind

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("today.begin")
        self._words = ui.theme.label()
        self.column.addWidget(ui.page.heading("Bắt đầu"))
        self.column.addWidget(self._words)
        self.column.addWidget(row := ui.flow.Flow())
        self._buttons: dict[str, list[QPushButton]] = {}
        for kind, steps in _STEPS.items():
            self._buttons[kind] = []
            for words, page, new in steps:
                button = ui.theme.button(words, f"today.begin.{page}")
                button.clicked.connect(partial((self.begun if new else self.opened).emit, page))
                self._buttons[kind].append(button)
                row.addWidget(button)

    def show_missing(self, kinds: Sequence[str]) -> None:
        """Offer the steps for ``kinds``, of which the book holds nothing; none: the card goes."""
        self.setVisible(bool(kinds))
        self._words.setText(_WORDS if len(kinds) == len(_STEPS) else _GOES_ON)
        for kind, buttons in self._buttons.items():
            for button in buttons:
                button.setVisible(kind in kinds)
