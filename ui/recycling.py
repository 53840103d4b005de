"""The recycle bin: what was deleted and can still be taken back, and the end of what lay too long.

Nothing disappears by itself: records past their days go for good only when a person says so twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import db.documents
import db.meetings.steps
import db.members.steps
import db.moments
import db.purging
import db.recycling
import db.tasks.series
import db.tasks.steps
import db.telling
import db.text
import db.unit
import ui.page
import ui.session
import ui.table
import ui.theme

_STEP = 10**9  # a row's number in the list: the place of its kind, then its own
_KINDS = tuple(db.purging.RECORDS)
_SOON = 7  # days before the end that are worth a warning
RESTORE: dict[str, Callable[[Any, db.moments.Moment], None]] = {
    "members": db.members.steps.restore,
    "documents": db.documents.restore,
    "tasks": db.tasks.steps.restore,
    "series": db.tasks.series.restore,
    "meetings": db.meetings.steps.restore,
}


def days_left(until: date, today: date) -> tuple[str, ui.theme.Tone]:
    """How long a record still lies here, in words, and their tone."""
    left = (until - today).days
    if left < 0:
        return "Đã quá hạn giữ", "red"
    if left == 0:
        return "Hết hôm nay", "amber"
    return f"Còn {left} ngày", "amber" if left <= _SOON else "grey"


def place(kind: str, number: int) -> int:
    """The number under which the list holds the record ``number`` of ``kind``."""
    return _KINDS.index(kind) * _STEP + number


def _row(one: db.purging.Binned, today: date) -> ui.table.Row:
    """A record as the list shows it, with what it is sorted by."""
    return {
        "id": place(one.kind, one.id),
        "kind": db.telling.kind_words(one.kind),
        "title": one.title,
        "title_sort": db.text.sort_key(one.title),
        "deleted_on": one.deleted_on,
        "who": db.recycling.deleted_by(one.kind, one.id),
        "until": one.until,
        "left": days_left(one.until, today),
    }


class _Source:
    """What lies in the bin, as a list asks for it."""

    def __init__(self, session: ui.session.Session) -> None:
        self._session = session
        self._rows: dict[int, ui.table.Row] = {}

    def read(self) -> list[ui.table.Row]:
        """Read the bin anew; returns what has lain there too long."""
        today = self._session.today
        self._rows = {row["id"]: row for row in _rows(today)}
        return [row for row in self._rows.values() if row["until"] < today]

    def ids(self, order: str, descending: bool) -> list[int]:
        """The rows in the order asked for; by themselves the last deleted first."""
        if not order:
            return list(self._rows)
        return sorted(self._rows, key=lambda at: self._rows[at][order], reverse=descending)

    def rows(self, ids: Sequence[int]) -> list[ui.table.Row]:
        """The rows ``ids``."""
        return [self._rows[at] for at in ids if at in self._rows]


def _rows(today: date) -> list[ui.table.Row]:
    return [_row(one, today) for one in db.purging.binned(today)]


def _kind(row: ui.table.Row) -> str:
    return str(row["kind"])


def _title(row: ui.table.Row) -> str:
    return str(row["title"])


def _deleted(row: ui.table.Row) -> str:
    return f"{row['deleted_on']:%d/%m/%Y}"


def _who(row: ui.table.Row) -> str:
    return str(row["who"])


def _left(row: ui.table.Row) -> str:
    return str(row["left"][0])


def _left_chip(row: ui.table.Row) -> tuple[str, ui.theme.Tone]:
    chip: tuple[str, ui.theme.Tone] = row["left"]
    return chip


COLUMNS = (
    ui.table.Column("title", "Hồ sơ", 5, _title, order="title_sort", need=9),
    ui.table.Column("kind", "Loại", 2, _kind, order="kind", need=5),
    ui.table.Column("deleted", "Ngày xóa", 2, _deleted, order="deleted_on", need=4),
    ui.table.Column("who", "Người xóa", 2, _who, order="who", need=2),
    ui.table.Column("left", "Thời gian giữ", 2, _left, chip=_left_chip, order="until", need=7),
)


class RecycleBin(ui.page.Page):
    """The page of the recycle bin."""

    NAME: ClassVar[str] = "recycling"
    TITLE: ClassVar[str] = "Thùng rác"
    KINDS: ClassVar[frozenset[str]] = frozenset({*_KINDS, "unit"})
    HELP: ClassVar[str] = (
        "Hồ sơ đã xóa nằm ở đây, lấy lại được nguyên vẹn. Hết thời gian giữ, hồ sơ vẫn chỉ mất hẳn "
        "khi đồng chí bấm “Xóa hẳn các hồ sơ đã quá hạn giữ” và bấm thêm lần nữa để xác nhận."
    )

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._source = _Source(session)
        self._expired = 0
        self.table = ui.table.RecordTable(COLUMNS, self._source, "recycling")
        self.table.setAccessibleName("Hồ sơ trong thùng rác")
        self._restore = ui.theme.button("Lấy lại", "recycling.restore", "primary")
        self._purge = ui.theme.button("", "recycling.purge", "stop")
        self._sure = ui.theme.button("", "recycling.purge.sure", "stop")
        self._keep = ui.theme.button("Thôi, giữ lại", "recycling.purge.keep")
        self._question = ui.theme.label()
        self._question.setObjectName("recycling.question")
        self._empty_words = ui.theme.label("", "soft")
        self._empty_words.setObjectName("recycling.empty")
        self._empty_words.setProperty("read", "true")
        self._empty_words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else F6 would lead nowhere
        self._stack = QStackedWidget()
        self._build()
        self._restore.clicked.connect(self._take_back)
        self._purge.clicked.connect(self._ask)
        self._sure.clicked.connect(self._purge_all)
        self._keep.clicked.connect(self._stop_asking)
        self.table.opened.connect(self._take_back)
        self.reload()

    def reload(self) -> None:
        """Read the bin anew."""
        self._expired = len(self._source.read())
        self.table.reload()
        some, had = self.table.count() > 0, ui.page.has_focus(self._stack)
        self._stack.setCurrentIndex(int(some))
        self.setFocusProxy(self.table if some else self._empty_words)
        self._restore.setEnabled(some)
        if some and not self.table.selected_ids():
            first = self._source.ids("", descending=False)[0]
            self.table.select_id(self.table.current_id() or first)
        self._empty_words.setText(self._says_when_empty())
        self._stop_asking()
        if had:
            ui.page.put_focus(self)  # what had the keys may have gone

    def show_record(self, number: int) -> None:
        """Mark the record that the list holds under ``number``."""
        self.table.select_id(number)

    def _build(self) -> None:
        for one in (self._empty_page(), self._list_page()):
            self._stack.addWidget(one)
        self.body.addWidget(self._stack, 1)

    def _empty_page(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.addWidget(self._empty_words)
        column.addStretch(1)
        return made

    def _list_page(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(self._question)
        row = QHBoxLayout()
        for one in (self._restore, self._purge, self._sure, self._keep):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _says_when_empty(self) -> str:
        days = int(db.unit.setting("recycle_days", self.session.today))
        return (
            f"Thùng rác trống. Hồ sơ đã xóa được giữ ở đây {days} ngày, trong thời gian đó lấy lại "
            "được nguyên vẹn."
        )

    @Slot()
    def _take_back(self) -> None:
        """Take back what is chosen in the list, in one step."""
        chosen = self.table.selected_ids()
        titles = [str(row["title"]) for row in self._source.rows(chosen)]
        if not titles:
            return
        named = f"“{titles[0]}”" if len(titles) == 1 else f"{len(titles)} hồ sơ"

        def restore(moment: db.moments.Moment) -> bool:
            for at in chosen:
                kind, number = _KINDS[at // _STEP], at % _STEP
                record = db.purging.find(kind, number)
                if record is not None:
                    RESTORE[kind](record, moment)
            return True

        if self.attempt(f"lấy lại {named}", restore):
            self.notice.say(f"Đã lấy lại {named}.", "green")

    @Slot()
    def _ask(self) -> None:
        """Ask once more: this cannot be taken back."""
        self._question.setText(
            f"{self._expired} hồ sơ đã quá hạn giữ sẽ mất hẳn nội dung, không lấy lại được. "
            "Số liệu của các báo cáo đã gửi không đổi."
        )
        self._sure.setText(f"Xóa hẳn {self._expired} hồ sơ")
        self._show_asking(asking=True)
        self._keep.setFocus()

    @Slot()
    def _stop_asking(self) -> None:
        self._show_asking(asking=False)

    def _show_asking(self, *, asking: bool) -> None:
        had_focus = self._keep.hasFocus() or self._sure.hasFocus()
        for one in (self._question, self._sure, self._keep):
            one.setVisible(asking)
        self._restore.setVisible(not asking)
        self._purge.setVisible(not asking and self._expired > 0)
        self._purge.setText(f"Xóa hẳn các hồ sơ đã quá hạn giữ ({self._expired})")
        if had_focus and not asking:
            self.table.setFocus()

    @Slot()
    def _purge_all(self) -> None:
        """Take what lay too long out of the book for good."""
        gone = self.attempt("xóa hẳn hồ sơ đã quá hạn giữ", _purge, undoable=False)
        self._stop_asking()
        if gone is not None:
            self.notice.say(f"Đã xóa hẳn {len(gone)} hồ sơ.", "green")


def _purge(moment: db.moments.Moment) -> list[db.purging.Binned]:
    return db.purging.purge_expired(moment)


PAGE = RecycleBin
