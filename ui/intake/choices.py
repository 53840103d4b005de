"""What each column of a sheet is taken for: a choice over the column, under its letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

import exports.reading.sheet
import ui.fields.base
import ui.picking
import ui.theme

NOT_TAKEN = "(không nhập)"
_BESIDE_WORDS = 46  # pixels at 100 % that a choice needs beside its words: edges and arrow


@dataclass(frozen=True)
class Meaning:
    """What a column is taken for (None: nothing), why, and whether a person may change it."""

    field: str | None
    why: str
    fixed: bool = False


class Choice(ui.picking.Picker):
    """What one column is taken for.

    Keys only step through it, since each value taken is taken away from another column: Enter, or
    going elsewhere, takes what stands there.
    """

    picked = Signal(str)
    reached = Signal(int)

    def __init__(self, parent: QWidget, column: int) -> None:
        self.letter = exports.reading.sheet.letter(column)
        super().__init__(f"intake.column.{self.letter}", f"Cột {self.letter}", parent)
        self._column = column
        self._stepping = self._stepped = False
        self.activated.connect(self._hear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters step; Enter takes what stands there."""
        if event.key() in ui.fields.base.ENTER:
            self._take()
            return
        self._stepping = True
        super().keyPressEvent(event)
        self._stepping = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was stepped to is taken, unless only the list was opened."""
        super().focusOutEvent(event)
        if event.reason() not in ui.fields.base.ASIDE:
            self._take()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask that its column come in sight: it was reached by the keyboard."""
        super().focusInEvent(event)
        self.reached.emit(self._column - 1)

    @Slot()
    def _hear(self) -> None:
        self._stepped = True
        if not self._stepping:
            self._take()

    def _take(self) -> None:
        if self._stepped:
            self._stepped = False
            self.picked.emit(self.letter)


class Choices(QHeaderView):
    """Column letters with a choice under each."""

    picked = Signal(str, object)

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._boxes: list[Choice] = []
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(ui.theme.px(60))
        self.sectionResized.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def offer(self, labels: Mapping[str, str], count: int) -> None:
        """Put a choice of ``labels`` (field → words) over each of ``count`` columns."""
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._boxes = [self._made(column, labels) for column in range(1, count + 1)]
        self._place()

    def _made(self, column: int, labels: Mapping[str, str]) -> Choice:
        box = Choice(self.viewport(), column)
        box.addItem(NOT_TAKEN, None)
        for field, words in labels.items():
            box.addItem(words, field)
        box.picked.connect(self._pick)
        box.reached.connect(self._bring)
        box.show()
        return box

    def say(self, meanings: Mapping[str, Meaning]) -> None:
        """Show what each column (by its letter) is taken for."""
        for box in self._boxes:
            meaning = meanings.get(box.letter, Meaning(None, ""))
            box.setCurrentIndex(max(box.findData(meaning.field), 0))
            box.setEnabled(not meaning.fixed)
            box.setToolTip(meaning.why)
            why = f" ({meaning.why})" if meaning.why else ""
            box.setAccessibleName(f"Cột {box.letter} nhập vào mục{why}")
        self.widen()

    def widen(self) -> None:
        """Give each column the room its choice needs."""
        for column, box in enumerate(self._boxes):
            words = box.fontMetrics().horizontalAdvance(box.currentText())
            room = words + ui.theme.px(64)
            if self.sectionSize(column) < room:
                self.resizeSection(column, room)

    def box(self, letter: str) -> Choice | None:
        """The choice over one column."""
        return next((box for box in self._boxes if box.letter == letter), None)

    def sizeHint(self) -> QSize:
        """A letter, and a choice under it."""
        size = super().sizeHint()
        return QSize(size.width(), self._upper() + self._lower() + ui.theme.px(6))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the letter above the choice."""
        painter.save()
        painter.fillRect(rect, QColor(ui.theme.HEAD))
        painter.setPen(QColor(ui.theme.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(ui.theme.SOFT))
        upper = QRect(rect.left(), rect.top(), rect.width(), self._upper())
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _upper(self) -> int:
        return self.fontMetrics().height() + ui.theme.px(4)

    def _lower(self) -> int:
        return self._boxes[0].sizeHint().height() if self._boxes else ui.theme.px(36)

    @Slot()
    def _place(self) -> None:
        """Keep the choices over their columns, in sight as far as their words need no more."""
        edge, end = ui.theme.px(3), self.viewport().width()
        for column, box in enumerate(self._boxes):
            left = self.sectionViewportPosition(column)
            width = self.sectionSize(column) - 2 * edge
            if left < end:
                words = box.fontMetrics().horizontalAdvance(box.currentText())
                least = words + ui.theme.px(_BESIDE_WORDS)
                width = min(width, max(end - left - 2 * edge, least))
            box.setGeometry(left + edge, self._upper(), width, self._lower())

    def updateGeometries(self) -> None:
        """Place the choices anew after any change of size."""
        super().updateGeometries()
        self._place()

    @Slot(str)
    def _pick(self, letter: str) -> None:
        box = self.box(letter)
        if box is not None:
            self.picked.emit(letter, box.currentData())

    @Slot(int)
    def _bring(self, column: int) -> None:
        """Bring the column of the choice that has the focus in sight."""
        row = max(self._view.rowAt(0), 0)
        self._view.scrollTo(self._view.model().index(row, column))
