"""Backups made by themselves: at most one a day, into ``backups/`` of the book, then thinned.

A backup is made after a day's first change, checked like any other (``db.book.backup``), and named
by its day. Kept are the last ones, then one a week, then one a month (settings ``backups_last``,
``backups_weeks``, ``backups_months``). Only backups made here, of this very book, are ever thinned,
and only after a new one was made, opened and counted.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import db.base
import db.book
import db.files
import db.history
import db.moments
import db.unit

FOLDER = "backups"
_NAME = "tu-dong-{day}.zip"
_NAMED = re.compile(r"tu-dong-(\d{4}-\d\d-\d\d)\.zip\Z")
HALF_MADE = ".tu-dong-"  # how files begin that a killed backup of this kind left
WORKSHOP = ".xoa-han"  # where backups are rewritten when something is erased for good


_ENTERED = ("members", "tasks", "task_series", "meetings")


@dataclass(frozen=True)
class Kept:
    """A backup made by itself: its day, its file, and what it says it holds."""

    day: date
    path: Path
    held: dict[str, Any]


def after_writing(book: db.book.Book, at: str) -> Path | None:
    """Make the backup of the day of the instant ``at`` if one is due; returns it, or None.

    Due means: none was made on that day, the book changed since the last one, and it is no empty
    book beside backups of a full one (records lost are not what a backup should hold).

    Raises:
        db.errors.RecordError: it cannot be made; the backups there are stay.
    """
    import db.book.backup  # with zip files; no start waits for it

    day = db.moments.entered_on(at)
    target = book.folder / FOLDER / _NAME.format(day=day.isoformat())
    made = held(book)
    if target.exists() or (made and not _changed(made[0].held)):
        return None
    if is_empty() and any(_records(one.held) for one in made):
        return None
    db.book.found(book.folder)  # one that was pulled out must not be half made anew
    db.files.private_folder(book.folder / FOLDER)
    db.book.backup.make(book, target, at)
    # Counted back from the backup before, so that one day of a wrong clock costs nothing.
    since = min([day, *(one.day for one in made[:1])])
    for one in outgrown(held(book), since, **_lengths(day)):
        if one.path != target:
            with contextlib.suppress(OSError):  # held by a viewer: the next day's tries again
                one.path.unlink()
    return target


def held(book: db.book.Book) -> list[Kept]:
    """The backups of ``book`` made by themselves, newest first."""
    import db.book.backup

    found = []
    with contextlib.suppress(OSError):
        for path in (book.folder / FOLDER).iterdir():
            named = _NAMED.match(path.name)
            said = db.book.backup.read_held(path) if named else None
            if named and said and said.get("book") == book.keys.book:
                with contextlib.suppress(ValueError):
                    found.append(Kept(date.fromisoformat(named[1]), path, said))
    return sorted(found, key=lambda one: one.day, reverse=True)


def _changed(said: dict[str, Any]) -> bool:
    """Whether the book has another head of history than the backup that says ``said``."""
    head = said.get("history")
    return not isinstance(head, dict) or head.get("hash") != db.history.head_hash()


def is_empty() -> bool:
    """Whether the book holds no record a person entered (papers put in with the book aside)."""
    return not any(db.base.rows(f"SELECT 1 FROM {table} LIMIT 1") for table in _ENTERED)  # noqa: S608 - our own words


def _records(said: dict[str, Any]) -> int:
    """How many records a person entered a backup says it holds."""
    counts = said.get("counts")
    if not isinstance(counts, dict):
        return 0
    return sum(counts[name] for name in _ENTERED if type(counts.get(name)) is int)


def _lengths(day: date) -> dict[str, int]:
    """How many backups are kept, by the settings of the day."""
    names = ("last", "weeks", "months")
    return {name: int(db.unit.setting(f"backups_{name}", day)) for name in names}


def outgrown(made: list[Kept], since: date, last: int, weeks: int, months: int) -> list[Kept]:
    """Which of ``made`` (newest first) are kept no longer.

    The ``last`` ones stay whatever their days; of those before them one a week stays for ``weeks``
    and one a month for ``months``, counted back from ``since``. The newest of a week or month is
    the one that stays, so that a backup once chosen is not given up for another.
    """
    kept = {one.path for one in made[:last]}
    kept |= _one_each(made, since - timedelta(weeks=weeks), lambda day: day.isocalendar()[:2])
    first = since.year * 12 + since.month - 1 - months
    begin = date(max(first // 12, 1), first % 12 + 1, 1)
    kept |= _one_each(made, begin, lambda day: (day.year, day.month))
    return [one for one in made if one.path not in kept]


def _one_each(made: list[Kept], begin: date, span: Callable[[date], Hashable]) -> set[Path]:
    """The newest of each span of days since ``begin``."""
    chosen: dict[Hashable, Path] = {}
    for one in made:
        if one.day >= begin:
            chosen.setdefault(span(one.day), one.path)
    return set(chosen.values())


def tidy(folder: Path) -> None:
    """Take away what a killed backup or erasing left in the book ``folder``; its lock is held."""
    shutil.rmtree(folder / WORKSHOP, ignore_errors=True)
    with contextlib.suppress(OSError):
        for path in (folder / FOLDER).iterdir():
            if path.name.startswith(HALF_MADE):
                path.unlink()
