"""Writing a step back or again, inside the caller's transaction, and refusing where it cannot be.

Refused is what was changed since by anything else, and what is final: approved minutes and reports
that left the book are never edited (design 2).
"""

from __future__ import annotations

from dataclasses import replace

import db.base
import db.documents
import db.errors
import db.meetings
import db.moments
import db.reports
import db.search
import db.undoing.recording

Papers = dict[str, tuple[int, bytes]]

# What may change after minutes are approved: a table, with its only such column or None for all.
_AFTER_APPROVAL: dict[db.undoing.recording.Table, str | None] = {
    db.meetings.ConclusionTask: None,
    db.meetings.Correction: None,
    db.meetings.Conclusion: "no_task",
}


def changed(refused: str, key: db.undoing.recording.Key | None) -> db.errors.RecordError:
    """The sentence for a record that is not as the step left it, named where it has a name."""
    words = "hồ sơ liên quan"
    if key is not None and key[0] in db.search.KINDS:
        table = db.undoing.recording.RECORDS[key[0]]
        record = table.get_or_none(table.id == key[1])
        words = f"“{record.search_entry()[0]}”" if record is not None else words
    return db.errors.RecordError(
        f"{refused} {words} đã thay đổi sau đó; hãy sửa trực tiếp trong hồ sơ."
    )


def refuse_moved(step: db.undoing.recording.Step, refused: str, *, back: bool) -> None:
    """Refuse where a row is not as the step left it, though its history is.

    Raises:
        db.errors.RecordError: ``refused`` and why.
    """
    for row in step.rows:
        if db.undoing.recording.held(row.table, row.id) != (row.done if back else row.undone):
            raise changed(refused, None)


def refuse_final(step: db.undoing.recording.Step, refused: str) -> None:
    """Refuse to change approved minutes or a report that left the book.

    Raises:
        db.errors.RecordError: ``refused`` and why.
    """
    places = {(row.table, row.id): row for row in step.rows}
    edited = {db.undoing.recording.owner(row, places) for row in step.rows if not _may_follow(row)}
    for kind, number in edited:
        if kind == db.reports.Report.kind:
            report = db.reports.Report.get_by_id(number)
            if report.state != "draft":
                raise db.errors.RecordError(
                    f"{refused} báo cáo kỳ {report.period} {db.reports.STATES[report.state]}; "
                    "hãy xuất bản bổ sung hoặc thay thế."
                )
        elif kind == db.meetings.Meeting.kind:
            meeting = db.meetings.get(number)
            if meeting.approved_on is not None:
                raise db.errors.RecordError(
                    f"{refused} biên bản “{meeting.title}” đã thông qua; hãy lập đính chính."
                )


def _may_follow(row: db.undoing.recording.Row) -> bool:
    """Whether such a change may come after approval: it says what became of the minutes."""
    only = _AFTER_APPROVAL.get(row.table, "")
    if only and row.undone is not None and row.done is not None:
        return row.undone | {only: None} == row.done | {only: None}
    return only is None


def write(
    step: db.undoing.recording.Step, moment: db.moments.Moment, *, back: bool
) -> tuple[list[db.undoing.recording.Row], Papers]:
    """Bring the rows of ``step`` to how they were, or are to be again.

    Returns the rows (a record that was added is now in the bin, since this moment) and the files
    that nothing in the book names any more, which are taken out: erasing would not find them.
    """
    rows = [_binned(row, step, moment) if back else row for row in step.rows]
    # Whatever the order, rows must lead somewhere at the end; else all is rolled back.
    db.base.database.execute_sql("PRAGMA defer_foreign_keys = 1")
    for row in rows:
        if not row.is_record:
            _execute(f"DELETE FROM {db.undoing.recording.name(row.table)} WHERE id = ?", row.id)  # noqa: S608 - our own words
    for row in rows:
        image = row.undone if back else row.done
        if image is not None:
            _put(row, image, step.papers)
    left = [row.done if back else row.undone for row in rows if _names_a_file(row)]
    return rows, _taken_out([image["sha256"] for image in left if image is not None])


def _execute(sql: str, *values: object) -> None:
    db.base.database.execute_sql(sql, values)


def _binned(
    row: db.undoing.recording.Row, step: db.undoing.recording.Step, moment: db.moments.Moment
) -> db.undoing.recording.Row:
    """A row as it is to look once taken back: a record that was added lies in the bin."""
    if row.done is None or not row.is_record or _key(row) not in step.added:
        return row
    bin_columns = {"deleted_on": moment.today.isoformat(), "deleted_at": moment.at}
    return replace(row, undone=row.done | bin_columns)


def _key(row: db.undoing.recording.Row) -> db.undoing.recording.Key:
    return db.undoing.recording.owner(row, {})


def _put(row: db.undoing.recording.Row, image: db.undoing.recording.Image, papers: Papers) -> None:
    """Let a record look like ``image``, or put a part, and the file it names, back."""
    table = db.undoing.recording.name(row.table)
    if row.is_record:
        places = ", ".join(f'"{one}" = ?' for one in image)
        _execute(f"UPDATE {table} SET {places} WHERE id = ?", *image.values(), row.id)  # noqa: S608 - our own words
        return
    if _names_a_file(row) and image["sha256"] in papers:
        digest = image["sha256"]
        _execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", digest, *papers[digest])
    names, marks = ", ".join(f'"{one}"' for one in image), ", ".join("?" * len(image))
    _execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", *image.values())  # noqa: S608 - our own words


def _names_a_file(row: db.undoing.recording.Row) -> bool:
    return row.table is db.documents.Attachment


def _taken_out(digests: list[str]) -> Papers:
    """Take the files out that nothing names any more; returns their sizes and bytes."""
    unnamed = (
        "FROM files WHERE sha256 = ?"
        " AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = files.sha256)"
        " AND NOT EXISTS (SELECT 1 FROM meetings WHERE minutes_sha256 = files.sha256)"
    )
    found = {}
    for digest in digests:
        for size, data in db.base.rows(f"SELECT size, data {unnamed}", digest):
            found[digest] = (int(size), bytes(data))
        _execute(f"DELETE {unnamed}", digest)
    return found
