"""What has to be seen of a task on a day: how late it is, whether it is at risk, what it lacks.

Lateness is the rule of design 4 (``db.tasks.rules``). Risk ("cảnh báo sớm nguy cơ chậm trễ",
requirements 1.12) is ours: an open task that is due soon, whose per cent lies well behind the time
it has had, or of which nothing was entered for long. How soon, how well and how long the unit sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import db.tasks.rules
import db.unit


@dataclass(frozen=True)
class Thresholds:
    """From when on something is said, as the unit set it for a day."""

    due_soon_days: int
    behind_points: int  # per cent of time elapsed minus per cent done
    quiet_days: int


def thresholds(on: date) -> Thresholds:
    """The thresholds that hold on a day."""
    names = ("due_soon_days", "behind_points", "quiet_days")
    return Thresholds(*(int(db.unit.setting(name, on)) for name in names))


@dataclass(frozen=True)
class Watched:
    """How a task stands on a day, for a list or the first page.

    ``place`` is as in db.tasks.rules.Standing, or "proposed"; ``risk`` is "", "due_soon", "behind"
    or "stale", the first that holds, and always "" of a task that is late, at rest or closed.
    """

    place: str
    due: str | None
    late: bool
    days_late: int
    days_left: int | None  # until the effective due, of an open task not late
    percent: int | None  # the last per cent that was said of it
    elapsed: int | None  # per cent of the time from assignment to due
    quiet: int  # days since anything was entered of it
    risk: str
    lacks: tuple[str, ...]  # cause, body, person that a late task must still name
    missing: tuple[str, ...]  # which of the six "rõ" and the one lead body are not there


def watch(task: dict[str, Any], today: date, limits: Thresholds) -> Watched:
    """How ``task`` (as dumped) stands on ``today``."""
    day = today.isoformat()
    changes = db.tasks.rules.ordered(task["states"])
    standing = db.tasks.rules.standing(task, changes, day)
    due = standing.due if standing else task["due"]
    pace = db.tasks.rules.pace(task, changes, due, day)
    missing = tuple(db.tasks.rules.missing_clear(task, due))
    facts = (pace.percent, pace.elapsed, pace.quiet)
    if standing is None:
        return Watched("proposed", due, False, 0, None, *facts, "", (), missing)
    runs = standing.place in {"in_time", "without_date"}
    left = (date.fromisoformat(due) - today).days if runs and due else None
    return Watched(
        standing.place,
        due,
        standing.late,
        db.tasks.rules.days_late(standing, day),
        left,
        *facts,
        _risk(pace, left, limits) if runs else "",
        tuple(db.tasks.rules.lacks_cause(task)) if standing.late else (),
        missing,
    )


def _risk(pace: db.tasks.rules.Pace, left: int | None, limits: Thresholds) -> str:
    """What is to be feared of an open task that is not late."""
    if left is not None and left <= limits.due_soon_days:
        return "due_soon"
    if None not in (pace.percent, pace.elapsed) and _behind(pace) >= limits.behind_points:
        return "behind"
    return "stale" if pace.quiet >= limits.quiet_days else ""


def _behind(pace: db.tasks.rules.Pace) -> int:
    """By how many points the work lies behind its time."""
    return (pace.elapsed or 0) - (pace.percent or 0)
