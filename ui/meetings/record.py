"""One meeting beside the list: its plan, what came of it, and the steps that come next."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot

import db.days
import db.meetings
import db.meetings.listing
import db.meetings.roll
import db.meetings.steps
import db.moments
import ui.fields
import ui.form
import ui.links
import ui.meetings.hours
import ui.meetings.planning
import ui.meetings.sitting
import ui.meetings.standing
import ui.page
import ui.session
import ui.shown
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


class MeetingForm(ui.shown.RecordForm):
    """The meeting chosen in the list."""

    NAME, TITLE, FIRST = "meetings", "Sinh hoạt", "title"
    ABOUT = "Buổi “{}”."

    sitting_wanted = Signal(int)
    minutes_wanted = Signal(int)

    def __init__(self, session: ui.session.Session) -> None:
        meeting, field = db.meetings.Meeting, ui.form.Field.of
        ends = field(meeting.ends, ui.meetings.hours.Hour, label="Giờ kết thúc")
        after = (ends, field(meeting.number))
        super().__init__(session, ui.meetings.planning.fields(session), after)
        self._row: dict[str, Any] = {}
        self._after = self._forms[1]
        self._facts = ui.theme.label("", "soft")
        self._facts.setObjectName("meetings.facts")
        self._came = ui.page.heading("Kết luận")
        self._links = ui.links.Links("meetings.tasks")
        self._steps = {
            name: self._make_deed(name, words, partial(self.step, name))
            for name, words in STEPS.items()
        }
        self._buttons = {
            name: ui.theme.button(words, f"meetings.{name}") for name, words in STEPS.items()
        }
        self.deeds = list(self._steps.values())
        above = (ui.shown.row(self._chips), self._facts, self._came, self._links)
        below = (self._form, self._after, self._past, self._history)
        self._arrange((*above, *below), list(self._buttons.values()))
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self.step, name))
        self._links.opened.connect(self._follow)

    def reload(self) -> bool:
        """Read the meeting again; what is being typed stays. False when it is gone."""
        meeting = db.meetings.Meeting.get_or_none(
            db.meetings.Meeting.id == self._number, db.meetings.Meeting.deleted_on.is_null()
        )
        if meeting is None:
            return False
        (self._row,) = db.meetings.listing.rows([meeting.id])
        self._tell(meeting)
        return True

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

    @Slot(str, int)
    def _follow(self, kind: str, number: int) -> None:
        """A line leads to a task, or into the meeting itself."""
        if kind == "meetings.sitting":
            self.sitting_wanted.emit(number)
        else:
            self.open_requested.emit(kind, number)

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
        self._session.perform(f"Xóa buổi “{self._row['title']}”", work)

    def _save(self, name: str, value: Any) -> None:
        given = value if name in ("planned_on", "agenda") else (value or "")
        work = partial(_change, int(self._number or 0), {name: given})
        self._session.perform(f"Sửa “{self._row['title']}”", work, quiet=True)

    def _tell(self, meeting: db.meetings.Meeting) -> None:
        """Show the meeting as it stands in the book."""
        row, number = self._row, int(str(meeting.id))
        parts = db.meetings.parts(number)
        words, tone = ui.meetings.standing.told(row, self._today())
        ui.theme.set_chip(self._chips[0], words, tone)
        ui.theme.set_chip(self._chips[1], ui.meetings.standing.kind_words(row["kind"]), "grey")
        self._facts.setText("\n".join(_facts(meeting, parts)))
        links = _links(parts["conclusions"], number)
        self._links.show_lines(links)
        self._came.setVisible(bool(links))
        for form in self._forms:
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


def _links(conclusions: list[dict[str, Any]], meeting: int) -> list[ui.links.Link]:
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
        made.append(ui.links.Link(name, goal, one["text"], detail, tone))  # type: ignore[arg-type]  # one of the tones
    return made


def _change(number: int, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    db.meetings.steps.change(db.meetings.get(number), fields, moment)


def _correct(number: int, on: date, text: str, moment: db.moments.Moment) -> None:
    db.meetings.steps.correct(db.meetings.get(number), on, text, moment)


def _delete(number: int, moment: db.moments.Moment) -> None:
    db.meetings.steps.delete(db.meetings.get(number), moment)
