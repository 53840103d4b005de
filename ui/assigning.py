"""Giving a task: the form of "6 rõ, 1 xuyên suốt", filled before the task stands in the book.

Used where a task is given by itself and where a conclusion of a meeting becomes one; whoever shows
it says by which verb the task is entered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import db.errors
import db.members
import db.moments
import db.tasks
import db.tasks.listing
import db.tasks.series
import ui.fields
import ui.form
import ui.session
import ui.theme

Enter = Callable[[db.tasks.Draft, db.moments.Moment, bool], int]
_PLAIN = (
    "work", "lead", "accountable", "authority", "responsibility", "product", "cooperating", "basis",
)  # fmt: skip


def people(session: ui.session.Session) -> Callable[[], list[str]]:
    """Where a field for people takes its names: those of the cell today, by given name."""

    def names() -> list[str]:
        return [name for _, name in db.members.active(session.today)]

    return names


def member_named(name: str | None, on: date) -> int | None:
    """The id of the one member of the cell on the day who bears ``name``, or None."""
    found = [number for number, one in db.members.active(on) if one == name]
    return found[0] if len(found) == 1 else None


def used(column: str) -> Callable[[], list[str]]:
    """Where a field takes what was written in ``column`` of tasks before, the most used first."""

    def words() -> list[str]:
        return db.tasks.listing.used(column)

    return words


def fields(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """The fields of a task that stand both in a new one and in one of the book."""
    task, field = db.tasks.Task, ui.form.Field.of
    return (
        field(task.work, required=True),
        field(task.lead, lambda: ui.fields.People(used("lead"), free=True)),
        field(task.accountable, lambda: ui.fields.People(people(session), free=True)),
        field(task.authority, lambda: ui.fields.People(used("authority"), free=True)),
        field(task.responsibility, lambda: ui.fields.People(used("responsibility"), free=True)),
    )


def more_fields() -> tuple[ui.form.Field, ...]:
    """What may be said of a task beyond the six."""
    task, field = db.tasks.Task, ui.form.Field.of
    return (
        field(task.product),
        field(task.cooperating, lambda: ui.fields.People(used("cooperating"), free=True)),
        field(task.basis, lambda: ui.fields.People(used("basis"), free=True)),
    )


class Assigning(QFrame):
    """The form of a new task, with the tick that it holds no state secret."""

    entered = Signal(int)
    left = Signal()

    def __init__(self, session: ui.session.Session, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "true")
        self._session, self._name = session, name
        self._enter: Enter = _enter
        self._title = ui.theme.label("Nhiệm vụ mới", "heading")
        self._form = ui.form.Form(name, self._fields(), None)
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._write = ui.theme.button("Ghi vào sổ", f"{name}.save", "primary")
        self._write.setToolTip("Ctrl+Enter")
        self._leave = ui.theme.button("Bỏ, không ghi", f"{name}.leave")
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self._write)
        row.addWidget(self._leave)
        row.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._form)
        column.addWidget(self._error)
        column.addLayout(row)
        column.addStretch(1)
        self._write.clicked.connect(self.save)
        self._leave.clicked.connect(self._discard)
        self._begun = False

    def begin(
        self,
        title: str = "Nhiệm vụ mới",
        values: Mapping[str, Any] | None = None,
        enter: Enter | None = None,
    ) -> None:
        """Show the empty form, or go on with what was typed there and not yet entered."""
        if not self._begun:
            self._begun = True
            self._enter = enter or _enter
            self._title.setText(title)
            first = {"assigned_on": self._session.today, "stage": "assigned", **(values or {})}
            self._form.begin(None, first)
            self._error.hide()
        self._form.focus("work")

    def begun(self) -> bool:
        """Whether something stands here that is not in the book."""
        return self._begun

    def unsaved(self) -> str:
        """A sentence naming the task that is not in the book yet, or ""."""
        if not self._begun or not str(self._form.typed("work")).strip():
            return ""
        return f"Nhiệm vụ “{str(self._form.typed('work')).strip()[:60]}” chưa ghi vào sổ."

    @Slot()
    def save(self) -> None:
        """Enter the task; what is missing is said beside its field."""
        self._error.hide()
        try:
            given = self._form.values()
            number = self._session.perform("Giao nhiệm vụ", lambda moment: self._put(given, moment))
        except ui.fields.Unreadable:
            return
        except db.errors.RecordError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self._begun = False
        self.entered.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter enters the task."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _discard(self) -> None:
        self._begun = False
        self.left.emit()

    def _fields(self) -> tuple[ui.form.Field, ...]:
        task, field = db.tasks.Task, ui.form.Field.of
        more = more_fields()
        return (
            *fields(self._session),
            field(task.due, lambda: ui.fields.Day(self._today, ahead=True)),
            more[0],
            ui.form.Field("not_secret", "Bí mật nhà nước", _not_secret),
            ui.form.Field("recurrence", "Lặp lại", lambda: ui.fields.Recurrence(self._today)),
            *more[1:],
            field(task.assigned_on, lambda: ui.fields.Day(self._today)),
            ui.form.Field("stage", "Tình trạng", _stage),
        )

    def _today(self) -> date:
        return self._session.today

    def _put(self, given: dict[str, Any], moment: db.moments.Moment) -> int:
        """The task, or the first occurrence of a duty that recurs."""
        plain: dict[str, Any] = {name: given[name] or "" for name in _PLAIN}
        plain["accountable_member"] = member_named(plain["accountable"], moment.today)
        secret = bool(given["not_secret"])
        on = given["assigned_on"] or moment.today
        recurring = given["recurrence"]
        if recurring is not None and recurring.kind in db.tasks.series.RECURRENCES:
            plain |= {
                "recurrence": recurring.kind,
                "due_day": recurring.due_day,
                "start": recurring.first or on,
                "end": recurring.last,
            }
            _, made = db.tasks.series.start(plain, moment, not_secret=secret)
            return made[-1] if made else 0
        if recurring is not None and recurring.kind:
            plain["recurrence"] = recurring.kind
        assigned = given["stage"] != "proposed"
        draft = db.tasks.Draft(
            plain,
            first_due=given["due"],
            assigned_on=on if assigned else None,
            states=[(on, "assigned" if assigned else "proposed")],
        )
        return self._enter(draft, moment, secret)


def _enter(draft: db.tasks.Draft, moment: db.moments.Moment, not_secret: bool) -> int:
    return db.tasks.add(draft, moment, not_secret=not_secret)


def _not_secret() -> ui.fields.Editor:
    return ui.fields.Tick("Không thuộc bí mật nhà nước")


def _stage() -> ui.fields.Editor:
    return ui.fields.Choice({"assigned": "giao ngay", "proposed": "mới đề xuất, chưa giao"})
