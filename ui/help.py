"""F1: what the page in front is for and which keys work, in the page itself."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import ui.theme

KEYS = (
    "Phím dùng được ở mọi trang: Ctrl+K tìm · Ctrl+N thêm mới · Ctrl+Z hoàn tác · "
    "Ctrl+Y làm lại · Alt+1 đến Alt+7 chuyển trang · Ctrl + và Ctrl − đổi cỡ chữ · "
    "Ctrl+L khóa sổ · Tab sang ô sau · F1 đóng, mở trợ giúp."
)


class Panel(QFrame):
    """A few plain sentences above the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help.panel")
        self.setProperty("band", "blue")
        self._title = ui.theme.label("", "heading")
        self._words = ui.theme.label()
        self._words.setObjectName("help.words")
        self._keys = ui.theme.label(KEYS, "soft")
        close = ui.theme.button("Đóng", "help.close", "link")
        row = QHBoxLayout(self)
        column = QVBoxLayout()
        for one in (self._title, self._words, self._keys):
            column.addWidget(one)
        row.addLayout(column, 1)
        row.addWidget(close)
        close.clicked.connect(self.hide)

    @Slot()
    def toggle(self, title: str, words: str) -> None:
        """Show what ``words`` say of the page ``title``, or take it away."""
        if self.isVisible():
            self.hide()
            return
        self._title.setText(title)
        self._words.setText(words)
        self.show()
