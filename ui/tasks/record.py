"""One task: its six clear points, what has happened to it, and the steps that come next."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

import db.days
import db.moments
import db.tasks
import db.tasks.listing
import db.tasks.series
import db.tasks.steps
import ui.asking
import ui.assigning
import ui.fields
import ui.flow
import ui.form
import ui.history
import ui.page
import ui.scrolling
import ui.session
import ui.shown
import ui.tasks.questions
import ui.tasks.standing
import ui.theme

LATE = ("cause", "cause_body", "cause_person", "cause_until", "handling")

BOTH = 480  # pixels at 100 %: in less height a question stands alone


class TaskForm(ui.shown.Shown):
    """The form of the task chosen in the list."""

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._number: int | None = None
        self._task: dict[str, Any] = {}
        self._row: dict[str, Any] = {}
        self._step = ""
        self._waiting: dict[int, tuple[str, dict[str, str]]] = {}
        self._clear = ui.theme.chip("", "green")
        self._standing = ui.theme.chip("", "blue")
        self._lacks = ui.theme.label("", "soft")
        self._unsaid = ui.theme.label("", "error")
        product, *more = ui.assigning.more_fields()
        more.append(ui.form.Field.of(db.tasks.Task.outcome))
        self._form = self._make_form(ui.assigning.fields(session))
        self._product = self._make_form([product])
        self._late = self._make_form(self._late_fields())
        self._other = self._make_form(more)
        self._forms = (self._form, self._product, self._late, self._other)
        self._due = ui.theme.label("", "heading")
        self._due.setObjectName("tasks.form.due")
        self._extend = ui.theme.button("Gia hạn…", "tasks.extend")
        self._late_title = ui.page.heading("Chậm: nguyên nhân, trách nhiệm")
        self._facts = ui.theme.label("", "soft")
        self._facts.setObjectName("tasks.facts")
        self._steps = self._make_steps()
        self.deeds = list(self._steps.values())
        self._usual = {
            name: ui.theme.button(ui.tasks.questions.STEPS[name], f"tasks.{name}")
            for name in ui.tasks.questions.PLAIN
        }
        self._others = ui.theme.button("Việc khác", "tasks.more")
        self._asking = ui.asking.Asking("tasks.step")
        self._foot = QWidget()
        self._past = ui.history.button("tasks.history")
        self._history = ui.history.HistoryPanel(session, "tasks.history")
        self._history.follow(self._past)
        self._build()
        self._connect()

    def show_record(self, number: int) -> bool:
        """Show the task ``number``; False when there is none or it lies in the bin."""
        if self._number == number:
            return self.reload()
        if self._number is not None:
            self.leaving()
            self._put_aside()
        self._number = number
        found = self.reload()
        self._area.verticalScrollBar().setValue(0)
        if found and number in self._waiting:
            name, typed = self._waiting.pop(number)
            if self._steps[name].isEnabled():
                self._ask(name)
                self._asking.put_typed(typed)
        return found

    def take_focus(self) -> None:
        """Let typing go to the first field."""
        self._form.focus("work")

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        for form in self._forms:
            form.flush()
        labels = [label for form in self._forms for one in form.waiting().values() for label in one]
        labels += [label for form in self._forms for label in form.unsaved()]
        said = [self._asking.unsaved()]
        if labels:
            named = ", ".join(dict.fromkeys(labels))
            said.append(f"Trang Nhiệm vụ có ô chưa lưu được: {named}.")
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
        self._row = db.tasks.listing.rows([self._number], self._today())[0]
        self._tell()
        return True

    @Slot()
    def step(self, name: str) -> None:
        """Ask for what the step ``name`` needs, in the page."""
        self._ask(name)

    def _ask(self, name: str) -> None:
        question = ui.tasks.questions.of(name, self._task, self._session)
        self._step = name
        alone = self.height() < ui.theme.px(BOTH)
        self._area.setVisible(not alone)
        about = f"Nhiệm vụ “{self._task['work']}”." if alone else ""
        words = " ".join(filter(None, (about, question.words)))
        self._asking.put(dataclasses.replace(question, words=words), self._record, self._session)

    def _put_aside(self) -> None:
        """Keep a question that was begun until its task is shown again."""
        if self._number is not None and self._asking.unsaved():
            self._waiting[self._number] = (self._step, self._asking.typed())
        self._asking.leave()

    def _today(self) -> date:
        return self._session.today

    def _make_form(self, fields: list[ui.form.Field] | tuple[ui.form.Field, ...]) -> ui.form.Form:
        return ui.form.Form("tasks.form", fields, self._save)

    def _late_fields(self) -> list[ui.form.Field]:
        task, field = db.tasks.Task, ui.form.Field.of
        return [
            *ui.tasks.questions.cause_fields(self._session),
            field(task.cause_until, partial(ui.fields.Day, self._today, ahead=True)),
            field(task.handling),
        ]

    def _make_steps(self) -> dict[str, QAction]:
        """Each step as an action: for the list's menu, and for that of the form."""
        made = {}
        for name, words in ui.tasks.questions.STEPS.items():
            made[name] = QAction(words, self)
            made[name].setObjectName(f"tasks.{name}.action")
            made[name].triggered.connect(partial(self.step, name))
        return made

    def _build(self) -> None:
        inner = ui.theme.card()
        column = inner.column
        chips = ui.flow.Flow()
        for one in (self._clear, self._standing, self._past):
            chips.addWidget(one)
        column.addWidget(chips)
        for part in (self._history, self._unsaid, self._lacks, self._form):
            column.addWidget(part)
        column.addWidget(ui.theme.label(str(db.tasks.Task.due.verbose_name)))
        row = QHBoxLayout()
        row.addWidget(self._due, 1)
        row.addWidget(self._extend)
        column.addLayout(row)
        for part in (self._product, self._late_title, self._late, self._other):
            column.addWidget(part)
        column.addWidget(ui.page.heading("Diễn biến"))
        column.addWidget(self._facts)
        column.addStretch(1)
        foot = ui.flow.Flow(self._foot)
        for button in (*self._usual.values(), self._others):
            foot.addWidget(button)
        self._area = ui.scrolling.Scrolled(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._asking)
        outer.addWidget(self._foot)
        self.setFocusProxy(self._form)

    def _connect(self) -> None:
        for name, button in self._usual.items():
            button.clicked.connect(partial(self.step, name))
        self._others.clicked.connect(self._open_menu)
        self._extend.clicked.connect(partial(self.step, "extend"))
        self._asking.opened.connect(self._foot.hide)
        for part in (self._foot, self._area):
            self._asking.closed.connect(part.show)

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
        ui.theme.set_chip(self._clear, f"{clear}/6 rõ", "green" if not lacks else "amber")
        ui.theme.set_chip(self._standing, *ui.tasks.standing.told(self._row))
        unsaid = self._row["lacks"]
        self._unsaid.setText(f"Chưa ghi {', '.join(unsaid)}." if unsaid else "")
        self._unsaid.setVisible(bool(unsaid))
        said = [f"Mã {self._task['code']}." if self._task["code"] else ""]
        said += [f"Còn thiếu: {', '.join(lacks)}." if lacks else ""]
        said += [ui.tasks.standing.warning(self._row), _recurring(self._task["series"])]
        self._lacks.setText("\n".join(filter(None, said)))
        self._lacks.setVisible(any(said))

    def _record(self) -> db.tasks.Task:
        return db.tasks.get(int(self._number or 0))

    def _save(self, name: str, value: Any) -> None:
        fields = {name: value if name == "cause_until" else (value or "")}
        if name == "accountable":
            fields["accountable_member"] = ui.assigning.member_named(value, self._today())
        self._session.perform(
            f"Sửa “{self._task['work'][:40]}”",
            lambda moment: db.tasks.steps.change(self._record(), fields, moment),
            quiet=True,
            joins=f"tasks {self._number} {name}",
        )


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
