"""The sheet with what is understood of it: which sheet, which heading, its columns and rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

import db.text
import exports.intake
import exports.reading.headings
import exports.reading.sheet
import exports.reading.values
import ui.flow
import ui.intake.answers
import ui.intake.choices
import ui.intake.grid
import ui.intake.model
import ui.intake.settling
import ui.page
import ui.picking
import ui.scrolling
import ui.theme

_HEADS = 30  # rows offered as a heading
_LETTERS = 60  # of a heading row shown in its choice
_NOT_CLASSIFIED = (
    "Bấm “Nhập” là xác nhận nội dung các dòng được nhập không thuộc danh mục bí mật nhà nước."
)
_FATES: dict[str, tuple[str, ui.theme.Tone]] = {
    "taken": ("nhập", "green"),
    "doubtful": ("còn nghi", "amber"),
    "there": ("đã có", "grey"),
    "refused": ("không nhập", "red"),
}


def plain(reason: str) -> str:
    """A reason of the reader in the words of the page: nobody here wrote a mapping file."""
    if reason == exports.intake.ALREADY:
        return "Sổ đã có dòng này."
    said = reason.replace("bỏ qua theo tệp chỉ dẫn", "không nhập theo lựa chọn")
    said = said.replace("theo tệp chỉ dẫn", "theo lựa chọn")
    return db.text.begun(said)


def sentence(reason: str) -> str:
    """As ``plain``, with a full stop: why a row is as it is."""
    said = plain(reason)
    return said if not said or said[-1] in ".?!…" else f"{said}."


class Looking(QWidget):
    """The second stage of an import; it only shows and asks, the page reads and writes."""

    column_named = Signal(str, str, object)
    head_named = Signal(str, int)
    said = Signal(str, object)

    def __init__(self, kind: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._kind = kind
        self._book: exports.reading.sheet.Workbook | None = None
        self._sheet = exports.reading.sheet.Sheet("", {})
        self._outcome: exports.intake.Outcome | None = None
        self._answers = ui.intake.answers.Answers()
        self._sheets = ui.picking.Picker("intake.sheets", "Trang tính")
        self._heads = ui.picking.Picker("intake.head", "Dòng tiêu đề")
        self._next = ui.theme.button("Dòng còn nghi tiếp theo", "intake.next")
        self._chips = {name: ui.theme.chip("", tone) for name, (_, tone) in _FATES.items()}
        self._grid = ui.intake.grid.Grid()
        self._panel = ui.intake.settling.Settling(kind, today)
        self._build()
        self._connect()

    def show_book(self, book: exports.reading.sheet.Workbook) -> None:
        """Show a workbook that was just read: its first sheet, nothing understood yet."""
        self._book, self._outcome = book, None
        self._sheets.clear()
        for sheet in book.sheets:
            self._sheets.addItem(sheet.name, sheet.name)
        self._show_sheet(book.sheets[0].name)

    def show_outcome(
        self, outcome: exports.intake.Outcome, answers: ui.intake.answers.Answers
    ) -> None:
        """Show what was understood, given ``answers``."""
        first, self._outcome, self._answers = self._outcome is None, outcome, answers
        now = self.window().focusWidget()
        at_panel = now is not None and self._panel.isAncestorOf(now)
        asked = self._panel.question
        read = [one["sheet"] for one in outcome.sheets if one["read"]]
        for place in range(self._sheets.count()):
            name = self._sheets.itemData(place)
            words = name if name in read else f"{name} (không có bảng cần nhập)"
            self._sheets.setItemText(place, words)
        if first and read and self._sheet.name not in read:
            self._show_sheet(read[0])
        else:
            self._refresh()
        heads = outcome.heads.get(self._sheet.name, [])
        if first and heads:
            self._grid.show_from(heads[0][0])
        if at_panel and asked is not None and asked != self._panel.question:
            self._lead_on(asked)

    def show_sheet_side(self) -> None:
        """Bring the sheet in sight where it takes turns with the panel."""
        self._split.show_left()

    def meanings(self, sheet: str) -> dict[str, str]:
        """What each column of ``sheet`` is taken for, by its letter."""
        found = self._outcome.columns if self._outcome is not None else []
        return {one["letter"]: one["field"] for one in found if one["sheet"] == sheet}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where there is little room the sheet and the panel take turns."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._offer_next()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QGridLayout()
        for place, (words, box) in enumerate(
            (("Trang tính", self._sheets), ("Dòng tiêu đề", self._heads))
        ):
            label = QLabel(words)
            label.setBuddy(box)
            top.addWidget(label, 0, 2 * place)
            top.addWidget(box, 0, 2 * place + 1)
            top.setColumnStretch(2 * place + 1, 1)
        counts = QWidget()
        row = ui.flow.Flow(counts)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addWidget(self._next)
        column.addLayout(top)
        column.addWidget(counts)
        column.addWidget(self._grid, 1)
        column.addWidget(ui.theme.label(_NOT_CLASSIFIED, "soft"))
        self._grid.setMinimumHeight(ui.theme.px(230))
        self._side, row_panel = map(ui.scrolling.Scrolled, (left, self._panel))
        self._side.installEventFilter(self)
        self._split = ui.page.Split(self._side, row_panel, "intake", (7, 3))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)

    def _connect(self) -> None:
        self._sheets.activated.connect(self._choose_sheet)
        self._heads.activated.connect(self._choose_head)
        self._next.clicked.connect(self._go_on)
        self._grid.choices.picked.connect(self._pick)
        self._grid.row_reached.connect(self._reach)
        self._grid.activated.connect(self._enter)
        self._panel.said.connect(self._say)
        self._panel.next_wanted.connect(self._go_on)

    def _show_sheet(self, name: str) -> None:
        """Bring one sheet in front."""
        if self._book is None:
            return
        self._sheet = next(one for one in self._book.sheets if one.name == name)
        self._sheets.setCurrentIndex(self._sheets.findData(name))
        self._grid.show_sheet(self._sheet, ui.intake.answers.labels(self._kind))
        self._panel.show_row(None)
        self._refresh()

    def _refresh(self) -> None:
        """Show columns, rows, headings and counts as they are understood now."""
        fates = self._fates()
        outcome = self._outcome
        heads = outcome.heads.get(self._sheet.name, []) if outcome is not None else []
        self._grid.sheet_model.show_fates(fates, heads)
        self._grid.choices.say(self._columns())
        self._offer_heads(heads)
        words = [fate.word for fate in fates.values()]
        for name, (word, tone) in _FATES.items():
            count = words.count(word)
            ui.theme.set_chip(self._chips[name], f"{word} {count}", tone)
            self._chips[name].setVisible(count > 0)
        self._next.setVisible(_FATES["doubtful"][0] in words)
        self._offer_next()
        row = self._grid.row()
        if row is not None:
            self._reach(row)

    def _offer_next(self) -> None:
        """The way on to the next row in doubt stands in the panel while the sheet's is hidden."""
        self._panel.offer_next(some=not self._next.isHidden() and self._side.isHidden())

    def _fates(self) -> dict[int, ui.intake.model.Fate]:
        """What becomes of the rows of the sheet in front."""
        outcome = self._outcome
        if outcome is None:
            return {}
        lists = {"taken": outcome.taken, "doubtful": outcome.doubtful, "refused": outcome.refused}
        found = {}
        for name, rows in lists.items():
            for row in rows:
                if row["sheet"] == self._sheet.name:
                    there = name == "doubtful" and row["reason"] == exports.intake.ALREADY
                    word, tone = _FATES["there" if there else name]
                    why = sentence(row["reason"])
                    found[row["row"]] = ui.intake.model.Fate(word, tone, why)
        return found

    def _columns(self) -> dict[str, ui.intake.choices.Meaning]:
        """What the columns of the sheet in front are taken for, and why."""
        outcome, found = self._outcome, {}
        if outcome is None:
            return {}
        for one in outcome.columns:
            if one["sheet"] == self._sheet.name:
                why = plain(one["why"])
                found[one["letter"]] = ui.intake.choices.Meaning(one["field"], why)
        for one in outcome.left_out:
            if one["sheet"] == self._sheet.name and one["letter"] not in found:
                personal = one["why"] == "personal"
                why = f"Không nhập: {plain(one['said'])}"
                found[one["letter"]] = ui.intake.choices.Meaning(None, why, fixed=personal)
        return found

    def _offer_heads(self, heads: list[tuple[int, int]]) -> None:
        """The rows that can be a heading, and the one that is."""
        said = self._answers.heads.get(self._sheet.name, 0)
        shown = ", ".join(
            f"dòng {first}" if first == last else f"dòng {first}–{last}" for first, last in heads
        )
        self._heads.clear()
        self._heads.addItem(f"Tự tìm: {shown}" if shown and not said else "Tự tìm", 0)
        rows = [row for row in self._sheet.rows if _could_be_head(self._sheet, row)]
        for row in sorted({*rows[:_HEADS], *([said] if said else [])}):
            words = " | ".join(
                ui.intake.model.shown(self._sheet, row, column) for column in self._sheet.rows[row]
            )
            cut = words[:_LETTERS] + ("…" if len(words) > _LETTERS else "")
            self._heads.addItem(f"Dòng {row}: {cut}", row)
        self._heads.setCurrentIndex(max(self._heads.findData(said), 0))

    @Slot()
    def _choose_sheet(self) -> None:
        self._show_sheet(str(self._sheets.currentData()))

    @Slot()
    def _choose_head(self) -> None:
        self.head_named.emit(self._sheet.name, int(self._heads.currentData()))

    @Slot(str, object)
    def _pick(self, letter: str, to: object) -> None:
        self.column_named.emit(self._sheet.name, letter, to)

    @Slot(object)
    def _say(self, said: object) -> None:
        self.said.emit(self._sheet.name, said)

    @Slot(int)
    def _reach(self, row: int) -> None:
        """Tell of a row in the panel."""
        fate = self._grid.sheet_model.fate(row)
        self._panel.show_row(self._question(row, fate) if fate is not None else None)

    @Slot()
    def _enter(self) -> None:
        """Enter on a row: go to what can be said of it."""
        self._split.show_right()
        self._panel.focus()

    @Slot()
    def _go_on(self) -> None:
        """Go to the next row in doubt, after the last one to the first."""
        doubtful = [
            row for row, fate in self._fates().items() if fate.word == _FATES["doubtful"][0]
        ]
        doubtful.sort()
        if doubtful:
            here = self._grid.row() or 0
            self._grid.select_row(next((row for row in doubtful if row > here), doubtful[0]))
            if self._split.narrow():  # the list goes out of sight, and the focus with it
                self._enter()

    def _lead_on(self, asked: ui.intake.settling.Question) -> None:
        """Something was said of the row ``asked`` about: let the keys go where work goes on.

        Left to themselves they would go to the opposite answer, and one more Enter would give it.
        They go on to the next row in doubt, or to what is to be said of this one, again or still.
        """
        now = self._panel.question
        doubtful = now is not None and now.fate.word == _FATES["doubtful"][0]
        taken_back = now is not None and asked.answered and not now.answered
        if doubtful or taken_back:
            self._panel.begin()
        elif self._next.isHidden():
            self._split.show_left()
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._side.isHidden():
            self._panel.focus_next()
        else:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self, row: int, fate: ui.intake.model.Fate) -> ui.intake.settling.Question:
        """What is to be asked about a row."""
        place = (self._sheet.name, row)
        doubts = self._doubts(row)
        return ui.intake.settling.Question(
            row,
            fate,
            tuple(dict.fromkeys(doubt.field for doubt in doubts)),
            answered=place in self._answers.rows,
            written={doubt.field: self._written(doubt) for doubt in doubts},
            alike={doubt.field: self._alike(doubt) for doubt in doubts},
            chosen=self._answers.chosen(place),
        )

    def _doubts(self, row: int) -> list[Any]:
        outcome = self._outcome
        return outcome.doubts.get((self._sheet.name, row), []) if outcome is not None else []

    def _written(self, doubt: Any) -> str:
        """What stands in the cell a doubt is about."""
        letters = doubt.cell.rstrip("0123456789")
        row, column = int(doubt.cell[len(letters) :]), exports.reading.sheet.column(letters)
        return exports.reading.values.text(self._sheet.at(row, column))

    def _alike(self, doubt: Any) -> tuple[int, ...]:
        """The rows in which the same words are in doubt for the same field."""
        words = self._written(doubt)
        outcome = self._outcome
        if outcome is None or not words:
            return ()
        return tuple(
            row
            for (sheet, row), doubts in outcome.doubts.items()
            if sheet == self._sheet.name
            and any(one.field == doubt.field and self._written(one) == words for one in doubts)
        )


def _could_be_head(sheet: exports.reading.sheet.Sheet, row: int) -> bool:
    """Whether a row may be the first of a heading."""
    return exports.reading.headings.could_be(sheet.rows[row])
