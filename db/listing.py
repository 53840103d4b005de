"""What the lists of every kind have in common, however long: ids by SQL, rows a page at a time.

Each kind has a module ``listing`` with the same questions: ``ids(order, filters, descending=…)``
gives the ids of the whole list, ``rows(ids, …)`` what a page of it shows without further questions,
``counts(filters, …)`` how many stand behind each filter button. Records in the bin are in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import db.base
import db.search
import db.text

_OFFERED = 200
_SORTED_LETTERS = 40  # enough to tell titles apart in a list


class Where:
    """Conditions of a question with their values, joined by AND; the bin is left out."""

    def __init__(self, kind: str, text: str = "") -> None:
        self._conditions = ["deleted_on IS NULL"]
        self.values: list[Any] = []
        within, words = db.search.within(kind, text)
        if within:
            self.add(f"id IN ({within})", *words)

    def add(self, condition: str, *values: Any) -> None:
        """Narrow to ``condition`` (our own SQL) with its values."""
        self._conditions.append(f"({condition})")
        self.values += values

    @property
    def sql(self) -> str:
        """The conditions as SQL."""
        return " AND ".join(self._conditions)


def ids(table: str, where: Where, order: str) -> list[int]:
    """The ids of ``table`` that pass ``where``, ordered by ``order`` (our own SQL)."""
    sql = f"SELECT id FROM {table} WHERE {where.sql} ORDER BY {order}"  # noqa: S608 - our own words
    return [number for (number,) in db.base.rows(sql, *where.values)]


def ids_by_words(table: str, where: Where, column: str, *, descending: bool) -> list[int]:
    """The ids of ``table`` that pass ``where``, in Vietnamese order of a column of words.

    For columns without a key kept beside them: SQL compares bytes and knows no alphabet.
    """
    sql = f"SELECT id, {column} FROM {table} WHERE {where.sql} ORDER BY id"  # noqa: S608 - our own words
    found = db.base.rows(sql, *where.values)
    keys = {words: db.text.sort_key(words[:_SORTED_LETTERS]) for _, words in found}
    found.sort(key=lambda row: keys[row[1]], reverse=descending)
    return [number for number, _ in found]


def counts(table: str, where: Where, conditions: dict[str, str]) -> dict[str, int]:
    """How many rows of ``table`` that pass ``where`` fulfil each of ``conditions``."""
    sums = ", ".join(f"total({condition})" for condition in conditions.values())
    sql = f"SELECT {sums} FROM {table} WHERE {where.sql}"  # noqa: S608 - our own words
    (row,) = db.base.rows(sql, *where.values)
    return {name: int(number) for name, number in zip(conditions, row, strict=True)}


def used(table: str, column: str) -> list[str]:
    """What was written in a column of words so far, the most frequent first: offered to who types.

    At most _OFFERED of them: a longer list is no help.
    """
    sql = (
        f"SELECT {column} FROM {table} WHERE deleted_on IS NULL AND {column} <> ''"  # noqa: S608 - our own words
        f" GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"
    )
    return [text for (text,) in db.base.rows(sql, _OFFERED)]


def marks(values: Sequence[Any]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def in_order(numbers: Sequence[int], found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows ``found``, in the order of ``numbers``; those that are gone are left out."""
    by_id = {row["id"]: row for row in found}
    return [by_id[number] for number in numbers if number in by_id]
