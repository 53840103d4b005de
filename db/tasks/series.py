"""Recurring duties: the series, and the occurrences that are its tasks.

An occurrence runs from its start day to its own due. One idempotent verb makes those that have
begun; counting adds the ones not yet made without writing them (design 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import db.base
import db.errors
import db.history
import db.moments
import db.periods
import db.recycling
import db.secrecy
import db.tasks
import db.tasks.adding

RECURRENCES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
}
ONGOING = "ongoing"  # "Thường xuyên": one undated task, never overdue, it can be stale


@dataclass(frozen=True)
class Fact:
    """What a list says of a recurring duty on a day; it goes to the occurrence begun by then."""

    on: date
    state: str
    percent: int | None = None
    text: str = ""


def start(
    fields: dict[str, Any],
    moment: db.moments.Moment,
    facts: Sequence[Fact] = (),
    *,
    not_secret: bool,
) -> tuple[int, list[int]]:
    """Enter a series and the occurrences that have begun, in one transaction; returns the ids.

    Raises:
        db.errors.RecordError: no work, no such recurrence, or the secrecy tick is missing.
    """
    if not not_secret:
        raise db.errors.RecordError(
            "Hãy đánh dấu “không thuộc bí mật nhà nước” trước khi giao nhiệm vụ.", "not_secret"
        )
    _refuse_wrong(fields)
    series = db.tasks.Series(entered_at=moment.at, **fields)
    with db.base.transaction():
        with db.history.change(moment, series, "start"):
            series.save(force_insert=True)
        drafts = [one for one in missing(moment.today) if one.fields["series"] == series.id]
        for fact in facts:
            _place(fact, drafts)
        made = db.tasks.adding.take_in(drafts, moment, "occur", not_secret=True)
    return int(str(series.id)), made


def _refuse_wrong(fields: dict[str, Any]) -> None:
    """Refuse a series that cannot stand."""
    if not str(fields.get("work", "")).strip():
        raise db.errors.RecordError(
            "Nhiệm vụ chưa có nội dung việc; hãy nhập việc phải làm.", "work"
        )
    if fields.get("recurrence") not in RECURRENCES:
        raise db.errors.RecordError(
            "Hãy chọn cách lặp lại: " + ", ".join(RECURRENCES.values()) + ".", "recurrence"
        )
    due_day = fields.get("due_day")
    if fields.get("start") is None or due_day not in (None, *range(1, 32)):
        raise db.errors.RecordError(
            "Nhiệm vụ lặp lại cần ngày bắt đầu, và hạn trong tháng là ngày 1 đến 31; hãy nhập lại."
        )
    end = fields.get("end")
    if end is not None and end < fields["start"]:
        raise db.errors.RecordError(
            "Ngày cuối trước ngày bắt đầu thì không có kỳ nào; hãy sửa ngày cuối hoặc để trống.",
            "recurrence",
        )
    db.secrecy.refuse(value for value in fields.values() if isinstance(value, str))


def _place(fact: Fact, drafts: list[db.tasks.adding.Draft]) -> None:
    """Put ``fact`` on the occurrence begun last by its day: work goes on after a due has passed."""
    begun = [one for one in drafts if one.assigned_on and one.assigned_on <= fact.on]
    for draft in begun[-1:]:
        if fact.state != "assigned":
            draft.states.append((fact.on, fact.state))
        if fact.percent is not None or fact.text:
            draft.progress.append((fact.on, fact.percent, fact.text))


def stop(series: db.tasks.Series, on: date, moment: db.moments.Moment) -> None:
    """Let ``series`` have no occurrence that would start after ``on``."""
    with db.history.change(moment, series, "stop"):
        series.end = on
        series.save()


def next_start(series: db.tasks.Series, today: date) -> date:
    """The first day of the span after those of ``series`` that have begun."""
    day: date = series.start
    while day <= today:
        day = _span(series.recurrence, day)[0] + timedelta(days=1)
    return day


def change(series: db.tasks.Series, fields: dict[str, Any], moment: db.moments.Moment) -> int:
    """Change a duty from its next occurrence on; returns the id of the series that goes on.

    ``fields`` are of SHARED, ``accountable_member``, ``recurrence``, ``due_day`` and ``end``. What
    has begun stays as it is: another rhythm or due day stops this series and starts a new one in
    its next span, in one transaction.

    Raises:
        db.errors.RecordError: it recurs no more, or could not stand so.
    """
    first = next_start(series, moment.today)
    if series.deleted_on is not None or (series.end is not None and series.end < moment.today):
        raise db.errors.RecordError(
            f"Việc “{series.work}” đã thôi lặp lại; hãy thêm nhiệm vụ lặp lại mới."
        )
    own = (*db.tasks.SHARED, "accountable_member", "recurrence", "due_day", "end")
    whole = {name: getattr(series, name) for name in own} | fields | {"start": first}
    _refuse_wrong(whole)
    if whole["end"] is not None and whole["end"] < first:
        raise db.errors.RecordError(
            f"Kỳ sau bắt đầu ngày {first:%d/%m/%Y}; ngày cuối phải từ đó trở đi, muốn thôi ngay "
            "thì dùng “Thôi lặp lại”.",
            "end",
        )
    same = all(getattr(series, name) == whole[name] for name in ("recurrence", "due_day"))
    if same or first == series.start:
        with db.history.change(moment, series, "change"):
            for name, value in fields.items():
                setattr(series, name, value)
            series.save()
        return int(str(series.id))
    with db.base.transaction():
        stop(series, first - timedelta(days=1), moment)
        number, _ = start(whole, moment, not_secret=True)
    return number


def delete(series: db.tasks.Series, moment: db.moments.Moment) -> None:
    """Move ``series`` to the recycle bin: it has no more occurrences; those it had are tasks."""
    db.recycling.delete(series, moment)


def restore(series: db.tasks.Series, moment: db.moments.Moment) -> None:
    """Take ``series`` out of the recycle bin."""
    db.recycling.restore(series, moment)


def make_due(moment: db.moments.Moment) -> list[int]:
    """Make every occurrence that has begun and is not there yet; returns their ids."""
    drafts = missing(moment.today)
    if not drafts:
        return []
    return db.tasks.adding.take_in(drafts, moment, "occur", not_secret=True)


def missing(until: date) -> list[db.tasks.adding.Draft]:
    """The occurrences begun by ``until`` that the book does not hold yet."""
    known = {
        (series, on)
        for series, on in db.base.rows(
            "SELECT series_id, first_due_on FROM tasks WHERE series_id IS NOT NULL"
        )
    }
    drafts = []
    for series in db.tasks.dump_series():
        if series["deleted_on"] is not None:
            continue
        for first, due, name in occurrences(series, until):
            if (series["id"], first.isoformat()) not in known:
                drafts.append(_draft(series, first, due, name))
    return drafts


def _draft(series: dict[str, Any], first: date, due: date, name: str) -> db.tasks.adding.Draft:
    """One occurrence as a task to be entered."""
    fields = {column: series[column] for column in db.tasks.SHARED}
    fields["work"] = f"{series['work']} ({name})"
    fields["code"] = f"{series['code']} {name}".strip() if series["code"] else ""
    fields["series"] = series["id"]
    fields["accountable_member"] = series["accountable_member"]
    return db.tasks.adding.Draft(
        fields, first_due=due, assigned_on=first, states=[(first, "assigned")]
    )


def occurrences(series: dict[str, Any], until: date) -> Iterator[tuple[date, date, str]]:
    """Start, due and name of each occurrence of ``series`` (as dumped) begun by ``until``."""
    begin = date.fromisoformat(series["start"])
    last = min(until, date.fromisoformat(series["end"])) if series["end"] else until
    day = begin
    while day <= last:
        end, name = _span(series["recurrence"], day)
        due = _due(end, series["due_day"]) if series["recurrence"] == "monthly" else end
        if due >= day:
            yield day, due, name
        day = end + timedelta(days=1)


def _span(recurrence: str, day: date) -> tuple[date, str]:
    """The last day and the name of the span of ``recurrence`` that holds ``day``."""
    if recurrence == "weekly":
        year, week, weekday = day.isocalendar()
        return day + timedelta(days=7 - weekday), f"tuần {week}/{year}"
    if recurrence == "monthly":
        return db.periods.month_end(day), f"tháng {day.month}/{day.year}"
    if recurrence == "quarterly":
        quarter = db.periods.quarter(day.year, db.periods.quarter_of(day))
        return quarter.last, quarter.words.replace(" năm ", "/")
    return date(day.year, 12, 31), f"năm {day.year}"


def _due(month_end: date, due_day: int | None) -> date:
    """The due in a month: its last day, or the day the series names."""
    return month_end if due_day is None else month_end.replace(day=min(due_day, month_end.day))
