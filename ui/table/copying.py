"""Rows as text that a spreadsheet takes: a line of headings, cells parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import ui.table.model

if TYPE_CHECKING:
    import ui.table

# What Excel takes for the beginning of a formula, also when it is only a dash before a sentence.
_FORMULA = ("=", "+", "-", "@")
_NEGATIVE = re.compile(r"-\d[\d.,]*%?\Z")


def heading(columns: Sequence[ui.table.Column]) -> str:
    """The first line."""
    return "\t".join(field(column.title) for column in columns)


def lines(columns: Sequence[ui.table.Column], records: Iterable[ui.table.Row]) -> list[str]:
    """A line for each record, all columns, also those for which the window was too narrow."""
    return [
        "\t".join(field(ui.table.model.read(column, record).whole()) for column in columns)
        for record in records
    ]


def field(text: str) -> str:
    """``text`` as one cell of pasted text.

    Line breaks and tabs would begin another cell: they become blanks. A cell that begins with a
    quotation mark is quoted, its marks doubled; elsewhere Excel takes marks as they are. A cell
    that begins like a formula would be reckoned (or refused) by Excel, and words of the book must
    never run as one: an apostrophe before it says "text". A negative number stays a number.
    """
    line = " ".join(text.split())
    if line.startswith(_FORMULA) and not _NEGATIVE.match(line):
        return f"'{line}"
    if line.startswith('"'):
        return '"' + line.replace('"', '""') + '"'
    return line
