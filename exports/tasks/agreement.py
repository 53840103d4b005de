"""Days and fields of one row weighed against each other (design 3, ``import``; design 4).

``assigned_on`` from "Ngày giao", else "Bắt đầu", else the paper's day, else the day of import, in
the last two cases never after the row's own done or progress day; no fact lies after today.
"""

from __future__ import annotations

import exports.tasks.desk

_FULL = 100
_OPEN = frozenset({"proposed", "assigned", "in_progress"})


def progress_day(desk: exports.tasks.desk.Desk) -> None:
    """A per cent becomes a progress entry of the sheet's day, else of today."""
    task, today = desk.task, desk.sheet.today
    if "percent_on" in desk.given:
        return
    if task.percent is None and not task.progress_text:
        task.percent_on = None
        return
    as_of = desk.sheet.above.as_of
    if task.percent is None and task.done_on is not None:
        task.percent_on = task.done_on  # words about a result belong to the day of the result
        return
    task.percent_on = min(as_of or today, today)
    if as_of and as_of > today:
        desk.say(f"số liệu ghi đến {as_of:%d/%m/%Y}, sau hôm nay: tiến độ ghi vào hôm nay")
    begun = desk.begun
    if begun and task.percent_on < begun <= today:
        task.percent_on = begun
        desk.say("tiến độ ghi vào ngày giao, vì số liệu của bảng sớm hơn")


def assignment(desk: exports.tasks.desk.Desk) -> None:
    """When the task was assigned (design 3): its own column, "Bắt đầu", the paper, today."""
    task, today, paper = desk.task, desk.sheet.today, desk.sheet.above.paper
    if desk.assigned is not None:
        task.assigned_on, task.assigned_source = desk.assigned, "Ngày giao"
    elif task.started is not None:
        task.assigned_on, task.assigned_source = task.started, "Bắt đầu"
    else:
        source = f"ngày của văn bản {paper.number}".rstrip() if paper else "ngày nhập"
        limits = [paper.on if paper else today, today]
        limits += [day for day in (task.done_on, task.percent_on) if day is not None]
        if desk.state_day is not None:
            limits.append(desk.state_day)
        task.assigned_on, task.assigned_source = min(limits), source
        moved = " (lùi về ngày có kết quả)" if min(limits) < limits[0] else ""
        desk.say(f"không ghi ngày giao: lấy {task.assigned_on:%d/%m/%Y}, {source}{moved}")
        return
    if task.assigned_on > today:
        field = "assigned_on" if desk.assigned else "started"
        desk.doubt(
            field,
            f"{task.assigned_source} {task.assigned_on:%d/%m/%Y} sau hôm nay {today:%d/%m/%Y}",
        )


def state_on(desk: exports.tasks.desk.Desk) -> None:
    """The day of the state; never before the assignment, never after today."""
    task, today = desk.task, desk.sheet.today
    known = min(desk.sheet.above.as_of or today, today)
    if task.state == "done":
        day = task.done_on or known
    elif desk.state_day is not None:
        day = desk.state_day
    elif task.state in {"proposed", "assigned"}:
        day = task.assigned_on
    elif task.state == "in_progress" and task.started is not None:
        day = task.started
    else:
        day = known
    task.state_on = max(day, task.assigned_on) if task.state != "done" else day
    if desk.state_day is not None and desk.state_day > today:
        desk.doubt("state", f"ngày {desk.state_day:%d/%m/%Y} sau hôm nay")
    elif task.state_on > today >= task.assigned_on and task.state != "done":
        task.state_on = today


def fields(desk: exports.tasks.desk.Desk) -> None:
    """Fields that contradict each other make the row doubtful."""
    task = desk.task
    if task.done_on is not None:
        _done_day(desk)
    elif task.state == "done":
        desk.doubt("done_on", "“Hoàn thành” mà không có ngày hoàn thành")
    begun = desk.begun
    if task.due and begun and task.due < begun and "due" in task.cells:
        desk.doubt("due", f"hạn {task.due:%d/%m/%Y} trước ngày giao {begun:%d/%m/%Y}")
    if task.percent is not None:
        _percent(desk, task.percent)
    if task.state == "done" and task.recurrence not in {"", "ongoing"}:
        desk.doubt("state", "việc định kỳ mà ghi hoàn thành: hoàn thành kỳ nào?")


def _done_day(desk: exports.tasks.desk.Desk) -> None:
    """A day of completion against the state, today and the start."""
    task, today = desk.task, desk.sheet.today
    day = task.done_on or today
    begun = desk.begun
    if task.state != "done" and "done_on" in task.cells:
        desk.doubt("done_on", "có ngày hoàn thành mà trạng thái chưa hoàn thành")
    if day > today:
        desk.doubt("done_on", f"ngày hoàn thành {day:%d/%m/%Y} sau hôm nay {today:%d/%m/%Y}")
    if begun and day < begun:
        desk.doubt("done_on", f"ngày hoàn thành {day:%d/%m/%Y} trước ngày giao {begun:%d/%m/%Y}")


def _percent(desk: exports.tasks.desk.Desk, percent: int) -> None:
    """A per cent against the state."""
    if desk.task.state == "done" and percent < _FULL:
        desk.doubt("percent", f"ghi hoàn thành mà tiến độ {percent}%")
    elif desk.task.state in _OPEN and percent == _FULL:
        desk.doubt("percent", "tiến độ 100% mà trạng thái chưa hoàn thành")
    elif desk.task.state == "assigned" and percent:
        desk.doubt("percent", f"ghi chưa triển khai mà tiến độ {percent}%")


def _own(desk: exports.tasks.desk.Desk) -> set[str]:
    """The fields that stand in this row itself, not in cells merged down to it."""
    number = desk.row.number
    return {field for field, place in desk.row.places.items() if place[0] == number}


def wholeness(desk: exports.tasks.desk.Desk) -> None:
    """Rows that may be a part of another, or a title."""
    task = desk.task
    if desk.row.under is not None:
        desk.doubt("work", f"nội dung việc gộp chung ô với dòng {desk.row.under}")
    elif not task.work:
        desk.doubt("work", "không có nội dung việc: có thể là phần tiếp của dòng trên")
    elif desk.row.parts is not None:
        below = desk.row.parts
        desk.doubt("work", f"dòng {below} ghi là một phần của việc này: nhiệm vụ hay tên nhóm?")
    elif _own(desk) <= {"work", "order", "code"} and not desk.given:
        desk.doubt("work", "chỉ có nội dung việc, các cột khác trống: nhiệm vụ hay tên nhóm?")
