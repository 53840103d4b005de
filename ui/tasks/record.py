"""One task: its six clear points, what has happened to it, and the steps that come next."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

import db.days
import db.meetings
import db.tasks
import db.tasks.listing
import db.tasks.series
import db.tasks.steps
import ui.assigning
import ui.fields
import ui.form
import ui.links
import ui.page
import ui.session
import ui.shown
import ui.tasks.questions
import ui.tasks.standing
import ui.theme

LATE = ("cause", "cause_body", "cause_person", "cause_until", "handling")

BOTH = 480  # pixels at 100 %: in less height a question stands alone


class TaskForm(ui.shown.RecordForm):
    """The form of the task chosen in the list."""

    NAME, TITLE, FIRST = "tasks", "Nhiệm vụ", "work"

    def __init__(self, session: ui.session.Session) -> None:
        product, *more = ui.assigning.more_fields()
        more.append(ui.form.Field.of(db.tasks.Task.outcome))
        late = _late_fields(session)
        super().__init__(session, ui.assigning.fields(session), [product], late, more)
        _, self._product, self._late, self._other = self._forms
        self._task: dict[str, Any] = {}
        self._row: dict[str, Any] = {}
        self._asked = ""  # which step the question is about
        self._waiting: dict[int, tuple[str, dict[str, str]]] = {}
        self._lacks = ui.theme.label("", "soft")
        self._unsaid = ui.theme.label("", "error")
        self._source = ui.links.Links("tasks.source")
        self._due = ui.theme.label("", "heading")
        self._due.setObjectName("tasks.form.due")
        self._extend = ui.theme.button("Gia hạn…", "tasks.extend")
        self._late_title = ui.page.heading("Chậm: nguyên nhân, trách nhiệm")
        self._facts = ui.theme.label("", "soft")
        self._facts.setObjectName("tasks.facts")
        steps = ui.tasks.questions.STEPS
        self._steps = {
            name: self._make_deed(name, words, partial(self.step, name))
            for name, words in steps.items()
        }
        self.deeds = list(self._steps.values())
        self._usual = {
            name: ui.theme.button(steps[name], f"tasks.{name}") for name in ui.tasks.questions.PLAIN
        }
        self._others = ui.theme.button("Khác…", "tasks.more")
        self._area, _ = self._arrange(self._parts(), [*self._usual.values(), self._others])
        self._connect()

    def show_record(self, number: int) -> bool:
        """Show the task ``number``; False when there is none or it lies in the bin."""
        if self._number == number:
            return self.reload()
        found = super().show_record(number)
        self._area.verticalScrollBar().setValue(0)
        if found and number in self._waiting:
            name, typed = self._waiting.pop(number)
            if self._steps[name].isEnabled():
                self.step(name)
                self._asking.put_typed(typed)
        return found

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        said = [super().leaving()]
        if self._waiting:
            said.append("Có bước của nhiệm vụ khác đang nhập, chưa ghi vào sổ.")
        return " ".join(filter(None, said))

    def reload(self) -> bool:
        """Read the task again; what is being typed stays. False when it is gone."""
        if self._number is None:
            return False
        found = db.tasks.read(f"WHERE id = {int(self._number)} AND deleted_on IS NULL")
        if not found:
            self._asking.leave()
            return False
        self._task = found[0]
        self._row = db.tasks.listing.rows([self._number], self._session.today)[0]
        self._tell()
        return True

    @Slot()
    def step(self, name: str) -> None:
        """Ask for what the step ``name`` needs, in the page."""
        question = ui.tasks.questions.of(name, self._task, self._session)
        self._asked = name
        alone = self.height() < ui.theme.px(BOTH)
        self._area.setVisible(not alone)
        named = alone or name in ("cancel", "delete")  # these are missed most when mistaken
        about = f"Nhiệm vụ “{self._task['work']}”." if named else ""
        words = " ".join(filter(None, (about, question.words)))
        self._asking.put(dataclasses.replace(question, words=words), self._record, self._session)

    def _put_aside(self) -> None:
        """Keep a question that was begun until its task is shown again."""
        if self._number is not None and self._asking.unsaved():
            self._waiting[self._number] = (self._asked, self._asking.typed())
        super()._put_aside()

    def _parts(self) -> tuple[QWidget, ...]:
        """Everything that scrolls, from top to bottom."""
        due = QWidget()
        beside = QHBoxLayout(due)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._due, 1)
        beside.addWidget(self._extend)
        return (
            ui.shown.row((*self._chips, self._past)),
            *(self._history, self._unsaid, self._lacks, self._source, self._form),
            *(ui.theme.label(str(db.tasks.Task.due.verbose_name)), due),
            *(self._product, self._late_title, self._late, self._other),
            *(ui.page.heading("Diễn biến"), self._facts),
        )

    def _connect(self) -> None:
        for name, button in self._usual.items():
            button.clicked.connect(partial(self.step, name))
        self._others.clicked.connect(self._open_menu)
        self._extend.clicked.connect(partial(self.step, "extend"))
        self._source.opened.connect(self.open_requested)
        self._asking.closed.connect(self._area.show)

    @Slot()
    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("tasks.others")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, action in self._steps.items():
            if action.isEnabled() and name not in self._usual:
                menu.addAction(action)
        menu.popup(self._others.mapToGlobal(QPoint(0, self._others.height())))

    def _tell(self) -> None:
        """Show the task as it stands in the book."""
        task = self._task
        self._tell_standing()
        self._due.setText(ui.tasks.standing.due_words(task))
        self._extend.setText("Gia hạn…" if task["due"] else "Đặt hạn…")
        for form in (self._form, self._product, self._other):
            form.show_values(self._number, {name: task[name] for name in form.names()})
        late = self._row["late"] or any(task[name] for name in LATE)
        self._late.setVisible(late)
        self._late_title.setVisible(late)
        until = task["cause_until"]
        held = {name: task[name] for name in LATE}
        held["cause_until"] = date.fromisoformat(until) if until else None
        self._late.show_values(self._number, held)
        self._facts.setText("\n".join(_facts(task)))
        possible = ui.tasks.questions.possible(task)
        for name, action in self._steps.items():
            action.setEnabled(name in possible)
        for name, button in self._usual.items():
            button.setVisible(name in possible)
        self._extend.setVisible("extend" in possible)
        self._history.show_record("tasks", int(task["id"]))

    def _tell_standing(self) -> None:
        """The chips on top, and what stands under them in words."""
        lacks = self._row["missing"]
        clear = 6 - sum(1 for one in lacks if one.startswith("rõ"))
        ui.theme.set_chip(self._chips[0], f"{clear}/6 rõ", "green" if not lacks else "amber")
        ui.theme.set_chip(self._chips[1], *ui.tasks.standing.told(self._row))
        unsaid = self._row["lacks"]
        self._unsaid.setText(f"Chưa ghi {', '.join(unsaid)}." if unsaid else "")
        self._unsaid.setVisible(bool(unsaid))
        said = [f"Mã {self._task['code']}." if self._task["code"] else ""]
        said += [f"Còn thiếu: {', '.join(lacks)}." if lacks else ""]
        said += [ui.tasks.standing.warning(self._row), _recurring(self._task["series"])]
        self._lacks.setText("\n".join(filter(None, said)))
        self._lacks.setVisible(any(said))
        self._tell_source()

    def _tell_source(self) -> None:
        """Where the task comes from, as a way there."""
        source = self._task["source"] or {}
        number = source.get("id") if source.get("kind") == "meetings" else None
        meeting = db.meetings.Meeting.get_or_none(
            db.meetings.Meeting.id == number, db.meetings.Meeting.deleted_on.is_null()
        )
        lines = []
        if meeting is not None:
            goal, words = ("meetings", int(meeting.id)), "Lập từ kết luận của buổi này; mở buổi"
            lines.append(ui.links.Link("tasks.source.open", goal, meeting.title, words, "blue"))
        self._source.show_lines(lines)
        self._source.setVisible(bool(lines))

    def _record(self) -> db.tasks.Task:
        return db.tasks.get(int(self._number or 0))

    def _save(self, name: str, value: Any) -> None:
        fields = {name: value if name == "cause_until" else (value or "")}
        if name == "accountable":
            fields["accountable_member"] = ui.assigning.member_named(value, self._session.today)
        self._session.perform(
            f"Sửa “{self._task['work']}”",
            lambda moment: db.tasks.steps.change(self._record(), fields, moment),
            quiet=True,
            joins=f"tasks {self._number} {name}",
        )


def _late_fields(session: ui.session.Session) -> list[ui.form.Field]:
    """Why it is late, whose fault that is and until when it holds, what is done about it."""
    task, field = db.tasks.Task, ui.form.Field.of

    def today() -> date:
        return session.today

    return [
        *ui.tasks.questions.cause_fields(session),
        field(task.cause_until, partial(ui.fields.Day, today, ahead=True)),
        field(task.handling),
    ]


def _recurring(number: int | None) -> str:
    """How often the duty comes back that a task belongs to, or ""."""
    series = db.tasks.Series.get_or_none(db.tasks.Series.id == number) if number else None
    if series is None:
        return ""
    end = f", đến hết ngày {db.days.shown(series.end)}" if series.end else ""
    return f"Việc lặp lại {db.tasks.series.RECURRENCES[series.recurrence]}{end}."


def _facts(task: dict[str, Any]) -> list[str]:
    """What happened to a task, by day, in words."""
    told: list[tuple[str, str]] = [
        (one["on"], db.tasks.STATES[one["state"]]) for one in task["states"]
    ]
    for one in task["extensions"]:
        basis = f", căn cứ {one['basis']}" if one["basis"] else ""
        told.append((one["made_on"], f"gia hạn đến {_shown(one['new'])}{basis}"))
    for one in task["progress"]:
        percent = "" if one["percent"] is None else f" {one['percent']}%"
        told.append((one["on"], f"tiến độ{percent} {one['text']}".rstrip()))
    told.sort(key=lambda pair: pair[0], reverse=True)
    return [f"{_shown(on)}: {words}" for on, words in told]


def _shown(day: str) -> str:
    return db.days.shown(date.fromisoformat(day))
