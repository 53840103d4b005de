"""What the dated facts of a task mean on a given day (design 4). Pure: no book, no clock.

A task is taken as ``dump`` prints it; days are ISO texts, which compare as days do. Facts count by
their own date, not by the day of typing; facts of one day count in the order of entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

OPEN = frozenset({"assigned", "in_progress", "submitted"})
CLOSED = frozenset({"done", "cancelled"})

Task = dict[str, Any]
States = list[dict[str, Any]]


@dataclass(frozen=True)
class Standing:
    """How a task stands at the end of a day."""

    state: str
    since: str  # the day it came into this state
    due: str | None  # the effective due
    place: str  # done, cancelled, overdue, suspended, in_time or without_date
    counted: tuple[int, ...]  # which of its extensions moved the due
    late: bool  # done after its due, overdue, or overdue when it was cancelled


def ordered(states: States) -> States:
    """State changes by their own date; those of one day as entered."""
    return sorted(states, key=lambda change: str(change["on"]))


def run_on(changes: States, day: str) -> tuple[str, str] | None:
    """The state at the end of ``day`` and the day it began; None before the first change."""
    found: tuple[str, str] | None = None
    for change in changes:
        if change["on"] > day:
            break
        if found is None or found[0] != change["state"]:
            found = (change["state"], change["on"])
    return found


def assigned_on(changes: States) -> str | None:
    """The day of the first change to ``assigned``."""
    return next((change["on"] for change in changes if change["state"] == "assigned"), None)


def due_on(task: Task, changes: States, day: str) -> tuple[str | None, tuple[int, ...]]:
    """The effective due as it stood on ``day``, and the extensions (by index) that made it.

    The first due, then each extension in order of (made_on, entry) made on or before the due then
    in force and naming its basis; a later one never moves it. A new due given on the day a task
    suspended in time is resumed counts though the old one passed meanwhile.
    """
    due = task["first_due"]
    if due is None or task["first_due_on"] > day:
        return None, ()
    counted = []
    numbered = sorted(enumerate(task["extensions"]), key=lambda pair: str(pair[1]["made_on"]))
    for index, extension in numbered:
        made_on = extension["made_on"]
        if made_on > day:
            break
        if extension["basis"] and (made_on <= due or _resumed_in_time(changes, made_on, due)):
            due = extension["new"]
            counted.append(index)
    return due, tuple(counted)


def _resumed_in_time(changes: States, day: str, due: str) -> bool:
    """Whether on ``day`` a suspension ended that had begun on or before ``due``."""
    state, since = "", ""
    for change in changes:
        if change["on"] == day and state == "suspended" and change["state"] in OPEN:
            return since <= due
        if change["state"] != state:
            state, since = change["state"], change["on"]
    return False


def standing(task: Task, changes: States, day: str) -> Standing | None:
    """How ``task`` stands at the end of ``day``; None while it is not assigned."""
    run = run_on(changes, day)
    if run is None or run[0] == "proposed":
        return None
    state, since = run
    due, counted = due_on(task, changes, day)
    place = _place(state, since, due, day)
    late = place == "overdue"
    if state in CLOSED and due is not None and since > due:
        late = state == "done" or not _rested_in_time(changes, since, due)
    return Standing(state, since, due, place, counted, late)


def _rested_in_time(changes: States, day: str, due: str) -> bool:
    """Whether a task closed on ``day`` lay suspended since its due or before: never overdue."""
    earlier = [change for change in changes if change["on"] <= day]
    while earlier and earlier[-1]["state"] in CLOSED:
        earlier.pop()
    run = run_on(earlier, day)
    return run is not None and run[0] == "suspended" and run[1] <= due


def _place(state: str, since: str, due: str | None, day: str) -> str:
    """The one class a task falls in on ``day``."""
    if state in CLOSED:
        return state
    if state == "suspended":
        return "overdue" if due is not None and since > due else "suspended"
    if due is None:
        return "without_date"
    return "overdue" if due < day else "in_time"


def days_late(standing: Standing, day: str) -> int:
    """Day done (or ``day`` while open) minus effective due; 0 while not late (design 4)."""
    if not standing.late or standing.due is None:
        return 0
    return _days(standing.due, standing.since if standing.state in CLOSED else day)


def _days(first: str, last: str) -> int:
    """How many days lie from ``first`` to ``last``."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


@dataclass(frozen=True)
class Pace:
    """How far an open task is beside the time it has had."""

    percent: int | None  # the last per cent that was said of it
    elapsed: int | None  # per cent of the time from assignment to effective due, 0 to 100
    quiet: int  # days since anything was last entered of it


def pace(task: Task, changes: States, due: str | None, day: str) -> Pace:
    """How far ``task`` is on ``day``; facts dated later are not known yet."""
    told = [one for one in ordered(task["progress"]) if one["on"] <= day]
    said = [one["percent"] for one in told if one["percent"] is not None]
    news = [one["on"] for one in (*changes, *told)]
    news += [one["made_on"] for one in task["extensions"]]
    last = max((on for on in news if on <= day), default=day)
    given, elapsed = assigned_on(changes), None
    if given is not None and due is not None and given < due:
        elapsed = max(0, min(100, 100 * _days(given, day) // _days(given, due)))
    return Pace(said[-1] if said else None, elapsed, _days(last, day))


def deleted_by(task: Task, day: str) -> bool:
    """Whether the task lies in the recycle bin on ``day``: out of the figures from that date."""
    return task["deleted_on"] is not None and task["deleted_on"] <= day


def in_period(changes: States, before: str, opening: str, cutoff: str) -> bool:
    """Whether a task with ``changes`` belongs to the window; ``before`` is the day before it."""
    first = assigned_on(changes)
    if first is None or first > cutoff:
        return False
    earlier = run_on(changes, before)
    if earlier is None or earlier[0] not in CLOSED:
        return True
    return _reopened(changes, opening, cutoff)


def _reopened(changes: States, opening: str, cutoff: str) -> bool:
    """Whether a closed task was opened again inside the window."""
    previous = ""
    for change in changes:
        inside = opening <= change["on"] <= cutoff
        if inside and previous in CLOSED and change["state"] not in CLOSED:
            return True
        previous = change["state"]
    return False


def suspended_throughout(changes: States, opening: str, cutoff: str) -> bool:
    """Whether the task lay suspended on every day of the window."""
    days = [opening] + [change["on"] for change in changes if opening <= change["on"] <= cutoff]
    runs = [run_on(changes, day) for day in days]
    return all(run is not None and run[0] == "suspended" for run in runs)


def updated(task: Task, changes: States, opening: str, cutoff: str) -> bool:
    """Whether progress, a state change after the first assignment or an extension fell inside."""
    if any(opening <= entry["on"] <= cutoff for entry in task["progress"]):
        return True
    if any(opening <= extension["made_on"] <= cutoff for extension in task["extensions"]):
        return True
    seen_assigned = False
    for change in changes:
        if seen_assigned and opening <= change["on"] <= cutoff:
            return True
        seen_assigned = seen_assigned or change["state"] == "assigned"
    return False


# What missing_clear and lacks_cause say, of the columns of a table: each has an index of the tasks
# it is true of, which SQL finds only where it is written the same (tests hold all of them equal).
UNCLEAR_SQL = (
    "work = '' OR lead = '' OR accountable = '' OR authority = '' OR responsibility = ''"
    " OR product = '' OR (due IS NULL AND recurrence = '')"
)
LACKING_SQL = "cause = '' OR cause_body = '' OR cause_person = ''"


def missing_clear(task: Task, due: str | None) -> list[str]:
    """Which of the six "rõ", or of the one thread, ``task`` lacks (Chỉ thị 09-CT/TU, mục 3)."""
    held = {
        "rõ việc": task["work"],
        "rõ người": task["accountable"],
        "rõ thẩm quyền": task["authority"],
        "rõ trách nhiệm": task["responsibility"],
        "rõ thời gian": due or task["recurrence"],
        "rõ sản phẩm": task["product"],
        "đầu mối chủ trì": task["lead"],
    }
    return [name for name, value in held.items() if not value]


def lacks_cause(task: Task) -> list[str]:
    """What a late task must still say before it is closed or reported."""
    held = {
        "nguyên nhân": task["cause"],
        "tổ chức chịu trách nhiệm": task["cause_body"],
        "cá nhân chịu trách nhiệm": task["cause_person"],
    }
    return [name for name, value in held.items() if not value]
