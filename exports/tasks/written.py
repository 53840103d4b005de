"""What an office's task list says: plain rows, every doubt named, before any is written."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.findings


@dataclasses.dataclass
class TaskRow:
    """One task as a sheet says it.

    ``cells`` leads from a field to its cell. ``due_words`` keeps "trước 10/6/2026" or
    "Quý II/2026" ("" for a bare date). ``recurrence`` is "", weekly, monthly, quarterly, yearly
    or ongoing ("Thường xuyên"), with ``recurrence_day`` where a day of the month is named.
    ``reasons`` are said and change nothing; ``doubts`` keep the row from being written;
    ``refusal`` says why it can be no task at all.
    """

    sheet: str
    row: int
    cells: dict[str, str] = dataclasses.field(default_factory=dict)
    work: str = ""
    code: str = ""
    lead: str = ""
    accountable: str = ""
    cooperating: str = ""
    authority: str = ""
    responsibility: str = ""
    product: str = ""
    due: date | None = None
    due_words: str = ""
    recurrence: str = ""
    recurrence_day: int | None = None
    started: date | None = None
    assigned_on: date = date.min
    assigned_source: str = ""
    state: str = "assigned"
    state_on: date = date.min
    done_on: date | None = None
    percent: int | None = None
    percent_on: date | None = None
    progress_text: str = ""
    cause: str = ""
    cause_body: str = ""
    cause_person: str = ""
    basis: str = ""
    group: str = ""
    field: str = ""
    note: str = ""
    reasons: list[str] = dataclasses.field(default_factory=list)
    doubts: list[exports.reading.findings.Doubt] = dataclasses.field(default_factory=list)
    refusal: str | None = None

    def cell(self, field: str = "work") -> str:
        """The address of a field's cell, or of the row's first one."""
        return self.cells.get(field) or next(iter(self.cells.values()), f"A{self.row}")


@dataclasses.dataclass
class TaskSheet:
    """A whole workbook read as tasks.

    ``as_of`` and ``paper`` are those of the first table that names them. ``learns`` is what the
    mapping taught, to be kept: {"headings": {folded heading: field or ""}, "words": {folded words:
    state, recurrence or ISO day}, "people": {written: name}}. ``heads`` are the first and the last
    row of each heading, by sheet.
    """

    rows: list[TaskRow] = dataclasses.field(default_factory=list)
    as_of: date | None = None
    paper: exports.reading.above.Paper | None = None
    columns: list[exports.reading.findings.ColumnGuess] = dataclasses.field(default_factory=list)
    left_out: list[exports.reading.findings.LeftOut] = dataclasses.field(default_factory=list)
    unknown_words: list[exports.reading.findings.UnknownWord] = dataclasses.field(
        default_factory=list
    )
    unmatched_people: list[str] = dataclasses.field(default_factory=list)
    sheets: list[exports.reading.findings.SheetNote] = dataclasses.field(default_factory=list)
    learns: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    heads: dict[str, list[tuple[int, int]]] = dataclasses.field(default_factory=dict)
