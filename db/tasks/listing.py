"""The list of tasks as a window shows it: however long, sorted and filtered by SQL.

A list asks for all ids in order, for how many tasks there are behind each filter, and for the rows
of the page in sight; it keeps the ids and a few pages (a record object for each of 30,000 rows
would take a second). Each order has an index that holds all the ids and counts need. Tasks in the
recycle bin are in no list.

A situation is what a task stands in on a day. SQL decides it where the columns kept beside the
facts suffice; a task suspended or cancelled after its due is judged by ``db.tasks.rules``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import db.base
import db.listing
import db.tasks
import db.tasks.rules
import db.tasks.watching
import db.text

# What a list may be sorted by, and the column in which that order lies ready. Vietnamese order is
# kept as a key beside the words: SQL compares bytes and knows no alphabet. "urgency" is no column:
# what hurts first.
ORDERS = {
    "urgency": "",
    "due": "due",
    "work": "work_sort",
    "accountable": "accountable_sort",
    "assigned_on": "assigned_on",
}
COLUMNS = (
    "id", "code", "work", "lead", "accountable", "product", "due", "due_words", "recurrence",
    "assigned_on", "done_on", "state", "series", "flags", "outcome",
)  # fmt: skip
SITUATIONS = {
    "all": "Tất cả",
    "open": "Chưa xong",
    "overdue": "Quá hạn",
    "due_soon": "Sắp đến hạn",
    "proposed": "Đề xuất",
    "suspended": "Tạm dừng",
    "done": "Hoàn thành",
    "cause_missing": "Chậm, chưa đủ nguyên nhân",
    "unclear": "Chưa đủ 6 rõ",
}


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    ``states`` are keys of db.tasks.STATES, ``accountable`` a name as stored, ``text`` words as
    typed into search (every one must occur, the last as a beginning, marks do not matter).
    ``situation`` is a key of SITUATIONS, judged on ``today``; so is the order by urgency.
    """

    states: frozenset[str] = frozenset()
    accountable: str = ""
    text: str = ""
    situation: str = "all"
    today: date | None = None
    series: int | None = None


ALL = Filters()


def ids(order: str = "due", filters: Filters = ALL, *, descending: bool = False) -> list[int]:
    """The ids of the tasks that pass ``filters``, in one of ORDERS; undated ones always last.

    By urgency: overdue, the oldest due first; other open ones by due; open without a due;
    proposed; suspended; then done and cancelled, the latest due first.
    """
    where = _where(filters)
    if order == "urgency":
        found = db.listing.ids("tasks", where, _urgency(_rested(_day(filters))))
        return found[::-1] if descending else found
    way = "DESC" if descending else "ASC"
    return db.listing.ids("tasks", where, f"{ORDERS[order]} {way} NULLS LAST, id")


def _urgency(rested: list[int]) -> str:
    """The order of what hurts first; ``rested`` are overdue though they lie suspended."""
    return (
        f"CASE WHEN state IN {_OPEN} THEN due IS NULL WHEN id IN {_set(rested)} THEN 0"
        " WHEN state = 'proposed' THEN 2 WHEN state = 'suspended' THEN 3 ELSE 4 END,"
        f" CASE WHEN state NOT IN {_CLOSED} THEN due END, due DESC, id"
    )


def counts(filters: Filters = ALL) -> dict[str, int]:
    """How many tasks that pass ``filters`` stand in each state; states without any are left out."""
    where = _where(filters)
    sql = f"SELECT state, count(*) FROM tasks WHERE {where.sql} GROUP BY state"  # noqa: S608 - our own words
    return dict(db.base.rows(sql, *where.values))


def counts_by_situation(today: date, filters: Filters = ALL) -> dict[str, int]:
    """How many tasks that pass ``filters`` stand in each of SITUATIONS on ``today``.

    The situation in ``filters`` does not count: each button says what it would show.
    """
    filters = dataclasses.replace(filters, situation="all", today=today)
    apart = ("cause_missing", "unclear")  # of words that no index holds: asked of few tasks
    quick = {name: _situation(name, today) for name in SITUATIONS if name not in apart}
    found = db.listing.counts("tasks", _where(filters), quick)
    unfinished, ended = _where(filters), _where(filters)
    # In the order of the table: in the order of an index each row read would cost a page.
    first = f"SELECT id FROM tasks WHERE deleted_on IS NULL AND state NOT IN {_CLOSED}"  # noqa: S608 - our own words
    unfinished.add(f"id IN ({first})")
    slow = {"unclear": _UNCLEAR, "cause_missing": f"({quick['overdue']}) AND {_LACKING}"}
    found |= db.listing.counts("tasks NOT INDEXED", unfinished, slow)
    ended.add(f"id IN {_set(_ended_late(today))}")
    found["cause_missing"] += db.listing.counts("tasks", ended, {"ended": "1"})["ended"]
    return {name: found[name] for name in SITUATIONS}


def rows(numbers: Sequence[int], today: date) -> list[dict[str, Any]]:
    """The tasks with those ids, in that order, as a list shows them on ``today``, a page at a time.

    Each holds COLUMNS and what db.tasks.watching.Watched says of it: ``place``, ``late``,
    ``days_late``, ``days_left``, ``percent``, ``elapsed``, ``quiet``, ``risk``, ``lacks``,
    ``missing`` (``due`` is the effective due either way).
    """
    limits = db.tasks.watching.thresholds(today)
    found = []
    for task in db.tasks.read(f"WHERE id IN {_set(numbers)}"):
        watched = vars(db.tasks.watching.watch(task, today, limits))
        found.append({**{name: task[name] for name in COLUMNS}, **watched})
    return db.listing.in_order(numbers, found)


def _where(filters: Filters) -> db.listing.Where:
    """``filters`` as the condition of a question, with its values."""
    where = db.listing.Where("tasks", filters.text)
    if filters.states:
        where.add(f"state IN ({db.listing.marks([*filters.states])})", *sorted(filters.states))
    if filters.accountable:
        where.add("accountable = ?", db.text.nfc(filters.accountable))
    if filters.series is not None:
        where.add("series_id = ?", filters.series)
    if filters.situation != "all":
        where.add(_situation(filters.situation, _day(filters)))
    return where


def _day(filters: Filters) -> date:
    """The day on which ``filters`` judge a task.

    Raises:
        ValueError: none was given; nobody below the window asks the clock.
    """
    if filters.today is None:
        raise ValueError("a situation and the order by urgency need a day")
    return filters.today


def _set(values: Iterable[int | str]) -> str:
    """Ids, or our own words, as SQL writes a set of them."""
    return "(" + ", ".join(str(one) if isinstance(one, int) else f"'{one}'" for one in values) + ")"


_OPEN = _set(sorted(db.tasks.rules.OPEN))
_CLOSED = _set(sorted(db.tasks.rules.CLOSED))
# As db.tasks.rules.missing_clear and lacks_cause say it; a test holds them equal.
_UNCLEAR = (
    "work = '' OR lead = '' OR accountable = '' OR authority = '' OR responsibility = ''"
    " OR product = '' OR (due IS NULL AND recurrence = '')"
)
_LACKING = "(cause = '' OR cause_body = '' OR cause_person = '')"
_CHANGED_AFTER_DUE = (
    'due IS NOT NULL AND EXISTS (SELECT 1 FROM task_states WHERE task_id = tasks.id AND "on" > due)'
)


def _situation(name: str, today: date) -> str:
    """The condition of being in one of SITUATIONS on ``today``."""
    if name == "due_soon":
        soon = today + timedelta(days=db.tasks.watching.thresholds(today).due_soon_days)
        return f"state IN {_OPEN} AND due BETWEEN '{today}' AND '{soon}'"
    if name == "overdue":
        return f"state IN {_OPEN} AND due < '{today}' OR id IN {_set(_rested(today))}"
    if name == "cause_missing":
        overdue = _reading(_situation("overdue", today), _LACKING)
        return f"{overdue} OR id IN {_set(_ended_late(today))}"
    if name == "unclear":
        return _reading(f"state NOT IN {_CLOSED}", _UNCLEAR)
    return {
        "all": "1",
        "open": f"state IN {_OPEN}",
    }.get(name, f"state = '{name}'")


def _rested(today: date) -> list[int]:
    """Tasks that lie suspended since after their due: overdue by the rule (design 4)."""
    return _late(f"state = 'suspended' AND due < '{today}' AND {_CHANGED_AFTER_DUE}", today)


def _ended_late(today: date) -> list[int]:
    """Tasks done or cancelled late, the due judged by the rule."""
    return _late(f"state IN {_CLOSED} AND {_CHANGED_AFTER_DUE}", today, _LACKING)


def _late(candidates: str, today: date, reading: str = "1") -> list[int]:
    """Which of the tasks under ``candidates``, and under ``reading``, are late by the rule."""
    condition = _reading(f"deleted_on IS NULL AND {candidates}", reading)
    numbers = [number for (number,) in db.base.rows(f"SELECT id FROM tasks WHERE {condition}")]  # noqa: S608 - our own words
    late = []
    for task in db.tasks.read(f"WHERE id IN {_set(numbers)}") if numbers else ():
        changes = db.tasks.rules.ordered(task["states"])
        standing = db.tasks.rules.standing(task, changes, today.isoformat())
        if standing is not None and standing.late:
            late.append(task["id"])
    return late


def _reading(indexed: str, condition: str) -> str:
    """``condition`` on words that no index holds, read only of the tasks under ``indexed``.

    The ids come out of an index first and then in the order of the table: read in the order of
    the index, each row would cost a page.
    """
    if condition == "1":
        return indexed
    first = f"SELECT id FROM tasks WHERE deleted_on IS NULL AND ({indexed})"  # noqa: S608 - our own words
    return f"id IN (SELECT id FROM tasks WHERE id IN ({first}) AND ({condition}))"  # noqa: S608 - our own words


def used(column: str, limit: int = 200) -> list[str]:
    """What was written in ``column`` (lead, authority, …) so far, the most frequent first."""
    if column not in _OFFERED:
        raise ValueError(f"not offered while typing: {column}")
    sql = (
        f"SELECT {column} FROM tasks WHERE deleted_on IS NULL AND {column} <> ''"  # noqa: S608 - our own words
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"
    )
    return [text for (text,) in db.base.rows(sql, limit)]


_OFFERED = frozenset({"lead", "authority", "responsibility", "cooperating", "basis", "grouping"})
