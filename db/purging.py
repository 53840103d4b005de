"""The end of a record: purged out of the recycle bin, or reduced to a stub of its dated facts.

A *stub* keeps the number, the days, the states and the counts of a record and none of its words:
the title reads "đã xóa theo quy định". A text that only has to be there for a figure (one of the
six "rõ", the cause of a delay, the basis of an extension) becomes the same words, so that a stub
counts exactly as the record did; every other text becomes blank. Which columns hold words is read
from the tables themselves (``db.base.Words``): a column added later cannot be forgotten here.

Purging keeps a stub where a finalised report or another record names the record (design 2), and
takes its rows out wholly where none does. History keeps its rows either way; what they held is
erased by ``db.book.erasing``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import peewee

import db.base
import db.documents
import db.errors
import db.figures
import db.history
import db.kinds
import db.meetings
import db.members
import db.moments
import db.recycling
import db.search
import db.tasks
import db.text
import db.unit

Kind = type[db.base.Record]

RECORDS: dict[str, Kind] = {
    one.kind: one
    for one in (
        db.members.Member,
        db.documents.Document,
        db.tasks.Task,
        db.tasks.Series,
        db.meetings.Meeting,
    )
}
_TITLES = {"members": "name", "documents": "title", "tasks": "work", "series": "work"}
_TITLES |= {"meetings": "title"}

# What belongs to a record and goes with it, by the column that names it.
_FACTS: dict[str, tuple[peewee.ForeignKeyField, ...]] = {
    "members": (db.members.Post.member, db.members.Exemption.member, db.members.Stay.member),
    "documents": (db.documents.Attachment.document,),
    "tasks": (db.tasks.StateChange.task, db.tasks.Extension.task, db.tasks.Progress.task),
    "series": (),
    "meetings": (
        db.meetings.Attendance.meeting,
        db.meetings.Contribution.meeting,
        db.meetings.Vote.meeting,
        db.meetings.Conclusion.meeting,
        db.meetings.MeetingDocument.meeting,
        db.meetings.Correction.meeting,
    ),
}
# Words and nothing else, without a day or a count: not even a stub keeps these.
_ONLY_WORDS = frozenset({db.documents.Attachment, db.meetings.Contribution})

# Texts that figures and rules ask for (db.tasks.rules, db.figures).
_COUNTED = frozenset(
    {"lead", "accountable", "authority", "responsibility", "product", "cause", "cause_body",
     "cause_person", "no_task"}
)  # fmt: skip
_COUNTED_BASIS = db.tasks.Extension  # here "basis" decides whether an extension counts

# What is no text and yet says who or what it was.
_TELLING: dict[str, dict[str, Any]] = {
    "members": {"birth_year": None},
    "documents": {},
    "tasks": {"accountable_member": None},
    "series": {"accountable_member": None},
    "meetings": {"minutes": None},
}


@dataclass(frozen=True)
class Binned:
    """A record in the recycle bin, as its page lists it; ``until`` is its last day there."""

    kind: str
    id: int
    title: str
    deleted_on: date
    until: date


def find(kind: str, number: int) -> db.base.Record | None:
    """The record of ``kind`` with that number, or None where the book holds it no more.

    Raises:
        db.errors.RecordError: records of that kind are not purged or erased.
    """
    if kind not in RECORDS:
        raise db.errors.RecordError(
            f"Không xóa hẳn được loại hồ sơ “{kind}”; hãy chọn một trong: {', '.join(RECORDS)}."
        )
    record: db.base.Record | None = RECORDS[kind].get_or_none(RECORDS[kind].id == number)
    return record


def binned(today: date) -> list[Binned]:
    """What lies in the recycle bin and can still be taken back, the last deleted first."""
    days = timedelta(days=int(db.unit.setting("recycle_days", today)))
    found = []
    for kind, table in RECORDS.items():
        for record in table.select().where(table.deleted_on.is_null(False)):
            title, on = record.search_entry()[0], record.deleted_on
            if on is not None and not db.recycling.purged(record):
                found.append(Binned(kind, record.id, title, on, on + days))
    return sorted(found, key=lambda one: (-one.deleted_on.toordinal(), one.kind, one.id))


def expired(today: date) -> list[Binned]:
    """What has lain in the recycle bin longer than the days it is kept there (design 2: 90)."""
    return [one for one in binned(today) if one.until < today]


def purge(record: db.base.Record, moment: db.moments.Moment) -> bool:
    """Take ``record`` out of the recycle bin for good; returns whether a stub of it stays.

    Raises:
        db.errors.RecordError: it does not lie there, or it was purged before.
    """
    if not db.recycling.lies(record) or db.recycling.purged(record):
        raise db.errors.RecordError(
            "Chỉ xóa hẳn được hồ sơ đang ở trong thùng rác; hãy chuyển hồ sơ vào thùng rác trước."
        )
    record = type(record).get_by_id(record.id)  # an old object would put old words into search
    if is_named(record):
        with db.history.change(moment, record, "purge", binned=True):
            reduce(record)
        return True
    with db.base.transaction():
        before = db.history.printed(record)
        _remove(record)
        db.history.enter(moment, [db.history.Change(record.kind, record.id, "purge", before, None)])
    return False


def purge_expired(moment: db.moments.Moment) -> list[Binned]:
    """Purge everything that has lain in the bin long enough; returns what that was."""
    found = expired(moment.today)
    with db.base.transaction():
        for one in found:
            purge(RECORDS[one.kind].get_by_id(one.id), moment)
    return found


def is_named(record: db.base.Record) -> bool:
    """Whether a report that left the book, or another record in it, names ``record``."""
    return bool(named_in(record.kind, record.id)) or any(_leaning(record))


def named_in(kind: str, number: int) -> list[str]:
    """The periods whose finalised report or bundle names the record, in order of their making."""
    found = []
    for period, figures in db.base.rows(
        "SELECT period, reported FROM reports WHERE reported IS NOT NULL UNION ALL"
        " SELECT r.period, b.figures FROM bundles b JOIN reports r ON r.id = b.report_id"
        " WHERE NOT b.pending"
    ):
        body = json.loads(figures)
        if number in _ids(kind, body.get("figures", body)):
            found.append(str(period))
    if kind == "meetings":  # a bundle lists each meeting held inside, counted or not
        found += [
            str(period)
            for (period,) in db.base.rows(
                "SELECT r.period FROM bundles b JOIN reports r ON r.id = b.report_id"
                " JOIN meetings m ON m.held_on BETWEEN b.opening AND b.cutoff"
                " WHERE NOT b.pending AND m.id = ?",
                number,
            )
        ]
    return list(dict.fromkeys(found))


def _ids(kind: str, figures: dict[str, Any]) -> set[int]:
    """The records of ``kind`` that stand behind ``figures``; conclusions are their meeting's."""
    behind: dict[str, set[int]] = {}
    for name, figure in figures.items():
        ids = behind.setdefault(db.figures.kind_of(name), set())
        ids.update(figure["ids"], figure.get("base_ids") or ())
    found = behind.get(kind, set())
    if kind == "meetings":
        conclusions = behind.get("conclusions", set())
        of = db.base.rows("SELECT id, meeting_id FROM meeting_conclusions")
        found = found | {meeting for conclusion, meeting in of if conclusion in conclusions}
    return found


def _leaning(record: db.base.Record) -> Iterator[bool]:
    """For each column of another record that can name ``record``: whether one does."""
    its_own = {column.model for column in _FACTS[record.kind]}
    for table in db.kinds.TABLES:
        for column, target in table._meta.refs.items():  # noqa: SLF001 - peewee's own place for it
            if target is type(record) and table not in its_own:
                yield table.select().where(column == record.id).exists()
    task = db.tasks.Task
    made = (task.source_kind == record.kind) & (task.source_id == record.id)
    yield task.select().where(made).exists()


def reduce(record: db.base.Record) -> None:
    """Leave only a stub of ``record`` and of its facts, inside the caller's verb."""
    table, kind = type(record), record.kind
    papers = _papers(record)
    words = _blanked(table) | _TELLING[kind]
    if kind == "meetings":
        words["minutes_entry"] = None
    words[_TITLES[kind]] = db.history.ERASED
    table.update(words).where(table.id == record.id).execute()
    _sort(record)
    for column in _FACTS[kind]:
        facts = column.model
        if facts in _ONLY_WORDS:
            facts.delete().where(column == record.id).execute()
        elif blanked := _blanked(facts):
            facts.update(blanked).where(column == record.id).execute()
    _drop_papers(papers)


def _blanked(table: type[db.base.Table]) -> dict[str, Any]:
    """What the columns of words of ``table`` become in a stub, by name."""
    found: dict[str, Any] = {}
    for field in table._meta.sorted_fields:  # noqa: SLF001 - peewee's own place for it
        counted = field.name in _COUNTED or (table is _COUNTED_BASIS and field.name == "basis")
        if isinstance(field, db.base.WordsList):
            found[field.name] = []
        elif isinstance(field, db.base.Words) and counted:
            # NULL and blank stay what they were.
            found[field.name] = peewee.Case(None, [(field != "", db.history.ERASED)], field)
        elif isinstance(field, db.base.Words):
            found[field.name] = None if field.null else ""
    return found


def _sort(record: db.base.Record) -> None:
    """Bring the columns lists are sorted by in line with the words of a stub."""
    held = type(record).get_by_id(record.id)
    if isinstance(held, db.members.Member):
        keys = {"sort": db.text.person_key(held.name)}
    elif isinstance(held, db.tasks.Task):
        keys = db.tasks.sort_keys(held.work, held.accountable)
    else:
        return
    type(held).update(keys).where(type(held).id == held.id).execute()


def _remove(record: db.base.Record) -> None:
    """Take the rows of ``record``, of its facts and of search out of the book."""
    papers = _papers(record)
    if record.kind == "meetings":
        conclusion = db.meetings.Conclusion
        its_own = conclusion.select(conclusion.id).where(conclusion.meeting == record.id)
        link = db.meetings.ConclusionTask
        link.delete().where(link.conclusion.in_(its_own)).execute()
    for column in _FACTS[record.kind]:
        column.model.delete().where(column == record.id).execute()
    db.search.forget(record.kind, record.id)
    record.delete_instance()
    _drop_papers(papers)


def _papers(record: db.base.Record) -> list[str]:
    """The digests of the files ``record`` holds: attachments, or minutes."""
    sql = {
        "documents": "SELECT sha256 FROM attachments WHERE document_id = ?",
        "meetings": "SELECT minutes_sha256 FROM meetings WHERE id = ?",
    }.get(record.kind)
    return [digest for (digest,) in db.base.rows(sql, record.id) if digest] if sql else []


def _drop_papers(digests: list[str]) -> None:
    """Take out the bytes of files that nothing in the book holds any more."""
    for digest in digests:
        db.base.database.execute_sql(
            "DELETE FROM files WHERE sha256 = ?"
            " AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = files.sha256)"
            " AND NOT EXISTS (SELECT 1 FROM meetings WHERE minutes_sha256 = files.sha256)",
            (digest,),
        )
