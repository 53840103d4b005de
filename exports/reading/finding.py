"""Which sheets of a workbook hold a table of one kind, and where."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.findings
import exports.reading.columns
import exports.reading.headings
import exports.reading.lexicon
import exports.reading.mapping
import exports.reading.sheet
import exports.reading.tables
import exports.reading.words

_NEAR = 6  # rows above a further table on the same sheet that may speak of it
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


def tables(
    book: exports.reading.sheet.Workbook,
    wanted: Wanted,
    told: exports.reading.mapping.Told,
    learned: Mapping[str, str],
    today: date,
) -> Found:
    """Every table of the wanted kind in ``book``, sheet by sheet; ``learned`` as in headings."""
    found = Found([], [])
    for sheet in book.sheets:
        here = _on(sheet, wanted, told, learned, today)
        found.tables += here
        found.notes.append(_note(sheet, read=bool(here)))
    return found


def _on(
    sheet: exports.reading.sheet.Sheet,
    wanted: Wanted,
    told: exports.reading.mapping.Told,
    learned: Mapping[str, str],
    today: date,
) -> list[exports.reading.tables.Table]:
    """The tables on one sheet, headings repeated after a page break joined to their first."""
    made: list[exports.reading.tables.Table] = []
    taught = {**learned, **told.headings()}
    found = exports.reading.headings.find(sheet, wanted.words, taught, wanted.main)
    for heading in found or _told_heading(sheet, wanted.main, told):
        if made and _same(made[-1].heading, heading):
            made[-1].skips.update(range(heading.first, heading.last + 1))
            continue
        rows = [row for row in sheet.rows if row > heading.last]
        columns = exports.reading.columns.assign(
            exports.reading.columns.Seen(sheet, heading, wanted.words, wanted.fits),
            rows=rows,
            learned=taught,
            told=told.columns_of(sheet.name, heading.texts),
        )
        if wanted.main not in columns.fields or not set(wanted.beside) & set(columns.fields):
            continue
        if made:
            made[-1].last = heading.first - 1
        above = exports.reading.above.read(
            _texts_above(sheet, heading.first, made), name=sheet.name, today=today
        )
        last = max(sheet.rows)
        made.append(exports.reading.tables.Table(sheet, heading, last, columns, above, wanted.main))
    return made


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
