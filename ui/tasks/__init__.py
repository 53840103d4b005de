"""The tasks page: what is to be done, sorted so that what hurts stands first, and its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

import db.tasks
import db.tasks.listing
import ui.assigning
import ui.filters
import ui.form
import ui.page
import ui.session
import ui.table
import ui.tasks.record
import ui.tasks.standing
import ui.theme

FILTERS = (
    ("open", "Chưa xong"),
    ("overdue", "Quá hạn"),
    ("due_soon", "Sắp đến hạn"),
    ("cause_missing", "Thiếu nguyên nhân"),
    ("unclear", "Chưa đủ 6 rõ"),
    ("done", "Đã hoàn thành"),
    ("all", "Tất cả"),
)


class TaskPage(ui.page.Page):
    """The list of tasks and the form of the one chosen."""

    NAME = "tasks"
    TITLE = "Nhiệm vụ"
    KINDS = frozenset({"tasks", "series"})
    HELP = (
        "Trang này giữ mọi nhiệm vụ của chi bộ theo “6 rõ, 1 xuyên suốt”. Chọn một dòng để xem và "
        "sửa ở bên phải; sửa xong ô nào, rời ô đó là đã lưu. “Thêm nhiệm vụ” (Ctrl+N) để giao việc "
        "mới, “Nhập từ Excel” để lấy danh sách có sẵn. Các nút phía trên danh sách lọc theo tình "
        "trạng, con số là số nhiệm vụ."
    )

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._situation, self._text = FILTERS[0][0], ""
        self._new = ui.theme.button("Thêm nhiệm vụ", "tasks.new", "primary")
        self._take = ui.theme.button("Nhập từ Excel", "tasks.import")
        self.filters = ui.filters.FilterBar("tasks.filter", FILTERS, box=True)
        self.table = ui.table.RecordTable(self._columns(), self, "tasks.table")
        self.table.setAccessibleName("Danh sách nhiệm vụ")
        self.record = ui.tasks.record.TaskForm(session)
        self.draft = ui.assigning.Assigning(session, "tasks.draft")
        self._nothing = ui.page.empty(
            "Chọn một nhiệm vụ trong danh sách để xem và sửa ở đây, hoặc bấm “Thêm nhiệm vụ”."
        )
        self._build()
        self._new.clicked.connect(self.start_new)
        self._take.clicked.connect(self._import)
        self.filters.chosen.connect(self._filter)
        self.filters.text_changed.connect(self._narrow)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._menu)
        self.draft.entered.connect(self.show_record)
        self.draft.left.connect(self._leave_draft)
        self.record.open_requested.connect(self.open_requested)
        self.reload()

    def buttons(self) -> list[QPushButton]:
        """Import and the main one: a new task."""
        return [self._take, self._new]

    def reload(self) -> None:
        """Read the list and the task in sight again."""
        today = self.session.today
        filters = db.tasks.listing.Filters(text=self._text)
        self.filters.set_counts(db.tasks.listing.counts_by_situation(today, filters))
        self.table.reload()
        if self._right.currentWidget() is self.record:
            self.record.reload()

    def ids(self, order: str, descending: bool) -> list[int]:
        """The tasks that pass the filters, for the table."""
        return db.tasks.listing.ids(
            order or "urgency",
            db.tasks.listing.Filters(
                text=self._text, situation=self._situation, today=self.session.today
            ),
            descending=descending,
        )

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return db.tasks.listing.rows(numbers, self.session.today)

    @Slot(int)
    def show_record(self, number: int) -> None:
        """Show a task, whatever the filters say."""
        self._show(number)
        if not self.table.select_id(number):
            self.filters.choose("all")
            self._filter("all")
            self.table.select_id(number)
        self._split.show_right()

    @Slot()
    def start_new(self) -> None:
        """Show the form of a new task."""
        self._right.setCurrentWidget(self._draft_area)
        self._split.show_right()
        self.draft.begin()

    def leaving(self) -> str:
        """Save what is being edited; name what could not be saved."""
        return self.record.leaving() or self.draft.unsaved()

    def _columns(self) -> tuple[ui.table.Column, ...]:
        column, standing = ui.table.Column, ui.tasks.standing
        return (
            column("work", "Nhiệm vụ", 34, _work, order="work", need=9),
            column(
                "accountable",
                "Người chịu trách nhiệm",
                20,
                _accountable,
                order="accountable",
                need=5,
            ),
            column("due", "Hạn", 13, standing.due_words, order="due", need=7),
            column("percent", "Tiến độ", 9, standing.percent_words, need=3),
            column(
                "standing",
                "Tình trạng",
                22,
                standing.words,
                chip=standing.told,
                order="urgency",
                need=8,
            ),
        )

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        left.setFocusProxy(self.table)
        self._draft_area = ui.form.scrolled(self.draft)
        self._right = QStackedWidget()
        for one in (self._nothing, self.record, self._draft_area):
            self._right.addWidget(one)
        self._split = ui.page.Split(left, self._right, "tasks", (62, 38))
        self.body.addWidget(self._split, 1)

    @Slot(int)
    def _show(self, number: int) -> None:
        """Bring the task ``number`` into the form."""
        self._split_keeps_draft()
        self.record.show_task(number)
        self._right.setCurrentWidget(self.record)

    def _split_keeps_draft(self) -> None:
        """A new task that is not entered yet waits; the band says so."""
        if self.draft.unsaved():
            self.notice.say(
                self.draft.unsaved(), "amber", ("Trở lại nhiệm vụ đang nhập", self.start_new)
            )

    @Slot(int)
    def _open(self, number: int) -> None:
        self._show(number)
        self._split.show_right()
        self.record.take_focus()

    @Slot()
    def _leave_draft(self) -> None:
        self.notice.clear()
        number = self.table.current_id()
        if number is None:
            self._right.setCurrentWidget(self._nothing)
        else:
            self._show(number)
        self._split.show_left()

    @Slot(str)
    def _filter(self, situation: str) -> None:
        self._situation = situation
        self.table.reload(keep=False)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._text = text
        self.reload()

    @Slot()
    def _import(self) -> None:
        self.open_requested.emit("intake.tasks", 0)

    @Slot(int, QPoint)
    def _menu(self, number: int, at: QPoint) -> None:
        """What can be done with a task, the same as by its buttons."""
        self._show(number)
        menu = QMenu(self)
        self.record.fill_menu(menu)
        menu.addSeparator()
        self.table.add_orders(menu)
        menu.popup(at)


def _work(row: dict[str, Any]) -> str:
    return f"{row['code']} – {row['work']}" if row["code"] else str(row["work"])


def _accountable(row: dict[str, Any]) -> str:
    return str(row["accountable"] or "chưa giao người")


PAGE = TaskPage
