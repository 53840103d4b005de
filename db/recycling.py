"""The recycle bin: what every kind's ``delete`` and ``restore`` have in common (design 2).

A deleted record lies in the bin, out of every list, and out of the figures from the day of its
deletion on; no verb acts on it until it is taken back (``db.history.change`` refuses). What becomes
of it after the days in the bin is ``db.purging``.
"""

from __future__ import annotations

import db.base
import db.errors
import db.history
import db.moments


def delete(record: db.base.Record, moment: db.moments.Moment) -> None:
    """Move ``record`` to the recycle bin; it is out of the figures from the moment's day on.

    Raises:
        db.errors.RecordError: it lies there already, and its day must not move.
    """
    with db.history.change(moment, record, "delete"):
        record.deleted_on, record.deleted_at = moment.today, moment.at
        record.save()


def restore(record: db.base.Record, moment: db.moments.Moment) -> None:
    """Take ``record`` out of the recycle bin.

    Raises:
        db.errors.RecordError: it does not lie there, or it was purged and nothing is left to read.
    """
    title = record.search_entry()[0]
    if not lies(record):
        raise db.errors.RecordError(
            f"“{title}” không ở trong thùng rác; hãy tải lại danh sách thùng rác."
        )
    if purged(record):
        raise db.errors.RecordError(
            "Hồ sơ này đã xóa hẳn nên không lấy lại được; hãy nhập mới nếu còn cần."
        )
    with db.history.change(moment, record, "restore", binned=True):
        record.deleted_on = record.deleted_at = None
        record.save()


def lies(record: db.base.Record) -> bool:
    """Whether ``record`` lies in the recycle bin, as the book holds it."""
    return type(record).get_by_id(record.id).deleted_on is not None


def purged(record: db.base.Record) -> bool:
    """Whether only a stub of ``record`` is left."""
    sql = "SELECT 1 FROM history WHERE kind = ? AND record = ? AND verb LIKE 'purge%' LIMIT 1"
    return bool(db.base.rows(sql, record.kind, record.id))


def deleted_by(kind: str, number: int) -> str:
    """Who moved the record ``number`` of ``kind`` to the recycle bin last, or ""."""
    sql = (
        "SELECT who FROM history WHERE kind = ? AND record = ? AND (verb LIKE 'delete%'"
        " OR verb LIKE 'undo%' OR verb LIKE 'redo%') ORDER BY seq DESC LIMIT 1"
    )
    found = db.base.rows(sql, kind, number)
    return str(found[0][0]) if found else ""
