"""One meeting beside the list: its plan, what came of it, and the steps that come next."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

import db.days
import db.meetings
import db.meetings.listing
import db.meetings.roll
import db.meetings.steps
import db.moments
import ui.asking
import ui.fields
import ui.flow
import ui.form
import ui.history
import ui.leads
import ui.meetings.planning
import ui.meetings.sitting
import ui.meetings.standing
import ui.page
import ui.scrolling
import ui.session
import ui.theme

_BINNED = "Lấy lại được trong Cài đặt, mục Thùng rác. Buổi này không còn tính vào số liệu."
STEPS = {
    "start": "Bắt đầu họp",
    "resume": "Tiếp tục ghi buổi họp",
    "view": "Xem diễn biến",
    "minutes": "Xem biên bản",
    "correct": "Lập đính chính…",
    "delete": "Xóa…",
}
_POSSIBLE = {
    "planned": ("start", "delete"),
    "held": ("resume", "minutes", "delete"),
    "approved": ("view", "minutes", "correct"),
}


class MeetingForm(QWidget):
    """The meeting chosen in the list."""

    open_requested = Signal(str, int)
    sitting_wanted = Signal(int)
    minutes_wanted = Signal(int)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._number: int | None = None
        self._row: dict[str, Any] = {}
        self._standing = ui.theme.chip("", "blue")
        self._kind = ui.theme.chip("", "grey")
        meeting, field = db.meetings.Meeting, ui.form.Field.of
        line = partial(ui.fields.Line, 40)
        self._form = ui.form.Form("meetings.form", ui.meetings.planning.fields(session), self._save)
        self._after = ui.form.Form(
            "meetings.form",
            (field(meeting.ends, line, label="Giờ kết thúc"), field(meeting.number)),
            self._save,
        )
        self._facts = ui.theme.label("", "soft")
        self._facts.setObjectName("meetings.facts")
        self._came = ui.page.heading("Kết luận")
        self._leads = ui.leads.Leads("meetings.tasks")
        self._asking = ui.asking.Asking("meetings.step")
        self._steps: dict[str, QAction] = {}
        self._buttons: dict[str, QWidget] = {}
        self._foot = self._make_foot()
        self._past = ui.history.button("meetings")
        self._history = ui.history.HistoryPanel(session, "meetings")
        self._history.follow(self._past)
        self._build()
        self._leads.opened.connect(self.open_requested)
        self._asking.opened.connect(self._foot.hide)
        self._asking.closed.connect(self._show_foot)

    def show_meeting(self, number: int) -> None:
        """Show the meeting ``number``."""
        if self._number is not None and self._number != number:
            self.leaving()
            if self._asking.asking():
                self._asking.leave()
        self._number = number
        self.reload()

    def take_focus(self) -> None:
        """Let typing go to the first field."""
        self._form.focus("title")

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        unsaved = []
        for form in (self._form, self._after):
            form.flush()
            unsaved += form.unsaved()
        if not unsaved:
            return ""
        return f"Buổi “{self._row['title'][:60]}” có ô chưa lưu được: {', '.join(unsaved)}."

    def reload(self) -> None:
        """Read the meeting again; what is being typed stays."""
        if self._number is None:
            return
        rows = db.meetings.listing.rows([self._number])
        meeting = db.meetings.Meeting.get_or_none(db.meetings.Meeting.id == self._number)
        if meeting is None or meeting.deleted_on is not None or not rows:
            self.setEnabled(False)
            return
        self.setEnabled(True)
        self._row = rows[0]
        self._tell(meeting)

    def fill_menu(self, menu: QMenu) -> None:
        """The steps that are possible now, as entries of a menu."""
        for action in self._steps.values():
            if action.isEnabled():
                menu.addAction(action)

    @Slot(str)
    def step(self, name: str) -> None:
        """Take a step, asking in the page for what it needs."""
        if self._number is None:
            return
        self.leaving()
        if name == "start":
            self._start()
        elif name in ("resume", "view"):
            self.sitting_wanted.emit(self._number)
        elif name == "minutes":
            self.minutes_wanted.emit(self._number)
        elif name == "correct":
            self._ask_correction()
        else:
            self._asking.ask(
                "Chuyển buổi sinh hoạt vào thùng rác", [], "Chuyển vào thùng rác", self._delete,
                words=_BINNED,
            )  # fmt: skip

    @Slot()
    def _show_foot(self) -> None:
        """The question is over: the steps again, the keyboard on the first of them."""
        self._foot.show()
        for button in self._buttons.values():
            if button.isVisible():
                button.setFocus()
                return

    def _today(self) -> date:
        return self._session.today

    def _start(self) -> None:
        """Hold the meeting: on the day planned if that is today, else on the day asked for."""
        planned = self._row["planned_on"]
        today = self._today()
        if planned == today.isoformat():
            self._hold({"on": today})
            return
        past = planned is not None and planned < today.isoformat()
        field = ui.meetings.sitting.day_field(self._session)
        self._asking.ask(
            "Bắt đầu họp", [field], "Vào buổi họp", self._hold,
            values={"on": date.fromisoformat(planned) if past else today},
            words="Buổi đã họp từ trước thì ghi ngày đã họp rồi nhập như đang họp.",
        )  # fmt: skip

    def _hold(self, given: dict[str, Any]) -> None:
        number = int(self._number or 0)
        ui.meetings.sitting.hold_now(self._session, number, given)
        QTimer.singleShot(0, self, partial(self.sitting_wanted.emit, number))

    def _ask_correction(self) -> None:
        on = ui.form.Field(
            "on", "Ngày đính chính", lambda: ui.fields.Day(self._today, ahead=False), required=True
        )
        text = ui.form.Field("text", "Nội dung đính chính", ui.fields.Long, required=True)
        self._asking.ask(
            "Lập đính chính biên bản", [text, on], "Ghi đính chính", self._correct,
            values={"on": self._today()},
            words="Biên bản đã thông qua giữ nguyên; đính chính được ghi kèm theo.",
        )  # fmt: skip

    def _correct(self, given: dict[str, Any]) -> None:
        work = partial(_correct, int(self._number or 0), given["on"], given["text"])
        self._session.perform("Đính chính biên bản", work, undoable=False)

    def _delete(self, _given: dict[str, Any]) -> None:
        work = partial(_delete, int(self._number or 0))
        self._session.perform(f"Xóa buổi “{self._row['title'][:40]}”", work)

    def _save(self, name: str, value: Any) -> None:
        given = value if name in ("planned_on", "agenda") else (value or "")
        work = partial(_change, int(self._number or 0), {name: given})
        self._session.perform(f"Sửa “{self._row['title'][:40]}”", work, quiet=True)

    def _build(self) -> None:
        inner = ui.theme.card()
        column = inner.column
        chips = ui.flow.Flow()
        chips.addWidget(self._standing)
        chips.addWidget(self._kind)
        column.addWidget(chips)
        for one in (
            self._facts, self._came, self._leads, self._form, self._after, self._past,
            self._history,
        ):  # fmt: skip
            column.addWidget(one)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(ui.scrolling.Scrolled(inner), 1)
        outer.addWidget(self._asking)
        outer.addWidget(self._foot)
        self.setFocusProxy(self._form)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = ui.flow.Flow(foot)
        for name, words in STEPS.items():
            action = QAction(words, self)
            action.setObjectName(f"meetings.menu.{name}")
            action.triggered.connect(partial(self.step, name))
            self._steps[name] = action
            button = ui.theme.button(words, f"meetings.{name}")
            button.clicked.connect(partial(self.step, name))
            self._buttons[name] = button
            row.addWidget(button)
        return foot

    def _tell(self, meeting: db.meetings.Meeting) -> None:
        """Show the meeting as it stands in the book."""
        row, number = self._row, int(str(meeting.id))
        parts = db.meetings.parts(number)
        words, tone = ui.meetings.standing.told(row, self._today())
        ui.theme.set_chip(self._standing, words, tone)
        ui.theme.set_chip(self._kind, ui.meetings.standing.kind_words(row["kind"]), "grey")
        self._facts.setText("\n".join(_facts(meeting, parts)))
        leads = _leads(parts["conclusions"], number)
        self._leads.show_lines(leads)
        self._came.setVisible(bool(leads))
        for form in (self._form, self._after):
            form.show_values(number, {name: getattr(meeting, name) for name in form.names()})
            form.set_readonly(meeting.approved_on is not None)
        self._after.setVisible(meeting.held_on is not None)
        state = "planned" if not meeting.held_on else "held"
        possible = _POSSIBLE["approved" if meeting.approved_on else state]
        for name, action in self._steps.items():
            action.setEnabled(name in possible)
            self._buttons[name].setVisible(name in possible)
        self._history.show_record("meetings", number)


def _facts(meeting: db.meetings.Meeting, parts: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What is known of a meeting so far, a line each."""
    if meeting.held_on is None:
        return ["Ghi xong kế hoạch, đến ngày họp bấm “Bắt đầu họp” để điểm danh và ghi biên bản."]
    roll = db.meetings.roll.call(meeting, parts, meeting.held_on)
    came, rest = ui.meetings.standing.roll_words(roll)
    told = [f"Họp ngày {db.days.shown(meeting.held_on)}: {came}" + (f" ({rest})" if rest else "")]
    counts = (
        (len(parts["contributions"]), "ý kiến phát biểu"),
        (len(parts["votes"]), "biểu quyết"),
        (len(parts["conclusions"]), "kết luận"),
        (len(parts["documents"]), "văn bản sử dụng"),
    )
    told.append(", ".join(f"{count} {words}" for count, words in counts if count))
    if meeting.approved_on is not None:
        told.append(
            f"Biên bản thông qua ngày {db.days.shown(meeting.approved_on)}, không sửa được."
        )
    told = [one for one in told if one]
    told += [
        f"Đính chính ngày {db.days.shown(date.fromisoformat(one['on']))}: {one['text']}"
        for one in parts["corrections"]
    ]
    return told


def _leads(conclusions: list[dict[str, Any]], meeting: int) -> list[ui.leads.Lead]:
    """A line for each conclusion, leading to its task, or to where one is made from it."""
    made = []
    for at, one in enumerate(conclusions):
        name, task = f"meetings.lead.{at}", next(iter(one["tasks"]), None)
        if task is not None:
            code = task["code"] or f"NV-{task['id']}"
            detail, goal, tone = f"Đã lập nhiệm vụ {code}", ("tasks", task["id"]), "green"
        elif one["no_task"] is not None:
            detail, goal = f"Không lập nhiệm vụ: {one['no_task']}", ("meetings.sitting", meeting)
            tone = "grey"
        else:
            detail, goal = "Chưa lập nhiệm vụ", ("meetings.sitting", meeting)
            tone = "amber"
        made.append(ui.leads.Lead(name, goal, one["text"], detail, tone))  # type: ignore[arg-type]  # one of the tones
    return made


def _change(number: int, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    db.meetings.steps.change(db.meetings.get(number), fields, moment)


def _correct(number: int, on: date, text: str, moment: db.moments.Moment) -> None:
    db.meetings.steps.correct(db.meetings.get(number), on, text, moment)


def _delete(number: int, moment: db.moments.Moment) -> None:
    db.meetings.steps.delete(db.meetings.get(number), moment)
