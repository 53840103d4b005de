"""What happened to one record, newest first: a panel that stands beside or under its form.

A page puts ``button(name)`` among its form's buttons and a ``HistoryPanel`` near the form, joins
them with ``panel.follow(button)`` and names the record with ``show_record``.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import db.history
import db.telling
import ui.scrolling
import ui.session
import ui.theme

AT_ONCE = 30  # changes shown before more are asked for
MOST = 260  # pixels at 100 %: a longer past scrolls
LONGEST = 140  # letters of one value; the whole is in the tooltip
_EMPTY = "Chưa có thay đổi nào được ghi."


def button(name: str) -> QPushButton:
    """The button that shows and hides the history on the page ``name``."""
    made = ui.theme.button("Lịch sử", f"{name}.history")
    made.setCheckable(True)
    made.setToolTip("Ai đã sửa gì, lúc nào")
    return made


def heading(change: db.telling.Told) -> str:
    """When, who and what: "05/07/2026 09:12 – Đỗ Thị Hạ – gia hạn"."""
    behind = " (đồng hồ của máy khi đó chạy chậm)" if change.behind else ""
    return f"{change.shown} – {change.who} – {change.did}{behind}"


def sentence(one: db.telling.Difference, longest: int | None = None) -> str:
    """One part: "Hạn: 05/07/2026 → 05/10/2026", values cut at ``longest`` letters."""
    before, after = _cut(one.before, longest), _cut(one.after, longest)
    if not before:
        return f"{one.label}: {after}"
    return f"{one.label}: {before} → {after or '(để trống)'}"


def _cut(text: str, longest: int | None) -> str:
    """``text`` on one line, its end left out beyond ``longest`` letters."""
    flat = " ".join(text.split())
    if longest is None or len(flat) <= longest:
        return flat if longest is not None else text
    return flat[:longest].rsplit(" ", 1)[0] + "…"


class _Past(QScrollArea):
    """As high as what is told, or as those of its first lines that fit whole."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the height that what is told has at the width of now."""
        inside = self.widget()
        column = inside.layout() if inside is not None else None
        if inside is None or column is None:
            return
        wide = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        frame = 2 * self.frameWidth()
        high, most = column.totalHeightForWidth(wide), ui.theme.px(MOST) - frame
        if high > most:
            column.setGeometry(QRect(0, 0, wide, high))
            ends = [label.geometry().bottom() + 1 for label in inside.findChildren(QLabel)]
            high = max((end for end in ends if end <= most), default=most)
        self.setFixedHeight(high + frame)


class HistoryPanel(QFrame):
    """The changes of one record; read when it is in sight, and again when the record changes."""

    closed = Signal()

    def __init__(self, session: ui.session.Session, name: str = "history") -> None:
        super().__init__()
        self.setObjectName(f"{name}.panel")
        self.setAccessibleName("Lịch sử thay đổi")
        self.setProperty("card", "true")
        self._record: tuple[str, int] | None = None
        self._limit = AT_ONCE
        self._button: QPushButton | None = None
        self._close = ui.theme.button("Đóng", f"{name}.panel.close", "link")
        self._more = ui.theme.button("Xem các thay đổi cũ hơn", f"{name}.panel.more", "link")
        self._scroll = _Past()
        self._scroll.setObjectName(f"{name}.panel.list")
        self._scroll.setAccessibleName("Các thay đổi, mới nhất ở trên")
        self._inside = QWidget()
        self._build()
        self._close.clicked.connect(self._shut)
        self._more.clicked.connect(self._show_more)
        session.changed.connect(self._hear)
        ui.theme.notifier().changed.connect(self._scroll.fit)
        self.hide()

    def follow(self, shows: QPushButton) -> None:
        """Stand open while the checkable button ``shows`` is down."""
        self._button = shows
        shows.toggled.connect(self._toggle)
        self.setVisible(shows.isChecked())

    def show_record(self, kind: str, number: int) -> None:
        """Tell of the record ``number`` of ``kind`` from now on."""
        if self._record != (kind, number):
            self._record, self._limit = (kind, number), AT_ONCE
            self._scroll.verticalScrollBar().setValue(0)
        self._read()

    def clear(self) -> None:
        """Tell of no record."""
        self._record = None
        self._read()

    def lines(self) -> list[str]:
        """What is shown, line by line."""
        return [label.text() for label in self._inside.findChildren(QLabel)]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(ui.theme.label("Lịch sử thay đổi", "heading"), 1)
        top.addWidget(self._close)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll
        self._put_inside()
        self._scroll.viewport().setAutoFillBackground(False)
        self._more.hide()

    def _read(self) -> None:
        """Show the changes of the record, if the panel is in sight."""
        if self.isHidden():
            return
        changes = db.telling.told(*self._record) if self._record else []
        at = self._scroll.verticalScrollBar().value()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(2)
        for change in changes[: self._limit]:
            _add(column, change)
        if not changes:
            column.addWidget(ui.theme.label(_EMPTY, "soft"))
        column.addStretch(1)
        self._put_inside()
        self._scroll.verticalScrollBar().setValue(at)
        self._more.setVisible(len(changes) > self._limit)

    def _put_inside(self) -> None:
        """Put the lines into the scroll area, on the panel's own ground."""
        self._scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self._scroll.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._shut()
        else:
            super().keyPressEvent(event)

    @Slot(bool)
    def _toggle(self, shown: bool) -> None:
        self.setVisible(shown)
        self._read()
        if shown:
            ui.scrolling.bring_soon(self)

    @Slot()
    def _shut(self) -> None:
        self.closed.emit()
        if self._button is not None:
            self._button.setChecked(False)
            self._button.setFocus()
        else:
            self.hide()

    @Slot()
    def _show_more(self) -> None:
        self._limit += AT_ONCE
        self._read()
        self._scroll.setFocus()

    @Slot(object)
    def _hear(self, kinds: frozenset[str]) -> None:
        if self._record is not None and self._record[0] in kinds:
            self._read()


def _add(column: QVBoxLayout, change: db.telling.Told) -> None:
    """One change: its heading, and a line for each part that changed."""
    first = ui.theme.label(heading(change), "heading")
    first.setContentsMargins(0, 6, 0, 0)
    column.addWidget(first)
    for one in change.differences:
        line = ui.theme.label(sentence(one, LONGEST))
        whole = sentence(one)
        if line.text() != whole:
            # Marked up, so that it wraps; escaped, so that it is nothing but text.
            line.setToolTip("<p>" + html.escape(whole).replace("\n", "<br>") + "</p>")
            line.setAccessibleName(whole)
        line.setContentsMargins(12, 0, 0, 0)
        column.addWidget(line)
    if change.erased:
        gap = ui.theme.label(db.history.ERASED, "soft")
        gap.setContentsMargins(12, 0, 0, 0)
        column.addWidget(gap)
