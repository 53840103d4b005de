"""Tasks as ``dump`` prints them, written short or drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st

import db.tasks
import db.tasks.steps

FIRST, LAST = date(2026, 5, 1), date(2026, 8, 31)
DAYS = st.dates(FIRST, LAST)


def at(day: str) -> str:
    """Noon in Việt Nam of a day, as stored."""
    return f"{day}T05:00:00Z"


def task(*states: tuple[str, str], due: str | None = "2026-06-30", **more: Any) -> dict[str, Any]:
    """A task with these (day, state) changes, entered as they happened; due on 30 June."""
    first = more.pop("first_due_on", states[0][0] if due else None)
    extensions = [
        {"made_on": made_on, "old": "", "new": new, "reason": "", "allowed_by": "",
         "basis": basis, "at": at(made_on)}
        for made_on, new, basis in more.pop("extensions", [])
    ]  # fmt: skip
    progress = [
        {"on": on, "percent": 50, "text": "", "at": at(on)} for on in more.pop("progress", [])
    ]
    return {
        "id": 1,
        "work": "Việc", "lead": "Tổ", "accountable": "Mai", "authority": "Chi ủy",
        "responsibility": "Tổ trưởng", "product": "Sổ", "recurrence": "", "deleted_on": None,
        "cause": "", "cause_body": "", "cause_person": "",
        "first_due": due,
        "first_due_on": first,
        "states": [{"on": on, "state": state, "at": at(on)} for on, state in states],
        "extensions": extensions,
        "progress": progress,
        **more,
    }  # fmt: skip


@st.composite
def tasks(draw: st.DrawFn, number: int = 1, *, apart: bool = False) -> dict[str, Any]:
    """A task that could be in a book; with ``apart`` no two facts of a kind share a day."""
    start = draw(DAYS)
    state = draw(st.sampled_from(["proposed", "assigned"]))
    states = [(start.isoformat(), state)]
    day = start
    for _ in range(draw(st.integers(0, 6))):
        state = draw(st.sampled_from(sorted(db.tasks.steps.NEXT[state])))
        day += timedelta(days=draw(st.integers(1 if apart else 0, 25)))
        states.append((day.isoformat(), state))
    due = draw(st.none() | DAYS)
    given = draw(st.integers(0, 20)) if due else 0
    made = draw(st.lists(DAYS, max_size=3, unique=apart))
    extensions = [
        (one.isoformat(), draw(DAYS).isoformat(), draw(st.sampled_from(["", "Biên bản 03"])))
        for one in made
    ]
    return task(
        *states,
        due=due.isoformat() if due else None,
        first_due_on=(start + timedelta(days=given)).isoformat() if due else None,
        extensions=extensions if due else [],
        progress=[one.isoformat() for one in draw(st.lists(DAYS, max_size=3, unique=apart))],
        deleted_on=draw(st.none() | DAYS.map(date.isoformat)),
        id=number,
        product=draw(st.sampled_from(["", "Sổ"])),
        recurrence=draw(st.sampled_from(["", "ongoing"])),
    )
