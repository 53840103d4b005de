"""The meetings page: what is planned, what was held; meeting mode and the minutes in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

import db.meetings
import db.meetings.listing
import ui.meetings.columns
import ui.meetings.minutes
import ui.meetings.planning
import ui.meetings.record
import ui.meetings.sitting
import ui.records
import ui.session
import ui.theme


class MeetingPage(ui.records.RecordsPage):
    """The list of meetings and the one chosen; a meeting being held has the page for itself."""

    NAME = "meetings"
    TITLE = "Sinh hoạt"
    KINDS = frozenset({"meetings", "members", "tasks", "documents"})
    FILTERS = (
        ("planned", "Sắp tới"),
        ("held", "Đã họp, chưa thông qua"),
        ("approved", "Đã thông qua"),
        ("all", "Tất cả"),
    )
    ADD = "Lập buổi sinh hoạt"
    BACK = "Trở lại buổi đang soạn"
    CHOOSE = "Chọn một buổi trong danh sách để xem và sửa ở đây, hoặc bấm “Lập buổi sinh hoạt”."
    EMPTY = "Không có buổi nào ở mục này. Bấm “Tất cả” và xóa chữ trong ô lọc để xem mọi buổi."
    FIRST = "Chưa có buổi nào sắp tới. Bấm “Lập buổi sinh hoạt” để soạn kế hoạch buổi tới."
    HELP = (
        "Trang này giữ các buổi sinh hoạt của chi bộ, từ kế hoạch đến biên bản. “Lập buổi sinh "
        "hoạt” (Ctrl+N) soạn sẵn theo buổi gần nhất cùng loại. Chọn một buổi rồi bấm “Bắt đầu họp” "
        "để điểm danh (phím C, L, K, M), ghi ý kiến, biểu quyết, kết luận; kết luận nào cũng lập "
        "thành nhiệm vụ hoặc ghi vì sao không. Ghi đến đâu lưu đến đó, tạm dừng lúc nào cũng được; "
        "buổi đã họp tuần trước cũng nhập như vậy. “Kết thúc, xem biên bản” cho xem, in và thông "
        "qua biên bản; thông qua rồi thì chỉ lập đính chính."
    )

    record: ui.meetings.record.MeetingForm

    def __init__(self, session: ui.session.Session) -> None:
        self._behind = False  # whether the list is to be read when it is in sight again
        self._paper = 0  # the meeting whose minutes are shown
        self.sitting: ui.meetings.sitting.Sitting | None = None
        self.minutes: ui.meetings.minutes.Minutes | None = None
        self._pause = ui.theme.button("Tạm dừng", "meetings.pause")
        self._finish = ui.theme.button("Kết thúc, xem biên bản", "meetings.finish", "primary")
        self._back = ui.theme.button("Về danh sách", "meetings.list")
        self._again = ui.theme.button("Về buổi họp", "meetings.again")
        self._approve = ui.theme.button("Thông qua biên bản", "meetings.approve", "primary")
        super().__init__(session, ui.meetings.columns.listed())
        self._pause.clicked.connect(self._leave_sitting)
        self._finish.clicked.connect(self._end)
        self._back.clicked.connect(self._leave)
        self._again.clicked.connect(self._to_sitting)
        self._approve.clicked.connect(self._begin_approving)

    def make_record(self) -> ui.meetings.record.MeetingForm:
        """A meeting beside the list."""
        made = ui.meetings.record.MeetingForm(self.session)
        made.sitting_wanted.connect(self.hold)
        made.minutes_wanted.connect(self.show_minutes)
        return made

    def make_draft(self) -> ui.meetings.planning.Planning:
        """The plan of a new meeting."""
        return ui.meetings.planning.Planning(self.session, self.ADD)

    def prepare(self) -> Iterator[None]:
        """Meeting mode has many parts too: they are made before somebody waits for them."""
        yield from super().prepare()
        sitting = self._make_sitting()
        yield
        self._put_in(sitting)
        yield

    def title(self) -> str:
        """The meeting's own title while it has the page for itself."""
        meeting = self._in_front()
        return meeting.title if meeting is not None else self.TITLE

    def buttons(self) -> list[QPushButton]:
        """What can be done where the page is."""
        if self._is_list():
            return super().buttons()
        meeting = self._in_front()
        if meeting is None or meeting.approved_on is not None:
            return [self._back]
        if self._whole.currentWidget() is self.minutes:
            return [self._again, self._approve]
        return [self._pause, self._finish]

    def reload(self) -> None:
        """Read what is in sight again."""
        self._behind = not self._is_list()
        if not self._behind:
            super().reload()
        elif self.sitting is not None and self._whole.currentWidget() is self.sitting:
            self.sitting.reload()

    def ids(self, order: str, descending: bool) -> list[int]:
        """The meetings that pass the filters: those to come soonest first, others latest first."""
        filters = db.meetings.listing.Filters(text=self.text, situation=self.situation)
        if not order:
            latest = self.situation != "planned"
            return db.meetings.listing.ids("date", filters, descending=latest)
        return db.meetings.listing.ids(order, filters, descending=descending)

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        today = self.session.today
        return [{**row, "today": today} for row in db.meetings.listing.rows(numbers)]

    def counts(self) -> dict[str, int]:
        """How many meetings each filter shows."""
        return db.meetings.listing.counts(db.meetings.listing.Filters(text=self.text))

    def first_filter(self) -> str:
        """The first that shows something."""
        counts = self.counts()
        return next((key for key, _ in self.FILTERS if counts.get(key)), super().first_filter())

    def nothing(self, counts: Mapping[str, int]) -> str:
        """That no meeting is planned is said as what to do about it."""
        planned = self.situation == "planned" and not self.text
        return self.FIRST if planned else super().nothing(counts)

    def ground(self) -> QWidget:
        """List and form, meeting mode, and minutes take turns."""
        self._whole = QStackedWidget(self)
        self._whole.addWidget(super().ground())
        return self._whole

    @Slot(int)
    def show_record(self, number: int) -> None:
        """Show a meeting, whatever the filters say."""
        self._to_list()
        super().show_record(number)

    def show_only(self, numbers: Sequence[int], words: str) -> None:
        """Show these meetings alone."""
        self._to_list()
        super().show_only(numbers, words)

    @Slot()
    def start_new(self) -> None:
        """Show the form of a new meeting."""
        self._to_list()
        super().start_new()

    def areas(self) -> list[QWidget]:
        """List and form, or the parts of what has the page for itself."""
        shown = self._whole.currentWidget()
        if isinstance(shown, ui.meetings.sitting.Sitting | ui.meetings.minutes.Minutes):
            return shown.areas()
        return super().areas()

    def leaving(self) -> str:
        """Save what is being edited; name what could not be saved."""
        said = [super().leaving(), self.sitting.leaving() if self.sitting is not None else ""]
        return " ".join(filter(None, said))

    @Slot(int)
    def hold(self, number: int) -> None:
        """Meeting mode; it is filled out of sight, so that it is laid out only once."""
        sitting = self._make_sitting()
        self._put_in(sitting)
        sitting.show_meeting(number)
        if sitting.meeting is None:
            return
        self._whole.setCurrentWidget(sitting)
        sitting.begin()
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
        self.minutes.begin()
        self._tell_place()

    def _make_sitting(self) -> ui.meetings.sitting.Sitting:
        """Meeting mode itself, made when it is first wanted."""
        if self.sitting is None:
            self.sitting = ui.meetings.sitting.Sitting(self.session)
            self.sitting.open_requested.connect(self.open_requested)
            self.sitting.closed.connect(self._to_minutes)
            self.sitting.lost.connect(self._to_list)
        return self.sitting

    def _put_in(self, sitting: ui.meetings.sitting.Sitting) -> None:
        """Give meeting mode its place, unless it has it."""
        if self._whole.indexOf(sitting) < 0:
            self._whole.addWidget(sitting)

    def _is_list(self) -> bool:
        """Whether no meeting has the page for itself."""
        return self._whole.currentWidget() is self._split

    def _in_front(self) -> db.meetings.Meeting | None:
        """The meeting that has the page for itself, if one has."""
        if self._is_list():
            return None
        if self._whole.currentWidget() is self.minutes:
            return db.meetings.get(self._paper)
        return self.sitting.meeting if self.sitting is not None else None

    def _tell_place(self) -> None:
        self.title_changed.emit(self.title())
        self.actions_changed.emit()

    @Slot()
    def _to_list(self) -> None:
        """Back to the list and the meeting that had the page."""
        if self._is_list():
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
        if self.sitting is not None and self.sitting.settle():
            self._leave()

    @Slot()
    def _leave(self) -> None:
        """Back to the list, and in it to the meeting that had the page."""
        meeting = self._in_front()
        if meeting is not None:
            self.show_record(int(str(meeting.id)))
            self.take_focus()

    @Slot()
    def _end(self) -> None:
        if self.sitting is not None:
            self.sitting.finish()

    @Slot()
    def _begin_approving(self) -> None:
        if self.minutes is not None:
            self.minutes.begin_approving()


PAGE = MeetingPage
