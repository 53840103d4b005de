"""The first page: what is due, late or at risk, what comes next, and how the quarter stands.

Design 8: "what is due, late, at risk, what meeting is next, days to the quarterly report, what
still blocks it; each line leads to its record." A ``Look`` reads the tasks once for all of it; each
question can be asked alone too. Nothing here is a rule of its own: lateness and risk are
``db.tasks.watching``, figures ``db.figures``, what blocks a report ``db.reports``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import db.base
import db.days
import db.meetings
import db.periods
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.rules
import db.tasks.series
import db.tasks.watching
import db.today.quarters
import db.unit

Tone = Literal["red", "amber", "blue", "green", "grey"]
Tasks = list[dict[str, Any]]
_MONTH = timedelta(days=31)
PROBATION_MONTHS = 12  # Điều lệ Đảng, điều 5: thời gian dự bị


@dataclass(frozen=True)
class Item:
    """One line: the record it leads to (``id`` None where there is none yet), and what is said."""

    kind: str
    id: int | None
    title: str
    detail: str
    tone: Tone


@dataclass(frozen=True)
class Coming:
    """The report to come; ``due`` and ``days_left`` are None while the ward has set no day."""

    period: db.periods.Period
    id: int | None
    title: str
    state: str  # "" before it was begun, else a key of db.reports.STATES
    due: date | None
    days_left: int | None
    detail: str
    tone: Tone
    blocks: list[Item]


class Look:
    """Everything the first page shows on ``today``; each question reads when it is first asked.

    Asked one after another they make way for what else waits; none is read twice.
    """

    def __init__(self, today: date) -> None:
        self.today = today

    @functools.cached_property
    def overdue(self) -> list[Item]:
        """See ``overdue``."""
        return overdue(self.today, self._tasks)

    @functools.cached_property
    def due(self) -> list[Item]:
        """See ``due``."""
        return due(self.today, self._tasks)

    @functools.cached_property
    def at_risk(self) -> list[Item]:
        """See ``at_risk``."""
        return at_risk(self.today, self._tasks)

    @functools.cached_property
    def next(self) -> list[Item]:
        """Meetings, and those not scheduled yet."""
        return next_meetings(self.today)

    @functools.cached_property
    def members(self) -> list[Item]:
        """See ``probationary``."""
        return probationary(self.today)

    @functools.cached_property
    def report(self) -> Coming:
        """The report to come."""
        return report(self.today, self._tasks)

    @functools.cached_property
    def quarters(self) -> list[db.today.quarters.Quarter]:
        """The last quarters, the current one last."""
        return db.today.quarters.counted(self.today, self._tasks, self._begun)

    @functools.cached_property
    def headlines(self) -> list[db.today.quarters.Headline]:
        """The large figures of the current quarter."""
        return db.today.quarters.headlines(self.today, self._tasks, self._begun)

    @functools.cached_property
    def _tasks(self) -> Tasks:
        return living(self.today)

    @functools.cached_property
    def _begun(self) -> list[db.tasks.adding.Draft]:
        return db.tasks.series.missing(self.today)


def living(today: date) -> Tasks:
    """The tasks that can matter today or in the quarters shown: not those closed before them.

    A book of ten years holds thousands of closed tasks; they are not read.
    """
    first = db.reports.window(db.today.quarters.periods(today)[0], today).opening.isoformat()
    there = f"(deleted_on IS NULL OR deleted_on > '{first}')"
    runs = f"SELECT id FROM tasks WHERE {there} AND state NOT IN ('done', 'cancelled')"  # noqa: S608 - our own words
    changed = f"SELECT task_id FROM task_states WHERE \"on\" >= '{first}'"  # noqa: S608 - our own words
    return db.tasks.read(f"WHERE {there} AND id IN ({runs} UNION ALL {changed})")


def overdue(today: date, tasks: Tasks | None = None) -> list[Item]:
    """Tasks overdue today, the longest first."""
    found = [
        (watched.days_late, task, watched)
        for task, watched in _watched(today, tasks)
        if watched.place == "overdue"
    ]
    return [
        _task(task, "red", f"Quá hạn {days} ngày", *_unwritten(watched))
        for days, task, watched in sorted(found, key=lambda one: (-one[0], one[1]["id"]))
    ]


def due(today: date, tasks: Tasks | None = None) -> list[Item]:
    """Open tasks due today or soon, the nearest first."""
    found = [
        (watched.days_left or 0, task)
        for task, watched in _watched(today, tasks)
        if watched.risk == "due_soon"
    ]
    return [
        _task(task, "amber", f"Còn {days} ngày" if days else "Đến hạn hôm nay", *_percent(task))
        for days, task in sorted(found, key=lambda one: (one[0], one[1]["id"]))
    ]


def at_risk(today: date, tasks: Tasks | None = None) -> list[Item]:
    """Open tasks well behind their time, by how far; then those not updated for long."""
    behind, stale = [], []
    for task, watched in _watched(today, tasks):
        if watched.risk == "behind":
            words = f"Tiến độ {watched.percent}%, thời gian đã qua {watched.elapsed}%"
            points = (watched.percent or 0) - (watched.elapsed or 0)
            behind.append((points, task["id"], _task(task, "amber", words)))
        elif watched.risk == "stale":
            words = f"{watched.quiet} ngày chưa cập nhật"
            stale.append((-watched.quiet, task["id"], _task(task, "amber", words)))
    return [item for _, _, item in (*sorted(behind, key=_rank), *sorted(stale, key=_rank))]


def _rank(found: tuple[int, int, Item]) -> tuple[int, int]:
    """What a line is put in order by."""
    return found[:2]


def _watched(
    today: date, tasks: Tasks | None
) -> Iterator[tuple[dict[str, Any], db.tasks.watching.Watched]]:
    """The tasks that are neither closed nor deleted, with how they stand."""
    limits = db.tasks.watching.thresholds(today)
    for task in living(today) if tasks is None else tasks:
        if task["deleted_on"] is None and task["state"] not in db.tasks.rules.CLOSED:
            yield task, db.tasks.watching.watch(task, today, limits)


def _task(task: dict[str, Any], tone: Tone, *details: str) -> Item:
    """A line about a task: what is the matter, then who answers for it."""
    said = [one for one in (details[0], task["accountable"], *details[1:]) if one]
    return Item("tasks", task["id"], task["work"], " · ".join(said), tone)


def _unwritten(watched: db.tasks.watching.Watched) -> list[str]:
    """What a late task still has to name."""
    return [f"chưa ghi {', '.join(watched.lacks)}"] if watched.lacks else []


def _percent(task: dict[str, Any]) -> list[str]:
    """The last per cent said of a task."""
    told = sorted(task["progress"], key=lambda one: str(one["on"]))
    said = [one["percent"] for one in told if one["percent"] is not None]
    return [f"tiến độ {said[-1]}%"] if said else []


def next_meetings(today: date) -> list[Item]:
    """Meetings planned and not held, by day; then those of this and the next span not planned."""
    found = []
    for number, title, planned, starts, agenda in db.base.rows(
        "SELECT id, title, planned_on, starts, agenda FROM meetings WHERE held_on IS NULL"
        " AND deleted_on IS NULL ORDER BY planned_on NULLS LAST, id"
    ):
        tone: Tone = "blue"
        on = date.fromisoformat(planned) if planned else None
        if on is None or on < today:
            passed = f"Đã qua ngày dự kiến {on:%d/%m/%Y}, chưa ghi đã họp" if on else "Chưa có ngày"
            found.append(Item("meetings", number, title, passed, "amber"))
            continue
        spoken = db.days.spoken(on, today)
        words = [", ".join(filter(None, (spoken[0].upper() + spoken[1:], starts)))]
        words.append("chương trình đã có" if agenda != "[]" else "chưa có chương trình")
        found.append(Item("meetings", number, title, " · ".join(words), tone))
    return found + list(_unplanned(today))


def _unplanned(today: date) -> Iterator[Item]:
    """Regular meetings of the month and thematic ones of the quarter that nobody has planned.

    The cell meets each month, and on a theme each quarter (HD42-HD/BTCTW, 2.1); the next month and
    quarter are looked at some days before they begin.
    """
    soon = today + timedelta(days=int(db.unit.setting("meeting_soon_days", today)))
    months = {day.replace(day=1) for day in (today, soon)}
    for first in sorted(months):
        if not _is_planned(first, db.periods.month_end(first), db.meetings.REGULAR):
            yield _to_plan(f"Sinh hoạt thường kỳ tháng {first.month}")
    for period in sorted(
        {db.today.quarters.quarter(today), db.today.quarters.quarter(soon)},
        key=lambda one: one.first,
    ):
        if not _is_planned(period.first, period.last, db.meetings.THEMATIC):
            yield _to_plan(f"Sinh hoạt chuyên đề {period.words.partition(' năm ')[0]}")


def _to_plan(title: str) -> Item:
    return Item("meetings", None, title, "Chưa đặt lịch", "amber")


def _is_planned(first: date, last: date, kinds: frozenset[str]) -> bool:
    """Whether a meeting of one of ``kinds`` was held, or is planned, inside."""
    marks = ", ".join("?" * len(kinds))
    found = db.base.rows(
        "SELECT 1 FROM meetings WHERE coalesce(held_on, planned_on) BETWEEN ? AND ?"  # noqa: S608 - our own words
        f" AND meeting_kind IN ({marks}) AND deleted_on IS NULL LIMIT 1",
        first.isoformat(),
        last.isoformat(),
        *sorted(kinds),
    )
    return bool(found)


def probationary(today: date) -> list[Item]:
    """Members whose twelve months of probation end soon, or ended without the day being entered."""
    limit = today + timedelta(days=int(db.unit.setting("probation_soon_days", today)))
    found = []
    for number, name, joined in db.base.rows(
        "SELECT id, name, joined FROM members WHERE official_on IS NULL AND deleted_on IS NULL"
        ' AND ("left" IS NULL OR "left" > ?) ORDER BY joined, sort, id',
        today.isoformat(),
    ):
        end = _probation_end(date.fromisoformat(joined))
        if end > limit:
            continue
        passed = end < today
        words = f"Hết hạn ngày {end:%d/%m/%Y}, chưa ghi ngày chính thức"
        title = f"{name} hết thời gian dự bị"
        detail = words if passed else db.days.shown(end)
        found.append(Item("members", number, title, detail, "amber" if passed else "blue"))
    return found


def _probation_end(joined: date) -> date:
    """The same day a year later; of 29 February the last of that month."""
    months = joined.year * 12 + joined.month - 1 + PROBATION_MONTHS
    month = date(months // 12, months % 12 + 1, 1)
    return month.replace(day=min(joined.day, db.periods.month_end(month).day))


def report(today: date, tasks: Tasks | None = None) -> Coming:
    """The quarterly report that comes next, with what must be completed before its export."""
    period = _reported(today)
    one = db.reports.find(period)
    until = db.unit.report_due(period)
    detail, tone = _days_left(until, today)
    return Coming(
        period=period,
        id=int(str(one.id)) if one else None,
        title=f"Báo cáo {period.words}",
        state=str(one.state) if one else "",
        due=until,
        days_left=(until - today).days if until else None,
        detail=detail,
        tone=tone,
        blocks=_blocks(period, today, tasks),
    )


def _reported(today: date) -> db.periods.Period:
    """The quarter to report on: the last one until its report is sent or its day has passed.

    While the ward has set no day, the last quarter stays for a month; one whose report was begun
    and not sent stays a month longer.
    """
    current = db.today.quarters.quarter(today)
    last = db.today.quarters.quarter(current.first - timedelta(days=1))
    one = db.reports.find(last)
    until = db.unit.report_due(last) or db.periods.month_end(current.first)
    if one is not None:
        until += _MONTH
    sent = one is not None and one.state == "submitted"
    existed = db.unit.get().term_from <= last.last
    return last if existed and not sent and today <= until else current


def _days_left(until: date | None, today: date) -> tuple[str, Tone]:
    """How long there is until the report is due, in words."""
    if until is None:
        return "Chưa ghi ngày phải gửi báo cáo; ngày này đặt trong Cài đặt.", "grey"
    left = (until - today).days
    if left < 0:
        return f"Đã qua hạn {db.days.shown(until)} là {-left} ngày", "red"
    soon = left <= db.tasks.watching.thresholds(today).due_soon_days
    words = f"{left} ngày nữa đến hạn {db.days.shown(until)}" if left else "Hôm nay là hạn gửi"
    return words, "amber" if soon else "blue"


def _blocks(period: db.periods.Period, today: date, tasks: Tasks | None) -> list[Item]:
    """What must be completed before the report of ``period`` can be exported."""
    span = db.reports.window(period, today)
    return [
        Item(block.kind, block.id, block.sentence, "Phải bổ sung trước khi xuất", "red")
        for block in db.reports.blocks(span, living(today) if tasks is None else tasks)
    ]
