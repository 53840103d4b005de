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

    By urgency: overdue, the longest first; due soon; open ones at risk (behind or stale); other
    open ones; proposed; suspended, all by due; then done and cancelled, the latest due first.
    """
    where = _where(filters)
    if order == "urgency":
        found = db.listing.ids("tasks", where, _urgency(_day(filters)))
        return found[::-1] if descending else found
    way = "DESC" if descending else "ASC"
    return db.listing.ids("tasks", where, f"{ORDERS[order]} {way} NULLS LAST, id")


def _urgency(today: date) -> str:
    """The order of what hurts first on ``today``."""
    return (
        f"CASE WHEN state IN {_OPEN} THEN CASE WHEN due < '{today}' THEN 0"
        f" WHEN due <= '{_soon(today)}' THEN 1 WHEN id IN ({_at_risk(today)}) THEN 2"
        f" ELSE 3 + (due IS NULL) END WHEN id IN {_set(_rested(today))} THEN 0"
        " WHEN state = 'proposed' THEN 5 WHEN state = 'suspended' THEN 6 ELSE 7 END,"
        f" CASE WHEN state NOT IN {_CLOSED} THEN due END NULLS LAST, due DESC, id"
    )


def _at_risk(today: date) -> str:
    """A question for the open tasks, neither late nor due soon, that are behind or stale.

    What db.tasks.watching says of one, said of all (a test holds both equal).
    """
    limits = db.tasks.watching.thresholds(today)
    heard = f"BETWEEN '{today - timedelta(days=limits.quiet_days - 1)}' AND '{today}'"
    news = (("task_states", "on"), ("task_progress", "on"), ("task_extensions", "made_on"))
    stale = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM {table} WHERE task_id = tasks.id AND "{day}" {heard})'  # noqa: S608 - our own words
        for table, day in news
    )
    percent = (
        "(SELECT percent FROM task_progress WHERE task_id = tasks.id AND percent IS NOT NULL"  # noqa: S608 - our own words
        f' AND "on" <= \'{today}\' ORDER BY "on" DESC, id DESC LIMIT 1)'
    )
    given = "julianday(assigned_on)"
    elapsed = (
        f"min(100, max(0, CAST(100 * (julianday('{today}') - {given})"
        f" / (julianday(due) - {given}) AS INTEGER)))"
    )
    # In two questions: the first has an index that holds all it asks, few tasks are left for the
    # second.
    calm = f"{_RUNNING} AND (due IS NULL OR due > '{_soon(today)}')"
    return (
        f"SELECT id FROM tasks WHERE id IN ({calm}) AND ({stale} OR assigned_on < due"  # noqa: S608 - our own words
        f" AND {elapsed} - {percent} >= {limits.behind_points})"
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
    rested, where = _rested(today), _where(filters)
    when = f"CASE WHEN due < '{today}' THEN 'late' WHEN due <= '{_soon(today)}' THEN 'soon' END"
    sql = f"SELECT state, {when}, count(*) FROM tasks WHERE {where.sql} GROUP BY 1, 2"  # noqa: S608 - our own words
    found = dict.fromkeys(SITUATIONS, 0)
    for state, due, number in db.base.rows(sql, *where.values):
        names = ["all", state]
        if state in db.tasks.rules.OPEN:
            names += ["open", {"late": "overdue", "soon": "due_soon"}.get(due, "")]
        for name in found.keys() & names:
            found[name] += number
    overdue = f"state IN {_OPEN} AND due < '{today}' OR id IN {_set(rested)}"
    found["overdue"] += _number(filters, f"id IN {_set(rested)}") if rested else 0
    found["unclear"] = _number(filters, f"state NOT IN {_CLOSED}", db.tasks.rules.UNCLEAR_SQL)
    found["cause_missing"] = _number(filters, overdue, db.tasks.rules.LACKING_SQL)
    found["cause_missing"] += _number(filters, f"id IN {_set(_ended_late(today))}")
    return found


def _number(filters: Filters, *conditions: str) -> int:
    """How many tasks that pass ``filters`` fulfil all of ``conditions``."""
    where = _where(filters)
    for condition in conditions:
        where.add(condition)
    sql = f"SELECT count(*) FROM tasks WHERE {where.sql}"  # noqa: S608 - our own words
    return int(db.base.rows(sql, *where.values)[0][0])


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
_RUNNING = f"SELECT id FROM tasks WHERE deleted_on IS NULL AND state IN {_OPEN}"  # noqa: S608 - our own words
_CHANGED_AFTER_DUE = (
    'due IS NOT NULL AND EXISTS (SELECT 1 FROM task_states WHERE task_id = tasks.id AND "on" > due)'
)


def _situation(name: str, today: date) -> str:
    """The condition of being in one of SITUATIONS on ``today``."""
    if name == "due_soon":
        return f"state IN {_OPEN} AND due BETWEEN '{today}' AND '{_soon(today)}'"
    if name == "overdue":
        # By ids: the two halves of an OR would keep SQLite from the index of either.
        late = f"id IN ({_RUNNING} AND due < '{today}')"
        rested = _rested(today)
        return f"{late} OR id IN {_set(rested)}" if rested else late
    if name == "cause_missing":
        late = f"{_situation('overdue', today)} OR id IN {_set(_ended_late(today))}"
        return f"({late}) AND ({db.tasks.rules.LACKING_SQL})"
    if name == "unclear":
        return f"state NOT IN {_CLOSED} AND ({db.tasks.rules.UNCLEAR_SQL})"
    return {
        "all": "1",
        "open": f"state IN {_OPEN}",
    }.get(name, f"state = '{name}'")


def _soon(today: date) -> date:
    """The last day that is soon, on ``today``."""
    return today + timedelta(days=db.tasks.watching.thresholds(today).due_soon_days)


def _rested(today: date) -> list[int]:
    """Tasks that lie suspended since after their due: overdue by the rule (design 4)."""
    return _late(f"state = 'suspended' AND due < '{today}' AND {_CHANGED_AFTER_DUE}", today)


def _ended_late(today: date) -> list[int]:
    """Tasks done or cancelled late, the due judged by the rule."""
    return _late(
        f"state IN {_CLOSED} AND {_CHANGED_AFTER_DUE} AND ({db.tasks.rules.LACKING_SQL})", today
    )


def _late(candidates: str, today: date) -> list[int]:
    """Which of the tasks under ``candidates`` are late by the rule."""
    sql = f"SELECT id FROM tasks WHERE deleted_on IS NULL AND {candidates}"  # noqa: S608 - our own words
    numbers = [number for (number,) in db.base.rows(sql)]
    late = []
    for task in db.tasks.read(f"WHERE id IN {_set(numbers)}") if numbers else ():
        changes = db.tasks.rules.ordered(task["states"])
        standing = db.tasks.rules.standing(task, changes, today.isoformat())
        if standing is not None and standing.late:
            late.append(task["id"])
    return late


def used(column: str) -> list[str]:
    """What was written in ``column`` (lead, authority, …) so far, the most frequent first."""
    if column not in _OFFERED:
        raise ValueError(f"not offered while typing: {column}")
    return db.listing.used("tasks", column)


_OFFERED = frozenset({"lead", "authority", "responsibility", "cooperating", "basis", "grouping"})
