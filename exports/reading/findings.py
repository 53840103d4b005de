"""What a reader says about a sheet and its rows: the words shown beside the records."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Doubt:
    """Why a row is not taken by itself: the cell (address) and the reason (Vietnamese).

    ``field`` is what the doubt is about; a mapping that gives that field settles it.
    """

    cell: str
    reason: str
    field: str = ""


@dataclasses.dataclass(frozen=True)
class ColumnGuess:
    """What a column was taken for: its letter, heading, field ("" for none) and how sure (0–1)."""

    sheet: str
    letter: str
    heading: str
    field: str
    sure: float
    why: str


@dataclasses.dataclass(frozen=True)
class LeftOut:
    """A column that is not taken and why: personal data, of no use to the book, or not understood.

    ``why`` is ``personal``, ``unused``, ``second`` (another column says the field better) or
    ``unknown``; ``said`` the Vietnamese words.
    """

    sheet: str
    letter: str
    heading: str
    why: str
    said: str


@dataclasses.dataclass(frozen=True)
class UnknownWord:
    """Words that are not understood, with the field they stand in and the cells they are in."""

    field: str
    words: str
    cells: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class SheetNote:
    """One sheet of the file: whether a table was read from it, and what is to be said of it."""

    sheet: str
    read: bool
    said: str
