"""Annexes A and B of the report: the tasks of a window, and those of them that are late.

Requirements part 6, annexes A and B: the six "rõ", the one lead body, progress and result; for
each late task its days, cause, responsible body and person, handling and new day. States, dues
and progress are as they stood at the cut-off; fields without a date as they stand now (design 4).
The program records and never judges: a row names no fault but what people wrote.
"""

from __future__ import annotations

from typing import Any

import db.figures
import db.reports
import db.tasks
import db.tasks.rules
import db.tasks.series
import exports.annexes
import exports.writing

Record = dict[str, Any]

_NOT_WRITTEN = "chưa ghi"
_TASKS = (
    exports.annexes.Column("order", "TT", 4, "center"),
    exports.annexes.Column("name", "Việc", 22),
    exports.annexes.Column("accountable", "Người chịu trách nhiệm", 10),
    exports.annexes.Column("authority", "Thẩm quyền", 11),
    exports.annexes.Column("responsibility", "Trách nhiệm", 14),
    exports.annexes.Column("time", "Thời gian", 9, "center"),
    exports.annexes.Column("product", "Sản phẩm", 12),
    exports.annexes.Column("lead", "Đầu mối chủ trì", 9),
    exports.annexes.Column("progress", "Tiến độ", 14),
    exports.annexes.Column("result", "Kết quả", 13),
)
_LATE = (
    exports.annexes.Column("order", "TT", 4, "center"),
    exports.annexes.Column("name", "Việc", 22),
    exports.annexes.Column("time", "Thời gian", 9, "center"),
    exports.annexes.Column("progress", "Tiến độ", 12),
    exports.annexes.Column("days", "Số ngày chậm", 7, "center"),
    exports.annexes.Column("cause", "Nguyên nhân", 18),
    exports.annexes.Column("cause_body", "Tổ chức chịu trách nhiệm", 11),
    exports.annexes.Column("cause_person", "Cá nhân chịu trách nhiệm", 11),
    exports.annexes.Column("handling", "Hướng xử lý", 13),
    exports.annexes.Column("new_due", "Thời hạn mới", 9, "center"),
)


def of(
    span: db.reports.Window, figures: dict[str, db.figures.Figure]
) -> tuple[exports.annexes.Annex, exports.annexes.Annex]:
    """Annex A, all tasks of the window, and annex B, the late ones; rows in order of entry."""
    chosen = set(figures["tasks_in_period"].ids)
    cutoff = span.cutoff.isoformat()
    records = tuple(_record(task, cutoff) for task in db.tasks.dump() if task["id"] in chosen)
    return (
        exports.annexes.Annex(
            "A", "Nhiệm vụ trong kỳ", _TASKS, records, "Không phát sinh nhiệm vụ trong kỳ."
        ),
        exports.annexes.Annex(
            "B",
            "Nhiệm vụ chậm, tồn đọng",
            _LATE,
            tuple(record for record in records if record["late"]),
            "Không phát sinh nhiệm vụ chậm, tồn đọng.",
        ),
    )


def _record(task: dict[str, Any], cutoff: str) -> Record:
    """One task as the annexes and the report's sentences need it, texts ready to print."""
    standing = db.tasks.rules.standing(task, db.tasks.rules.ordered(task["states"]), cutoff)
    if standing is None:  # a task in the period was assigned by the cut-off (design 4)
        raise ValueError(f"task {task['id']} is not in the period")
    progress = [one for one in task["progress"] if one["on"] <= cutoff]
    last = max(progress, key=lambda one: str(one["on"]), default=None)
    shared = ("id", "code", "work", "accountable", "authority", "responsibility", "product", "lead")
    return {
        **{name: task[name] for name in shared},
        "name": f"{task['code']} – {task['work']}" if task["code"] else task["work"],
        "place": standing.place,
        "due": exports.writing.day(standing.due),
        "due_on": standing.due or "",
        "closed_on": standing.since if standing.state in db.tasks.rules.CLOSED else None,
        "late": standing.late,
        "days": db.tasks.rules.days_late(standing, cutoff),
        "time": _time(task, standing),
        "progress": _progress(standing, last, cutoff),
        "result": task["outcome"] or (last["text"] if last else ""),
        "outcome": task["outcome"],
        "missing": db.tasks.rules.missing_clear(task, standing.due),
        "flags": [words for name, words in db.tasks.FLAGS.items() if name in task["flags"]],
        "led": "led_by_head" in task["flags"],
        "cause": _cause(task),
        "cause_until": task["cause_until"],
        "cause_body": task["cause_body"] or _NOT_WRITTEN,
        "cause_person": task["cause_person"] or _NOT_WRITTEN,
        "handling": task["handling"],
        "new_due": _new_due(task, standing, cutoff),
    }


def _time(task: dict[str, Any], standing: db.tasks.rules.Standing) -> str:
    """The effective due, the first one beside it after an extension; or how often, or the words."""
    if standing.due is None:
        words = db.tasks.series.RECURRENCES.get(task["recurrence"], "")
        ongoing = task["recurrence"] == db.tasks.series.ONGOING
        return task["due_words"] or ("thường xuyên" if ongoing else words)
    due = exports.writing.day(standing.due)
    if standing.counted:
        return f"{due} (hạn đầu {exports.writing.day(task['first_due'])})"
    return due


_PROGRESS = {
    "done": "hoàn thành ngày {since}",
    "cancelled": "đã hủy ngày {since}",
    "overdue": "{state}, quá hạn {days} ngày",
    "suspended": "tạm dừng từ ngày {since}",
    "in_time": "{state}, trong hạn",
    "without_date": "{state}",
}


def _progress(standing: db.tasks.rules.Standing, last: dict[str, Any] | None, cutoff: str) -> str:
    """How a task stands at the cut-off: the day done, or how far it was when last heard of."""
    days = db.tasks.rules.days_late(standing, cutoff)
    words = _PROGRESS[standing.place].format(
        since=exports.writing.day(standing.since), days=days, state=db.tasks.STATES[standing.state]
    )
    if standing.state in db.tasks.rules.CLOSED:
        if standing.late:
            return f"{words}, sau hạn {days} ngày"
        return f"{words}, đúng hạn" if standing.place == "done" and standing.due else words
    if last is not None and last["percent"] is not None:
        words += f"; tiến độ {last['percent']}% (ngày {exports.writing.day(last['on'])})"
    return words


def _cause(task: dict[str, Any]) -> str:
    """The cause as written, or that it is being looked into and until when."""
    if task["cause_until"]:
        day = exports.writing.day(task["cause_until"])
        pending = f"đang làm rõ, báo cáo bổ sung trước ngày {day}"
        known = str(task["cause"]).strip()
        return pending if not known or known.startswith("đang làm rõ") else f"{known}; {pending}"
    return task["cause"] or _NOT_WRITTEN


def _new_due(task: dict[str, Any], standing: db.tasks.rules.Standing, cutoff: str) -> str:
    """The day agreed after the due had passed, of a task still open; it moves no due (design 4)."""
    if standing.place != "overdue":
        return ""
    later = [
        one
        for index, one in enumerate(task["extensions"])
        if index not in standing.counted and one["made_on"] <= cutoff and one["new"] > standing.due
    ]
    if not later:
        return "chưa xác định"
    return exports.writing.day(max(later, key=lambda one: str(one["made_on"]))["new"])
