"""The records behind a figure, in the page: what was counted, each line leading to its record."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

import db.figures
import db.reports.behind
import exports.figures
import ui.links
import ui.page
import ui.returning
import ui.theme

AT_ONCE = 12  # lines shown before more of them are asked for


class Behind(ui.theme.Card):
    """A card with the lines of one figure; hidden until a figure is pressed."""

    opened = Signal(str, int)
    shown = Signal(bool)
    left = Signal()  # it had the keys when it was closed

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._figure = ""
        self._ids: list[int] = []
        self._count = 0
        self._title = ui.page.heading("")
        self._title.setObjectName(f"{name}.title")
        self._words = ui.theme.label("", "soft")
        self._close = ui.theme.button("Đóng", f"{name}.close", "link")
        self._lines = ui.links.Links(f"{name}.lines")
        self._more = ui.theme.button("", f"{name}.more", "link")
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._close)
        self.column.addLayout(row)
        for one in (self._words, self._lines, self._more):
            self.column.addWidget(one)
        self._close.clicked.connect(self.clear)
        self._more.clicked.connect(self._show_more)
        self._lines.opened.connect(self.opened)
        self.hide()

    def figure(self) -> str:
        """The name of the figure shown, or ""."""
        return self._figure if not self.isHidden() else ""

    def show_figure(self, name: str, figure: db.figures.Figure, *, whole: bool) -> None:
        """Show the records of ``figure``, or with ``whole`` those a percentage was made of."""
        ids = list((figure.base_ids if whole else figure.ids) or [])
        if (name, ids) != (self._figure, self._ids):
            self._count = AT_ONCE
        self._figure, self._ids = name, ids
        noun = db.reports.behind.noun(name)
        if ids:
            self._title.setText(f"Danh sách {len(ids)} {noun} đã tính")
        else:
            self._title.setText(f"Không có {noun} nào được tính")
        base = exports.figures.base(figure)
        label = exports.figures.labels()[name].text
        shown = exports.figures.shown(figure)
        self._words.setText(f"{label}: {shown}" + (f" ({base})" if base else ""))
        self._fill()
        self.show()
        self.shown.emit(True)

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self._figure, self._ids = "", []
        had = ui.returning.let_go(self)
        self.hide()
        self.shown.emit(False)
        if had:
            self.left.emit()

    @Slot()
    def _show_more(self) -> None:
        self._count += AT_ONCE
        self._fill()

    def _fill(self) -> None:
        lines = db.reports.behind.lines(self._figure, self._ids[: self._count])
        self._lines.show_lines(
            [
                ui.links.Link(
                    f"{self._name}.{place}", (one.kind, one.id), one.title, one.detail, "blue"
                )
                for place, one in enumerate(lines)
            ]
        )
        left = len(self._ids) - self._count
        self._more.setText(f"Xem thêm (còn {left})")
        self._more.setVisible(left > 0)
