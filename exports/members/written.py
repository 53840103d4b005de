"""What an office's list of members says: plain rows, every doubt named, before any is written."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import exports.reading.findings


@dataclasses.dataclass
class MemberRow:
    """One member as a sheet says it.

    ``joined`` is the day of coming to this cell where the sheet names it (``arrived``), else the
    day of joining the Party (``admitted``); ``left`` the day of leaving it. ``posts`` are Party
    posts in the book's words. ``reasons``, ``doubts`` and ``refusal`` as for tasks.
    """

    sheet: str
    row: int
    cells: dict[str, str] = dataclasses.field(default_factory=dict)
    name: str = ""
    birth_year: int | None = None
    joined: date | None = None
    admitted: date | None = None
    arrived: date | None = None
    official_on: date | None = None
    probationary: bool = False
    posts: list[str] = dataclasses.field(default_factory=list)
    exempt: bool = False
    exempt_words: str = ""
    left: date | None = None
    reasons: list[str] = dataclasses.field(default_factory=list)
    doubts: list[exports.reading.findings.Doubt] = dataclasses.field(default_factory=list)
    refusal: str | None = None

    def cell(self, field: str = "name") -> str:
        """The address of a field's cell, or of the row's first one."""
        return self.cells.get(field) or next(iter(self.cells.values()), f"A{self.row}")


@dataclasses.dataclass
class MemberSheet:
    """A whole workbook read as members; ``learns`` as for tasks."""

    rows: list[MemberRow] = dataclasses.field(default_factory=list)
    columns: list[exports.reading.findings.ColumnGuess] = dataclasses.field(default_factory=list)
    left_out: list[exports.reading.findings.LeftOut] = dataclasses.field(default_factory=list)
    unknown_words: list[exports.reading.findings.UnknownWord] = dataclasses.field(
        default_factory=list
    )
    sheets: list[exports.reading.findings.SheetNote] = dataclasses.field(default_factory=list)
    learns: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    heads: dict[str, list[tuple[int, int]]] = dataclasses.field(default_factory=dict)
