"""What a new meeting begins with: a title for its month, the rest as in the last of its kind.

Everything here is a proposal that a person reads and changes before it is entered.
"""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import db.base
import db.meetings
import db.members

_MONTHLY = frozenset({"regular", "combined", "committee"})
_QUARTERS = ("I", "II", "III", "IV")
_MONTH = re.compile(r"\b(tháng\s+)(\d{1,2})(/\d{4})?\b", re.IGNORECASE)
_YEAR = 12  # months
_SAFE = 28  # the last day that every month has


@functools.cache
def _words() -> dict[str, Any]:
    """The words of proposals."""
    path = Path(__file__).parent / "data" / "proposals.toml"
    return tomllib.loads(path.read_text("utf-8"))


def fields(kind: str, today: date) -> dict[str, Any]:
    """The fields of a new meeting of ``kind`` (a key of db.meetings.KINDS), for ``steps.plan``.

    Place, hour, chair, minute-taker and agenda are those of the last meeting of the kind, months
    named in the agenda moved on; without one the secretary chairs and a regular meeting follows the
    steps of HD42-HD/BTCTW, 2.2.
    """
    last = _last(kind)
    on = _day_after(last, kind, today)
    found: dict[str, Any] = {
        "title": title(kind, on or today),
        "meeting_kind": kind,
        "planned_on": on,
        "starts": "",
        "place": "",
        "chair": db.members.holder(db.members.SECRETARY, today),
        "minute_taker": "",
        "agenda": list(_words()["agendas"].get(kind, ())),
    }
    if last is not None:
        for name in ("starts", "place", "chair", "minute_taker"):
            found[name] = getattr(last, name) or found[name]
        months = _months_between(_day_of(last), on or today)
        found["agenda"] = [_moved(one, months) for one in last.agenda] or found["agenda"]
    return found


def title(kind: str, on: date) -> str:
    """The title of a meeting of ``kind`` on a day: "Sinh hoạt thường kỳ tháng 10/2026"."""
    words: str = _words()["titles"][kind]
    return words.format(month=on.month, quarter=_QUARTERS[(on.month - 1) // 3], year=on.year)


def _last(kind: str) -> db.meetings.Meeting | None:
    """The last meeting of ``kind`` that has a day; of a regular one, combined ones too."""
    kinds = db.meetings.REGULAR if kind in db.meetings.REGULAR else {kind}
    marks = ", ".join("?" * len(kinds))
    found = db.base.rows(
        f"SELECT id FROM meetings WHERE meeting_kind IN ({marks}) AND deleted_on IS NULL"  # noqa: S608 - our own words
        " AND coalesce(held_on, planned_on) IS NOT NULL"
        " ORDER BY coalesce(held_on, planned_on) DESC, id DESC LIMIT 1",
        *sorted(kinds),
    )
    return db.meetings.get(found[0][0]) if found else None


def _day_of(meeting: db.meetings.Meeting) -> date | None:
    day: date | None = meeting.held_on or meeting.planned_on
    return day


def _day_after(last: db.meetings.Meeting | None, kind: str, today: date) -> date | None:
    """The same day of the month in the month after ``last``, never in a month before today's."""
    before = _day_of(last) if last is not None else None
    if before is None or kind not in _MONTHLY:
        return None
    month = max(_count(before) + 1, _count(today))
    return date(month // _YEAR, month % _YEAR + 1, min(before.day, _SAFE))


def _count(day: date) -> int:
    """Months since the beginning of the calendar."""
    return day.year * _YEAR + day.month - 1


def _months_between(before: date | None, on: date) -> int:
    return _count(on) - _count(before) if before is not None else 0


def _moved(item: str, months: int) -> str:
    """``item`` with each month it names moved on: "Đánh giá tháng 9" → "Đánh giá tháng 10"."""

    def moved(found: re.Match[str]) -> str:
        number = int(found[2])
        if not 1 <= number <= _YEAR:
            return found[0]
        year = int(found[3][1:]) if found[3] else 0
        count = year * _YEAR + number - 1 + months
        shown = f"/{count // _YEAR}" if found[3] else ""
        return f"{found[1]}{count % _YEAR + 1}{shown}"

    return _MONTH.sub(moved, item)
