"""The list of meetings as a window shows it (the questions every list has: ``db.listing``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import db.base
import db.listing
import db.meetings
import db.members

ORDERS = {
    "date": "coalesce(held_on, planned_on)",
    "kind": "meeting_kind",
    "title": "title",
    "approved_on": "approved_on",
}
SITUATIONS = {
    "all": "Tất cả",
    "planned": "Dự kiến",
    "held": "Đã họp, chưa thông qua biên bản",
    "approved": "Đã thông qua biên bản",
}
_CONDITIONS = {
    "all": "1",
    "planned": "held_on IS NULL",
    "held": "held_on IS NOT NULL AND approved_on IS NULL",
    "approved": "approved_on IS NOT NULL",
}
_COLUMNS = (
    "id", "title", "kind", "planned_on", "held_on", "starts", "place", "number", "approved_on",
    "conclusions", "without_task",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    ``situation`` is a key of SITUATIONS; ``year`` the year held, or planned while not held;
    ``kinds`` keys of db.meetings.KINDS; ``text`` words as typed into search.
    """

    situation: str = "all"
    year: int | None = None
    text: str = ""
    kinds: frozenset[str] = frozenset()


ALL = Filters()


def ids(order: str = "date", filters: Filters = ALL, *, descending: bool = True) -> list[int]:
    """The ids of the meetings that pass ``filters``, in one of ORDERS; undated ones last."""
    where, way = _where(filters), "DESC" if descending else "ASC"
    if order == "title":
        return db.listing.ids_by_words("meetings", where, "title", descending=descending)
    by_date = f"{ORDERS['date']} {way} NULLS LAST, id {way}"
    first = "" if order == "date" else f"{ORDERS[order]} {way} NULLS LAST, "
    return db.listing.ids("meetings", where, first + by_date)


def counts(filters: Filters = ALL) -> dict[str, int]:
    """How many meetings that pass ``filters`` stand in each of SITUATIONS."""
    where = _where(dataclasses.replace(filters, situation="all"))
    return db.listing.counts("meetings", where, _CONDITIONS)


def years() -> list[int]:
    """The years in which meetings were held or are planned, the latest first."""
    found = db.base.rows(
        "SELECT DISTINCT CAST(substr(coalesce(held_on, planned_on), 1, 4) AS INTEGER)"
        " FROM meetings WHERE deleted_on IS NULL AND coalesce(held_on, planned_on) IS NOT NULL"
        " ORDER BY 1 DESC"
    )
    return [year for (year,) in found]


def rows(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """The meetings with those ids, in that order, as a list shows them, a page at a time.

    {id, title, kind, planned_on, held_on, starts, place, number, approved_on, conclusions,
    without_task (neither a task nor a reason for none), present, base}; ``present`` of ``base`` as
    design 4 counts attendance, both None until it was held.
    """
    marks = db.listing.marks(numbers)
    sql = (
        "SELECT m.id, m.title, m.meeting_kind, m.planned_on, m.held_on, m.starts, m.place,"  # noqa: S608 - our own words
        " m.number, m.approved_on, count(c.id), total(c.id IS NOT NULL AND c.no_task IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM meeting_conclusion_tasks l WHERE l.conclusion_id = c.id))"
        " FROM meetings m LEFT JOIN meeting_conclusions c ON c.meeting_id = m.id"
        f" WHERE m.id IN ({marks}) GROUP BY m.id"
    )
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in db.base.rows(sql, *numbers)]
    came = _came(numbers)
    members = db.members.dump()
    for row in found:
        on = row["held_on"]
        base = db.members.base_on(members, on) if on else set()
        row["without_task"] = int(row["without_task"])
        row["present"] = len(came.get(row["id"], set()) & base) if on else None
        row["base"] = len(base) if on else None
    return db.listing.in_order(numbers, found)


def _came(numbers: Sequence[int]) -> dict[int, set[int]]:
    """The members present at each of the meetings."""
    found: dict[int, set[int]] = {}
    for meeting, member in db.base.rows(
        "SELECT meeting_id, member_id FROM meeting_attendance"  # noqa: S608 - our own words
        f" WHERE status = 'present' AND meeting_id IN ({db.listing.marks(numbers)})",
        *numbers,
    ):
        found.setdefault(meeting, set()).add(member)
    return found


def _where(filters: Filters) -> db.listing.Where:
    """``filters`` as the condition of a question, with its values."""
    where = db.listing.Where("meetings", filters.text)
    where.add(_CONDITIONS[filters.situation])
    if filters.year is not None:
        days = (f"{filters.year:04d}-01-01", f"{filters.year:04d}-12-31")
        where.add("coalesce(held_on, planned_on) BETWEEN ? AND ?", *days)
    if filters.kinds:
        kinds = sorted(filters.kinds)
        where.add(f"meeting_kind IN ({db.listing.marks(kinds)})", *kinds)
    return where
