"""What a search found, under the box: hits under the headings of their kinds.

Read when something is first searched for; the first page does without.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

import db.search
import db.telling
import db.text
import ui.highlighting
import ui.theme

MOST = 24  # hits shown: twice what is in sight; more are reached by typing on
PEOPLE = 6  # members shown before all else
_LOOKED_AT = 80  # hits whose titles are looked at, the newest first
_WIDEST = 720  # pixels at 100 %
_TALLEST = 560
_REMEMBERED = 400  # titles whose parts are known: those of some searches
_SYLLABLES = 4000  # Vietnamese titles are made of few syllables: each is folded once


@dataclass(frozen=True)
class Heading:
    """The line over the hits of one kind."""

    words: str


Line = Heading | db.search.Hit


_folded = functools.lru_cache(_SYLLABLES)(db.text.fold)


@functools.lru_cache(_REMEMBERED)  # asked at once: a line is put in order and drawn
def found_parts(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where the words of ``typed`` stand in ``text`` (NFC): (start, length), marks and case aside.

    The last word typed counts as a beginning, as in the search itself.
    """
    words = db.text.words(db.text.fold(typed))
    if not words:
        return ()
    whole, begun = set(words[:-1]), words[-1]
    parts = []
    for found in re.finditer(r"[^\W_]+", text):
        word = _folded(found.group())
        if word in whole:
            parts.append((found.start(), len(found.group())))
        elif word.startswith(begun):
            folded = [_folded(letter) for letter in found.group()]
            parts.append((found.start(), _letters(folded, len(begun))))
    return tuple(parts)


def _letters(folded: list[str], length: int) -> int:
    """How many letters make the first ``length`` folded ones."""
    count = done = 0
    while done < length:
        done += len(folded[count])
        count += 1
    return count


class Lines(QAbstractListModel):
    """Hits under the headings of their kinds, the kind of the best hit first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._pieces: list[ui.highlighting.Piece] = []
        self._days: dict[tuple[str, int], str] = {}
        self.typed = ""

    def show(self, hits: list[db.search.Hit], typed: str) -> None:
        """Hold ``hits``, found for ``typed``; what bears the words in its title comes first."""
        by_kind: dict[str, list[db.search.Hit]] = {}
        for hit in sorted(hits, key=lambda hit: not found_parts(hit.title, typed)):
            by_kind.setdefault(hit.kind, []).append(hit)
        self.beginResetModel()
        self.typed = typed
        self._days = db.search.own_days(hits)
        self._lines = []
        for kind, found in by_kind.items():
            self._lines += [Heading(db.telling.kind_words(kind)), *found]
        self._pieces = [self._piece(line) for line in self._lines]
        self.endResetModel()

    def line(self, row: int) -> Line:
        """What stands in ``row``."""
        return self._lines[row]

    def day(self, hit: db.search.Hit) -> str:
        """The day a hit has of its own, in words, or ""."""
        return self._days.get((hit.kind, hit.id), "")

    def spoken(self, hit: db.search.Hit) -> str:
        """A hit in one breath: "Nhiệm vụ: Rà soát …, giao 05/07/2026"."""
        said = f"{db.telling.kind_words(hit.kind)}: {hit.title}"
        return ", ".join(filter(None, (said, self.day(hit))))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Words for the delegate, the screen reader and the tooltip."""
        if not index.isValid():
            return None
        if role == ui.highlighting.PIECE:
            return self._pieces[index.row()]
        line = self._lines[index.row()]
        if isinstance(line, Heading):
            is_text = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
            return line.words if is_text else None
        return self._said(line, role)

    def _said(self, hit: db.search.Hit, role: int) -> object:
        """What a hit answers for ``role``."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(hit)
        return None

    def _piece(self, line: Line) -> ui.highlighting.Piece:
        """A line as it is drawn."""
        if isinstance(line, Heading):
            return ui.highlighting.Piece(line.words)
        parts = found_parts(line.title, self.typed)
        return ui.highlighting.Piece(line.title, parts, self.day(line))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def found(typed: str) -> list[db.search.Hit]:
    """What the book holds of ``typed``: members of that name, titles, then the rest."""
    people = db.search.titled("members", typed, PEOPLE)
    known = {(hit.kind, hit.id) for hit in people}
    rest = [
        hit for hit in db.search.leading(typed, MOST, _LOOKED_AT) if (hit.kind, hit.id) not in known
    ]
    return [*people, *rest][:MOST]


class Results(QFrame):
    """What was found, over the page; it takes clicks and never the focus."""

    chosen = Signal(str, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("search.results")
        self.setProperty("card", "true")
        self.lines = Lines()
        self.list = QListView()
        self.list.setObjectName("search.list")
        self.list.setAccessibleName("Kết quả tìm")
        self.list.setModel(self.lines)
        self.list.setItemDelegate(ui.highlighting.Delegate(self.list))
        self.list.setProperty("inside", "true")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.note = ui.theme.label("", "soft")
        self.note.setObjectName("search.note")
        for one in (self, self.list, self.note):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.note)
        self.list.clicked.connect(self._take)

    def offer(self, hits: list[db.search.Hit], typed: str) -> None:
        """Show ``hits``, the first one marked, or say that there are none."""
        self.lines.show(hits, typed)
        self.list.setVisible(bool(hits))
        if not hits:
            self.note.setText(
                f"Không thấy hồ sơ nào có “{typed.strip()}”; hãy gõ ít chữ hơn hoặc chữ khác."
            )
        elif len(hits) == MOST:
            self.note.setText("Còn hồ sơ khác; hãy gõ thêm chữ để tìm hẹp lại.")
        else:
            self.note.setText("Phím ↑ ↓ để chọn, Enter để mở, Esc để đóng.")
        self.step(1, afresh=True)

    def current(self) -> db.search.Hit | None:
        """The hit that is marked."""
        index = self.list.currentIndex()
        line = self.lines.line(index.row()) if index.isValid() else None
        return line if isinstance(line, db.search.Hit) else None

    def step(self, by: int, *, afresh: bool = False) -> None:
        """Mark the next hit up (-1) or down (1); headings are passed over, ends stay."""
        row = -1 if afresh else self.list.currentIndex().row()
        row += by
        while 0 <= row < self.lines.rowCount():
            if isinstance(self.lines.line(row), db.search.Hit):
                self.list.setCurrentIndex(self.lines.index(row, 0))
                above = self.lines.index(row - 1, 0)
                if row and isinstance(self.lines.line(row - 1), Heading):
                    self.list.scrollTo(above)
                return
            row += by

    def place(self, box: QWidget) -> None:
        """Stand under ``box``, as wide and as tall as the hits need and the window allows."""
        window = self._window
        edge = ui.theme.px(8)
        top = box.mapTo(window, QPoint(0, box.height())).y() + ui.theme.px(4)
        width = min(max(box.width(), ui.theme.px(_WIDEST)), window.width() - 2 * edge)
        right = box.mapTo(window, QPoint(box.width(), 0)).x()
        left = max(edge, min(right - width, window.width() - width - edge))
        room = min(window.height() - top - edge, ui.theme.px(_TALLEST))
        margins = self.contentsMargins() + self._column.contentsMargins()
        inside = width - margins.left() - margins.right()
        tall = self.note.heightForWidth(inside) + margins.top() + margins.bottom()
        if self.lines.rowCount():
            self.list.resize(inside, max(self.list.height(), 1))
            tall += self._column.spacing() + ui.theme.px(8)
            for row in range(self.lines.rowCount()):
                if tall > room:
                    break
                tall += self.list.sizeHintForIndex(self.lines.index(row, 0)).height()
        self.setGeometry(left, top, width, max(min(tall, room), ui.theme.px(48)))

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        line = self.lines.line(index.row())
        if isinstance(line, db.search.Hit):
            self.chosen.emit(line.kind, line.id)
