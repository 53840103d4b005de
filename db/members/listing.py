"""The list of members as a window shows it (the questions every list has: ``db.listing``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import db.listing
import db.members

ORDERS = {
    "name": "sort",
    "birth_year": "birth_year",
    "joined": "joined",
    "official_on": "official_on",
    "left": '"left"',
}
SITUATIONS = {
    "all": "Tất cả",
    "here": "Trong chi bộ",
    "probationary": "Dự bị",
    "away": "Miễn, tạm thời",
    "left": "Đã ra khỏi chi bộ",
}
_HERE = "joined <= '{day}' AND (\"left\" IS NULL OR \"left\" > '{day}')"
_COVERS = "from_day <= '{day}' AND (to_day IS NULL OR to_day >= '{day}')"
_CONDITIONS = {
    "all": "1",
    "here": _HERE,
    "probationary": f"{_HERE} AND (official_on IS NULL OR official_on > '{{day}}')",
    # Exempt, or on a temporary stay: the same as ``away`` in the rows.
    "away": (
        f"{_HERE} AND id IN (SELECT member_id FROM member_exemptions WHERE {_COVERS}"  # noqa: S608 - our own words
        f" UNION SELECT member_id FROM member_stays WHERE {_COVERS})"
    ),
    "left": "\"left\" <= '{day}'",
}


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    ``situation`` is a key of SITUATIONS, judged on the day ``on``; ``text`` words as typed into
    search.
    """

    situation: str = "all"
    on: date | None = None
    text: str = ""


ALL = Filters()


def ids(order: str = "name", filters: Filters = ALL, *, descending: bool = False) -> list[int]:
    """The ids of the members that pass ``filters``, in one of ORDERS; those without it last."""
    way = "DESC" if descending else "ASC"
    by = f"{ORDERS[order]} {way} NULLS LAST, sort {way}, id"
    return db.listing.ids("members", _where(filters), by)


def counts(on: date, filters: Filters = ALL) -> dict[str, int]:
    """How many members that pass ``filters`` stand in each of SITUATIONS on a day."""
    where = _where(dataclasses.replace(filters, situation="all"))
    conditions = {name: _condition(name, on) for name in SITUATIONS}
    return db.listing.counts("members", where, conditions)


def rows(numbers: Sequence[int], on: date) -> list[dict[str, Any]]:
    """The members with those ids, in that order, as a list shows them on a day, a page at a time.

    {id, name, birth_year, joined, left, official_on, posts (held that day, joined by ", "), away
    (exempt or on a temporary stay that day, in words, or "")}.
    """
    day = on.isoformat()
    chosen = list(db.members.Member.select().where(db.members.Member.id.in_(list(numbers))))
    found = []
    for one in db.members.Member.printed(chosen):
        names = ("id", "name", "birth_year", "joined", "left", "official_on")
        posts = [held["post"] for held in one["posts"] if db.members.holds([held], day)]
        found.append(
            {
                **{name: one[name] for name in names},
                "posts": ", ".join(posts),
                "away": "; ".join(_away(one, day)),
            }
        )
    return db.listing.in_order(numbers, found)


def _away(member: dict[str, Any], day: str) -> list[str]:
    """Why a member stands apart on ``day``, each reason in words with its last day."""
    facts = [("miễn công tác, sinh hoạt", one) for one in member["exempt"]]
    facts += [(db.members.STAYS[one["stay"]], one) for one in member["stays"]]
    return [
        f"{words} đến {date.fromisoformat(one['to']):%d/%m/%Y}" if one["to"] else words
        for words, one in facts
        if db.members.holds([one], day)
    ]


def _where(filters: Filters) -> db.listing.Where:
    """``filters`` as the condition of a question, with its values.

    Raises:
        ValueError: a situation without a day; nobody below the window asks the clock.
    """
    where = db.listing.Where("members", filters.text)
    if filters.situation != "all":
        if filters.on is None:
            raise ValueError("a situation needs a day")
        where.add(_condition(filters.situation, filters.on))
    return where


def _condition(name: str, on: date) -> str:
    """The condition of being in one of SITUATIONS on a day."""
    return _CONDITIONS[name].format(day=on.isoformat())
