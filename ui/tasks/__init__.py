"""The tasks page: what is to be done, sorted so that what hurts stands first, and its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

import db.tasks
import db.tasks.listing
import ui.assigning
import ui.records
import ui.session
import ui.table
import ui.tasks.record
import ui.tasks.standing
import ui.theme


class TaskPage(ui.records.RecordsPage):
    """The list of tasks and the form of the one chosen."""

    NAME = "tasks"
    TITLE = "Nhiệm vụ"
    KINDS = frozenset({"tasks", "series"})
    FILTERS = (
        ("open", "Chưa xong"),
        ("overdue", "Quá hạn"),
        ("due_soon", "Sắp đến hạn"),
        ("cause_missing", "Thiếu nguyên nhân"),
        ("unclear", "Chưa đủ 6 rõ"),
        ("done", "Đã hoàn thành"),
        ("all", "Tất cả"),
    )
    ADD = "Thêm nhiệm vụ"
    BACK = "Trở lại nhiệm vụ đang nhập"
    CHOOSE = "Chọn một nhiệm vụ trong danh sách để xem và sửa ở đây, hoặc bấm “Thêm nhiệm vụ”."
    EMPTY = (
        "Không có nhiệm vụ nào ở mục này. Bấm “Tất cả” và xóa chữ trong ô lọc để xem mọi nhiệm vụ."
    )
    FIRST = (
        "Sổ chưa có nhiệm vụ nào. Bấm “Thêm nhiệm vụ” (Ctrl+N) để giao việc đầu tiên, hoặc “Nhập "
        "từ Excel” nếu đã có danh sách."
    )
    HELP = (
        "Trang này giữ mọi nhiệm vụ của chi bộ theo “6 rõ, 1 xuyên suốt”. Chọn một dòng để xem và "
        "sửa; sửa xong ô nào, rời ô đó là đã lưu. “Thêm nhiệm vụ” (Ctrl+N) để giao việc "
        "mới, Ctrl+Enter để ghi vào sổ; “Nhập từ Excel” để lấy danh sách có sẵn. Các nút phía trên "
        "danh sách lọc theo tình trạng, con số là số nhiệm vụ. Nút phải chuột trên một dòng, hoặc "
        "phím trình đơn, mở các việc làm được với nhiệm vụ đó; Ctrl+C chép các dòng đã chọn để "
        "dán vào Excel."
    )

    record: ui.tasks.record.TaskForm
    draft: ui.assigning.Assigning

    def __init__(self, session: ui.session.Session) -> None:
        self._take = ui.theme.button("Nhập từ Excel", "tasks.import")
        super().__init__(session, _columns())
        self._take.clicked.connect(self._import)

    def make_record(self) -> ui.tasks.record.TaskForm:
        """The six clear points of a task."""
        return ui.tasks.record.TaskForm(self.session)

    def make_draft(self) -> ui.assigning.Assigning:
        """The form in which a task is given."""
        return ui.assigning.Assigning(self.session, "tasks.draft")

    def buttons(self) -> list[QPushButton]:
        """Import and the main one: a new task."""
        return [self._take, *super().buttons()]

    def ids(self, order: str, descending: bool) -> list[int]:
        """The tasks that pass the filters, for the table."""
        return db.tasks.listing.ids(
            order or "urgency", self._narrowed(self.situation), descending=descending
        )

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return db.tasks.listing.rows(numbers, self.session.today)

    def counts(self) -> dict[str, int]:
        """How many tasks each filter shows."""
        return db.tasks.listing.counts_by_situation(self.session.today, self._narrowed("all"))

    def show_of(self, kind: str, number: int) -> None:
        """Of a duty that recurs, its tasks are shown."""
        if kind != "series":
            super().show_of(kind, number)
            return
        today = self.session.today
        filters = db.tasks.listing.Filters(series=number, today=today)
        found = db.tasks.listing.ids("urgency", filters)
        self.show_only(found, "các kỳ của một việc lặp lại")

    def _narrowed(self, situation: str) -> db.tasks.listing.Filters:
        return db.tasks.listing.Filters(
            text=self.text, situation=situation, today=self.session.today
        )

    @Slot(int)
    def _take_in(self, number: int) -> None:
        """A new task was entered, or a duty whose first time has not come."""
        if number:
            super()._take_in(number)
            self._tell_made(self.draft.made)
            return
        self._leave_draft()
        self.notice.say(
            "Đã ghi việc lặp lại; nhiệm vụ của kỳ đầu tự có trong danh sách khi đến ngày bắt đầu.",
            "green",
        )

    def _tell_made(self, numbers: Sequence[int]) -> None:
        """Say what a duty that recurs has made at once, if it is more than what is in sight."""
        if len(numbers) < 2:  # noqa: PLR2004 - one is in sight
            return
        rows = db.tasks.listing.rows(numbers, self.session.today)
        late = sum(1 for row in rows if row["late"])
        overdue = f"; {late} nhiệm vụ đã quá hạn" if late else ""
        self.notice.say(
            f"Đã lập {len(rows)} nhiệm vụ, từ “{rows[0]['work']}” đến “{rows[-1]['work']}”"
            f"{overdue}.",
            "amber" if late else "green",
        )

    @Slot()
    def _import(self) -> None:
        self.open_requested.emit("intake.tasks", 0)


def _columns() -> tuple[ui.table.Column, ...]:
    column, standing = ui.table.Column, ui.tasks.standing
    return (
        column("work", "Nhiệm vụ", 40, _work, order="work", need=9),
        column(
            "accountable", "Người chịu trách nhiệm", 19, _accountable, order="accountable", need=5
        ),
        column("due", "Hạn", 12, standing.due_words, order="due", need=7),
        column("percent", "Tiến độ", 8, standing.percent_words, need=3),
        column(
            "standing",
            "Tình trạng",
            21,
            standing.words,
            chip=standing.told,
            order="urgency",
            need=8,
        ),
    )


def _work(row: dict[str, Any]) -> str:
    """The work first: it is what a person looks for; the code is in the whole text."""
    return f"{row['work']} ({row['code']})" if row["code"] else str(row["work"])


def _accountable(row: dict[str, Any]) -> str:
    return str(row["accountable"] or "chưa giao người")


PAGE = TaskPage
