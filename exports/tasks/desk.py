"""One row on the desk: the task being read, what a person settled, what is said of it so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.findings
import exports.reading.mapping
import exports.reading.people
import exports.reading.tables
import exports.reading.words
import exports.tasks.written

_SPEAKS_OF = {
    "done_on": ("state", "progress_text", "percent"),
    "state": ("progress_text", "percent", "done_on"),
    "accountable": ("lead",),
}


@dataclasses.dataclass
class Sheet:
    """What the rows of one table share, and what they leave for the whole sheet.

    ``fractions``: per cents run from 0 to 1; ``one_or_whole``: they are 0 and 1 alone, which may
    mean either. ``months_first``: fields whose column has a day written month first. ``unknown``
    collects words not understood: (field, words) → cells.
    """

    today: date
    unit_name: str
    people: exports.reading.people.Register
    above: exports.reading.above.Above
    told: exports.reading.mapping.Told
    words: Mapping[str, str]
    fractions: bool
    one_or_whole: bool
    months_first: frozenset[str]
    percents: set[tuple[int, int]]
    strangers: dict[str, None] = dataclasses.field(default_factory=dict)
    unknown: dict[tuple[str, str], list[str]] = dataclasses.field(default_factory=dict)

    def meaning(self, text: Any) -> str:
        """What words were taught to mean, or nothing."""
        if not isinstance(text, str) or not self.words:
            return ""
        return self.words.get(exports.reading.words.folded(text), "")


class Desk:
    """One row: ``values`` by field as the sheet has them, ``given`` fields a person has settled.

    ``assigned`` and ``state_day`` are days said by the row before they are weighed.
    """

    def __init__(
        self, row: exports.reading.tables.Row, sheet: Sheet, given: Mapping[str, Any]
    ) -> None:
        self.row = row
        self.sheet = sheet
        self.given = given
        self.values = row.values
        self.task = exports.tasks.written.TaskRow(row.sheet, row.number, dict(row.cells))
        self.assigned: date | None = None
        self.state_day: date | None = None

    @property
    def begun(self) -> date | None:
        """The day of assignment or of beginning that the row itself says."""
        return self.assigned or self.task.started

    def doubt(self, field: str, reason: str) -> None:
        """A doubt about a field, unless a person has settled that field."""
        if field not in self.given:
            cell = self._place(field)
            self.task.doubts.append(exports.reading.findings.Doubt(cell, reason, field))

    def _place(self, field: str) -> str:
        """The cell a doubt is about: the field's, else one that speaks of it, else the work's."""
        for near in (field, *_SPEAKS_OF.get(field, ()), "work"):
            if near in self.task.cells:
                return self.task.cells[near]
        return self.row.cell(field)

    def say(self, reason: str) -> None:
        """Something worth saying that makes no row doubtful."""
        if reason and reason not in self.task.reasons:
            self.task.reasons.append(reason)

    def unknown(self, field: str, words: str) -> None:
        """Words the vocabulary does not hold."""
        shown = exports.reading.words.flat(words)
        self.sheet.unknown.setdefault((field, shown), []).append(self.row.cell(field))

    def open(self, field: str) -> bool:
        """Whether a field is to be read from the sheet."""
        return field in self.values and field not in self.given
