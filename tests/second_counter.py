"""A second counter: every figure of design 4, written afresh from its words.

It imports nothing of the program and sees only what ``dump`` prints, so that agreement with the
program's own counting means that two people read the contract alike. It is written to be checked
against the contract by eye, not to be fast.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

ENDED = {"done", "cancelled"}
LATE_ENTRY_DAYS = 7  # the setting until the unit changes it
Rec = Mapping[str, Any]


@dataclass(frozen=True)
class Dumps:
    """The records of each kind, as ``dump`` printed them."""

    tasks: Sequence[Rec]
    series: Sequence[Rec]
    members: Sequence[Rec]
    meetings: Sequence[Rec]
    documents: Sequence[Rec]
    reports: Sequence[Rec]
    unit: Sequence[Rec]

    @classmethod
    def of(cls, printed: Mapping[str, Sequence[Rec]]) -> Dumps:
        """Those of the seven kinds that carry figures."""
        return cls(**{name: printed[name] for name in cls.__dataclass_fields__})


def day(text: str) -> date:
    return date.fromisoformat(text)


def month_end(one: date) -> date:
    return one.replace(day=calendar.monthrange(one.year, one.month)[1])


# ---- The window: period, opening, cut-off ----------------------------------------------------


def period(label: str) -> tuple[str, date, date]:
    """Kind, first and last day of "2026-Q3", "2026" or "2026-03-23..2027-03-22"."""
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", label):
        year, number = int(quarter[1]), int(quarter[2])
        return "quarter", date(year, 3 * number - 2, 1), month_end(date(year, 3 * number, 1))
    if re.fullmatch(r"\d{4}", label):
        return "year", date(int(label), 1, 1), date(int(label), 12, 31)
    first, last = label.split("..")
    return "span", day(first), day(last)


def window(dumps: Dumps, label: str, today: date, cutoff: date | None = None) -> tuple[date, date]:
    """Opening and cut-off."""
    kind, first, last = period(label)
    ends = [last, today, *([cutoff] if cutoff else [])]
    ends += [
        day(one["closed_on"])
        for one in dumps.reports
        if one["period"] == label and one["closed_on"]
    ]
    earlier = [
        one
        for one in dumps.reports
        if period(one["period"])[0] == kind
        and one["state"] in {"final", "submitted"}
        and day(one["last"]) < first
    ]
    opening = first
    if earlier:
        before = max(earlier, key=lambda one: str(one["last"]))
        if before["cutoff"] < before["last"]:
            opening = day(before["cutoff"]) + timedelta(days=1)
    return opening, min(ends)


# ---- One task as it stood ---------------------------------------------------------------------


def changes_of(task: Rec, until: date) -> list[tuple[date, str]]:
    """State changes dated by ``until``, by day, those of one day in order of entry."""
    found = [(day(one["on"]), str(one["state"])) for one in task["states"]]
    return sorted((one for one in found if one[0] <= until), key=lambda one: one[0])


def state_on(task: Rec, on: date) -> str | None:
    """S(d): the state after the last change dated by ``on``."""
    found = changes_of(task, on)
    return found[-1][1] if found else None


def became(task: Rec, until: date) -> date:
    """The day the task came into the state it has on ``until``."""
    found = changes_of(task, until)
    since = found[-1][0]
    for on, state in reversed(found):
        if state != found[-1][1]:
            break
        since = on
    return since


def counted_extensions(task: Rec, until: date) -> tuple[date | None, list[date]]:
    """The due in force on ``until``, and the days of the extensions that count."""
    if task["first_due"] is None or day(task["first_due_on"]) > until:
        return None, []
    due, counted = day(task["first_due"]), []
    made = [one for one in task["extensions"] if day(one["made_on"]) <= until]
    for one in sorted(made, key=lambda one: str(one["made_on"])):
        on = day(one["made_on"])
        in_time = on <= due or resumed_in_time(task, on, due)
        if in_time and str(one["basis"]).strip():
            due = day(one["new"])
            counted.append(on)
    return due, counted


def resumed_in_time(task: Rec, on: date, due: date) -> bool:
    """Whether on that day the task went on after a suspension that had begun by its ``due``."""
    since, state = None, None
    for changed, after in changes_of(task, on):
        if state == "suspended" and after not in {"suspended", *ENDED} and changed == on:
            assert since is not None
            if since <= due:
                return True
        if after != state:
            since, state = changed, after
    return False


def first_assignment(task: Rec) -> date | None:
    days = [day(one["on"]) for one in task["states"] if one["state"] == "assigned"]
    return min(days) if days else None


def in_period(task: Rec, opening: date, cutoff: date) -> bool:
    assigned = first_assignment(task)
    if assigned is None or assigned > cutoff:
        return False
    if state_on(task, opening - timedelta(days=1)) not in ENDED:
        return True
    return any(opening <= on and state not in ENDED for on, state in changes_of(task, cutoff))


def class_of(task: Rec, cutoff: date) -> str:
    """The one class a task in the period falls in at the cut-off."""
    state, (due, _) = state_on(task, cutoff), counted_extensions(task, cutoff)
    since = became(task, cutoff)
    if state == "done":
        if due is None:
            return "done_without_date"
        return "done_on_time" if since <= due else "done_late"
    if state == "cancelled":
        return "cancelled"
    if state == "suspended":
        return "overdue" if due is not None and since > due else "suspended"
    if due is None:
        return "without_date"
    return "overdue" if due < cutoff else "open_in_time"


def one_name(text: str) -> bool:
    """Exactly one is named."""
    return bool(text.strip()) and not re.search(r"[;,/\n]", text.strip())


def six_clear(task: Rec, cutoff: date) -> bool:
    words = ("work", "authority", "responsibility", "product")
    due, _ = counted_extensions(task, cutoff)
    return (
        all(str(task[name]).strip() for name in words)
        and one_name(task["accountable"])
        and one_name(task["lead"])
        and (due is not None or bool(task["recurrence"]))
    )


def suspended_throughout(task: Rec, opening: date, cutoff: date) -> bool:
    days = (opening + timedelta(days=n) for n in range((cutoff - opening).days + 1))
    return all(state_on(task, one) == "suspended" for one in days)


def was_updated(task: Rec, opening: date, cutoff: date) -> bool:
    facts = [one["on"] for one in task["progress"]] + [one["made_on"] for one in task["extensions"]]
    changes = changes_of(task, cutoff)
    first = next(n for n, (_, state) in enumerate(changes) if state == "assigned")
    facts += [on.isoformat() for on, _ in changes[first + 1 :]]
    return any(opening <= day(one) <= cutoff for one in facts)


def entered_late(task: Rec, opening: date, cutoff: date, allowed: int) -> int:
    facts = [(one["on"], one["at"]) for one in (*task["states"], *task["progress"])]
    facts += [(one["made_on"], one["at"]) for one in task["extensions"]]
    return sum(
        opening <= day(on) <= cutoff and (entry_day(at) - day(on)).days > allowed
        for on, at in facts
    )


def entry_day(at: str) -> date:
    """The day in Việt Nam of a stored instant."""
    instant = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return (instant + timedelta(hours=7)).date()


# ---- Series ------------------------------------------------------------------------------------


def missing_occurrences(dumps: Dumps, until: date) -> list[Rec]:
    """Occurrences that have begun but that nobody has written yet, shaped like dumped tasks."""
    known = {(one["series"], one["first_due_on"]) for one in dumps.tasks if one["series"]}
    found: list[Rec] = []
    for one in dumps.series:
        for start, due in spans(one, until):
            if (one["id"], start.isoformat()) not in known and one["deleted_on"] is None:
                found.append(
                    {
                        **one,
                        "id": None,
                        "recurrence": "",
                        "first_due": due.isoformat(),
                        "first_due_on": start.isoformat(),
                        "states": [{"on": start.isoformat(), "state": "assigned", "at": None}],
                        "extensions": [],
                        "progress": [],
                    }
                )
    return found


def spans(series: Rec, until: date) -> Iterator[tuple[date, date]]:
    """Start and due of each occurrence begun by ``until``."""
    start = day(series["start"])
    last = min(until, day(series["end"])) if series["end"] else until
    while start <= last:
        if series["recurrence"] == "weekly":
            end = start + timedelta(days=6 - start.weekday())
        elif series["recurrence"] == "monthly":
            end = month_end(start)
        elif series["recurrence"] == "quarterly":
            end = month_end(date(start.year, (start.month + 2) // 3 * 3, 1))
        else:
            end = date(start.year, 12, 31)
        due = end
        if series["recurrence"] == "monthly" and series["due_day"]:
            due = end.replace(day=min(series["due_day"], end.day))
        if due >= start:
            yield start, due
        start = end + timedelta(days=1)


# ---- Meetings ----------------------------------------------------------------------------------


def within(span: Rec, on: date) -> bool:
    return day(span["from"]) <= on and (span["to"] is None or on <= day(span["to"]))


def in_base(member: Rec, on: date) -> bool:
    """Whether a member is counted on a day: on the list, here, and not exempt."""
    stays = [one["stay"] for one in member["stays"] if within(one, on)]
    listed = day(member["joined"]) <= on and (member["left"] is None or on < day(member["left"]))
    guest = any(one["stay"] == "temporary_in" for one in member["stays"])
    here = "temporary_in" in stays if guest else "temporary_out" not in stays
    return listed and here and not any(within(one, on) for one in member["exempt"])


# ---- All figures -------------------------------------------------------------------------------


def percent(part: int, whole: int) -> float | None:
    """Half up to one decimal from the exact fraction; None without a base."""
    if not whole:
        return None
    return int(Fraction(part * 1000, whole) + Fraction(1, 2)) / 10


def not_deleted(records: Sequence[Rec], cutoff: date) -> list[Rec]:
    """A record is out of the figures from its deletion date on."""
    return [one for one in records if one["deleted_on"] is None or day(one["deleted_on"]) > cutoff]


@dataclass
class Count:
    """A figure: its value and the ids behind it (those that have one)."""

    value: float | None
    ids: list[int]
    part: int | None = None
    whole: int | None = None


def of_records(records: Sequence[Rec]) -> Count:
    return Count(len(records), sorted(one["id"] for one in records if one["id"] is not None))


def share(part: Count, whole: Count) -> Count:
    numbers = int(part.value or 0), int(whole.value or 0)
    return Count(percent(*numbers), part.ids, *numbers)


def count(dumps: Dumps, label: str, today: date, cutoff: date | None = None) -> dict[str, Count]:
    """Every figure of the period ``label``, by its name in the contract."""
    opening, end = window(dumps, label, today, cutoff)
    return {**task_figures(dumps, opening, end), **meeting_figures(dumps, opening, end)}


def task_figures(dumps: Dumps, opening: date, end: date) -> dict[str, Count]:
    tasks = [*not_deleted(dumps.tasks, end), *missing_occurrences(dumps, end)]
    inside = [one for one in tasks if in_period(one, opening, end)]
    before = opening - timedelta(days=1)
    carried = [one for one in inside if (first_assignment(one) or end) <= before]
    classes = [(class_of(one, end), one) for one in inside]

    def among(*names: str) -> Count:
        return of_records([one for name, one in classes if name in names])

    base = [one for one in inside if not suspended_throughout(one, opening, end)]
    found = {
        "tasks_in_period": of_records(inside),
        "tasks_carried_over": of_records(carried),
        "tasks_new": of_records([one for one in inside if one not in carried]),
        "tasks_done": among("done_on_time", "done_late", "done_without_date"),
        "tasks_done_on_time": among("done_on_time"),
        "tasks_done_late": among("done_late"),
        "tasks_done_without_date": among("done_without_date"),
        "tasks_cancelled": among("cancelled"),
        "tasks_overdue": among("overdue"),
        "tasks_suspended": among("suspended"),
        "tasks_open_in_time": among("open_in_time"),
        "tasks_without_date": among("without_date"),
        "tasks_six_clear": of_records([one for one in inside if six_clear(one, end)]),
        "tasks_updated": of_records([one for one in base if was_updated(one, opening, end)]),
        "tasks_extended": of_records(
            [one for one in inside if any(opening <= on for on in counted_extensions(one, end)[1])]
        ),
    }
    late = [
        (entered_late(one, opening, end, late_after(dumps, end)), one) for one in tasks if one["id"]
    ]
    found["late_entries"] = Count(
        sum(number for number, _ in late), [one["id"] for number, one in late if number]
    )
    found["clear_percent"] = share(found["tasks_six_clear"], found["tasks_in_period"])
    found["updated_percent"] = share(found["tasks_updated"], of_records(base))
    found["on_time_percent"] = share(
        found["tasks_done_on_time"], among("done_on_time", "done_late")
    )
    return found


def late_after(dumps: Dumps, end: date) -> int:
    """The setting that counts on the day of the cut-off."""
    given = [
        one
        for unit in dumps.unit
        for one in unit["settings"]
        if one["name"] == "late_entry_days" and day(one["valid_from"]) <= end
    ]
    return (
        int(max(given, key=lambda one: str(one["valid_from"]))["value"])
        if given
        else LATE_ENTRY_DAYS
    )


def meeting_figures(dumps: Dumps, opening: date, end: date) -> dict[str, Count]:
    held = [
        one
        for one in not_deleted(dumps.meetings, end)
        if one["held_on"] and opening <= day(one["held_on"]) <= end
    ]
    regular = [one for one in held if one["kind"] in {"regular", "combined"}]
    thematic = [one for one in held if one["kind"] in {"thematic", "combined"}]
    counted = [one for one in held if one in regular or one in thematic]
    members = not_deleted(dumps.members, end)
    present = whole = 0
    for one in counted:
        base = {member["id"] for member in members if in_base(member, day(one["held_on"]))}
        came = {fact["member"] for fact in one["attendance"] if fact["status"] == "present"}
        present, whole = present + len(base & came), whole + len(base)
    used = {number for one in thematic for number in one["documents"]}
    papers = [one for one in not_deleted(dumps.documents, end) if one["id"] in used]
    with_qr = [one for one in papers if one["qr_on"] and day(one["qr_on"]) <= end]
    # Committee, congress and extraordinary meetings stand apart here too.
    concluded = [one for meeting in counted for one in meeting["conclusions"]]
    found = {
        "meetings_regular": of_records(regular),
        "meetings_thematic": of_records(thematic),
        "attendance_percent": Count(
            percent(present, whole), [one["id"] for one in counted], present, whole
        ),
        "thematic_documents": of_records(papers),
        "thematic_documents_with_qr": of_records(with_qr),
        "conclusions": of_records(concluded),
        "conclusions_with_task": of_records([one for one in concluded if one["tasks"]]),
        "conclusions_no_task": of_records(
            [one for one in concluded if not one["tasks"] and one["no_task"]]
        ),
    }
    found["qr_percent"] = share(found["thematic_documents_with_qr"], found["thematic_documents"])
    return found
