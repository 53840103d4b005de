"""Tables on the sheets of a workbook, and the rows in them that are records.

Blank rows, group rows ("I. Quán triệt …"), totals, column numbers, headings repeated after a
page break, notes and the signature block are told from records here; they are in no list
(design 3, ``import``).
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import exports.reading.above
import exports.reading.columns
import exports.reading.findings
import exports.reading.headings
import exports.reading.mapping
import exports.reading.people
import exports.reading.sheet
import exports.reading.values
import exports.reading.words

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|cộng|tổng|tong cong|tong so|cong)\s*"
    r"(?:[:(\d=.]|nhiệm vụ|nv\b|việc|đảng viên|người|nhóm|mục|phần|chung|toàn|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:[IVXL]{1,5}|[A-ZĐ]|\d{1,2})\s*[.)/:\-–]\s*\S|(?:phần|nhóm|mục|chương)\s+\S", re.IGNORECASE
)
_ROMAN = re.compile(r"(?:[IVXL]{1,5}|[A-ZĐ])[.)]?")
_PLACED = re.compile(r"ngày\s*[\d.…_ ]{0,8}\s*tháng\s*[\d.…_ ]{0,8}\s*năm", re.IGNORECASE)
_PAGE = re.compile(r"(?:- )?(?:trang )?\d{1,3}(?: ?/ ?\d{1,3})?(?: -)?|trang \d{1,3} tren \d{1,3}")
_COUNT = re.compile(r"[\d.,/ ]*%?|\d+ \w+")
_FULL_ROW = 4  # mapped cells that make a row a record without a closer look
_FORMULA_WORDS = 6  # "Xác nhận của Chi bộ Mẫu"
_PLACE_LETTERS = 80
_SIGNATURES = 3  # more filled cells than this are no row of signatures


@dataclasses.dataclass
class Row:
    """A record's row: values by field, their addresses, and what stood around it.

    ``group`` is the title of the group row above it. ``under`` is the row whose merged main cell
    covers this one, if any. ``many`` holds further cells of fields that allow several columns,
    ``heads`` the folded lowest heading of each field, ``empty`` the addresses of formulas that
    have no stored value. ``parts`` is the row below that is numbered as a part of this one (1.1
    under 1), if any.
    """

    sheet: str
    number: int
    values: dict[str, Any]
    cells: dict[str, str]
    places: dict[str, tuple[int, int]]
    group: str = ""
    under: int | None = None
    many: dict[str, list[Any]] = dataclasses.field(default_factory=dict)
    heads: Mapping[str, str] = dataclasses.field(default_factory=dict)
    empty: list[str] = dataclasses.field(default_factory=list)
    parts: int | None = None

    def cell(self, field: str) -> str:
        """The address of a field's cell; that of the row's first cell where it has none."""
        return self.cells.get(field) or next(iter(self.cells.values()), f"A{self.number}")


@dataclasses.dataclass
class Table:
    """One table: where it stands, its columns, what is said above it."""

    sheet: exports.reading.sheet.Sheet
    heading: exports.reading.headings.Heading
    last: int
    columns: exports.reading.columns.Columns
    above: exports.reading.above.Above
    main: str
    skips: set[int] = dataclasses.field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """The rows that are records, in order."""
        walk = _Walk(self)
        for number in self.numbers():
            row = walk.step(number)
            if row is not None:
                yield row

    def numbers(self) -> list[int]:
        """Rows under the heading that hold something."""
        return [
            row
            for row in self.sheet.rows
            if self.heading.last < row <= self.last and row not in self.skips
        ]


class _Walk:
    """One pass down a table: remembers the group and whether the signatures have begun."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sheet = table.sheet
        fields = table.columns.fields.items()
        self._fields = dict(
            sorted((column, field) for field, columns in fields for column in columns)
        )
        self._main = table.columns.of(table.main) or 0
        self._order = table.columns.of("order") or 0
        self._heads = {
            column: exports.reading.words.folded(texts[-1])
            for column, texts in table.heading.texts.items()
        }
        self._titles = {
            field: self._heads.get(column, "") for column, field in self._fields.items()
        }
        self._numbers = [
            (row, exports.reading.values.text(order).strip(". )"))
            for row in table.numbers()
            if (order := table.sheet.rows[row].get(self._order)) is not None
        ]
        self._nexts = dict(itertools.pairwise(row for row, _ in self._numbers))
        self._marks = dict(self._numbers)
        self._summing = False
        self._repeats = {text for texts in table.heading.texts.values() for text in texts}
        self._formula_rows = {row for row, _column in table.sheet.formulas}
        self._wide = {
            top: right - left + 1
            for top, left, bottom, right in table.sheet.merges
            if top == bottom
        }
        self._after_heading = True
        self._closing = False
        self._group = ""

    def step(self, number: int) -> Row | None:
        """The record in row ``number``, or None if the row is something else."""
        cells = {
            column: value
            for column, value in self._sheet.rows[number].items()
            if not exports.reading.values.blank(value)
        }
        if number - 1 in self._table.skips:
            self._after_heading = True
        mapped = [column for column in cells if column in self._fields and column != self._order]
        if not cells or self._is_furniture(cells):
            return None
        self._after_heading = False
        self._summing = self._is_total(number, cells) or self._goes_on_summing(cells)
        if self._summing or not mapped:
            if not mapped:
                self._note_group(number, cells)
                self._look_for_closing(cells)
            return None
        full = len(mapped) >= _FULL_ROW and self._main in cells
        if full:
            self._closing = False
        elif self._is_aside(number, cells):
            return None
        return self._row(number, cells)

    def _is_furniture(self, cells: Mapping[int, Any]) -> bool:
        """Column numbers under a heading, or the heading once more after a page break."""
        if self._after_heading and exports.reading.headings.is_numbering(cells):
            return True
        same = sum(
            1
            for column, value in cells.items()
            if isinstance(value, str)
            and (value in self._repeats or self._is_head(self._heads.get(column, ""), value))
        )
        repeated = same >= 2 and same * 2 >= len(cells)  # noqa: PLR2004 - one word may be chance
        if repeated:
            self._after_heading = True
        return repeated

    @staticmethod
    def _is_head(head: str, value: str) -> bool:
        """Whether ``value`` is the heading's word, case and marks aside (lengths tell first)."""
        return len(head) == len(value) and head == exports.reading.words.folded(value)

    def _is_total(self, number: int, cells: Mapping[int, Any]) -> bool:
        """A row of sums: it says so, or everything in it is a formula (a number aside)."""
        first = next((value for value in cells.values() if isinstance(value, str)), "")
        counted = [column for column in cells if column != self._order]
        if number in self._formula_rows and all(
            (number, column) in self._sheet.formulas for column in counted
        ):
            return True
        main = cells.get(self._main)
        says = [text for text in (first, main) if isinstance(text, str) and _TOTAL.match(text)]
        return bool(says) and not self._numbered(cells) and not self._has_time_or_person(cells)

    def _goes_on_summing(self, cells: Mapping[int, Any]) -> bool:
        """Under a row of sums, what it is made up of: "Trong đó:", "- Đúng hạn: 4"."""
        texts = [value for value in cells.values() if isinstance(value, str)]
        label = texts[0] if texts else ""
        if not (label.endswith(":") or (self._summing and label[:1] in "-+•")):
            return False
        if self._numbered(cells) or (len(cells) == 1 and not self._summing):
            return False
        return all(_COUNT.fullmatch(text) for text in texts[1:])

    def _has_time_or_person(self, cells: Mapping[int, Any], aside: Collection[int] = ()) -> bool:
        """Whether the row has what sums and signatures never have, ``aside`` from some columns."""
        kept = ("accountable", "due", "lead", "started", "admitted", "state")
        columns = {self._table.columns.of(field) for field in kept} - {self._main, *aside}
        # A bare number counts something: sums stand in any column.
        return any(
            isinstance(column, int)
            and column in cells
            and not isinstance(cells[column], int | float)
            for column in columns
        )

    def _is_aside(self, number: int, cells: Mapping[int, Any]) -> bool:
        """A group row, a note, or part of the signature block."""
        if self._look_for_closing(cells):
            return True
        if self._closing:
            return len(cells) <= _SIGNATURES and not self._numbered(cells)
        return self._note_group(number, cells) or self._is_note(cells)

    def _numbered(self, cells: Mapping[int, Any]) -> bool:
        """Whether the row carries a running number, as records do."""
        order = cells.get(self._order)
        return isinstance(order, int | float) or (
            isinstance(order, str) and order.strip(".").isdigit()
        )

    def _look_for_closing(self, cells: Mapping[int, Any]) -> bool:
        """Whether the signature block begins, or has begun, in this row.

        A piece of work may begin like a signature ("Xác nhận của cấp ủy về …"): with a number, or
        beside a person or a day, it is none.
        """
        if len(cells) > _SIGNATURES + 1 or self._numbered(cells):
            return False
        signing = [column for column, value in cells.items() if _signs(value)]
        posts = [column for column, value in cells.items() if _shouts_a_post(value)]
        if len(posts) > 1 and len(posts) == len(cells):
            signing = posts
        main_is_work = self._main in cells and self._main not in signing
        if (
            signing
            and not main_is_work
            and (len(signing) > 1 or not self._has_time_or_person(cells, signing))
        ):
            self._closing = True
        return self._closing and not main_is_work

    def _note_group(self, number: int, cells: Mapping[int, Any]) -> bool:
        """Whether the row is a group's title; remembered for the rows under it."""
        texts = [value for value in cells.values() if isinstance(value, str)]
        order = cells.get(self._order)
        counted = all(isinstance(value, str | int | float) for value in cells.values())
        if (
            self._main not in cells
            and isinstance(order, str)
            and _ROMAN.fullmatch(order)
            and len(texts) == 2  # noqa: PLR2004 - its mark and its title, the rest are sums
            and counted
        ):
            self._group = " ".join(map(exports.reading.words.flat, texts))
            return True
        if len(texts) != len(cells) or len(texts) > 2:  # noqa: PLR2004 - a number and a title
            return self._note_counted_group(number, cells)
        lone = len(texts) == 1
        wide = self._wide.get(number, 1) >= min(3, max(len(self._fields) - 1, 2))
        title = " ".join(map(exports.reading.words.flat, texts))
        first, column = texts[0], next(iter(cells))
        by_mark = not lone and _ROMAN.fullmatch(first) is not None and self._main in cells
        left = column <= max(self._main, self._order)
        apart = lone and left and column not in self._fields
        numbered = lone and left and _NUMBERED.match(first) is not None
        alone = lone and column == self._order
        if not (wide and lone) and not by_mark and not alone and not apart and not numbered:
            return False
        self._group = title
        return True

    def _note_counted_group(self, number: int, cells: Mapping[int, Any]) -> bool:
        """Whether a plain number and a title stand over rows numbered 1.1, 1.2: a group."""
        title = cells.get(self._main)
        if len(cells) != 2 or not isinstance(title, str) or self._parts(number) is None:  # noqa: PLR2004 - number and title
            return False
        self._group = f"{self._marks[number]}. {exports.reading.words.flat(title)}"
        return True

    def _parts(self, number: int) -> int | None:
        """The next numbered row, if its number makes it a part of this one: 1.1 or a) under 1."""
        mark, below = self._marks.get(number), self._nexts.get(number)
        if mark is None or below is None or not mark.isdigit():
            return None
        under = self._marks[below]
        return below if under.startswith(f"{mark}.") or under.casefold() == "a" else None

    def _is_note(self, cells: Mapping[int, Any]) -> bool:
        """Whether the row is a note under the table, or the number of a page."""
        texts = [value for value in cells.values() if isinstance(value, str)]
        if len(cells) != 1 or not texts:
            return False
        plain = exports.reading.words.folded(texts[0])
        return bool(_notes().match(plain) or _PAGE.fullmatch(plain))

    def _row(self, number: int, cells: Mapping[int, Any]) -> Row:
        """The record's values; cells merged downwards count for each row they cover."""
        made = Row(self._sheet.name, number, {}, {}, {}, self._group, heads=self._titles)
        made.parts = self._parts(number)
        if made.parts is not None and isinstance(title := cells.get(self._main), str):
            self._group = f"{self._marks[number]}. {exports.reading.words.flat(title)}"
        anchors = self._sheet.anchors
        for column, field in self._fields.items():
            value, place = cells.get(column), (number, column)
            if value is None and place in anchors:
                anchor = anchors[place]
                if (
                    anchor[0] != number
                    and anchor[1] == column
                    and anchor[0] > self._table.heading.last
                ):
                    if field == self._table.main:
                        made.under = anchor[0]
                        continue
                    if field in {"order", "code"}:
                        continue
                    value, place = self._sheet.at(*anchor), anchor
                    value = None if exports.reading.values.blank(value) else value
            if value is None:
                if place in self._sheet.formulas and place not in self._sheet.anchors:
                    made.empty.append(f"{exports.reading.sheet.letter(column)}{number}")
                continue
            if field in made.values:
                made.many.setdefault(field, []).append(value)
                continue
            made.values[field] = value
            made.places[field] = place
            made.cells[field] = f"{exports.reading.sheet.letter(place[1])}{place[0]}"
        return made


def _signs(value: Any) -> bool:
    """Whether a cell is what stands over a signature: a formula, a post, a place and a day."""
    if not isinstance(value, str):
        return False
    starts, alone = _closing()
    plain = exports.reading.words.folded(value)
    short = len(plain.split()) <= _FORMULA_WORDS
    return (
        (short and starts.match(plain) is not None)
        or alone.fullmatch(plain) is not None
        or (len(plain) < _PLACE_LETTERS and _PLACED.search(value) is not None)
    )


def _shouts_a_post(value: Any) -> bool:
    """Whether a cell is a post in capitals, as over a signature."""
    return isinstance(value, str) and value.isupper() and exports.reading.people.is_post(value)


@functools.cache
def _closing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for what begins a signature block, in any row or standing alone."""
    told = exports.reading.words.table("rows")
    return (
        re.compile(exports.reading.words.any_of(told["closing"])),
        re.compile(exports.reading.words.any_of(told["closing_alone"])),
    )


@functools.cache
def _notes() -> re.Pattern[str]:
    """A pattern for notes under a table."""
    return re.compile(exports.reading.words.any_of(exports.reading.words.table("rows")["notes"]))
