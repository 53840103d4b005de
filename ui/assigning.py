"""Giving a task: the form of "6 rõ, 1 xuyên suốt", filled before the task stands in the book.

Used where a task is given by itself and where a conclusion of a meeting becomes one; whoever shows
it says by which verb the task is entered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

import db.errors
import db.members
import db.moments
import db.tasks
import db.tasks.adding
import db.tasks.listing
import db.tasks.series
import db.tasks.steps
import ui.asking
import ui.entering
import ui.fields
import ui.form
import ui.session

Take = Callable[[db.tasks.adding.Draft, db.moments.Moment, bool], int]
LABEL = "Thêm nhiệm vụ"
IN_EACH_SPAN = "Việc lặp lại có hạn theo từng kỳ, ghi ở ô Lặp lại."
STRANGER = "Lưu ý: không có trong danh sách đảng viên."
_PLAIN = (
    "work", "lead", "accountable", "authority", "responsibility", "product", "cooperating", "basis",
)  # fmt: skip


def people(session: ui.session.Session) -> Callable[[], list[str]]:
    """Where a field for people takes its names: those of the cell today, by given name."""

    def names() -> list[str]:
        return [name for _, name in db.members.active(session.today)]

    return names


def person(session: ui.session.Session) -> ui.fields.Editor:
    """A field for one person: a member as a rule, and anybody else is taken and said to be none.

    Others of the unit answer for tasks too (Chỉ thị 09-CT/TU, mục 3 names "một cá nhân").
    """
    return ui.fields.People(people(session), free=True, sure=True, stranger=STRANGER)


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
        field(task.accountable, partial(person, session)),
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


class Assigning(ui.entering.Entering):
    """The form of a new task, with the tick that it holds no state secret.

    ``entered`` carries 0 for a duty that recurs and has not begun yet.
    """

    def __init__(self, session: ui.session.Session, name: str) -> None:
        self._take: Take = _take
        self._values: Mapping[str, Any] = {}
        self._due = ""  # typed before the task was made to recur
        self._due_day: int | None = None  # its day of the month, until it is proposed
        self.made: list[int] = []  # the tasks that were entered last
        super().__init__(session, name, LABEL, _fields(session), self._put, first=self._first)
        self._form.edited.connect(self._hear)

    def begin(
        self,
        title: str = LABEL,
        values: Mapping[str, Any] | None = None,
        take: Take | None = None,
    ) -> None:
        """Show the empty form, or go on with what was typed there and not yet entered.

        ``values`` stand in it at first, ``take`` is the verb by which the task is entered.
        """
        if not self._begun:
            self._values, self._take = values or {}, take or _take
            self._label = title
            self._title.setText(title)
            self._due, self._due_day = "", None
        super().begin()
        self._fit_due()

    @Slot()
    def take_back(self) -> None:
        """Go on with what was given up last."""
        super().take_back()
        self._fit_due()

    def begun(self) -> bool:
        """Whether something stands here that is not in the book."""
        return self._begun

    @Slot(str)
    def _hear(self, name: str) -> None:
        if name == "recurrence":
            self._fit_due()

    def _fit_due(self) -> None:
        """What recurs has a due in each span: the field for one due is emptied, and says so."""
        due, recurrence = self._form.editor("due"), self._form.editor("recurrence")
        if not isinstance(due, ui.fields.Day) or not isinstance(recurrence, ui.fields.Recurrence):
            return
        recurs = recurrence.kind.value() in db.tasks.series.RECURRENCES
        due.set_readonly(recurs)
        if not recurs:
            if self._due and not due.typed():
                due.put_typed(self._due)
            due.tell()
            return
        if due.typed():
            self._due, self._due_day = due.typed(), _day_of(due)
            due.put_typed("")
            self._form.say_error("due", "")
        if self._due_day is not None and recurrence.propose_due_day(self._due_day):
            self._due_day = None
        due.told.setText(IN_EACH_SPAN)

    def _first(self) -> Mapping[str, Any]:
        return {"assigned_on": self._session.today, "stage": "assigned", **self._values}

    def _put(self, given: dict[str, Any], moment: db.moments.Moment) -> int:
        """The task, or the first occurrence of a duty that recurs."""
        plain: dict[str, Any] = {name: given[name] or "" for name in _PLAIN}
        plain["accountable_member"] = member_named(plain["accountable"], moment.today)
        not_secret = bool(given[ui.entering.TICK])
        recurring = given["recurrence"] or ui.fields.Recurring()
        if recurring.kind in db.tasks.series.RECURRENCES:
            first = recurring.first or given["assigned_on"] or moment.today
            self.made = _start_series(plain, recurring, first, moment, not_secret=not_secret)
            return self.made[-1] if self.made else 0
        plain["recurrence"] = recurring.kind
        assigned = given["stage"] != "proposed"
        on = given["assigned_on"] or moment.today
        db.moments.not_later(on, moment, "assigned_on")
        db.tasks.steps.refuse_before(given["due"], on if assigned else None)
        draft = db.tasks.adding.Draft(
            plain,
            first_due=given["due"],
            assigned_on=on if assigned else None,
            states=[(on, "assigned" if assigned else "proposed")],
        )
        self.made = [self._take(draft, moment, not_secret)]
        return self.made[0]


def _start_series(
    plain: dict[str, Any],
    recurring: ui.fields.Recurring,
    first: date,
    moment: db.moments.Moment,
    *,
    not_secret: bool,
) -> list[int]:
    """Enter a duty that recurs from ``first`` on; the ids of its occurrences begun."""
    plain |= {
        "recurrence": recurring.kind,
        "due_day": recurring.due_day,
        "start": first,
        "end": recurring.last,
    }
    return db.tasks.series.start(plain, moment, not_secret=not_secret)[1]


def _day_of(due: ui.fields.Day) -> int | None:
    """The day of the month that stands in a field, if it can be read."""
    try:
        value = due.value()
    except ui.fields.Unreadable:
        return None
    return value.day if value is not None else None


def _fields(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """What is asked of a new task, in the order of "6 rõ", then the rest."""

    def today() -> date:
        return session.today

    task, field = db.tasks.Task, ui.form.Field.of
    product, *more = more_fields()
    return (
        *fields(session),
        field(task.due, partial(ui.fields.Day, today, ahead=True)),
        product,
        ui.form.Field(ui.entering.TICK, "Bí mật nhà nước", _not_secret),
        ui.form.Field("recurrence", "Lặp lại", partial(ui.fields.Recurrence, today)),
        *more,
        field(task.assigned_on, partial(ui.fields.Day, today)),
        ui.form.Field("stage", "Tình trạng", _stage),
    )


def _take(draft: db.tasks.adding.Draft, moment: db.moments.Moment, not_secret: bool) -> int:
    return db.tasks.adding.add(draft, moment, not_secret=not_secret)


def _not_secret() -> ui.fields.Editor:
    return ui.fields.Tick("Không thuộc bí mật nhà nước")


def _stage() -> ui.fields.Editor:
    return ui.fields.Choice({"assigned": "giao ngay", "proposed": "mới đề xuất, chưa giao"})
