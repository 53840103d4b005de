"""The list of tasks as a window shows it: however long, sorted and filtered by SQL.

A list asks for all ids in order, for how many tasks there are in each state, and for the rows of
the page in sight; it keeps the ids and a few pages (a record object for each of 30,000 rows would
take a second). Each order has an index that holds all the ids and counts need. Tasks in the
recycle bin are in no list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import db.base
import db.search
import db.tasks
import db.text

# What a list may be sorted by, and the column in which that order lies ready. Vietnamese order is
# kept as a key beside the words: SQL compares bytes and knows no alphabet.
ORDERS = {
    "due": "due",
    "work": "work_sort",
    "accountable": "accountable_sort",
    "assigned_on": "assigned_on",
}
COLUMNS = (
    "id", "code", "work", "lead", "accountable", "product", "due", "due_words", "recurrence",
    "assigned_on", "done_on", "state",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one narrows nothing.

    ``states`` are keys of db.tasks.STATES, ``accountable`` a name as stored, ``text`` words as
    typed into search (every one must occur, the last as a beginning, marks do not matter).
    """

    states: frozenset[str] = frozenset()
    accountable: str = ""
    text: str = ""


ALL = Filters()


def ids(order: str = "due", filters: Filters = ALL, *, descending: bool = False) -> list[int]:
    """The ids of the tasks that pass ``filters``, in one of ORDERS; undated ones always last."""
    column, (where, values) = ORDERS[order], _where(filters)
    way = "DESC" if descending else "ASC"
    sql = f"SELECT id FROM tasks WHERE {where} ORDER BY {column} {way} NULLS LAST, id"  # noqa: S608 - our own words
    return [number for (number,) in db.base.rows(sql, *values)]


def counts(filters: Filters = ALL) -> dict[str, int]:
    """How many tasks that pass ``filters`` stand in each state; states without any are left out."""
    where, values = _where(filters)
    sql = f"SELECT state, count(*) FROM tasks WHERE {where} GROUP BY state"  # noqa: S608 - our own words
    return dict(db.base.rows(sql, *values))


def rows(numbers: Sequence[int]) -> list[dict[str, Any]]:
    """The tasks with those ids, in that order, as a list shows them (COLUMNS); a page at a time."""
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT {', '.join(COLUMNS)} FROM tasks WHERE id IN ({marks})"  # noqa: S608 - our own words
    found = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in db.base.rows(sql, *numbers)}
    return [found[number] for number in numbers if number in found]


def _where(filters: Filters) -> tuple[str, tuple[Any, ...]]:
    """``filters`` as the condition of a question, with its values."""
    conditions, values = ["deleted_on IS NULL"], []
    if filters.states:
        conditions.append(f"state IN ({', '.join('?' * len(filters.states))})")
        values += sorted(filters.states)
    if filters.accountable:
        conditions.append("accountable = ?")
        values.append(db.text.nfc(filters.accountable))
    within, words = db.search.within("tasks", filters.text)
    if within:
        conditions.append(f"id IN ({within})")
        values += words
    return " AND ".join(conditions), tuple(values)
