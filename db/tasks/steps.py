"""What happens to a task: each step is a dated fact, entered by one verb."""

from __future__ import annotations

from datetime import date
from typing import Any

import db.base
import db.errors
import db.history
import db.moments
import db.recycling
import db.secrecy
import db.tasks
import db.tasks.rules

NEXT = {
    "proposed": {"assigned", "cancelled"},
    "assigned": {"in_progress", "submitted", "done", "suspended", "cancelled"},
    "in_progress": {"submitted", "done", "suspended", "cancelled"},
    "submitted": {"in_progress", "done", "suspended", "cancelled"},
    "suspended": {"assigned", "in_progress", "cancelled", "done"},
    "done": {"in_progress"},
    "cancelled": {"assigned", "in_progress"},
}
_ENDS = frozenset({"done", "cancelled", "suspended"})  # what needs a cause once the due has passed


def _settle(task: db.tasks.Task) -> None:
    """Bring state, assignment, due and day done in line with the facts, and save."""
    outcome = db.tasks.derived(db.tasks.read_one(task.id))
    for name, value in outcome.items():
        is_day = name != "state" and value is not None
        setattr(task, name, date.fromisoformat(value) if is_day else value)
    task.save()


def move(task: db.tasks.Task, state: str, on: date, moment: db.moments.Moment) -> None:
    """Change the state of ``task`` on the day ``on``; ending or halting it is ``close``.

    Raises:
        db.errors.RecordError: the step is not possible from where it stands, the day is wrong, or
            a suspended task needs a new due to go on.
    """
    if state in _ENDS:
        close(task, state, on, moment)
        return
    if _step(task, state, on, moment) == "suspended" and task.due is not None:
        raise db.errors.RecordError(
            f"Nhiệm vụ “{task.work}” đang tạm dừng; hãy tiếp tục với hạn mới và căn cứ của hạn đó."
        )
    with db.history.change(moment, task, state):
        db.tasks.StateChange.create(task=task, on=on, state=state, at=moment.at)
        _settle(task)


def _changes(task: db.tasks.Task) -> db.tasks.rules.States:
    """The state changes of ``task``, as rules take them."""
    return db.tasks.rules.ordered(db.tasks.read_one(task.id)["states"])


def _before_given(on: date) -> db.errors.RecordError:
    """The sentence for a fact older than its task."""
    return db.errors.RecordError(
        f"Ngày {on:%d/%m/%Y} trước ngày giao nhiệm vụ; hãy kiểm tra lại ngày.", "on"
    )


def _step(task: db.tasks.Task, state: str, on: date, moment: db.moments.Moment) -> str:
    """Refuse a step that cannot be; returns the state it starts from, on the day ``on``.

    A step forgotten at the time may be entered between two others, but nothing follows an end.
    """
    db.moments.not_later(on, moment)
    changes, day = _changes(task), on.isoformat()
    run = db.tasks.rules.run_on(changes, day)
    given = db.tasks.rules.assigned_on(changes)
    if run is None or (given is not None and day < given):
        raise _before_given(on)
    if state not in NEXT[run[0]]:
        raise db.errors.RecordError(
            f"Nhiệm vụ “{task.work}” ngày {on:%d/%m/%Y} ở trạng thái {db.tasks.STATES[run[0]]}, "
            f"không chuyển thẳng sang {db.tasks.STATES[state]} được; hãy kiểm tra lại."
        )
    later = next((change for change in changes if change["on"] > day), None)
    if later and (state in db.tasks.rules.CLOSED or later["state"] not in NEXT[state] | {state}):
        entered = date.fromisoformat(later["on"])
        raise db.errors.RecordError(
            f"Ngày {entered:%d/%m/%Y} nhiệm vụ “{task.work}” đã được ghi là "
            f"{db.tasks.STATES[later['state']]}; hãy chọn ngày từ đó trở đi.",
            "on",
        )
    return run[0]


def close(
    task: db.tasks.Task, state: str, on: date, moment: db.moments.Moment, outcome: str = ""
) -> None:
    """End or halt ``task`` (``done``, ``cancelled`` or ``suspended``) on the day ``on``.

    Raises:
        db.errors.RecordError: as move; or its due had passed and cause, body or person are missing
            (002, III.7: nguyên nhân, trách nhiệm từng tổ chức, cá nhân).
    """
    _step(task, state, on, moment)
    db.secrecy.refuse([outcome])
    record = db.tasks.read_one(task.id)
    lacks = db.tasks.rules.lacks_cause(record)
    if record["due"] and on.isoformat() > record["due"] and lacks:
        due = date.fromisoformat(record["due"])
        raise db.errors.RecordError(
            f"Nhiệm vụ “{task.work}” đã quá hạn {due:%d/%m/%Y}; hãy ghi {', '.join(lacks)} trước."
        )
    with db.history.change(moment, task, state):
        db.tasks.StateChange.create(task=task, on=on, state=state, at=moment.at)
        if outcome:
            task.outcome = outcome
        _settle(task)


def resume(task: db.tasks.Task, on: date, due: date, basis: str, moment: db.moments.Moment) -> None:
    """Go on with a suspended task, with a new due agreed that day.

    Raises:
        db.errors.RecordError: as move; or the basis is not named, or the new due is no new one.
    """
    db.secrecy.refuse([basis])
    if not basis.strip():
        raise db.errors.RecordError(
            "Hãy ghi căn cứ của hạn mới (biên bản, văn bản, ý kiến của ai).", "basis"
        )
    if _step(task, "in_progress", on, moment) != "suspended":
        raise db.errors.RecordError(
            f"Nhiệm vụ “{task.work}” không ở trạng thái tạm dừng; hãy kiểm tra lại ngày.",
            "on",
        )
    if due < on or (task.due is not None and due < task.due):
        raise db.errors.RecordError(
            "Hạn mới phải từ ngày tiếp tục và từ hạn cũ trở đi; hãy chọn ngày khác.", "due"
        )
    with db.history.change(moment, task, "resume"):
        db.tasks.StateChange.create(task=task, on=on, state="in_progress", at=moment.at)
        if due != task.due:
            _put_due(task, due, on, ("tiếp tục sau tạm dừng", "", basis), moment)
        _settle(task)


def extend(
    task: db.tasks.Task,
    due: date,
    made_on: date,
    why: tuple[str, str, str],
    moment: db.moments.Moment,
) -> None:
    """Enter a new due decided on ``made_on``; ``why`` is reason, who allowed it, basis.

    An undated task gets its first due this way, which is no extension.

    Raises:
        db.errors.RecordError: the day lies after today or before the task was given, or the new
            due is not later, or a first one lies before the task was given.
    """
    db.moments.not_later(made_on, moment)
    db.secrecy.refuse(why)
    if made_on.isoformat() < _changes(task)[0]["on"]:
        raise _before_given(made_on)
    if task.due is None:
        refuse_before(due, task.assigned_on)
    elif due <= task.due:
        raise db.errors.RecordError(
            f"Hạn mới phải sau hạn đang áp dụng {task.due:%d/%m/%Y}; hãy chọn ngày khác.", "due"
        )
    with db.history.change(moment, task, "extend"):
        _put_due(task, due, made_on, why, moment)
        _settle(task)


def refuse_before(due: date | None, given: date | None) -> None:
    """Refuse a due before the day on which the task is given.

    For what a person enters; an old list is taken as its office wrote it, once it was asked about.

    Raises:
        db.errors.RecordError: it lies before.
    """
    if due is not None and given is not None and due < given:
        raise db.errors.RecordError(
            f"Hạn {due:%d/%m/%Y} trước ngày giao {given:%d/%m/%Y}; hãy kiểm tra hai ngày.", "due"
        )


def _put_due(
    task: db.tasks.Task,
    due: date,
    made_on: date,
    why: tuple[str, str, str],
    moment: db.moments.Moment,
) -> None:
    """Write a first due or an extension."""
    if task.first_due is None:
        task.first_due, task.first_due_on = due, made_on
        task.save()
        return
    reason, allowed_by, basis = (words.strip() for words in why)
    db.tasks.Extension.create(
        task=task,
        made_on=made_on,
        old=task.due,
        new=due,
        reason=reason,
        allowed_by=allowed_by,
        basis=basis,
        at=moment.at,
    )


def report_progress(
    task: db.tasks.Task, on: date, percent: int | None, text: str, moment: db.moments.Moment
) -> None:
    """Enter how far ``task`` was on the day ``on``.

    Raises:
        db.errors.RecordError: the day lies after today or before the task was given, or the per
            cent is not 0 to 100.
    """
    db.moments.not_later(on, moment)
    db.secrecy.refuse([text])
    run = db.tasks.rules.run_on(_changes(task), on.isoformat())
    if run is None:
        raise _before_given(on)
    if percent is not None and not 0 <= percent <= 100:  # noqa: PLR2004 - per cent
        raise db.errors.RecordError("Tiến độ phải từ 0% đến 100%; hãy nhập lại.", "percent")
    with db.history.change(moment, task, "progress"):
        db.tasks.Progress.create(task=task, on=on, percent=percent, text=text, at=moment.at)
        if task.state == run[0] == "assigned":
            db.tasks.StateChange.create(task=task, on=on, state="in_progress", at=moment.at)
        _settle(task)


# Columns without a date of their own: read as they stand now, changed by ``change``.
_UNDATED = set(db.tasks.DEFAULTS) - {"series", "source_kind", "source_id"}


def change(task: db.tasks.Task, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    """Change fields that carry no date: work, people, authority, product, causes, flags.

    Raises:
        db.errors.RecordError: a field holds dated facts, which have verbs of their own.
    """
    work, accountable = fields.get("work", task.work), fields.get("accountable", task.accountable)
    if set(fields) - _UNDATED or not work.strip():
        raise db.errors.RecordError(
            "Việc không được để trống; hạn, trạng thái và ngày hoàn thành được đổi bằng nút riêng."
        )
    db.secrecy.refuse(value for value in fields.values() if isinstance(value, str))
    with db.history.change(moment, task, "change"):
        for name, value in {**fields, **db.tasks.sort_keys(work, accountable)}.items():
            setattr(task, name, value)
        task.save()


def delete(task: db.tasks.Task, moment: db.moments.Moment) -> None:
    """Move ``task`` to the recycle bin; it is out of the figures from today on."""
    db.recycling.delete(task, moment)


def restore(task: db.tasks.Task, moment: db.moments.Moment) -> None:
    """Take ``task`` out of the recycle bin."""
    db.recycling.restore(task, moment)
