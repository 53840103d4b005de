"""An annex of the report: the same rows stand in the paper and on a sheet of the workbook.

Each kind makes its own (``exports.tasks.annexes``); ``exports.workbook`` says which there are. A
record may hold more than the annex prints: the report's sentences are made from the same records,
so that paper, annex and sheet cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import exports.paper.content


@dataclass(frozen=True)
class Column:
    """One column: the key of its value in the records, and how it is printed."""

    key: str
    title: str
    weight: float = 0.0
    align: exports.paper.content.Align = "left"


@dataclass(frozen=True)
class Annex:
    """The records of one kind in a window, and which of their values are printed.

    ``sheet`` names it in the workbook ("PL-A") and ``letter`` in the paper ("A"); ``nothing`` is
    the sentence that stands for an empty table.
    """

    letter: str
    title: str
    columns: tuple[Column, ...]
    records: tuple[dict[str, Any], ...]
    nothing: str

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return f"PL-{self.letter}"

    def rows(self) -> list[list[str | int]]:
        """The printed values, a row for each record; the first column counts the rows."""
        keys = [column.key for column in self.columns]
        return [
            [number if key == "order" else record[key] for key in keys]
            for number, record in enumerate(self.records, start=1)
        ]

    def table(self) -> exports.paper.content.Table:
        """The rows as the paper prints them."""
        columns = [
            exports.paper.content.Column(one.title, one.weight, one.align) for one in self.columns
        ]
        rows = [tuple(str(value) for value in row) for row in self.rows()]
        return exports.paper.content.Table(tuple(columns), tuple(rows))
