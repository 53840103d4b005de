"""Meeting mode: the roll on the left; agenda, words, votes and conclusions on the right.

Everything is in the book as soon as it is entered, so that pausing is nothing but leaving. A
meeting that was held last week is entered in the same place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import db.days
import db.errors
import db.meetings
import db.meetings.hours
import db.meetings.roll
import db.meetings.steps
import db.moments
import ui.asking
import ui.fields
import ui.form
import ui.meetings.agenda
import ui.meetings.calling
import ui.meetings.conclusions
import ui.meetings.hours
import ui.meetings.order
import ui.meetings.talks
import ui.page
import ui.scrolling
import ui.session
import ui.theme

NARROW = 900  # pixels at 100 %: below this the roll stands above the rest
_LABEL = "Điểm danh"


class Sitting(QWidget):
    """One meeting while it is held or entered; only read once its minutes are approved."""

    open_requested = Signal(str, int)
    closed = Signal()  # the end was entered: the minutes come next
    lost = Signal()  # the meeting is held no longer: it was taken back

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._number: int | None = None
        self.meeting: db.meetings.Meeting | None = None
        self._roll = db.meetings.roll.Roll([], 0, 0, [])
        self._narrow = False
        self.roll = ui.meetings.calling.RollCall()
        self._asking = ui.asking.Asking("meetings.finishing")
        self._held = ui.theme.label("", "soft")
        self._held.setObjectName("meetings.held")
        self._move = ui.theme.button("Đổi ngày họp…", "meetings.move", "link")
        self.agenda = ui.meetings.agenda.Agenda(self._instant)
        opening = ui.form.Field.of(db.meetings.Meeting.opening, ui.fields.Long)
        self._opening = ui.form.Form("meetings.sitting", [opening], self._save)
        self.contributions = ui.meetings.talks.Contributions(session)
        self.documents = ui.meetings.talks.Documents(session)
        self.votes = ui.meetings.talks.Votes(session)
        self.conclusions = ui.meetings.conclusions.Conclusions(session)
        self._build()
        self.roll.marked.connect(self._mark)
        self.roll.all_wanted.connect(self._mark_all)
        self._move.clicked.connect(self._ask_day)
        self.conclusions.open_requested.connect(self.open_requested)
        self.documents.open_requested.connect(self.open_requested)
        ui.theme.notifier().changed.connect(self._arrange)

    def show_meeting(self, number: int) -> None:
        """Show the meeting ``number``, which was or is being held."""
        if self._asking.asking():
            self._asking.leave()
        self._number = number
        self.reload()

    def begin(self) -> None:
        """It is in sight now: let the keys go to the roll, and the rest begin at its top."""
        self.roll.begin()
        self._right.verticalScrollBar().setValue(0)

    def areas(self) -> list[QWidget]:
        """The roll, and what is said and decided; narrow, both stand in one."""
        return [self._right] if self._narrow else [self.roll, self._right]

    def reload(self) -> None:
        """Read the meeting again; what is being typed stays."""
        if self._number is None:
            return
        meeting = db.meetings.Meeting.get_or_none(db.meetings.Meeting.id == self._number)
        if meeting is None or meeting.held_on is None or meeting.deleted_on is not None:
            self._number, self.meeting = None, None
            self.lost.emit()
            return
        self.meeting = meeting
        parts = db.meetings.parts(meeting.id)
        self._roll = db.meetings.roll.call(meeting, parts, meeting.held_on)
        self._tell(meeting, parts, meeting.held_on)

    def readonly(self) -> bool:
        """Whether the minutes are approved."""
        return self.meeting is not None and self.meeting.approved_on is not None

    def finish(self) -> None:
        """Ask when it ended; then the minutes come."""
        if self.meeting is None or not self.settle():
            return
        field = ui.form.Field(
            "ends", "Giờ kết thúc", ui.meetings.hours.Hour, required=True, help="Ví dụ: 16:45"
        )
        now = self._session.now()
        today = self.meeting.held_on == now.today
        clock = now.instant.astimezone(db.moments.HANOI).strftime("%H:%M") if today else ""
        self._asking.ask(
            "Kết thúc buổi sinh hoạt", [field], "Ghi giờ, xem biên bản", self._close,
            values={"ends": self.meeting.ends or clock},
        )  # fmt: skip
        self._right.verticalScrollBar().setValue(0)

    def settle(self) -> bool:
        """Save and add what is typed; False if something cannot be, which then says why."""
        settled = self._opening.flush()
        for one in (self.contributions, self.votes, self.conclusions):
            settled = one.settle() and settled
        return settled

    def leaving(self) -> str:
        """Save what can be saved; sentences naming what is typed and not added, or ""."""
        if self._number is None:
            return ""
        self._opening.flush()
        said = [one.unsaved() for one in (self.contributions, self.votes, self.conclusions)]
        said += [f"Ô “{label}” chưa lưu được." for label in self._opening.unsaved()]
        return " ".join(filter(None, said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where there is no room beside each other."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def _instant(self) -> datetime:
        return self._session.now().instant

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        when = QHBoxLayout()
        when.addWidget(self._held, 1)
        when.addWidget(self._move)
        said = ui.theme.card()
        said.column.addWidget(self._opening)
        self._column.addWidget(self._asking)
        self._column.addLayout(when)
        for one in (
            self.agenda, said, self.contributions, self.votes, self.conclusions, self.documents,
        ):  # fmt: skip
            self._column.addWidget(one)
        self._column.addStretch(1)
        self._right = ui.scrolling.Scrolled(inner)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.roll, 46)
        self._row.addWidget(self._right, 54)

    @Slot()
    def _arrange(self) -> None:
        """The roll beside the rest, or above it in the same scroll."""
        narrow = self.width() < ui.theme.px(NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        focused = self.focusWidget()
        at_work = focused is not None and focused.hasFocus() and self.roll.isAncestorOf(focused)
        if narrow:
            self._column.insertWidget(1, self.roll)
        else:
            self._row.insertWidget(0, self.roll, 46)
        self.roll.stand_above(narrow)
        self.roll.show()
        ui.meetings.order.by_sight(self)
        if at_work and focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)  # another parent takes it away

    def _tell(
        self, meeting: db.meetings.Meeting, parts: dict[str, list[dict[str, Any]]], on: date
    ) -> None:
        """Show the meeting as it stands in the book."""
        readonly, number = meeting.approved_on is not None, int(str(meeting.id))
        committee = meeting.meeting_kind == "committee"
        today = self._session.today
        self._held.setText(f"Họp ngày {db.days.shown(on)}")
        self._move.setVisible(not readonly)
        self.roll.show_roll(self._roll, readonly=readonly)
        running = not readonly and on == today
        self.agenda.show_items(number, meeting.agenda, running=running)
        self._opening.show_values(number, {"opening": meeting.opening})
        self._opening.set_readonly(readonly)
        self.contributions.know(self._roll.rows)
        self.contributions.show_rows(number, parts["contributions"], readonly=readonly)
        base = self._roll.base if committee else db.meetings.vote_base(on)
        self.votes.propose(base, committee=committee)
        self.votes.show_rows(number, parts["votes"], readonly=readonly)
        shown = {"id": number, "title": meeting.title, "held_on": on}
        self.conclusions.show_meeting(shown, parts["conclusions"], readonly=readonly)
        self.documents.show_rows(number, parts["documents"], readonly=readonly)
        ui.meetings.order.by_sight(self)

    def _save(self, name: str, value: Any) -> None:
        work = partial(_change, int(self._opening.key or 0), {name: value or ""})  # type: ignore[call-overload]  # the key is the id
        joins = f"meetings.{self._opening.key}.{name}"
        self._session.perform("Sửa phần mở đầu", work, quiet=True, joins=joins)

    @Slot(object, str, str)
    def _mark(self, members: list[int], status: str, reason: str) -> None:
        work = partial(_attend, int(self._number or 0), members, status, reason)
        self._attempt(_LABEL, work)

    @Slot()
    def _mark_all(self) -> None:
        """Everybody who is not marked came; the exceptions follow."""
        if self.meeting is None or not self._roll.unmarked:
            return
        present = dict.fromkeys(self._roll.unmarked, ("present", ""))
        work = partial(
            _hold, int(self._number or 0), self.meeting.held_on, self._roll.entered() | present
        )
        self._attempt("Điểm danh: tất cả có mặt", work)
        self.roll.table.setFocus()

    def _attempt(self, label: str, work: Callable[[db.moments.Moment], object]) -> None:
        """Do a verb; the window says why it cannot be done."""
        try:
            self._session.perform(label, work)
        except db.errors.RecordError as error:
            self._session.failed.emit(str(error))

    @Slot()
    def _ask_day(self) -> None:
        """Ask for another day on which the meeting was held."""
        if self.meeting is None:
            return
        field = day_field(self._session)
        self._asking.ask(
            "Đổi ngày họp", [field], "Ghi ngày họp", self._hold_again,
            values={"on": self.meeting.held_on},
        )  # fmt: skip

    def _hold_again(self, given: dict[str, Any]) -> None:
        number, entered = int(self._number or 0), self._roll.entered()
        self._session.perform("Đổi ngày họp", partial(_hold, number, given["on"], entered))

    def _close(self, given: dict[str, Any]) -> None:
        ends = str(given["ends"])
        if db.meetings.hours.clock(ends) is None:
            raise db.errors.RecordError(f"“{ends}” không phải giờ; hãy ghi như 16:45.", "ends")
        if self.meeting is not None:
            db.meetings.hours.refuse_backwards(self.meeting.starts, ends)
        self._session.perform("Ghi giờ kết thúc", partial(_end, int(self._number or 0), ends))
        QTimer.singleShot(0, self, self.closed.emit)


def day_field(session: ui.session.Session) -> ui.form.Field:
    """The field for the day on which a meeting was held."""

    def editor() -> ui.fields.Editor:
        return ui.fields.Day(partial(_today, session), ahead=False)

    return ui.form.Field("on", "Ngày họp", editor, required=True)


def hold_now(session: ui.session.Session, number: int, given: dict[str, Any]) -> None:
    """Enter that the meeting ``number`` is being, or was, held on the day ``given["on"]``.

    Raises:
        db.errors.RecordError: the day lies ahead.
    """
    meeting = db.meetings.get(number)
    parts = db.meetings.parts(number)
    entered = {one["member"]: (one["status"], one["reason"]) for one in parts["attendance"]}
    session.perform(f"Bắt đầu “{meeting.title}”", partial(_hold, number, given["on"], entered))


def _today(session: ui.session.Session) -> Any:
    return session.today


def _change(number: int, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    db.meetings.steps.change(db.meetings.get(number), fields, moment)


def _attend(
    number: int, members: list[int], status: str, reason: str, moment: db.moments.Moment
) -> None:
    meeting = db.meetings.get(number)
    for member in members:
        db.meetings.steps.attend(meeting, member, status, reason, moment)


def _hold(
    number: int, on: Any, entered: dict[int, tuple[str, str]], moment: db.moments.Moment
) -> None:
    db.meetings.steps.hold(db.meetings.get(number), on, entered, moment)


def _end(number: int, ends: str, moment: db.moments.Moment) -> None:
    db.meetings.steps.close(db.meetings.get(number), ends, moment)
