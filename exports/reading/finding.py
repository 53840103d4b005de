"""Which sheets of a workbook hold a table of one kind, and where."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.columns
import exports.reading.findings
import exports.reading.headings
import exports.reading.lexicon
import exports.reading.mapping
import exports.reading.sheet
import exports.reading.tables
import exports.reading.words

_NEAR = 6  # rows above a further table on the same sheet that may speak of it
_TOP, _TITLE = 12, 120  # rows of a sheet in which its titles stand, letters in one
_TWICE = 3  # heading words that stand twice over two tables side by side
_SHOWN = 12  # row numbers named in a sentence


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What kind of table is looked for.

    ``main`` is the field without which there is no record; a table also needs one of ``beside``.
    ``fits`` judges whether a value fits a kind of contents.
    """

    words: exports.reading.lexicon.Lexicon
    main: str
    beside: Collection[str]
    fits: Callable[[str, Any], bool]


@dataclasses.dataclass
class Found:
    """The tables found, and what is to be said of each sheet."""

    tables: list[exports.reading.tables.Table]
    notes: list[exports.reading.findings.SheetNote]

    def heads(self) -> dict[str, list[tuple[int, int]]]:
        """The first and the last row of each heading, by sheet."""
        rows: dict[str, list[tuple[int, int]]] = {}
        for table in self.tables:
            rows.setdefault(table.sheet.name, []).append((table.heading.first, table.heading.last))
        return rows


def tables(
    book: exports.reading.sheet.Workbook,
    wanted: Wanted,
    told: exports.reading.mapping.Told,
    learned: Mapping[str, str],
    today: date,
) -> Found:
    """Every table of the wanted kind in ``book``, sheet by sheet; ``learned`` as in headings."""
    found = Found([], [])
    year = exports.reading.above.year_of(_titles(book))
    for sheet in book.sheets:
        here = _Sheet(sheet, wanted, told, learned, (today, year)).tables()
        found.tables += here
        found.notes.append(_note(sheet, read=bool(here)))
    return found


def _titles(book: exports.reading.sheet.Workbook) -> list[str]:
    """What names the workbook and its sheets: a year may stand in one place for all of them."""
    return [book.name] + [
        text
        for sheet in book.sheets
        for text in (
            sheet.name,
            *(
                value
                for row, cells in sheet.rows.items()
                if row <= _TOP and len(cells) == 1
                for value in cells.values()
                if isinstance(value, str) and len(value) <= _TITLE
            ),
        )
    ]


class _Sheet:
    """Finds the tables on one sheet."""

    def __init__(
        self,
        sheet: exports.reading.sheet.Sheet,
        wanted: Wanted,
        told: exports.reading.mapping.Told,
        learned: Mapping[str, str],
        days: tuple[date, int | None],
    ) -> None:
        self._sheet = sheet
        self._wanted = wanted
        self._told = told
        self._taught = {**learned, **told.headings()}
        self._days = days
        self._made: list[exports.reading.tables.Table] = []

    def tables(self) -> list[exports.reading.tables.Table]:
        """The tables, headings repeated after a page break joined to their first."""
        wanted = self._wanted
        row = self._told.heads.get(self._sheet.name)
        if row in self._sheet.rows:
            found = [exports.reading.headings.at(self._sheet, row, wanted.words, self._taught)]
        else:
            found = exports.reading.headings.find(
                self._sheet, wanted.words, self._taught, wanted.main
            ) or _told_heading(self._sheet, wanted.main, self._told)
        for place, heading in enumerate(found):
            halves = _halves(heading, wanted, self._taught)
            end = next(
                (later.first for later in found[place + 1 :] if not _same(heading, later)),
                max(self._sheet.rows) + 1,
            )
            for half in halves:
                self._table(half, halves, end)
        return self._made

    def _table(
        self,
        heading: exports.reading.headings.Heading,
        halves: list[exports.reading.headings.Heading],
        end: int,
    ) -> None:
        """The table under ``heading``, down to ``end``, unless it is an earlier one once more."""
        before = [table for table in self._made if set(table.heading.texts) & set(heading.texts)]
        if before and _same(before[-1].heading, heading):
            before[-1].skips.update(range(heading.first, heading.last + 1))
            return
        sheet = _half(self._sheet, heading, halves)
        columns = exports.reading.columns.assign(
            exports.reading.columns.Seen(sheet, heading, self._wanted.words, self._wanted.fits),
            rows=[row for row in sheet.rows if heading.last < row < end],
            main=self._wanted.main,
            learned=self._taught,
            told=self._told.columns_of(sheet.name, heading.texts),
        )
        fields = set(columns.fields)
        if self._wanted.main not in fields or not set(self._wanted.beside) & fields:
            return
        if before:
            before[-1].last = heading.first - 1
        today, year = self._days
        above = exports.reading.above.read(
            _texts_above(sheet, heading.first, before), name=sheet.name, today=today, year=year
        )
        above = dataclasses.replace(
            above, calendar=dataclasses.replace(above.calendar, epoch=sheet.epoch)
        )
        last = max(sheet.rows)
        self._made.append(
            exports.reading.tables.Table(sheet, heading, last, columns, above, self._wanted.main)
        )


def _halves(
    heading: exports.reading.headings.Heading, wanted: Wanted, taught: Mapping[str, str]
) -> list[exports.reading.headings.Heading]:
    """The headings of two tables side by side, told by their words standing twice; else the one."""
    fold = exports.reading.words.folded
    seen: dict[str, int] = {}
    again: list[int] = []
    for column, texts in sorted(heading.texts.items()):
        word = fold(texts[-1])
        if word in seen and _says(texts, wanted, taught):
            again.append(column)
        seen.setdefault(word, column)
    mains = [
        column for column in again if wanted.main in _says(heading.texts[column], wanted, taught)
    ]
    if len(again) < _TWICE or len(mains) != 1:
        return [heading]
    cut = min(again)
    left = {column: texts for column, texts in heading.texts.items() if column < cut}
    right = {column: texts for column, texts in heading.texts.items() if column >= cut}
    return [dataclasses.replace(heading, texts=texts) for texts in (left, right)]


def _says(texts: tuple[str, ...], wanted: Wanted, taught: Mapping[str, str]) -> set[str]:
    """The fields the words over a column may say."""
    scores = exports.reading.headings.scored(texts, wanted.words, taught)
    return {field for field, score in scores.items() if score >= exports.reading.headings.ENOUGH}


def _half(
    sheet: exports.reading.sheet.Sheet,
    heading: exports.reading.headings.Heading,
    halves: list[exports.reading.headings.Heading],
) -> exports.reading.sheet.Sheet:
    """The columns of a sheet that belong to one of two tables side by side; else all of it."""
    if len(halves) == 1:
        return sheet
    cut = min(halves[1].texts)
    right = heading is halves[1]
    rows = {
        row: kept
        for row, cells in sheet.rows.items()
        if (kept := {place: value for place, value in cells.items() if (place >= cut) == right})
    }
    return dataclasses.replace(sheet, rows=rows)


def _told_heading(
    sheet: exports.reading.sheet.Sheet, main: str, told: exports.reading.mapping.Told
) -> list[exports.reading.headings.Heading]:
    """A heading whose words say nothing, over columns a person has named by their letters."""
    letters = told.letters(sheet.name)
    if main not in letters.values():
        return []
    for row, cells in sheet.rows.items():
        named = [column for column, field in letters.items() if field and column in cells]
        if len(named) > 1 and exports.reading.headings.could_be(cells):
            texts: dict[int, tuple[str, ...]] = {
                column: (str(value),) for column, value in cells.items()
            }
            return [exports.reading.headings.Heading(row, row, texts)]
    return []


def learned_headings(
    found: list[exports.reading.tables.Table], told: exports.reading.mapping.Told
) -> dict[str, str]:
    """Folded heading → field ("" for none) of every column a person has named, by letter too."""
    return {
        exports.reading.words.folded(" ".join(table.heading.texts[column])): field or ""
        for table in found
        for column, field in told.columns_of(table.sheet.name, table.heading.texts).items()
        if column in table.heading.texts
    }


def _same(
    earlier: exports.reading.headings.Heading, later: exports.reading.headings.Heading
) -> bool:
    """Whether ``later`` is ``earlier`` once more."""
    fold = exports.reading.words.folded
    same = sum(
        1
        for column, texts in later.texts.items()
        if column in earlier.texts and fold(texts[0]) == fold(earlier.texts[column][0])
    )
    return same * 3 >= len(later.texts) * 2


def _texts_above(
    sheet: exports.reading.sheet.Sheet,
    first: int,
    made: list[exports.reading.tables.Table],
) -> list[str]:
    """The texts over a heading: all over the first table, those near it for a further one."""
    top = made[0].heading.first if made else first
    return [
        value
        for row, cells in sheet.rows.items()
        if row < top or first - _NEAR <= row < first
        for value in cells.values()
        if isinstance(value, str)
    ]


def _note(sheet: exports.reading.sheet.Sheet, *, read: bool) -> exports.reading.findings.SheetNote:
    """What is said of a sheet: hidden parts are read like others, and named."""
    if not read:
        return exports.reading.findings.SheetNote(
            sheet.name, read=False, said="không có bảng cần nhập, bỏ qua"
        )
    said = []
    if sheet.hidden:
        said.append("trang đang ẩn, vẫn đọc")
    if sheet.hidden_rows:
        shown = ", ".join(map(str, sheet.hidden_rows[:_SHOWN]))
        more = "…" if len(sheet.hidden_rows) > _SHOWN else ""
        said.append(f"dòng đang ẩn, vẫn đọc: {shown}{more}")
    if sheet.hidden_columns:
        said.append(f"cột đang ẩn, vẫn đọc: {', '.join(sheet.hidden_columns[:_SHOWN])}")
    return exports.reading.findings.SheetNote(sheet.name, read=True, said="; ".join(said))
