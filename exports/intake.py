"""Taking an office's workbook into the book: read, matched, judged, written in one transaction.

Every row ends in one of three lists: taken, doubtful (shown, not written until a person settles
it) or refused. A dry run does all but the writing and prints the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import db.base
import db.errors
import db.imports
import db.members
import db.moments
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.text
import db.unit
import exports.members.reading
import exports.reading.findings
import exports.reading.mapping
import exports.reading.sheet
import exports.tasks.reading

ALREADY = "đã có"


@dataclass
class Outcome:
    """What became of each row ({sheet, row, cell, reason, record}), and what is to be said.

    ``doubts`` are those of each row by sheet and number, for settling them one by one, and
    ``heads`` the rows of each heading by sheet; neither is printed.
    """

    taken: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    doubtful: list[dict[str, Any]] = field(default_factory=list)
    unmatched_people: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    unknown_words: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    number: int | None = None
    doubts: dict[tuple[str, int], list[exports.reading.findings.Doubt]] = field(
        default_factory=dict
    )
    heads: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def place(
        self, row: Any, record: dict[str, Any], cell: str, already: str
    ) -> dict[str, Any] | None:
        """Put ``row`` into one of the three lists; what was taken, or None.

        ``cell`` is named where it is taken, ``already`` where the book has it ("" where not).
        """
        if row.refusal:
            self.refused.append(_row(row, row.cell(), row.refusal, record))
            return None
        doubts = [(doubt.cell, doubt.reason) for doubt in row.doubts]
        if already:
            doubts.append((already, ALREADY))
        if doubts:
            reason = "; ".join(why for _, why in doubts)
            self.doubts[row.sheet, row.row] = list(row.doubts)
            self.doubtful.append(_row(row, doubts[0][0], reason, record))
            return None
        taken = _row(row, cell, "; ".join(row.reasons), record)
        self.taken.append(taken)
        return taken

    def printed(self) -> dict[str, Any]:
        """The outcome as ``import --json`` prints it."""
        return {
            "taken": self.taken,
            "refused": self.refused,
            "doubtful": self.doubtful,
            "unmatched_people": self.unmatched_people,
            "columns": self.columns,
            "left_out": self.left_out,
            "unknown_words": self.unknown_words,
            "sheets": self.sheets,
            "import": self.number,
        }


Said = Path | Mapping[str, Any] | None
Tick = Callable[[str, int, int], None]


def _untold(_what: str, _done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def take(
    path: Path,
    kind: str,
    moment: db.moments.Moment,
    *,
    mapping: Said = None,
    dry_run: bool = False,
) -> Outcome:
    """Take the workbook at ``path`` in as ``tasks`` or ``members``.

    Raises:
        db.errors.RecordError: it is no workbook, holds no such table, or the mapping is wrong.
        db.errors.SecrecyMark: a cell bears a mark of secrecy; nothing of it is kept.
    """
    book = exports.reading.sheet.load(path)
    return take_read(book, kind, moment, mapping=mapping, dry_run=dry_run)


def take_read(  # noqa: PLR0913 - all by name, as for ``take``
    book: exports.reading.sheet.Workbook,
    kind: str,
    moment: db.moments.Moment,
    *,
    mapping: Said = None,
    dry_run: bool = False,
    tick: Tick = _untold,
) -> Outcome:
    """Take in a workbook that was read before: what a person saw is what is written.

    ``tick`` is told what is being done; what it raises ends the import, and nothing is written.

    Raises:
        db.errors.RecordError: it holds no such table, or the mapping is wrong.
    """
    tick("đọc từng dòng", 0, 0)
    reader = {"tasks": _tasks, "members": _members}[kind]
    outcome, write, learns = reader(book, moment, mapping)
    if dry_run:
        return outcome
    with db.base.transaction():
        db.tasks.series.make_due(moment)
        tick("ghi vào sổ", 0, 0)
        made = write()
        if any(made.values()):
            outcome.number = db.imports.enter((book.name, book.sha256), made, moment)
        db.imports.learn(learns)
        tick("ghi vào sổ", 1, 1)
    return outcome


_Write = Callable[[], dict[str, list[int]]]
_Read = tuple[Outcome, _Write, Mapping[str, Mapping[str, Any]]]


def _notes(sheet: Any) -> Outcome:
    """What the reader says of the whole workbook."""
    return Outcome(
        unmatched_people=list(getattr(sheet, "unmatched_people", [])),
        columns=[vars(one) for one in sheet.columns],
        left_out=[vars(one) for one in sheet.left_out],
        unknown_words=[vars(one) for one in getattr(sheet, "unknown_words", [])],
        sheets=[vars(one) for one in sheet.sheets],
        heads=sheet.heads,
    )


def _settled(told: exports.reading.mapping.Told | None, row: Any) -> bool:
    """Whether a person has said something of this very row, so that it is no repetition."""
    return told is not None and told.row(row.sheet, row.row) is not None


def _row(row: Any, cell: str, reason: str, record: dict[str, Any]) -> dict[str, Any]:
    return {"sheet": row.sheet, "row": row.row, "cell": cell, "reason": reason, "record": record}


def _tasks(book: exports.reading.sheet.Workbook, moment: db.moments.Moment, mapping: Said) -> _Read:
    """Read a task list; the returned function writes what is taken."""
    members = db.members.names()
    told = exports.tasks.reading.mapping(mapping) if mapping else None
    sheet = exports.tasks.reading.read(
        book,
        today=moment.today,
        unit_name=str(db.unit.get().name),
        members=[name for _, name in members],
        mapping=told,
        learned=db.imports.learned(),
    )
    outcome = _notes(sheet)
    known, ids = _Known.of_book(), dict(reversed([(name, one) for one, name in members]))
    accepted: list[tuple[Any, db.tasks.adding.Draft, dict[str, Any]]] = []
    for row in sheet.rows:
        draft = _draft(row, _fields(row, ids))
        record = _as_record(row, draft, moment)
        there = known.holds(row) and not _settled(told, row)
        already = row.cell("code" if row.code else "work") if there else ""
        taken = outcome.place(row, record, row.cell(), already)
        if taken is not None:
            known.add(row)
            accepted.append((row, draft, taken))

    def write() -> dict[str, list[int]]:
        return _write_tasks(accepted, ids, moment)

    return outcome, write, sheet.learns


@dataclass
class _Known:
    """Rows already there: by code, or by work, person and start."""

    codes: set[str] = field(default_factory=set)
    starts: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    undated: dict[tuple[str, str], set[tuple[date | None, str]]] = field(default_factory=dict)

    @classmethod
    def of_book(cls) -> _Known:
        """What the book holds."""
        known = cls()
        for code, work, person, on in db.base.rows(
            "SELECT code, work, accountable, assigned_on FROM tasks"
            " WHERE deleted_on IS NULL AND series_id IS NULL UNION ALL"
            ' SELECT code, work, accountable, "start" FROM task_series WHERE deleted_on IS NULL'
        ):
            known._put(code, work, person, on or "")
        return known

    def _put(self, code: str, work: str, person: str, start: str) -> None:
        if code:
            self.codes.add(db.text.fold(code))
        self.starts.setdefault((db.text.fold(work), db.text.fold(person)), set()).add(start)

    def add(self, row: Any) -> None:
        """Remember a row that is taken, for the rows after it."""
        if row.assigned_source in _OWN_DAY:
            self._put(row.code, row.work, row.accountable, row.assigned_on.isoformat())
            return
        if row.code:
            self.codes.add(db.text.fold(row.code))
        self.undated.setdefault(_key(row), set()).add((row.due, row.recurrence))

    def holds(self, row: Any) -> bool:
        """Whether the same row is there: a row without a day of its own matches any start.

        Two such rows of one workbook are the same unless their dues differ: the meeting of each
        month stands on each month's sheet.
        """
        if row.code:
            return db.text.fold(row.code) in self.codes
        starts = self.starts.get(_key(row), set())
        if row.assigned_source not in _OWN_DAY:
            return bool(starts) or (row.due, row.recurrence) in self.undated.get(_key(row), set())
        return row.assigned_on.isoformat() in starts


def _key(row: Any) -> tuple[str, str]:
    """What two rows are compared by, where neither has a code."""
    return db.text.fold(row.work), db.text.fold(row.accountable)


_OWN_DAY = frozenset({"Ngày giao", "Bắt đầu"})


def _fields(row: Any, ids: Mapping[str, int]) -> dict[str, Any]:
    """A row as columns of a task."""
    names = (*db.tasks.SHARED, "due_words", "cause", "cause_body", "cause_person")
    return {
        **{name: getattr(row, name) for name in names},
        "grouping": row.group,
        "accountable_member": ids.get(row.accountable),
        "recurrence": row.recurrence,
        "outcome": _outcome(row),
    }


def _outcome(row: Any) -> str:
    """What came of a done row, where the list has a column for it beside the one for the state."""
    said, state = row.cells.get("progress_text"), row.cells.get("state")
    apart = said is not None and state is not None and said != state
    return str(row.progress_text) if row.state == "done" and apart else ""


def _draft(row: Any, fields: dict[str, Any]) -> db.tasks.adding.Draft:
    """A row as a task with its first facts."""
    draft = db.tasks.adding.Draft(fields, first_due=row.due)
    if row.state == "proposed":
        draft.states = [(row.assigned_on, "proposed")]
    else:
        draft.assigned_on = row.assigned_on
        draft.states = [(row.assigned_on, "assigned")]
        if row.state != "assigned":
            draft.states.append((row.done_on or row.state_on, row.state))
    if row.percent is not None or row.progress_text:
        draft.progress = [(_progress_day(row), row.percent, row.progress_text)]
    return draft


def _progress_day(row: Any) -> date:
    """The day of a progress entry: the sheet's, else the state's."""
    day: date = row.percent_on or row.state_on
    return day


def _is_series(row: Any) -> bool:
    return row.recurrence in db.tasks.series.RECURRENCES


def _series_fields(row: Any, ids: Mapping[str, int]) -> dict[str, Any]:
    """A recurring row as a series."""
    shared = {name: getattr(row, name) for name in db.tasks.SHARED}
    return {
        **shared,
        "accountable_member": ids.get(row.accountable),
        "recurrence": row.recurrence,
        "due_day": row.recurrence_day,
        "start": row.assigned_on,
    }


def _as_record(row: Any, draft: db.tasks.adding.Draft, moment: db.moments.Moment) -> dict[str, Any]:
    """The row as ``dump`` would print the task it makes."""
    record = db.tasks.adding.as_record(draft, moment.at)
    record["started"] = row.started.isoformat() if row.started else None
    return record


def _write_tasks(
    accepted: list[tuple[Any, db.tasks.adding.Draft, dict[str, Any]]],
    ids: Mapping[str, int],
    moment: db.moments.Moment,
) -> dict[str, list[int]]:
    """Write the accepted rows; each row's record learns its id."""
    single = [(draft, taken) for row, draft, taken in accepted if not _is_series(row)]
    drafts = [draft for draft, _ in single]
    made = {"tasks": db.tasks.adding.take_in(drafts, moment, not_secret=True), "series": []}
    for (_, taken), number in zip(single, made["tasks"], strict=True):
        taken["record"]["id"] = number
    for row, _, taken in accepted:
        if _is_series(row):
            facts = []
            if row.state != "assigned" or row.percent is not None:
                day = _progress_day(row)
                facts = [db.tasks.series.Fact(day, row.state, row.percent, row.progress_text)]
            number, occurrences = db.tasks.series.start(
                _series_fields(row, ids), moment, facts, not_secret=True
            )
            taken["record"]["id"], taken["record"]["series"] = None, number
            made["series"].append(number)
            made["tasks"] += occurrences
    return made


def _member(row: Any, term_from: date) -> db.members.Draft:
    """A row as a member.

    A list says no day for posts and exemptions: the term's first day serves for posts, the day of
    joining for exemptions.
    """
    draft = db.members.Draft(
        row.name,
        row.joined,
        birth_year=row.birth_year,
        official_on=row.official_on,
        left=row.left,
    )
    if row.joined is not None:
        draft.posts = [(post, max(row.joined, term_from), None) for post in row.posts]
        if row.exempt:
            draft.exempt = [(row.exempt_words, row.joined, None)]
    return draft


def _members(
    book: exports.reading.sheet.Workbook, moment: db.moments.Moment, mapping: Said
) -> _Read:
    """Read a list of members; the returned function writes those that are taken."""
    told = exports.members.reading.mapping(mapping) if mapping else None
    sheet = exports.members.reading.read(
        book, today=moment.today, mapping=told, learned=db.imports.learned()
    )
    outcome = _notes(sheet)
    known = {db.text.accented(name) for _, name in db.members.names()}
    term_from = min(db.unit.get().term_from, moment.today)
    accepted: list[tuple[db.members.Draft, dict[str, Any]]] = []
    for row in sheet.rows:
        draft = _member(row, term_from)
        record = db.members.as_record(draft)
        there = db.text.accented(draft.name) in known and not _settled(told, row)
        cell = row.cell("name")
        if outcome.place(row, record, cell, cell if there else "") is not None:
            known.add(db.text.accented(draft.name))
            accepted.append((draft, record))

    def write() -> dict[str, list[int]]:
        made = db.members.take_in([draft for draft, _ in accepted], moment)
        for (_, record), number in zip(accepted, made, strict=True):
            record["id"] = number
        return {"members": made}

    return outcome, write, sheet.learns
