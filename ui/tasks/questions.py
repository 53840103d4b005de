"""What is asked before a step of a task is entered, and the verb that enters it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import db.days
import db.errors
import db.moments
import db.tasks
import db.tasks.rules
import db.tasks.series
import db.tasks.steps
import ui.asking
import ui.assigning
import ui.fields
import ui.form
import ui.session
import ui.tasks.standing

CAUSE = ("cause", "cause_body", "cause_person")  # what a late task must name before it ends
# In the order in which they are offered: PLAIN ones as buttons, the others in a menu.
STEPS = {
    "progress": "Cập nhật tiến độ",
    "complete": "Hoàn thành",
    "assign": "Giao",
    "resume": "Tiếp tục",
    "reopen": "Mở lại",
    "submit": "Trình kết quả…",
    "extend": "Gia hạn…",
    "suspend": "Tạm dừng…",
    "cancel": "Hủy nhiệm vụ…",
    "recur": "Đổi việc lặp lại…",
    "stop": "Thôi lặp lại…",
    "delete": "Xóa…",
}
PLAIN = ("progress", "complete", "assign", "resume", "reopen")
_MOVES = {
    "complete": ("Hoàn thành nhiệm vụ", "Ghi hoàn thành", "done"),
    "assign": ("Giao nhiệm vụ", "Ghi đã giao", "assigned"),
    "submit": ("Trình kết quả, chờ duyệt", "Ghi đã trình", "submitted"),
    "suspend": ("Tạm dừng nhiệm vụ", "Ghi tạm dừng", "suspended"),
    "reopen": ("Mở lại nhiệm vụ", "Ghi mở lại", "in_progress"),
    "cancel": ("Hủy nhiệm vụ", "Ghi hủy", "cancelled"),
}
_STEP_TO = {state: name for name, (_, _, state) in _MOVES.items() if name != "reopen"}
_BINNED = (
    "Lấy lại được trong Cài đặt, mục Thùng rác. Nhiệm vụ không còn tính vào số liệu từ hôm nay."
)
_LATE = "Nhiệm vụ đã quá hạn: kết thúc sau hạn thì ghi rõ nguyên nhân và trách nhiệm."

Answer = ui.asking.Answer
Question = ui.asking.Question[db.tasks.Task]


def possible(task: dict[str, Any]) -> set[str]:
    """The steps offered to ``task``, as dumped; each is one that db.tasks.steps allows."""
    state = task["state"]
    found = {"delete"} | ({"recur", "stop"} if task["series"] else set())
    if state in db.tasks.rules.CLOSED:
        return found | {"reopen"}
    if state in db.tasks.rules.OPEN:
        found |= {"progress", "extend"}
    if state == "suspended":
        return found | {"resume", "complete", "cancel"}
    return found | {_STEP_TO[one] for one in db.tasks.steps.NEXT[state] if one in _STEP_TO}


def of(name: str, task: dict[str, Any], session: ui.session.Session) -> Question:
    """What the step ``name`` asks of ``task``, as dumped."""
    today = {"on": session.today}
    if name in _MOVES:
        return _moving(name, task, session)
    if name == "progress":
        whole = partial(ui.fields.Whole, 0, 100, unit="%")
        percent = ui.form.Field("percent", "Tiến độ (%)", whole)
        text = ui.form.Field("text", "Đã làm được gì", ui.fields.Paragraph)
        asked = [_day(session), percent, text]
        return Question("Cập nhật tiến độ", asked, "Ghi vào sổ", _progress, values=today)
    asking = {"resume": _resuming, "extend": _extending, "recur": _recurring}.get(name)
    if asking is not None:
        return asking(task, session)
    if name == "stop":
        words = "Từ sau ngày này không có kỳ mới; các kỳ đã có vẫn còn nguyên."
        return Question(
            "Thôi lặp lại", [_day(session)], "Ghi thôi lặp lại", _stop, words, values=today
        )
    return Question("Chuyển nhiệm vụ vào thùng rác", [], "Chuyển vào thùng rác", _delete, _BINNED)


def cause_fields(session: ui.session.Session) -> list[ui.form.Field]:
    """Why a task is late, and who answers for it."""
    task, of_column = db.tasks.Task, ui.form.Field.of
    bodies = ui.assigning.used("lead")
    return [
        of_column(task.cause),
        of_column(task.cause_body, partial(ui.fields.People, bodies, free=True)),
        of_column(task.cause_person, partial(ui.assigning.person, session)),
    ]


def _moving(name: str, task: dict[str, Any], session: ui.session.Session) -> Question:
    """A change of state; ending or halting a late task also asks for what it has to name."""
    title, button, state = _MOVES[name]
    asked, words = [_day(session)], ""
    values: Answer = {"on": session.today}
    if name == "complete":
        words = "Ngày hoàn thành là ngày tính đúng hạn hay chậm."
    ends = name in {"complete", "suspend", "cancel"}
    late = bool(task["due"]) and task["due"] < session.today.isoformat()
    if ends and late and db.tasks.rules.lacks_cause(task):
        asked += cause_fields(session)
        values |= {cause: task[cause] for cause in CAUSE}
        words = f"{words} {_LATE}".strip()
    return Question(title, asked, button, partial(_move, state), words, values)


def _resuming(task: dict[str, Any], session: ui.session.Session) -> Question:
    """A suspended task goes on; one with a due needs a new one."""
    asked, words = [_day(session)], ""
    if task["due"]:
        asked += [_new_due(session), _basis()]
        words = f"Hạn trước khi tạm dừng: {ui.tasks.standing.due_words(task)}."
    values = {"on": session.today}
    return Question("Tiếp tục nhiệm vụ", asked, "Ghi tiếp tục", _resume, words, values)


def _extending(task: dict[str, Any], session: ui.session.Session) -> Question:
    """A new due; the first one of an undated task needs no reasons."""
    decided = _day(session, "Ngày quyết định")
    values = {"on": session.today}
    if not task["due"]:
        asked = [_new_due(session), decided]
        return Question("Đặt hạn", asked, "Ghi hạn", _extend, values=values)
    asked = [
        _new_due(session),
        decided,
        _basis(),
        ui.form.Field("reason", "Lý do", ui.fields.Paragraph),
        ui.form.Field("allowed_by", "Người cho phép", ui.fields.Line),
    ]
    words = (
        f"Hạn đang áp dụng: {ui.tasks.standing.due_words(task)}. Gia hạn quyết định sau hạn vẫn "
        "được ghi lại nhưng không làm đổi hạn."
    )
    return Question("Gia hạn", asked, "Ghi gia hạn", _extend, words, values)


def _recurring(task: dict[str, Any], session: ui.session.Session) -> Question:
    """Another rhythm, or other words or people, for the occurrences to come."""
    series = db.tasks.Series.get_by_id(task["series"])
    known, field = db.tasks.Series, ui.form.Field
    kinds = {key: words.capitalize() for key, words in db.tasks.series.RECURRENCES.items()}
    asked = [
        field.of(known.work, required=True),
        field.of(known.lead, partial(ui.fields.People, ui.assigning.used("lead"), free=True)),
        field.of(known.accountable, partial(ui.assigning.person, session)),
        field.of(known.product),
        field.of(known.recurrence, partial(ui.fields.Choice, kinds)),
        field.of(
            known.due_day, partial(ui.fields.Whole, 1, 31),
            help="Chỉ cho việc hằng tháng; để trống là ngày cuối tháng.",
        ),
        field.of(known.end, partial(ui.fields.Day, _today(session), ahead=True)),
    ]  # fmt: skip
    first = db.tasks.series.next_start(series, session.today)
    words = f"Các kỳ đã có giữ nguyên; thay đổi tính từ kỳ bắt đầu ngày {db.days.shown(first)}."
    values = {one.name: getattr(series, one.name) for one in asked}
    return Question("Đổi việc lặp lại", asked, "Ghi thay đổi", _recur, words, values)


def _day(session: ui.session.Session, label: str = "Ngày") -> ui.form.Field:
    return ui.form.Field("on", label, partial(ui.fields.Day, _today(session)), required=True)


def _new_due(session: ui.session.Session) -> ui.form.Field:
    day = partial(ui.fields.Day, _today(session), ahead=True)
    return ui.form.Field("due", "Hạn mới", day, required=True)


def _basis() -> ui.form.Field:
    words = "Biên bản, văn bản, ý kiến của ai."
    return ui.form.Field("basis", "Căn cứ", ui.fields.Line, required=True, help=words)


def _today(session: ui.session.Session) -> Callable[[], date]:
    def today() -> date:
        return session.today

    return today


def _move(state: str, task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    """Change the state, with the cause of a late task where it was asked for.

    Raises:
        db.errors.RecordError: as db.tasks.steps.move; of a late task it names the cause missing.
    """
    cause = {name: given[name] or "" for name in CAUSE if name in given}
    if any(cause.values()):
        db.tasks.steps.change(task, cause, moment)
    try:
        db.tasks.steps.move(task, state, given["on"], moment)
    except db.errors.RecordError as error:
        empty = next((name for name, value in cause.items() if not value), None)
        if empty and task.due is not None and task.due < given["on"] <= moment.today:
            raise db.errors.RecordError(str(error), empty) from error
        raise


def _progress(task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    percent, text = given["percent"], given["text"] or ""
    if percent is None and not text:
        raise db.errors.RecordError("Hãy ghi tiến độ (%) hoặc đã làm được gì.", "percent")
    db.tasks.steps.report_progress(task, given["on"], percent, text, moment)


def _resume(task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    if "due" in given:
        db.tasks.steps.resume(task, given["on"], given["due"], given["basis"], moment)
    else:
        db.tasks.steps.move(task, "in_progress", given["on"], moment)


def _extend(task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    reason, allowed_by, basis = (
        str(given.get(name) or "") for name in ("reason", "allowed_by", "basis")
    )
    if task.due is None:
        db.tasks.steps.refuse_before(given["due"], task.assigned_on)
    db.tasks.steps.extend(task, given["due"], given["on"], (reason, allowed_by, basis), moment)


def _recur(task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    if task.series is None:
        return
    fields = {name: given[name] or "" for name in ("work", "lead", "accountable", "product")}
    monthly = given["recurrence"] == "monthly"
    rhythm = {"due_day": given["due_day"] if monthly else None}
    rhythm |= {name: given[name] for name in ("recurrence", "end")}
    who = {"accountable_member": ui.assigning.member_named(fields["accountable"], moment.today)}
    db.tasks.series.change(task.series, fields | rhythm | who, moment)


def _stop(task: db.tasks.Task, given: Answer, moment: db.moments.Moment) -> None:
    if task.series is not None:
        db.tasks.series.stop(task.series, given["on"], moment)


def _delete(task: db.tasks.Task, _given: Answer, moment: db.moments.Moment) -> None:
    db.tasks.steps.delete(task, moment)
