"""What a step changed: temporary triggers note each row before and after while a step is open.

They see one connection alone and end with it; work in other threads has its own. Being temporary
tables, the notes take part in transactions: what is rolled back leaves nothing here either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import peewee

import db.base
import db.bundles
import db.documents
import db.history
import db.imports
import db.kinds
import db.reports
import db.sealing
import db.search
import db.slots
import db.unit

Table = type[db.base.Table]
Image = dict[str, Any]  # one row, by column
Key = tuple[str, int]  # kind and id of a record

_ASIDE: tuple[Table, ...] = (
    db.slots.Slot, db.sealing.SealRow, db.history.Row, db.history.Content, db.search.Entry,
    db.documents.File, db.bundles.Bundle, db.imports.Import, db.imports.Learned,
)  # fmt: skip


def name(table: Table) -> str:
    """The name of ``table`` in the book."""
    return str(table._meta.table_name)  # noqa: SLF001 - peewee's own place for it


def columns(table: Table) -> list[str]:
    """The columns of ``table``, as SQL names them."""
    return [one.column_name for one in table._meta.sorted_fields]  # noqa: SLF001 - the same


# A table that joins db.kinds.TABLES is watched without a word here: a record, or a part of one.
TABLES: dict[str, Table] = {name(one): one for one in db.kinds.TABLES if one not in _ASIDE}
RECORDS: dict[str, type[db.base.Record]] = {
    one.kind: one for one in TABLES.values() if issubclass(one, db.base.Record)
}
# A report is begun by looking at its page; lying in the recycle bin it would block its period.
_STAYING = (db.reports.Report,)
_FOR_GOOD = ("purge", "erase", "undo import")  # how verbs begin that nothing brings back


@dataclass(frozen=True)
class Row:
    """One row a step changed, as it looks once taken back and once done; None: not there."""

    table: Table
    id: int
    undone: Image | None
    done: Image | None

    @property
    def is_record(self) -> bool:
        """Whether it is a record, not a part of one."""
        return issubclass(self.table, db.base.Record)


@dataclass(frozen=True)
class Marks:
    """The last history row of a record before a step and at its end; 0 is none."""

    since: int
    left: int


@dataclass
class Step:
    """What one verb, or several under one label, changed.

    ``added`` are the records that were new. ``papers`` are size and bytes, by digest, of files that
    nothing in the book names while the step stands as it does.
    """

    label: str
    joins: str
    rows: list[Row]
    records: dict[Key, Marks]
    added: frozenset[Key]
    papers: dict[str, tuple[int, bytes]]


@dataclass
class Recorded:
    """What came of a recording: a step, if it is one, and history rows that changed nothing."""

    step: Step | None = None
    unchanged: dict[int, int] = field(default_factory=dict)


def start() -> None:
    """Put the triggers on the connection that is open, if they are not there."""
    if not db.base.rows("SELECT 1 FROM sqlite_temp_master WHERE name = 'undo_open'"):
        for statement in _listening():
            db.base.database.execute_sql(statement)


def _listening() -> Iterator[str]:
    """The temporary tables and triggers; nothing is noted while no step is open."""
    # A row that REPLACE puts out is deleted like any other only with this switch.
    yield "PRAGMA recursive_triggers = 1"
    yield "CREATE TEMP TABLE undo_rows (name TEXT, id INTEGER, old TEXT, new TEXT)"
    yield "CREATE TEMP TABLE undo_papers (sha256 TEXT PRIMARY KEY, size INTEGER, data BLOB)"
    yield "CREATE TEMP TABLE undo_open (open INTEGER)"
    yield "INSERT INTO undo_open VALUES (0)"
    yield _trigger(
        "DELETE",
        "files",
        "INSERT OR REPLACE INTO undo_papers VALUES (old.sha256, old.size, old.data)",
    )
    for one, table in TABLES.items():
        old, new = (
            "json_array(" + ", ".join(f'{side}."{column}"' for column in columns(table)) + ")"
            for side in ("old", "new")
        )
        for verb, number, images in (
            ("INSERT", "new.id", f"NULL, {new}"),
            ("UPDATE", "old.id", f"{old}, {new}"),
            ("DELETE", "old.id", f"{old}, NULL"),
        ):
            note = f"INSERT INTO undo_rows VALUES ('{one}', {number}, {images})"  # noqa: S608 - our own words
            yield _trigger(verb, one, note)


def _trigger(verb: str, table: str, note: str) -> str:
    return (
        f"CREATE TEMP TRIGGER undo_{verb}_{table} AFTER {verb} ON main.{table}"  # noqa: S608 - our own words
        f" WHEN (SELECT open FROM undo_open) BEGIN {note}; END"
    )


@contextmanager
def recording(label: str, joins: str) -> Iterator[Recorded]:
    """Note what happens inside, within the caller's transaction; filled in at the end."""
    head = int(db.base.rows("SELECT coalesce(max(seq), 0) FROM history")[0][0])
    recorded = Recorded()
    _open(1)
    yield recorded
    _open(0)
    changed, papers = _noted()
    verbs = db.base.rows("SELECT kind, record, verb FROM history WHERE seq > ?", head)
    for_good = any(kind not in RECORDS or verb.startswith(_FOR_GOOD) for kind, _, verb in verbs)
    if for_good or any(row.done is None and row.is_record for row in changed.values()):
        return
    owners = {place: owner(row, changed) for place, row in changed.items()}
    added = frozenset(
        owners[place] for place, row in changed.items() if row.undone is None and row.is_record
    )
    # The parts of a record that goes to the recycle bin stay with it.
    rows = [row for place, row in changed.items() if row.is_record or owners[place] not in added]
    records = {owners[row.table, row.id] for row in rows}
    idle = {(kind, number) for kind, number, _ in verbs} - records
    recorded.unchanged = {last_row(key): last_row(key, head) for key in idle}
    if rows:
        marks = {key: Marks(last_row(key, head), last_row(key)) for key in sorted(records)}
        recorded.step = Step(label, joins, rows, marks, added, papers)


def _open(whether: int) -> None:
    db.base.database.execute_sql("UPDATE undo_open SET open = ?", (whether,))


def _noted() -> tuple[dict[tuple[Table, int], Row], dict[str, tuple[int, bytes]]]:
    """What the triggers noted, as the difference from beginning to end, and files that went."""
    found: dict[tuple[Table, int], Row] = {}
    for one, number, old, new in db.base.rows("SELECT name, id, old, new FROM undo_rows"):
        table = TABLES[one]
        undone, done = _image(table, old), _image(table, new)
        known = found.get((table, number))
        if known is not None:
            undone = known.undone
        elif table in _STAYING:
            undone = undone or done
        found[table, number] = Row(table, number, undone, done)
    papers = {
        digest: (int(size), bytes(data))
        for digest, size, data in db.base.rows("SELECT sha256, size, data FROM undo_papers")
    }
    db.base.database.execute_sql("DELETE FROM undo_rows")
    db.base.database.execute_sql("DELETE FROM undo_papers")
    return {place: row for place, row in found.items() if row.undone != row.done}, papers


def _image(table: Table, noted: str | None) -> Image | None:
    if noted is None:
        return None
    return dict(zip(columns(table), json.loads(noted), strict=True))


def held(table: Table, number: int) -> Image | None:
    """A row as the book holds it, or None."""
    names = columns(table)
    listed = ", ".join(f'"{one}"' for one in names)
    found = db.base.rows(f"SELECT {listed} FROM {name(table)} WHERE id = ?", number)  # noqa: S608 - our own words
    return dict(zip(names, found[0], strict=True)) if found else None


def last_row(key: Key, until: int | None = None) -> int:
    """The last history row of a record, at most the row ``until``; 0 where there is none."""
    bound, values = ("", ()) if until is None else (" AND seq <= ?", (until,))
    sql = f"SELECT max(seq) FROM history WHERE kind = ? AND record = ?{bound}"  # noqa: S608 - our own words
    return int(db.base.rows(sql, *key, *values)[0][0] or 0)


def owner(row: Row, changed: dict[tuple[Table, int], Row]) -> Key:
    """The record that ``row`` is or belongs to; ``changed`` are rows that may be gone by now."""
    if issubclass(row.table, db.base.Record):
        return row.table.kind, row.id
    if row.table is db.unit.Setting:
        return db.unit.Unit.kind, int(str(db.unit.get().id))
    column = owner_column(row.table)
    above: Table = column.rel_model
    number = (row.done or row.undone or {})[column.column_name]
    image = None if issubclass(above, db.base.Record) else held(above, number)
    return owner(changed.get((above, number)) or Row(above, number, image, image), changed)


def owner_column(table: Table) -> peewee.ForeignKeyField:
    """The column by which a part names what it belongs to: the first that names another table."""
    fields = table._meta.sorted_fields  # noqa: SLF001 - peewee's own place for it
    return next(one for one in fields if isinstance(one, peewee.ForeignKeyField))


def joined(first: Step, second: Step) -> Step:
    """Two steps, one right after the other, as one."""
    rows = {(row.table, row.id): row for row in first.rows}
    for row in second.rows:
        known = rows.get((row.table, row.id))
        rows[row.table, row.id] = replace(row, undone=known.undone) if known else row
    return Step(
        second.label,
        second.joins,
        [row for row in rows.values() if row.undone != row.done],
        {key: Marks(first.records[key].since, mark.left) for key, mark in second.records.items()},
        frozenset(),
        first.papers | second.papers,
    )
