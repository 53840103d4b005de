"""The roll of a meeting: everybody who is called up, what was entered of each, and the count.

Counted as the figures and the minutes count (design 4, "Meetings"): the base are the members who
had to come; those exempt that day, or away, are in neither part.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass
from datetime import date
from typing import Any

import db.base
import db.meetings
import db.members
import db.text

# Whom a meeting of the committee calls (Điều lệ Đảng, Điều 24: a committee, a secretary).
_COMMITTEE = frozenset(
    db.text.fold(one) for one in (db.members.SECRETARY, db.members.DEPUTY, "Chi ủy viên")
)


@dataclass(frozen=True)
class Roll:
    """Who was called and who came.

    ``rows`` {id (of the member), name, status ("" while not marked), reason, spoke (how often),
    standing: "base", "exempt", "away" or "" (none of the base)}, by given name; ``base`` and
    ``present`` as the figures count them, ``unmarked`` the members of the base without an entry.
    """

    rows: list[dict[str, Any]]
    base: int
    present: int
    unmarked: list[int]

    def entered(self) -> dict[int, tuple[str, str]]:
        """Status and reason by member, as ``steps.hold`` takes them."""
        return {row["id"]: (row["status"], row["reason"]) for row in self.rows if row["status"]}

    def count(self, status: str) -> int:
        """How many were entered with ``status``."""
        return sum(1 for row in self.rows if row["status"] == status)


def call(meeting: db.meetings.Meeting, parts: dict[str, list[dict[str, Any]]], on: date) -> Roll:
    """The roll of ``meeting`` on a day; ``parts`` as ``db.meetings.parts`` gives them."""
    day = on.isoformat()
    members = {one["id"]: one for one in db.members.dump()}
    entered = {one["member"]: one for one in parts["attendance"]}
    spoke = collections.Counter(one["member"] for one in parts["contributions"])
    base = db.members.base_on(list(members.values()), day)
    called = [number for number, _ in db.members.active(on)]
    if meeting.meeting_kind == "committee":
        sitting = {number for number in called if _sits(members[number], day)}
        called = [one for one in called if one in sitting or one in entered or not sitting]
        base = {number for number, one in entered.items() if one["status"] != "exempt"}
        base |= sitting - set(entered)
    missing = [number for number in entered if number not in set(called)]
    rows = [
        {
            "id": number,
            "name": members[number]["name"],
            "status": entered[number]["status"] if number in entered else "",
            "reason": entered[number]["reason"] if number in entered else "",
            "spoke": spoke[number],
            "standing": "base" if number in base else db.members.standing(members[number], day),
        }
        for number in (*called, *missing)
    ]
    present = sum(1 for row in rows if row["status"] == "present" and row["id"] in base)
    unmarked = [row["id"] for row in rows if row["id"] in base and not row["status"]]
    return Roll(rows, len(base), present, unmarked)


def reasons() -> list[str]:
    """The reasons for absence entered so far, the most used first."""
    found = db.base.rows(
        "SELECT reason FROM meeting_attendance WHERE reason <> ''"
        " GROUP BY reason ORDER BY count(*) DESC, reason"
    )
    return [reason for (reason,) in found]


def _sits(member: dict[str, Any], day: str) -> bool:
    """Whether a member holds a post in the committee on ``day``."""
    posts = [one for one in member["posts"] if db.text.fold(one["post"]) in _COMMITTEE]
    return db.members.holds(posts, day)
