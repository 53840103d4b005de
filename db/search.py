"""Search over everything, without diacritics, newest first, exact accents before folded.

The full-text index is contentless and holds two columns, the words folded in Python (FTS5 cannot
fold đ) and the words as written. Its row number is made of the record's date, kind and id, so that
the newest hits come first out of the index itself, however many there are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import peewee

import db.base
import db.text

# The place of a kind in row numbers: a later kind is added at the end, never in between.
KINDS = (
    "tasks", "meetings", "documents", "members", "reports",
    "reviews", "registers", "goals", "dues", "transfers", "series",
)  # fmt: skip
_KIND_STEP = 10**9
_DAY_STEP = 100 * _KIND_STEP
PAGE = 50
_ASKED = 300  # letters of what was typed: a text pasted by mistake must not hold the window up

# The days a record has of its own, as SQL and the word that names each; the first that is there.
# A report not dated yet is put in order by the end of its period, which its title names already.
_TABLES = {"series": "task_series"}  # of kinds whose table has another name
_OWN_DAYS = {
    "tasks": (("giao", "assigned_on"),),
    "series": (("từ", "start"),),
    "meetings": (("họp", "held_on"), ("dự kiến", "planned_on")),
    "documents": (("ban hành", "date"),),
    "members": (("từ", "joined"),),  # joined the Party, or came to the cell
    "reports": (("ngày", "dated"),),
}


class Entry(db.base.Table):
    """What search shows of one record; its id is the row number in the index."""

    id = peewee.BigIntegerField(primary_key=True)
    title = db.base.Words()
    kind = peewee.TextField()
    record = peewee.IntegerField()

    class Meta:
        table_name = "search_entries"
        without_rowid = False
        indexes = ((("kind", "record"), True),)


INDEX_DDL = (
    "CREATE VIRTUAL TABLE search_words USING fts5(folded, exact, content='', "
    "contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
)


@dataclass(frozen=True)
class Hit:
    """A record that was found.

    ``date`` puts it in order: where the record has none of its own, the day it was entered.
    """

    kind: str
    id: int
    title: str
    date: date


def row_number(kind: str, record: int, on: date) -> int:
    """The row number of a record: later dates give larger numbers."""
    return on.toordinal() * _DAY_STEP + KINDS.index(kind) * _KIND_STEP + record


def refresh(record: db.base.Record) -> None:
    """Bring the index in line with ``record``; a deleted one is found no more, the unit never."""
    if record.kind not in KINDS:
        return
    forget(record.kind, record.id)
    if record.deleted_on is None:
        title, on, text = record.search_entry()
        add([(record.kind, record.id, title, on or _entered(record), text)])


def _entered(record: db.base.Record) -> date:
    """The day a record without a date of its own was entered."""
    import db.moments

    return db.moments.entered_on(record.entered_at)


def forget(kind: str, record: int) -> None:
    """Take one record out of the index."""
    query = Entry.select(Entry.id).where((Entry.kind == kind) & (Entry.record == record))
    for entry in query:
        db.base.database.execute_sql("DELETE FROM search_words WHERE rowid = ?", (entry.id,))
        Entry.delete().where(Entry.id == entry.id).execute()


def add(entries: list[tuple[str, int, str, date, str]]) -> None:
    """Put records (kind, id, title, date, text) that are not yet there into the index."""
    rows, indexed = [], []
    for kind, record, title, on, text in entries:
        number = row_number(kind, record, on)
        whole = db.text.nfc(f"{title} {text}")
        rows.append((number, db.text.nfc(title), kind, record))
        indexed.append((number, db.text.fold(whole), whole.casefold()))
    indexed.sort()  # out of order the index would write itself out at every step back
    connection = db.base.database.connection()
    connection.executemany(
        "INSERT INTO search_entries (id, title, kind, record) VALUES (?, ?, ?, ?)", rows
    )
    connection.executemany(
        "INSERT INTO search_words (rowid, folded, exact) VALUES (?, ?, ?)", indexed
    )


def find(typed: str, limit: int = PAGE) -> list[Hit]:
    """The records that hold every word of ``typed``, the last one as a beginning.

    Those that carry the marks as typed come first; each part newest first.
    """
    exact, folded = db.text.words(db.text.accented(typed[:_ASKED])), _words(typed)
    if not folded:
        return []
    numbers: list[int] = []
    if exact != folded:
        numbers = _numbers("exact", exact, limit)
    if len(numbers) < limit:
        more = _numbers("folded", folded, limit + len(numbers))
        known = set(numbers)
        numbers += [number for number in more if number not in known][: limit - len(numbers)]
    marks = ", ".join("?" * len(numbers))
    titles = dict(
        db.base.rows(f"SELECT id, title FROM search_entries WHERE id IN ({marks})", *numbers)  # noqa: S608 - our own words
    )
    return [_hit(number, titles[number]) for number in numbers if number in titles]


def titled(kind: str, typed: str, limit: int = PAGE) -> list[Hit]:
    """The records of ``kind`` whose title holds every word of ``typed``, newest first.

    For kinds with few records, which newer ones of other kinds would push out of ``find``: a member
    is as old as the day of joining. Every title of the kind is read.
    """
    asked = _words(typed)
    titles = db.base.rows(
        "SELECT id, title FROM search_entries WHERE kind = ? ORDER BY id DESC", kind
    )
    found = (_hit(number, title) for number, title in titles if _bears(title, asked))
    return list(itertools.islice(found, limit))


def leading(typed: str, limit: int, looked_at: int) -> list[Hit]:
    """As ``find``, but those whose title holds every word first, each part in the order of find.

    Titles are sought among the first ``looked_at`` of all that is found: the index does not know
    titles from texts, and to read every title would take longer than a letter does.
    """
    asked = _words(typed)
    hits = find(typed, looked_at)
    first = list(itertools.islice((hit for hit in hits if _bears(hit.title, asked)), limit))
    known = {(hit.kind, hit.id) for hit in first}
    rest = (hit for hit in hits if (hit.kind, hit.id) not in known)
    return [*first, *itertools.islice(rest, limit - len(first))]


def _bears(title: str, asked: list[str]) -> bool:
    """Whether ``title`` holds every word of ``asked`` (folded), the last one as a beginning."""
    folded = db.text.fold(title)
    if not asked or not all(word in folded for word in asked):  # soon said, of most titles
        return False
    words = db.text.words(folded)
    return {*asked[:-1]} <= {*words} and any(one.startswith(asked[-1]) for one in words)


def within(kind: str, typed: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and values that give the ids of the records of ``kind`` holding every word of ``typed``.

    For lists that are narrowed as one types; SQL is empty where nothing is typed.
    """
    folded = _words(typed)
    if not folded:
        return "", ()
    return (
        "SELECT rowid % ? FROM search_words WHERE search_words MATCH ? AND rowid / ? % 100 = ?",
        (_KIND_STEP, query("folded", folded), _KIND_STEP, KINDS.index(kind)),
    )


def _words(typed: str) -> list[str]:
    """The folded words that are asked for."""
    return db.text.words(db.text.fold(typed[:_ASKED]))


def query(column: str, typed: list[str]) -> str:
    """The full-text expression for words of one column; operators in them are plain text."""
    quoted = ['"' + word.replace('"', '""') + '"' for word in typed]
    return f"{column} : (" + " ".join(quoted) + "*)"


def _numbers(column: str, typed: list[str], limit: int) -> list[int]:
    found = db.base.rows(
        "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?",
        query(column, typed),
        limit,
    )
    return [row[0] for row in found]


def _hit(number: int, title: str) -> Hit:
    day, rest = divmod(number, _DAY_STEP)
    kind, record = divmod(rest, _KIND_STEP)
    return Hit(KINDS[kind], record, title, date.fromordinal(day))


def own_days(hits: Sequence[Hit]) -> dict[tuple[str, int], str]:
    """The day each of ``hits`` has of its own, by kind and id, in words: "giao 05/07/2026".

    Nothing for a record without one: the day it was entered says nothing of it.
    """
    found = {}
    for kind, days in _OWN_DAYS.items():
        numbers = [hit.id for hit in hits if hit.kind == kind]
        names = ", ".join(f'"{name}"' for _, name in days)
        marks = ", ".join("?" * len(numbers))
        table = _TABLES.get(kind, kind)
        query = f"SELECT id, {names} FROM {table} WHERE id IN ({marks})"  # noqa: S608 - our own words
        for number, *given in db.base.rows(query, *numbers) if numbers else ():
            told = [
                f"{word} {date.fromisoformat(day):%d/%m/%Y}"
                for (word, _), day in zip(days, given, strict=True)
                if day
            ]
            if told:
                found[kind, int(number)] = told[0]
    return found


def printed(hits: list[Hit]) -> list[dict[str, Any]]:
    """``hits`` as ``search --json`` prints them."""
    return [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "date": hit.date.isoformat()}
        for hit in hits
    ]
