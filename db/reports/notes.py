"""What a person should look at before a report leaves: cautions that stop nothing.

What stops an export is ``db.reports.blocks``. Here each caution names the record it is about and
says what is the matter; the same records make the figures (design 4), so that both agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import db.days
import db.meetings
import db.reports
import db.tasks
import db.tasks.rules

RULES = ("cause_pending", "unclear", "unmarked", "unapproved", "untasked")


@dataclass(frozen=True)
class Note:
    """One caution: its rule (one of RULES), the record (kind and id), its title, the matter."""

    rule: str
    kind: str
    id: int
    title: str
    sentence: str


def of(
    span: db.reports.Window,
    tasks: Iterable[dict[str, Any]] | None = None,
    meetings: Iterable[dict[str, Any]] | None = None,
) -> list[Note]:
    """Every caution about the window, in the order of RULES.

    ``tasks`` and ``meetings`` save reading them (all that could be in the window, as dumped).
    """
    found = [
        *_about_tasks(span, db.tasks.dump() if tasks is None else tasks),
        *_about_meetings(span, db.meetings.dump() if meetings is None else meetings),
    ]
    return sorted(found, key=_rank)


def _rank(note: Note) -> int:
    return RULES.index(note.rule)


def _about_tasks(span: db.reports.Window, tasks: Iterable[dict[str, Any]]) -> Iterator[Note]:
    """Causes still being cleared up, and tasks of the window that are not "6 rõ"."""
    opening, cutoff = span.opening.isoformat(), span.cutoff.isoformat()
    before = (span.opening - timedelta(days=1)).isoformat()
    for task in tasks:
        changes = db.tasks.rules.ordered(task["states"])
        standing = db.tasks.rules.standing(task, changes, cutoff)
        if standing is None or db.tasks.rules.deleted_by(task, cutoff):
            continue
        if not db.tasks.rules.in_period(changes, before, opening, cutoff):
            continue
        if standing.late and task["cause_until"]:
            until = db.days.shown(date.fromisoformat(task["cause_until"]))
            words = f"Nguyên nhân đang làm rõ, báo cáo bổ sung trước ngày {until}"
            yield Note("cause_pending", "tasks", task["id"], db.reports.named(task), words)
        missing = db.tasks.rules.missing_clear(task, standing.due)
        if missing:
            words = f"Chưa đủ 6 rõ: còn thiếu {', '.join(missing)}"
            yield Note("unclear", "tasks", task["id"], db.reports.named(task), words)


def _about_meetings(span: db.reports.Window, meetings: Iterable[dict[str, Any]]) -> Iterator[Note]:
    """Meetings held inside: nobody marked, minutes that wait, conclusions without a task."""
    cutoff = span.cutoff.isoformat()
    counted = db.meetings.REGULAR | db.meetings.THEMATIC  # whose attendance is a figure
    for meeting in meetings:
        on = meeting["held_on"]
        gone = meeting["deleted_on"] is not None and meeting["deleted_on"] <= cutoff
        if gone or on is None or not span.opening.isoformat() <= on <= cutoff:
            continue
        day = db.days.shown(date.fromisoformat(on))
        if meeting["kind"] in counted and not meeting["attendance"]:
            words = f"Buổi ngày {day} chưa điểm danh nên tính là không ai có mặt"
            yield Note("unmarked", "meetings", meeting["id"], meeting["title"], words)
        if meeting["approved_on"] is None:
            words = f"Họp ngày {day}, biên bản chưa thông qua nên chưa kèm vào hồ sơ"
            yield Note("unapproved", "meetings", meeting["id"], meeting["title"], words)
        for one in meeting["conclusions"]:
            if not one["tasks"] and not one["no_task"]:
                words = f"Kết luận ngày {day} chưa lập nhiệm vụ, cũng chưa ghi là không lập"
                yield Note("untasked", "meetings", meeting["id"], one["text"], words)
