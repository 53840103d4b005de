"""Figures: what a report counts, each with the ids behind it (design 4).

Always counted from the records as they stand; a report made months later gives the same figures
from the same entries. Percentages are rounded half up to one decimal from the exact fraction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import db.documents
import db.meetings
import db.members
import db.moments
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.rules
import db.tasks.series
import db.unit


@dataclass(frozen=True)
class Figure:
    """A count with its record ids, or a percentage with what it is a part of."""

    value: int | float | None
    ids: list[int]
    part: int | None = None
    whole: int | None = None
    base_ids: list[int] | None = None

    def printed(self) -> dict[str, Any]:
        """The figure as ``figures --json`` prints it."""
        if self.base_ids is None:
            return {"value": self.value, "ids": self.ids}
        return {
            "value": self.value,
            "ids": self.ids,
            "part": self.part,
            "whole": self.whole,
            "base_ids": self.base_ids,
        }


def percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` in per cent, half up to one decimal; None without a base."""
    if whole == 0:
        return None
    tenths = (2000 * part + whole) // (2 * whole)  # half up, in whole numbers: no rounding error
    return tenths / 10


def share(ids: Iterable[int], base: Iterable[int]) -> Figure:
    """The percentage that ``ids`` make of ``base``."""
    part, whole = sorted(ids), sorted(base)
    return Figure(percent(len(part), len(whole)), part, len(part), len(whole), whole)


@dataclass
class _Tally:
    """Ids by name; tasks that are not yet written count without an id."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    unwritten: dict[str, int] = field(default_factory=dict)

    def add(self, number: int | None, *names: str) -> None:
        for name in names:
            if number is None:
                self.unwritten[name] = self.unwritten.get(name, 0) + 1
            else:
                self.ids.setdefault(name, []).append(number)

    def size(self, name: str) -> int:
        return len(self.ids.get(name, ())) + self.unwritten.get(name, 0)

    def count(self, name: str) -> Figure:
        return Figure(self.size(name), self.ids.get(name, []))

    def percent(self, part: str, *whole: str) -> Figure:
        size = sum(self.size(name) for name in whole)
        base = sorted(one for name in whole for one in self.ids.get(name, ()))
        share = percent(self.size(part), size)
        return Figure(share, self.ids.get(part, []), self.size(part), size, base)


def count(span: db.reports.Window) -> dict[str, Figure]:
    """Every figure of the window, by name."""
    return {**tasks(span), **meetings(span)}


_PLACES = {
    "cancelled": "tasks_cancelled",
    "overdue": "tasks_overdue",
    "suspended": "tasks_suspended",
    "in_time": "tasks_open_in_time",
    "without_date": "tasks_without_date",
}


def tasks(
    span: db.reports.Window,
    records: Iterable[dict[str, Any]] | None = None,
    begun: Iterable[db.tasks.adding.Draft] | None = None,
) -> dict[str, Figure]:
    """The figures of the tasks.

    ``records`` saves reading them (all that can be in the window), ``begun`` working out which
    occurrences the book does not hold yet (all up to the cut-off, or to a later day).
    """
    tally = _Tally()
    late_days = int(db.unit.setting("late_entry_days", span.cutoff))
    late_entries, late_ids = 0, set()
    read = db.tasks.dump() if records is None else records
    drafts = db.tasks.series.missing(span.cutoff) if begun is None else begun
    for task in (*read, *_unwritten(drafts, span.cutoff)):
        if db.tasks.rules.deleted_by(task, span.cutoff.isoformat()):
            continue
        entries = _late_entries(task, span, late_days)
        if entries:
            late_entries += entries
            late_ids.add(task["id"])
        _tally_task(tally, task, span)
    figures = {name: tally.count(name) for name in _COUNTS}
    figures["clear_percent"] = tally.percent("tasks_six_clear", "tasks_in_period")
    figures["updated_percent"] = tally.percent("tasks_updated", "base_of_updated")
    figures["late_entries"] = Figure(late_entries, sorted(late_ids))
    figures["on_time_percent"] = tally.percent(
        "tasks_done_on_time", "tasks_done_on_time", "tasks_done_late"
    )
    return {name: figures[name] for name in TASK_NAMES}


TASK_NAMES = (
    "tasks_in_period",
    "tasks_carried_over",
    "tasks_new",
    "tasks_done",
    "tasks_done_on_time",
    "tasks_done_late",
    "tasks_done_without_date",
    "tasks_cancelled",
    "tasks_overdue",
    "tasks_suspended",
    "tasks_open_in_time",
    "tasks_without_date",
    "tasks_six_clear",
    "clear_percent",
    "tasks_updated",
    "updated_percent",
    "tasks_extended",
    "late_entries",
    "on_time_percent",
)
_COUNTS = [name for name in TASK_NAMES if not name.endswith("_percent") and name != "late_entries"]


def _unwritten(drafts: Iterable[db.tasks.adding.Draft], cutoff: date) -> list[dict[str, Any]]:
    """Occurrences that have begun but are not in the book yet; counting writes nothing."""
    return [
        db.tasks.adding.as_record(draft)
        for draft in drafts
        if draft.assigned_on is not None and draft.assigned_on <= cutoff
    ]


def _tally_task(tally: _Tally, task: dict[str, Any], span: db.reports.Window) -> None:
    """Put one task where it belongs."""
    opening, cutoff = span.opening.isoformat(), span.cutoff.isoformat()
    before = (span.opening - timedelta(days=1)).isoformat()
    changes = db.tasks.rules.ordered(task["states"])
    standing = db.tasks.rules.standing(task, changes, cutoff)
    if standing is None or not db.tasks.rules.in_period(changes, before, opening, cutoff):
        return
    first = db.tasks.rules.assigned_on(changes) or ""
    tally.add(task["id"], "tasks_in_period", *_groups(standing))
    tally.add(task["id"], "tasks_carried_over" if first < opening else "tasks_new")
    if not db.tasks.rules.missing_clear(task, standing.due):
        tally.add(task["id"], "tasks_six_clear")
    if not db.tasks.rules.suspended_throughout(changes, opening, cutoff):
        tally.add(task["id"], "base_of_updated")
        if db.tasks.rules.updated(task, changes, opening, cutoff):
            tally.add(task["id"], "tasks_updated")
    if any(opening <= task["extensions"][index]["made_on"] for index in standing.counted):
        tally.add(task["id"], "tasks_extended")


def _groups(standing: db.tasks.rules.Standing) -> list[str]:
    """The class of a task at the cut-off; a done one also by how it met its due."""
    if standing.place != "done":
        return [_PLACES[standing.place]]
    if standing.due is None:
        return ["tasks_done", "tasks_done_without_date"]
    return ["tasks_done", "tasks_done_late" if standing.late else "tasks_done_on_time"]


def _late_entries(task: dict[str, Any], span: db.reports.Window, days: int) -> int:
    """How many facts dated inside were entered more than ``days`` after their date."""
    facts = [
        *((one["on"], one["at"]) for one in task["states"]),
        *((one["on"], one["at"]) for one in task["progress"]),
        *((one["made_on"], one["at"]) for one in task["extensions"]),
    ]
    opening, cutoff = span.opening.isoformat(), span.cutoff.isoformat()
    return sum(
        1
        for on, at in facts
        if opening <= on <= cutoff
        and at
        and (db.moments.entered_on(at) - date.fromisoformat(on)).days > days
    )


def meetings(
    span: db.reports.Window, records: Iterable[dict[str, Any]] | None = None
) -> dict[str, Figure]:
    """The figures of the meetings: regular, thematic and both in one; others stand apart.

    ``records`` saves reading them (all that were held inside).
    """
    read = db.meetings.dump() if records is None else records
    inside = [meeting for meeting in read if _held(meeting, span)]
    regular = [one["id"] for one in inside if one["kind"] in db.meetings.REGULAR]
    thematic = [one for one in inside if one["kind"] in db.meetings.THEMATIC]
    papers = sorted({paper for one in thematic for paper in one["documents"]})
    issued = _documents(papers, span.cutoff)
    conclusions = [fact for one in inside for fact in one["conclusions"]]
    alive = [paper for paper in papers if paper in issued]
    return {
        "meetings_regular": _counted(regular),
        "meetings_thematic": _counted([one["id"] for one in thematic]),
        "attendance_percent": _attendance(inside),
        "thematic_documents": _counted(alive),
        "thematic_documents_with_qr": _counted([one for one in alive if issued[one]]),
        "qr_percent": share([one for one in alive if issued[one]], alive),
        "conclusions": _counted([one["id"] for one in conclusions]),
        "conclusions_with_task": _counted([one["id"] for one in conclusions if one["tasks"]]),
        "conclusions_no_task": _counted(
            [one["id"] for one in conclusions if one["no_task"] and not one["tasks"]]
        ),
    }


def _counted(ids: list[int]) -> Figure:
    return Figure(len(ids), sorted(ids))


def _held(meeting: dict[str, Any], span: db.reports.Window) -> bool:
    """Whether a meeting that counts was held inside."""
    cutoff = span.cutoff.isoformat()
    if meeting["deleted_on"] is not None and meeting["deleted_on"] <= cutoff:
        return False
    kinds = db.meetings.REGULAR | db.meetings.THEMATIC
    on = meeting["held_on"]
    return meeting["kind"] in kinds and on is not None and span.opening.isoformat() <= on <= cutoff


def _attendance(inside: list[dict[str, Any]]) -> Figure:
    """Σ present ÷ Σ base over the meetings; exempt people who come are in neither."""
    members = db.members.dump()
    present = whole = 0
    for meeting in inside:
        base = db.members.base_on(members, meeting["held_on"])
        came = {one["member"] for one in meeting["attendance"] if one["status"] == "present"}
        present += len(came & base)
        whole += len(base)
    ids = [meeting["id"] for meeting in inside]
    return Figure(percent(present, whole), ids, present, whole, ids)


def _documents(ids: list[int], cutoff: date) -> dict[int, bool]:
    """Which documents are there at the cut-off, and whether each had its QR code by then."""
    day = cutoff.isoformat()
    return {
        one["id"]: one["qr_on"] is not None and one["qr_on"] <= day
        for one in db.documents.dump()
        if one["id"] in set(ids) and (one["deleted_on"] is None or one["deleted_on"] > day)
    }


def kind_of(name: str) -> str:
    """What the ids behind the figure ``name`` are: a kind, or "conclusions" (of meetings)."""
    if name in TASK_NAMES:
        return "tasks"
    if name.startswith("conclusions"):
        return "conclusions"
    return "documents" if name.startswith(("thematic_documents", "qr_")) else "meetings"


def printed(span: db.reports.Window, counted: dict[str, Figure] | None = None) -> dict[str, Any]:
    """What ``figures --json`` prints for the window; ``counted`` saves counting again."""
    report = db.reports.find(span.period)
    body: dict[str, Any] = {
        "period": span.period.label,
        "from": span.period.first.isoformat(),
        "to": span.period.last.isoformat(),
        "opening": span.opening.isoformat(),
        "cutoff": span.cutoff.isoformat(),
        "figures": {name: figure.printed() for name, figure in (counted or count(span)).items()},
    }
    if report is not None and report.reported:
        body["reported"] = json.loads(report.reported)
    return body
