"""The years before the diary: long lists to try the speed of the program with.

An office that begins the book enters its old papers: everything is entered on the first evening,
month by month, dated as it happened. Nothing is drawn by lot; months differ by simple counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import db.base
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.moments
import db.periods
import db.tasks.adding
import db.unit

END = date(2025, 7, 1)  # where the diary begins
_CONGRESS_EVERY = 30  # months: twice in five years (domain notes 2.1), the last in June 2025
_LATE_EVERY, _CANCELLED_EVERY = 17, 41  # one task in so many


def write(habits: dict[str, Any], years: int, now: Callable[[], db.moments.Moment]) -> None:
    """Enter ``years`` of old tasks and meetings, up to the day the diary begins."""
    members = db.members.dump()
    unit = str(db.unit.get().name)
    number = 0
    for month in _months(years):
        staff = _staff(members, month)
        if not staff:
            continue  # before the first of today's members joined
        moment = now()
        with db.base.transaction():
            drafts = [
                _task(habits, work, month, number + index, (staff, unit))
                for index, work in enumerate(habits["works"])
            ]
            db.tasks.adding.take_in(drafts, moment, not_secret=True)
            number += len(drafts)
            for kind, on in _meetings(month):
                _meeting(habits, kind, on, staff, moment)


def _months(years: int) -> Iterator[date]:
    """The first day of each month, oldest first."""
    for back in range(12 * years, 0, -1):
        months = 12 * END.year + END.month - 1 - back
        yield date(months // 12, months % 12 + 1, 1)


def _staff(members: list[dict[str, Any]], month: date) -> list[dict[str, Any]]:
    """The members who belonged to the cell then and took part."""
    base = db.members.base_on(members, month.isoformat())
    return [member for member in members if member["id"] in base]


def _task(
    habits: dict[str, Any],
    work: dict[str, str],
    month: date,
    number: int,
    who: tuple[list[dict[str, Any]], str],
) -> db.tasks.adding.Draft:
    """One month's task of a kind: done in time, some late, a few called off."""
    staff, unit = who
    member = staff[number % len(staff)]
    due = db.periods.month_end(month) - timedelta(days=number % 5)
    late = number % _LATE_EVERY == 0
    end = due + timedelta(days=1 + number % 6) if late else due - timedelta(days=number % 4)
    ended = min(end, END - timedelta(days=1))
    state = "cancelled" if number % _CANCELLED_EVERY == 1 else "done"
    fields = {
        "code": f"{month:%y%m}-{number % len(habits['works']) + 1:02d}",
        "work": _named(work["work"], month),
        "product": work["product"],
        "lead": unit,
        "authority": "Chi ủy",
        "responsibility": "Chịu trách nhiệm chính đến kết quả cuối cùng",
        "accountable": member["name"],
        "accountable_member": member["id"],
    }
    if late:
        reason = habits["reasons"][number % len(habits["reasons"])]
        fields |= {"cause": reason, "cause_body": unit, "cause_person": member["name"]}
    return db.tasks.adding.Draft(
        fields,
        first_due=due,
        assigned_on=month,
        states=[(month, "assigned"), (ended, state)],
        progress=[(month + timedelta(days=14), 50, "")],
    )


def _named(text: str, month: date) -> str:
    return text.format(month=month.month, year=month.year)


def _meetings(month: date) -> Iterator[tuple[str, date]]:
    """The meetings of a month: committee, regular, one thematic a quarter, a congress at times."""
    yield "committee", month
    yield "regular", month + timedelta(days=3)
    if month.month % 3 == 0:
        yield "thematic", month + timedelta(days=17)
    back = 12 * (END.year - month.year) + END.month - month.month
    if back % _CONGRESS_EVERY == 1:
        yield "congress", month + timedelta(days=19)


def _meeting(
    habits: dict[str, Any],
    kind: str,
    on: date,
    staff: list[dict[str, Any]],
    moment: db.moments.Moment,
) -> None:
    """One old meeting: who came, one voice, a vote, what was concluded."""
    fields = {"title": _named(habits["titles"][kind], on), "meeting_kind": kind, "planned_on": on}
    meeting = db.meetings.steps.plan(fields, moment)
    came = staff[:4] if kind == "committee" else staff
    attendance = {
        member["id"]: ("excused", "đi công tác")
        if (member["id"] + on.month) % len(staff) == 0
        else ("present", "")
        for member in came
    }
    db.meetings.steps.hold(meeting, on, attendance, moment)
    db.meetings.steps.change(meeting, {"opening": habits["opening"]}, moment)
    db.meetings.minutes.contribute(
        meeting, came[on.month % len(came)]["id"], habits["spoken"], moment
    )
    voting = [
        member["id"]
        for member in came
        if attendance[member["id"]][0] == "present"
        and (member["official_on"] or "9999") <= on.isoformat()
    ]
    if kind in db.meetings.REGULAR:
        counts = (db.meetings.vote_base(on), len(voting), 0, 0)
        db.meetings.minutes.vote(meeting, _named(habits["resolution"], on), counts, moment)
    for text in habits["conclusions"]:
        conclusion = db.meetings.minutes.conclude(meeting, text, moment)
        db.meetings.minutes.needs_no_task(conclusion, habits["no_task"], moment)
