"""The meetings page: what is planned, what was held; meeting mode and the minutes in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

import db.errors
import db.meetings
import db.meetings.listing
import ui.filters
import ui.meetings.minutes
import ui.meetings.planning
import ui.meetings.record
import ui.meetings.sitting
import ui.meetings.standing
import ui.page
import ui.scrolling
import ui.session
import ui.table
import ui.theme

FILTERS = (
    ("planned", "Sắp tới"),
    ("held", "Đã họp, chưa thông qua"),
    ("approved", "Đã thông qua"),
    ("all", "Tất cả"),
)

_READY = 200  # milliseconds after the page is shown until meeting mode is made


class MeetingPage(ui.page.Page):
    """The list of meetings and the one chosen; a meeting being held has the page for itself."""

    NAME = "meetings"
    TITLE = "Sinh hoạt"
    KINDS = frozenset({"meetings", "members", "tasks", "documents"})
    HELP = (
        "Trang này giữ các buổi sinh hoạt của chi bộ, từ kế hoạch đến biên bản. “Lập buổi sinh "
        "hoạt” (Ctrl+N) soạn sẵn theo buổi gần nhất cùng loại. Chọn một buổi rồi bấm “Bắt đầu họp” "
        "để điểm danh (phím C, L, K, M), ghi ý kiến, biểu quyết, kết luận; kết luận nào cũng lập "
        "thành nhiệm vụ hoặc ghi vì sao không. Ghi đến đâu lưu đến đó, tạm dừng lúc nào cũng được; "
        "buổi đã họp tuần trước cũng nhập như vậy. “Kết thúc, xem biên bản” cho xem, in và thông "
        "qua biên bản; thông qua rồi thì chỉ lập đính chính."
    )

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._situation, self._text = FILTERS[0][0], ""
        self._begun = self._behind = False
        self._new = ui.theme.button(ui.meetings.planning.ADD, "meetings.new", "primary")
        self._pause = ui.theme.button("Tạm dừng", "meetings.pause")
        self._finish = ui.theme.button("Kết thúc, xem biên bản", "meetings.finish", "primary")
        self._back = ui.theme.button("Về danh sách", "meetings.list")
        self._again = ui.theme.button("Về buổi họp", "meetings.again")
        self._approve = ui.theme.button("Thông qua biên bản", "meetings.approve", "primary")
        self.filters = ui.filters.FilterBar("meetings.filter", FILTERS, box=True)
        self.table = ui.table.RecordTable(self._columns(), self, "meetings.table")
        self.table.setAccessibleName("Danh sách buổi sinh hoạt")
        self.record = ui.meetings.record.MeetingForm(session)
        self.draft = ui.meetings.planning.Planning(session)
        self.sitting: ui.meetings.sitting.Sitting | None = None
        self.minutes: ui.meetings.minutes.Minutes | None = None
        self._nothing = ui.page.empty(
            "Chọn một buổi trong danh sách để xem và sửa ở đây, hoặc bấm “Lập buổi sinh hoạt”."
        )
        self._build()
        self._connect()
        self.reload()

    def title(self) -> str:
        """The meeting's own title while it has the page for itself."""
        if self._whole.currentWidget() is self._split:
            return self.TITLE
        meeting = self._in_front()
        return meeting.title if meeting is not None else self.TITLE

    def buttons(self) -> list[QPushButton]:
        """What can be done where the page is."""
        front = self._whole.currentWidget()
        if front is self._split:
            return [self._new]
        meeting = self._in_front()
        final = meeting is None or meeting.approved_on is not None
        if front is self.minutes:
            return [self._back] if final else [self._again, self._approve]
        return [self._back] if final else [self._pause, self._finish]

    def reload(self) -> None:
        """Read what is in sight again."""
        front = self._whole.currentWidget()
        if front is not self._split:
            self._behind = True
            if self.sitting is not None and front is self.sitting:
                self.sitting.reload()
            return
        self._behind = False
        filters = db.meetings.listing.Filters(text=self._text)
        counts = db.meetings.listing.counts(filters)
        self.filters.set_counts(counts)
        if not self._begun:
            self._begun = True
            self._situation = next((key for key, _ in FILTERS if counts.get(key)), "planned")
            self.filters.choose(self._situation)
        self._tell_empty()
        self.table.reload()
        if self._right.currentWidget() is self.record:
            self.record.reload()

    def ids(self, order: str, descending: bool) -> list[int]:
        """The meetings that pass the filters: those to come soonest first, others latest first."""
        filters = db.meetings.listing.Filters(text=self._text, situation=self._situation)
        if not order:
            latest = self._situation != "planned"
            return db.meetings.listing.ids("date", filters, descending=latest)
        return db.meetings.listing.ids(order, filters, descending=descending)

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return db.meetings.listing.rows(numbers)

    @Slot(int)
    def show_record(self, number: int) -> None:
        """Show a meeting, whatever the filters say."""
        self._to_list()
        self._show(number)
        if not self.table.select_id(number):
            self.filters.choose("all")
            self._filter("all")
            self.table.select_id(number)
        self._split.show_right()

    @Slot()
    def start_new(self) -> None:
        """Show the form of a new meeting."""
        self._to_list()
        self._right.setCurrentWidget(self._draft_area)
        self._split.show_right()
        self.draft.begin()

    def leaving(self) -> str:
        """Save what is being edited; name what could not be saved."""
        said = [self.record.leaving(), self.draft.unsaved()]
        if self.sitting is not None:
            said.append(self.sitting.leaving())
        return " ".join(filter(None, said))

    @Slot(int)
    def hold(self, number: int) -> None:
        """Meeting mode."""
        sitting = self._made_ready()
        self._whole.setCurrentWidget(sitting)
        sitting.show_meeting(number)
        self._tell_place()

    @Slot(int)
    def show_minutes(self, number: int) -> None:
        """The minutes of a meeting."""
        if self.minutes is None:
            self.minutes = ui.meetings.minutes.Minutes(self.session)
            self.minutes.approved.connect(self.show_minutes)
            self._whole.addWidget(self.minutes)
        self._paper = number
        self._whole.setCurrentWidget(self.minutes)
        self.minutes.show_meeting(number)
        self.minutes.setFocus()
        self._tell_place()

    def showEvent(self, event: QShowEvent) -> None:
        """Meeting mode has many parts: they are made before somebody waits for them."""
        super().showEvent(event)
        if self.sitting is None:
            QTimer.singleShot(_READY, self, self._made_ready)

    @Slot()
    def _made_ready(self) -> ui.meetings.sitting.Sitting:
        """Meeting mode itself."""
        if self.sitting is None:
            self.sitting = ui.meetings.sitting.Sitting(self.session)
            self.sitting.open_requested.connect(self.open_requested)
            self.sitting.closed.connect(self._to_minutes)
            self.sitting.lost.connect(self._to_list)
            self._whole.addWidget(self.sitting)
        return self.sitting

    def _columns(self) -> tuple[ui.table.Column, ...]:
        column, standing = ui.table.Column, ui.meetings.standing
        return (
            column("title", "Buổi sinh hoạt", 70, _title, order="title", need=9),
            column("date", "Ngày, loại", 20, standing.day_words, order="date", need=8, sub=_kind),
            column("present", "Có mặt", 9, standing.present_words, need=5),
            column(
                "open", "Chưa lập nhiệm vụ", 14, standing.open_words, chip=_open_chip, need=6
            ),
            column(
                "standing", "Tình trạng", 20, self._standing_words, chip=self._standing,
                order="approved_on", need=7,
            ),
        )  # fmt: skip

    def _standing(self, row: dict[str, Any]) -> tuple[str, ui.theme.Tone]:
        return ui.meetings.standing.told(row, self.session.today)

    def _standing_words(self, row: dict[str, Any]) -> str:
        return self._standing(row)[0]

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        left.setFocusProxy(self.table)
        self._draft_area = ui.scrolling.Scrolled(self.draft)
        self._right = QStackedWidget()
        for one in (self._nothing, self.record, self._draft_area):
            self._right.addWidget(one)
        self._split = ui.page.Split(left, self._right, "meetings", (62, 38))
        self._whole = QStackedWidget()
        self._whole.addWidget(self._split)
        self.body.addWidget(self._whole, 1)
        self._paper = 0

    def _connect(self) -> None:
        self._new.clicked.connect(self.start_new)
        self._pause.clicked.connect(self._leave_sitting)
        self._finish.clicked.connect(self._end)
        self._back.clicked.connect(self._leave)
        self._again.clicked.connect(self._to_sitting)
        self._approve.clicked.connect(self._begin_approving)
        self.filters.chosen.connect(self._filter)
        self.filters.text_changed.connect(self._narrow)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._menu)
        self.draft.entered.connect(self.show_record)
        self.draft.left.connect(self._leave_draft)
        self.record.open_requested.connect(self._lead)
        self.record.sitting_wanted.connect(self.hold)
        self.record.minutes_wanted.connect(self.show_minutes)

    def _in_front(self) -> db.meetings.Meeting | None:
        """The meeting that has the page for itself."""
        if self._whole.currentWidget() is self.minutes:
            return db.meetings.get(self._paper)
        return self.sitting.meeting if self.sitting is not None else None

    def _tell_place(self) -> None:
        self.title_changed.emit(self.title())
        self.actions_changed.emit()

    def _tell_empty(self) -> None:
        words = "Không có buổi nào ở mục này."
        if not self._text and self._situation == "planned":
            words = "Chưa có buổi nào sắp tới. Bấm “Lập buổi sinh hoạt” để soạn kế hoạch buổi tới."
        self.table.set_empty(words)

    @Slot()
    def _to_list(self) -> None:
        """Back to the list and the meeting that had the page."""
        if self._whole.currentWidget() is self._split:
            return
        self._whole.setCurrentWidget(self._split)
        if self._behind:
            self.reload()
        self._tell_place()
        self.table.setFocus()

    @Slot()
    def _to_sitting(self) -> None:
        self.hold(self._paper)

    @Slot()
    def _to_minutes(self) -> None:
        if self.sitting is not None and self.sitting.meeting is not None:
            self.show_minutes(int(str(self.sitting.meeting.id)))

    @Slot()
    def _leave_sitting(self) -> None:
        """Pause: what is typed is added; what cannot be says why, and the meeting stays."""
        meeting = self._in_front()
        if self.sitting is None or meeting is None or not self.sitting.settle():
            return
        self.show_record(int(str(meeting.id)))

    @Slot()
    def _leave(self) -> None:
        """Back to the list, and in it to the meeting that had the page."""
        meeting = self._in_front()
        if meeting is not None:
            self.show_record(int(str(meeting.id)))

    @Slot()
    def _end(self) -> None:
        if self.sitting is not None:
            self.sitting.finish()

    @Slot()
    def _begin_approving(self) -> None:
        if self.minutes is not None:
            self.minutes.begin_approving()

    @Slot(str, int)
    def _lead(self, kind: str, number: int) -> None:
        """A line of the form leads to a task, or into the meeting itself."""
        if kind == "meetings.sitting":
            self.hold(number)
        else:
            self.open_requested.emit(kind, number)

    @Slot(int)
    def _show(self, number: int) -> None:
        """Bring the meeting ``number`` into the form; a new one not entered yet waits."""
        if self.draft.unsaved():
            self.notice.say(
                self.draft.unsaved(), "amber", ("Trở lại buổi đang soạn", self.start_new)
            )
        try:
            db.meetings.get(number)
        except db.errors.RecordError as error:
            self.notice.say(str(error))
            return
        self.record.show_meeting(number)
        self._right.setCurrentWidget(self.record)

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
        self._tell_empty()
        self.table.reload(keep=False)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._text = text
        self.reload()

    @Slot(int, QPoint)
    def _menu(self, number: int, at: QPoint) -> None:
        """What can be done with a meeting, the same as by its buttons."""
        self._show(number)
        menu = QMenu(self)
        menu.setObjectName("meetings.menu")
        self.record.fill_menu(menu)
        menu.addSeparator()
        self.table.add_orders(menu.addMenu("Sắp xếp"))
        menu.popup(at)


def _title(row: dict[str, Any]) -> str:
    return str(row["title"])


def _kind(row: dict[str, Any]) -> str:
    return ui.meetings.standing.kind_words(row["kind"])


def _open_chip(row: dict[str, Any]) -> tuple[str, ui.theme.Tone] | None:
    words = ui.meetings.standing.open_words(row)
    return (words, "amber") if words else None


PAGE = MeetingPage
