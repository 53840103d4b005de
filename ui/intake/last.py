"""The last import, as long as it is not taken back: which it was, and its way back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

import db.imports
import db.moments
import ui.theme

UNDO = "Hoàn tác lần nhập này"
_NAMED = {"tasks": "nhiệm vụ", "series": "việc lặp lại", "members": "đảng viên"}


class LastImport(QWidget):
    """One line; ``undo_wanted`` carries the number of the import."""

    undo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("intake.last")
        self._undo = ui.theme.button(UNDO, "intake.last.undo")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        self._undo.clicked.connect(self._ask)

    def show_last(self, last: db.imports.Last | None) -> None:
        """Show ``last``: with the button, or with the sentence why it cannot be taken back."""
        self._number = last.number if last is not None else 0
        self._words.setText(_told(last) if last is not None else "")
        self._undo.setVisible(last is not None and not last.hindrance)

    @Slot()
    def _ask(self) -> None:
        self.undo_wanted.emit(self._number)


def way_back() -> str:
    """What Ctrl+Z says where the last import is what it would have to take back."""
    last = db.imports.last()
    if last is None:
        return ""
    return last.hindrance or f"Lần nhập từ Excel hoàn tác ở trang Nhập từ Excel, nút “{UNDO}”"


def _told(last: db.imports.Last) -> str:
    """Which import it was, and whether it cannot be taken back."""
    counts = ", ".join(f"{len(ids)} {_NAMED[kind]}" for kind, ids in last.made.items())
    at = db.moments.shown(last.at)
    return f"Lần nhập gần nhất: “{last.file}”, {at}, {counts}. {last.hindrance}".strip()
