"""One task: its six clear points, what has happened to it, and the steps that come next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

import db.days
import db.moments
import db.tasks
import db.tasks.listing
import db.tasks.rules
import db.tasks.steps
import ui.asking
import ui.assigning
import ui.fields
import ui.flow
import ui.form
import ui.history
import ui.page
import ui.session
import ui.tasks.standing
import ui.theme

_BINNED = (
    "Lấy lại được trong Cài đặt, mục Thùng rác. Nhiệm vụ không còn tính vào số liệu từ hôm nay."
)
STEPS = (
    ("progress", "Cập nhật tiến độ…"),
    ("complete", "Hoàn thành…"),
    ("submit", "Trình duyệt…"),
    ("extend", "Gia hạn…"),
    ("assign", "Giao…"),
    ("suspend", "Tạm dừng…"),
    ("resume", "Tiếp tục…"),
    ("reopen", "Mở lại…"),
    ("cancel", "Hủy nhiệm vụ…"),
    ("delete", "Xóa…"),
)
LATE = ("cause", "cause_body", "cause_person", "cause_until", "handling")


class TaskForm(QWidget):
    """The form of the task chosen in the list."""

    open_requested = Signal(str, int)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._number: int | None = None
        self._task: dict[str, Any] = {}
        self._row: dict[str, Any] = {}
        self._clear = ui.theme.chip("", "green")
        self._standing = ui.theme.chip("", "blue")
        self._lacks = ui.theme.label("", "soft")
        clear, product, more = self._fields()
        self._form = ui.form.Form("tasks.form", clear, self._save)
        self._product = ui.form.Form("tasks.form", product, self._save)
        self._other = ui.form.Form("tasks.form", more, self._save)
        self._due = ui.theme.label("", "heading")
        self._due.setObjectName("tasks.form.due")
        self._extend = ui.theme.button("Gia hạn…", "tasks.extend")
        self._asking = ui.asking.Asking("tasks.step")
        self._late = ui.form.Form("tasks.form", self._late_fields(), self._save)
        self._late_title = ui.page.heading("Chậm: nguyên nhân, trách nhiệm")
        self._facts = ui.theme.label("", "soft")
        self._facts.setObjectName("tasks.facts")
        self._steps: dict[str, QAction] = {}
        self._usual = {
            "progress": ui.theme.button("Cập nhật tiến độ…", "tasks.progress"),
            "complete": ui.theme.button("Hoàn thành…", "tasks.complete"),
            "assign": ui.theme.button("Giao…", "tasks.assign"),
            "resume": ui.theme.button("Tiếp tục…", "tasks.resume"),
            "reopen": ui.theme.button("Mở lại…", "tasks.reopen"),
        }
        self._others = ui.theme.button("Việc khác", "tasks.more")
        self._foot = self._make_foot()
        self._past = ui.history.button("tasks.history")
        self._history = ui.history.HistoryPanel(session, "tasks.history")
        self._history.follow(self._past)
        self._build()
        self._extend.clicked.connect(partial(self.step, "extend"))
        self._asking.opened.connect(self._foot.hide)
        self._asking.closed.connect(self._foot.show)

    def show_task(self, number: int) -> None:
        """Show the task ``number``; one that is gone says so."""
        if self._number is not None and self._number != number:
            self.leaving()
            self._asking.leave()
        self._number = number
        self.reload()

    def take_focus(self) -> None:
        """Let typing go to the first field."""
        self._form.focus("work")

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        forms = (self._form, self._product, self._late, self._other)
        for form in forms:
            form.flush()
        labels = [label for form in forms for some in form.waiting().values() for label in some]
        labels += [label for form in forms for label in form.unsaved()]
        if not labels:
            return ""
        return f"Trang Nhiệm vụ có ô chưa lưu được: {', '.join(dict.fromkeys(labels))}."

    def reload(self) -> None:
        """Read the task again; what is being typed stays."""
        if self._number is None:
            return
        found = db.tasks.read(f"WHERE id = {int(self._number)}")
        rows = db.tasks.listing.rows([self._number], self._today())
        if not found or not rows:
            self.setEnabled(False)
            return
        self._task, self._row = found[0], rows[0]
        self.setEnabled(True)
        self._tell()

    def fill_menu(self, menu: QMenu) -> None:
        """The steps that are possible now, as entries of a menu."""
        for action in self._steps.values():
            if action.isEnabled():
                menu.addAction(action)

    @Slot(str)
    def step(self, name: str) -> None:
        """Ask for what the step ``name`` needs, in the page."""
        title, fields, button, work, words = self._question(name)
        self._asking.ask(title, fields, button, work, words=words, values={"on": self._today()})

    def _today(self) -> date:
        return self._session.today

    def _fields(self) -> tuple[tuple[ui.form.Field, ...], ...]:
        """The fields before the due, the one after it, and the rest."""
        product, *more = ui.assigning.more_fields()
        outcome = ui.form.Field.of(db.tasks.Task.outcome)
        return ui.assigning.fields(self._session), (product,), (*more, outcome)

    def _late_fields(self) -> tuple[ui.form.Field, ...]:
        task, field = db.tasks.Task, ui.form.Field.of
        people = ui.assigning.people(self._session)
        return (
            field(task.cause, help="Ghi trước khi kết thúc nhiệm vụ hoặc báo cáo quý."),
            field(task.cause_body, lambda: ui.fields.People(ui.assigning.used("lead"), free=True)),
            field(task.cause_person, lambda: ui.fields.People(people, free=True)),
            field(task.cause_until, lambda: ui.fields.Day(self._today, ahead=True)),
            field(task.handling),
        )

    def _build(self) -> None:
        inner = ui.theme.card()
        column = inner.column
        chips = ui.flow.Flow()
        chips.addWidget(self._clear)
        chips.addWidget(self._standing)
        column.addLayout(chips)
        column.addWidget(self._lacks)
        column.addWidget(self._form)
        column.addWidget(ui.theme.label(str(db.tasks.Task.due.verbose_name)))
        row = QHBoxLayout()
        row.addWidget(self._due, 1)
        row.addWidget(self._extend)
        column.addLayout(row)
        for one in (self._product, self._late_title, self._late, self._other):
            column.addWidget(one)
        column.addWidget(ui.page.heading("Diễn biến"))
        for part in (self._facts, self._past, self._history):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(ui.form.scrolled(inner), 1)
        outer.addWidget(self._asking)
        outer.addWidget(self._foot)
        self.setFocusProxy(self._form)

    def _make_foot(self) -> QWidget:
        """The two usual steps as buttons, the others behind a third."""
        for name, words in STEPS:
            self._steps[name] = QAction(words, self)
            self._steps[name].setObjectName(f"tasks.{name}")
            self._steps[name].triggered.connect(partial(self.step, name))
        row = ui.flow.Flow()
        for name, button in self._usual.items():
            button.clicked.connect(partial(self.step, name))
            row.addWidget(button)
        row.addWidget(self._others)
        self._others.clicked.connect(self._open_menu)
        foot = QWidget()
        foot.setLayout(row)
        return foot

    @Slot()
    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("tasks.menu")
        for name, action in self._steps.items():
            if action.isEnabled() and name not in self._usual:
                menu.addAction(action)
        menu.popup(self._others.mapToGlobal(QPoint(0, 0)))

    def _tell(self) -> None:
        """Show the task as it stands in the book."""
        task = self._task
        lacks = self._row["missing"]
        clear = 6 - sum(1 for one in lacks if one.startswith("rõ"))
        ui.theme.set_chip(self._clear, f"{clear}/6 rõ", "green" if not lacks else "amber")
        ui.theme.set_chip(self._standing, *ui.tasks.standing.told(self._row))
        said = [f"Còn thiếu: {', '.join(lacks)}."] if lacks else []
        said += [ui.tasks.standing.warning(self._row)]
        self._lacks.setText("\n".join(filter(None, said)))
        self._lacks.setVisible(any(said))
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
        possible = _possible(task["state"])
        for name, action in self._steps.items():
            action.setEnabled(name in possible)
        for name, button in self._usual.items():
            button.setVisible(name in possible)
        self._extend.setVisible("extend" in possible)
        self._history.show_record("tasks", int(task["id"]))

    def _record(self) -> db.tasks.Task:
        return db.tasks.get(int(self._number or 0))

    def _save(self, name: str, value: Any) -> None:
        fields = {name: value if name == "cause_until" else (value or "")}
        if name == "accountable":
            fields["accountable_member"] = ui.assigning.member_named(value, self._today())
        label = f"Sửa “{self._task['work'][:40]}”"
        self._session.perform(
            label, lambda moment: db.tasks.steps.change(self._record(), fields, moment), quiet=True
        )

    def _question(
        self, name: str
    ) -> tuple[str, list[ui.form.Field], str, Callable[[dict[str, Any]], object], str]:
        """Title, fields, button, deed and further words of a step."""
        on = ui.form.Field("on", "Ngày", lambda: ui.fields.Day(self._today), required=True)
        steps = db.tasks.steps
        simple = {
            "complete": ("Hoàn thành nhiệm vụ", "Ghi hoàn thành", "done"),
            "assign": ("Giao nhiệm vụ", "Ghi đã giao", "assigned"),
            "submit": ("Trình kết quả, chờ duyệt", "Ghi đã trình", "submitted"),
            "suspend": ("Tạm dừng nhiệm vụ", "Ghi tạm dừng", "suspended"),
            "reopen": ("Mở lại nhiệm vụ", "Ghi mở lại", "in_progress"),
            "cancel": ("Hủy nhiệm vụ", "Ghi hủy", "cancelled"),
        }
        if name in simple:
            title, button, state = simple[name]
            words = "Ngày hoàn thành là ngày tính đúng hạn hay chậm." if name == "complete" else ""

            def move(given: dict[str, Any]) -> None:
                self._do(title, lambda task, moment: steps.move(task, state, given["on"], moment))

            return title, [on], button, move, words
        if name == "delete":
            return (
                "Chuyển nhiệm vụ vào thùng rác",
                [],
                "Chuyển vào thùng rác",
                lambda _given: self._do("Xóa nhiệm vụ", db.tasks.steps.delete),
                _BINNED,
            )
        if name == "progress":
            fields = [
                on,
                ui.form.Field("percent", "Tiến độ (%)", lambda: ui.fields.Whole(0, 100)),
                ui.form.Field("text", "Đã làm được gì", ui.fields.Line),
            ]
            return "Cập nhật tiến độ", fields, "Ghi tiến độ", self._progress, ""
        due = ui.form.Field(
            "due", "Hạn mới", lambda: ui.fields.Day(self._today, ahead=True), required=True
        )
        basis = ui.form.Field(
            "basis", "Căn cứ (biên bản, văn bản, ý kiến của ai)", ui.fields.Line, required=True
        )
        if name == "resume":
            return "Tiếp tục nhiệm vụ", [on, due, basis], "Ghi tiếp tục", self._resume, ""
        made = ui.form.Field(
            "on", "Ngày quyết định", lambda: ui.fields.Day(self._today), required=True
        )
        if not self._task["due"]:
            return "Đặt hạn", [due, made], "Ghi hạn", self._extend_due, ""
        why = [
            ui.form.Field("reason", "Lý do", ui.fields.Line),
            ui.form.Field("allowed_by", "Người cho phép", ui.fields.Line),
        ]
        words = (
            f"Hạn đang áp dụng: {ui.tasks.standing.due_words(self._task)}. Gia hạn quyết định sau "
            "hạn vẫn được ghi lại nhưng không làm đổi hạn."
        )
        return "Gia hạn", [due, made, basis, *why], "Ghi gia hạn", self._extend_due, words

    def _progress(self, given: dict[str, Any]) -> None:
        self._do(
            "Cập nhật tiến độ",
            lambda task, moment: db.tasks.steps.report_progress(
                task, given["on"], given["percent"], given["text"] or "", moment
            ),
        )

    def _resume(self, given: dict[str, Any]) -> None:
        if self._task["due"] is None:
            self._do(
                "Tiếp tục nhiệm vụ",
                lambda task, moment: db.tasks.steps.move(task, "in_progress", given["on"], moment),
            )
            return
        self._do(
            "Tiếp tục nhiệm vụ",
            lambda task, moment: db.tasks.steps.resume(
                task, given["on"], given["due"], given["basis"], moment
            ),
        )

    def _extend_due(self, given: dict[str, Any]) -> None:
        reason, allowed_by, basis = (
            str(given.get(name) or "") for name in ("reason", "allowed_by", "basis")
        )
        why = (reason, allowed_by, basis)
        self._do(
            "Gia hạn",
            lambda task, moment: db.tasks.steps.extend(
                task, given["due"], given["on"], why, moment
            ),
        )

    def _do(self, label: str, verb: Callable[[db.tasks.Task, db.moments.Moment], object]) -> None:
        """Do a step on the task in sight; a sentence it raises goes to the question."""
        self._session.perform(label, lambda moment: verb(self._record(), moment))


def _possible(state: str) -> set[str]:
    """The steps offered from ``state``; each is one that db.tasks.steps allows."""
    following = db.tasks.steps.NEXT[state]
    found = {"delete"}
    if state in db.tasks.rules.OPEN:
        found |= {"progress", "extend"}
    if state == "suspended":
        return found | {"resume", "complete", "cancel"}
    names = {
        "assigned": "assign",
        "submitted": "submit",
        "done": "complete",
        "suspended": "suspend",
        "cancelled": "cancel",
    }
    found |= {
        names[one] for one in following if one in names and state not in db.tasks.rules.CLOSED
    }
    if state in db.tasks.rules.CLOSED:
        found.add("reopen")
    return found


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
