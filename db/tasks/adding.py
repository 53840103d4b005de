"""Entering tasks: the draft that a form, a conclusion or a workbook gives, judged and written.

A draft stands outside the book. ``take_in`` refuses all of a batch for one that cannot stand and
else writes them many at a time, with their facts, history and words for the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import db.base
import db.errors
import db.history
import db.moments
import db.search
import db.secrecy
import db.tasks
import db.text

_STORED = (*db.tasks.COLUMNS, "work_sort", "accountable_sort")


@dataclass
class Draft:
    """A task as a form, a conclusion or a workbook gives it, not yet in the book.

    ``fields`` are columns of Task; facts are (day, …) in order of entry, without the instant.
    """

    fields: dict[str, Any]
    first_due: date | None = None
    assigned_on: date | None = None
    states: list[tuple[date, str]] = field(default_factory=list)
    extensions: list[tuple[date, date, date, str, str, str]] = field(default_factory=list)
    progress: list[tuple[date, int | None, str]] = field(default_factory=list)


def as_record(draft: Draft, at: str = "", number: int | None = None) -> dict[str, Any]:
    """``draft`` as ``dump`` prints it once entered at ``at`` under ``number``."""
    given = {name: value and _plain(value) for name, value in draft.fields.items()}
    record: dict[str, Any] = {**db.tasks.DEFAULTS, **given}
    kind, source = record.pop("source_kind"), record.pop("source_id")
    record.update(
        id=number,
        flags=list(record["flags"]),
        source={"kind": kind, "id": source} if kind else None,
        first_due=_plain(draft.first_due),
        first_due_on=_plain(_due_given_on(draft)) if draft.first_due else None,
        states=[{"on": on.isoformat(), "state": state, "at": at} for on, state in draft.states],
        extensions=[
            dict(zip(db.tasks.FACTS["extensions"], (*map(_plain, one), at), strict=True))
            for one in draft.extensions
        ],
        progress=[
            dict(zip(db.tasks.FACTS["progress"], (*map(_plain, one), at), strict=True))
            for one in draft.progress
        ],
        entered_at=at,
        deleted_on=None,
    )
    record.update(db.tasks.derived(record))
    return record


def _due_given_on(draft: Draft) -> date:
    """The day the first due was given: the day of assignment, or of the first fact."""
    return draft.assigned_on or draft.states[0][0]


def _plain(value: Any) -> Any:
    """A value as it is stored and dumped: dates as ISO text, text NFC."""
    if isinstance(value, str):
        return db.text.nfc(value)
    return value.isoformat() if isinstance(value, date) else value


def checked(draft: Draft, moment: db.moments.Moment) -> None:
    """Refuse a draft that cannot stand.

    Raises:
        db.errors.RecordError: no work, or a fact dated after today or before the assignment.
        db.errors.SecrecyMark: its words bear a mark of secrecy.
    """
    work = str(draft.fields.get("work", "")).strip()
    if not work:
        raise db.errors.RecordError(
            "Nhiệm vụ chưa có nội dung việc; hãy nhập việc phải làm.", "work"
        )
    db.secrecy.refuse(value for value in draft.fields.values() if isinstance(value, str))
    said = (text for fact in draft.extensions + draft.progress for text in fact)
    db.secrecy.refuse(text for text in said if isinstance(text, str))
    if not draft.states:
        raise db.errors.RecordError(f"“{work}” chưa có ngày giao hoặc đề xuất; hãy nhập ngày.")
    days = [on for on, _ in draft.states] + [one[0] for one in draft.extensions + draft.progress]
    for on in days:
        db.moments.not_later(on, moment)
    given = [on for on, state in draft.states if state != "proposed"]
    if draft.assigned_on and any(on < draft.assigned_on for on in given):
        raise db.errors.RecordError(
            f"“{work}” có ngày trước ngày giao {draft.assigned_on:%d/%m/%Y}; hãy kiểm tra ngày."
        )


def add(draft: Draft, moment: db.moments.Moment, verb: str = "add", *, not_secret: bool) -> int:
    """Enter one task; returns its id."""
    return take_in([draft], moment, verb, not_secret=not_secret)[0]


def take_in(
    drafts: Sequence[Draft], moment: db.moments.Moment, verb: str = "import", *, not_secret: bool
) -> list[int]:
    """Enter ``drafts`` in one transaction, many at a time; returns their ids in order.

    Raises:
        db.errors.RecordError: the tick "không thuộc bí mật nhà nước" is missing, or see checked.
    """
    if not not_secret:
        raise db.errors.RecordError(
            "Hãy đánh dấu “không thuộc bí mật nhà nước” trước khi giao nhiệm vụ.", "not_secret"
        )
    for draft in drafts:
        checked(draft, moment)
    with db.base.transaction():
        first = _next_id()
        records = [
            as_record(draft, moment.at, number) for number, draft in enumerate(drafts, start=first)
        ]
        _insert(records)
        db.history.enter(
            moment,
            [db.history.Change("tasks", record["id"], verb, None, record) for record in records],
        )
        db.search.add([_indexed(record, moment.today) for record in records])
    return [record["id"] for record in records]


def _next_id() -> int:
    """The next number of a task: never one that was given before."""
    given = db.base.rows("SELECT seq FROM sqlite_sequence WHERE name = 'tasks'")
    return (given[0][0] if given else 0) + 1


def _indexed(record: dict[str, Any], today: date) -> tuple[str, int, str, date, str]:
    """A task's row in the search index."""
    on = date.fromisoformat(record["assigned_on"]) if record["assigned_on"] else today
    return "tasks", record["id"], record["work"], on, db.tasks.search_words(record)


def _insert(records: list[dict[str, Any]]) -> None:
    """Write task rows and their facts, many at a time."""
    connection = db.base.database.connection()
    marks = ", ".join("?" * len(_STORED))
    connection.executemany(
        f"INSERT INTO tasks ({', '.join(_STORED)}) VALUES ({marks})",  # noqa: S608 - our own words
        [_row(record) for record in records],
    )
    for facts, names in db.tasks.FACTS.items():
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * (len(names) + 1))
        connection.executemany(
            f"INSERT INTO task_{facts} (task_id, {columns}) VALUES ({marks})",  # noqa: S608 - our own words
            [
                (record["id"], *(fact[name] for name in names))
                for record in records
                for fact in record[facts]
            ],
        )


def _row(record: dict[str, Any]) -> tuple[Any, ...]:
    """A dumped task as a row of the table."""
    source = record["source"] or {"kind": None, "id": None}
    columns = {
        **record,
        **db.tasks.sort_keys(record["work"], record["accountable"]),
        "flags": db.base.canonical(record["flags"]),
        "series_id": record["series"],
        "accountable_member_id": record["accountable_member"],
        "source_kind": source["kind"],
        "source_id": source["id"],
    }
    return tuple(columns[name] for name in _STORED)
