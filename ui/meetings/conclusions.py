"""The conclusions of a meeting: entered one by one, each with what becomes of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

import db.days
import db.errors
import db.meetings
import db.meetings.minutes
import db.moments
import db.tasks
import db.tasks.adding
import ui.asking
import ui.assigning
import ui.fields
import ui.flow
import ui.form
import ui.meetings.order
import ui.meetings.slip
import ui.page
import ui.session
import ui.theme


class _Line(QWidget):
    """One conclusion with its buttons."""

    def __init__(self, card: Conclusions, at: int, row: dict[str, Any], *, readonly: bool) -> None:
        super().__init__()
        name = f"meetings.conclusion.{at}"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        words = ui.theme.label(f"{at + 1}. {row['text']}")
        words.setObjectName(f"{name}.words")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        if row["no_task"] is not None:
            column.addWidget(ui.theme.label(f"Không lập nhiệm vụ: {row['no_task']}", "soft"))
        deeds = ui.flow.Flow()
        for task in row["tasks"]:
            goal = ui.theme.button(_task_words(task), f"{name}.link", "link")
            goal.setToolTip(task["work"])
            goal.clicked.connect(partial(card.open_requested.emit, "tasks", task["id"]))
            deeds.addWidget(goal)
        for what, text, kind, shown in (
            ("task", "Lập nhiệm vụ", "plain", not row["tasks"] and row["no_task"] is None),
            ("none", "Không lập nhiệm vụ", "plain", not row["tasks"] and row["no_task"] is None),
            ("task", "Lập thêm nhiệm vụ", "link", bool(row["tasks"])),
            ("again", "Bỏ ghi không lập", "link", row["no_task"] is not None),
            ("edit", "Sửa lời", "link", not readonly),
        ):
            if shown:
                button = ui.theme.button(
                    text, f"{name}.{what}", "link" if kind == "link" else "plain"
                )
                button.setAccessibleName(f"{text}: {row['text'][:80]}")
                button.clicked.connect(partial(card.do, what, row["id"]))
                deeds.addWidget(button)
        column.addWidget(deeds)


class Conclusions(ui.theme.Card):
    """The card of conclusions; a task is given in place, in the words of its conclusion."""

    open_requested = Signal(str, int)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._meeting: dict[str, Any] = {}
        self._rows: list[dict[str, Any]] = []
        self._readonly: bool | None = None
        self._lines: list[QWidget] = []
        self._draft: ui.assigning.Assigning | None = None
        self._place = QVBoxLayout()
        self._place.setSpacing(4)
        self._asking = ui.asking.Asking("meetings.conclusion.why")
        part = ui.meetings.slip.Part("text", "Nội dung kết luận", ui.fields.Paragraph())
        self.slip = ui.meetings.slip.Slip(
            "meetings.conclusion", [part], "Thêm kết luận", "Ghi lại kết luận"
        )
        self.column.addWidget(ui.page.heading("Kết luận"))
        self.column.addLayout(self._place)
        for one in (self._asking, self.slip):
            self.column.addWidget(one)
        self._asking.closed.connect(self.slip.focus)
        self.slip.given.connect(self._give)
        self.slip.dropped.connect(self._drop)

    def show_meeting(
        self, meeting: dict[str, Any], rows: list[dict[str, Any]], *, readonly: bool
    ) -> None:
        """Show the conclusions of ``meeting`` (id, title, held_on as a day)."""
        if meeting["id"] != self._meeting.get("id") and self._asking.asking():
            self._asking.leave()
        self._meeting = meeting
        self.slip.show_for(meeting["id"])
        self.slip.set_readonly(readonly)
        if rows != self._rows or readonly != self._readonly:
            self._rows, self._readonly = rows, readonly
            self._fill()

    def unsaved(self) -> str:
        """A sentence naming what is typed here and not in the book, or ""."""
        if self.slip.unsaved():
            return f"Kết luận “{self.slip.named()}” chưa thêm vào biên bản."
        return self._draft.unsaved() if self._draft is not None else ""

    def settle(self) -> bool:
        """Add what is typed; False if it cannot be."""
        if self.slip.unsaved():
            self._give()
        return not self.slip.unsaved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form of a task; what was typed there waits."""
        draft = self._draft
        if event.key() == Qt.Key.Key_Escape and draft is not None and ui.page.has_focus(draft):
            draft.rest()
            self._leave_draft()
        else:
            super().keyPressEvent(event)

    def do(self, what: str, number: int) -> None:
        """One of the buttons of the conclusion ``number``."""
        row = next(one for one in self._rows if one["id"] == number)
        if what == "task":
            self._assign(row)
        elif what == "none":
            self._ask_why(row)
        elif what == "again":
            self._take_back(number)
        else:
            self.slip.change(number, row)

    def _fill(self) -> None:
        """Make the lines anew."""
        for line in self._lines:
            self._place.removeWidget(line)
            line.hide()
            line.deleteLater()
        readonly = bool(self._readonly)
        self._lines = [_Line(self, at, row, readonly=readonly) for at, row in enumerate(self._rows)]
        if not self._lines and readonly:
            self._lines = [ui.theme.label("Buổi sinh hoạt không có kết luận riêng.", "soft")]
        for line in self._lines:
            self._place.addWidget(line)

    @Slot()
    def _give(self) -> None:
        if ui.meetings.slip.attempt(self.slip, self._enter):
            self.slip.focus()

    def _enter(self, values: dict[str, Any]) -> None:
        number, text = self.slip.number, str(values["text"])
        if number is None:
            meeting = int(self._meeting["id"])
            self._perform("Thêm kết luận", partial(_conclude, meeting, text))
        else:
            self._perform("Sửa kết luận", partial(_reword, number, text))

    @Slot()
    def _drop(self) -> None:
        ui.meetings.slip.attempt(self.slip, self._remove)

    def _remove(self, _values: dict[str, Any]) -> None:
        self._perform("Xóa kết luận", partial(_remove, int(self.slip.number or 0)))

    def _ask_why(self, row: dict[str, Any]) -> None:
        """Ask in place why a conclusion needs no task."""
        why = ui.form.Field("why", "Lý do", ui.fields.Paragraph, required=True)
        self._asking.ask(
            "Không lập nhiệm vụ",
            [why],
            "Ghi lý do",
            partial(self._no_task, row["id"]),
            words=row["text"],
        )
        QTimer.singleShot(0, self, partial(self._bring, self._asking))

    def _no_task(self, number: int, given: dict[str, Any]) -> None:
        self._perform("Không lập nhiệm vụ", partial(_needs_none, number, str(given["why"])))

    def _take_back(self, number: int) -> None:
        """Take back that a conclusion needs no task."""
        try:
            self._perform("Bỏ ghi không lập nhiệm vụ", partial(_needs_task, number))
        except db.errors.RecordError as error:
            self.slip.say(str(error))

    def _assign(self, row: dict[str, Any]) -> None:
        """Show the form of a task, with the words of the conclusion."""
        if self._draft is None:  # a form of many fields: made when first wanted
            self._draft = ui.assigning.Assigning(self._session, "meetings.task")
            self._draft.entered.connect(self._leave_draft)
            self._draft.left.connect(self._leave_draft)
            self.column.insertWidget(self.column.indexOf(self.slip), self._draft)
            ui.meetings.order.by_sight(self)
        held = self._meeting["held_on"]
        basis = f"Kết luận buổi “{self._meeting['title']}”, ngày {db.days.shown(held)}"
        self._draft.show()
        self._draft.begin(
            "Nhiệm vụ từ kết luận",
            {"work": row["text"], "assigned_on": held, "basis": basis},
            partial(_make_task, row["id"]),
        )
        QTimer.singleShot(0, self, partial(self._bring, self._draft))

    def _bring(self, part: QWidget) -> None:
        """Scroll so that ``part``, which has just found its place, begins in sight."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            area.verticalScrollBar().setValue(part.mapTo(inner, QPoint()).y() - ui.theme.px(8))

    @Slot()
    def _leave_draft(self) -> None:
        if self._draft is not None:
            self._draft.hide()
        self.slip.focus()

    def _perform(self, label: str, work: Any) -> None:
        self._session.perform(label, work)


def _task_words(task: dict[str, Any]) -> str:
    number = task["code"] or f"NV-{task['id']}"
    return f"Đã lập nhiệm vụ {number} ({db.tasks.STATES[task['state']]})"


def _conclude(meeting: int, text: str, moment: db.moments.Moment) -> None:
    db.meetings.minutes.conclude(db.meetings.get(meeting), text, moment)


def _reword(number: int, text: str, moment: db.moments.Moment) -> None:
    db.meetings.minutes.change_conclusion(number, text, moment)


def _remove(number: int, moment: db.moments.Moment) -> None:
    db.meetings.minutes.remove_conclusion(number, moment)


def _needs_task(number: int, moment: db.moments.Moment) -> None:
    db.meetings.minutes.needs_task(db.meetings.conclusion(number), moment)


def _needs_none(number: int, why: str, moment: db.moments.Moment) -> None:
    db.meetings.minutes.needs_no_task(db.meetings.conclusion(number), why, moment)


def _make_task(
    number: int, draft: db.tasks.adding.Draft, moment: db.moments.Moment, not_secret: bool
) -> int:
    return db.meetings.minutes.make_task(
        db.meetings.conclusion(number), draft, moment, not_secret=not_secret
    )
