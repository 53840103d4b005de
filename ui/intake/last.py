"""The last import, as long as it is not taken back: which it was, and its way back.

The book takes back only the very last import, so it is offered only on the page of its kind.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import db.imports
import db.moments
import ui.asking
import ui.theme

UNDO = "Hoàn tác lần nhập này"
_NAMED = {"tasks": "nhiệm vụ", "series": "việc lặp lại", "members": "đảng viên"}


class LastImport(QWidget):
    """One line, and below it the question; ``undo_wanted`` carries the number of the import."""

    undo_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: db.imports.Last | None = None
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName("intake.last")
        self._undo = ui.theme.button(UNDO, "intake.last.undo")
        self._asking = ui.asking.Asking("intake.last.asking")
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._asking)
        self._undo.clicked.connect(self._ask)

    def show_last(self, last: db.imports.Last | None) -> None:
        """Show ``last``: with the button, or with the sentence why it cannot be taken back."""
        if last is None or last != self._shown:
            self._asking.leave()  # what it asked about is no longer what would be taken back
        self._shown = last
        self._words.setText(_told(last) if last is not None else "")
        self._undo.setVisible(last is not None and not last.hindrance)

    @Slot()
    def _ask(self) -> None:
        last = self._shown
        if last is None:
            return
        self._asking.ask(
            f"Hoàn tác lần nhập “{last.file}”: bỏ {_counts(last)} khỏi sổ?",
            [],
            "Hoàn tác lần nhập",
            lambda _given: self.undo_wanted.emit(last.number),
            words="Tệp Excel vẫn như cũ; cần thì nhập lại từ tệp đó.",
        )


def kind(last: db.imports.Last) -> str:
    """Which page ``last`` was taken in on: ``tasks``, duties that recur among them, or members."""
    return "members" if "members" in last.made else "tasks"


def way_back() -> str:
    """What Ctrl+Z says where the last import is what it would have to take back."""
    last = db.imports.last()
    if last is None:
        return ""
    page = f"Nhập {_NAMED[kind(last)]} từ Excel"
    return last.hindrance or f"Lần nhập từ Excel hoàn tác ở trang {page}, nút “{UNDO}”"


def _told(last: db.imports.Last) -> str:
    """Which import it was, and whether it cannot be taken back."""
    at = db.moments.shown(last.at)
    return f"Lần nhập gần nhất: “{last.file}”, {at}, {_counts(last)}. {last.hindrance}".strip()


def _counts(last: db.imports.Last) -> str:
    """How many records it made, by kind."""
    return ", ".join(f"{len(ids)} {_NAMED[made]}" for made, ids in last.made.items())
