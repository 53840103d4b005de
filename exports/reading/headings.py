"""Finding the heading of a table: its rows, and the words over each column.

A heading may start in any cell and be one to four rows tall, with cells merged both ways. How
tall it is its shape says: a cell merged downwards reaches over all its rows, and a further row
may only part the wide cells above it ("Kết quả" over "Đã xong" and "Chưa xong"); a row of the
table itself never looks so. Between the shapes that are possible the words decide.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import exports.reading.lexicon
import exports.reading.sheet
import exports.reading.values

_TALLEST = 4
_LONGEST = 120  # letters in a heading cell
_FIELDS = 3  # fields that make a heading by themselves
ENOUGH = 0.3  # below this a heading says nothing
_TOGETHER = 1.05
_SURE = 0.7  # the mean of what three fields must say
_WIDEST = 60  # columns one cell may stand over

_RULE = re.compile(r"\s*=.*")  # "(6)=(5)/(4)" numbers a column and says how it is reckoned

Merge = tuple[int, int, int, int]


@dataclasses.dataclass
class Heading:
    """A heading found: its rows, and the words over each column (upper rows first)."""

    first: int
    last: int
    texts: dict[int, tuple[str, ...]]

    def text(self, column: int) -> str:
        """The words over a column on one line."""
        return " – ".join(self.texts.get(column, ()))


def could_be(cells: Mapping[int, Any]) -> bool:
    """Whether a row can be part of a heading: short texts, no dates, no figures.

    Figures may follow the texts: the months of a plan, the years of a comparison.
    """
    texts = list(itertools.takewhile(lambda value: isinstance(value, str), cells.values()))
    figures = list(cells.values())[len(texts) :]
    return (
        len(texts) > 1
        and all(len(text) <= _LONGEST for text in texts)
        and all(type(value) is int for value in figures)
        and (not figures or len(figures) > 1)
    )


def find(
    sheet: exports.reading.sheet.Sheet,
    words: exports.reading.lexicon.Lexicon,
    learned: Mapping[str, str],
    main: str,
) -> list[Heading]:
    """Every heading on the sheet: three fields named, or ``main`` and one more.

    A further heading on a sheet must name three: rows of a table may hold two such words.
    """
    found: list[Heading] = []
    merges = _by_top(sheet.merges)
    taken = 0
    for row in list(sheet.rows):
        if row <= taken or not could_be(sheet.rows[row]):
            continue
        options = [_block(sheet, row, height) for height in _heights(sheet, row, merges)]
        if not options:
            continue
        best, worth, named = _best(options, words, learned)
        alone = main in named and len(named) > 1 and worth > 1 + ENOUGH
        enough = len(named - {"order"}) >= _FIELDS and worth >= _FIELDS * _SURE
        if not (enough or (alone and (not found or len(named) >= _FIELDS))):
            continue
        if best.last > row and row not in merges and could_be(sheet.rows.get(row + 1, {})):
            below = _block(sheet, row + 1, best.last - row)
            if _worth(below, words, learned)[0] >= worth:
                continue  # as well understood without its first row: that is a label above it
        found.append(best)
        taken = best.last
    return found


def at(
    sheet: exports.reading.sheet.Sheet,
    row: int,
    words: exports.reading.lexicon.Lexicon,
    learned: Mapping[str, str],
) -> Heading:
    """The heading that begins in ``row`` because a person says so; how tall it is, is found."""
    heights = list(_heights(sheet, row, _by_top(sheet.merges))) or [1]
    return _best([_block(sheet, row, height) for height in heights], words, learned)[0]


def _best(
    options: list[Heading],
    words: exports.reading.lexicon.Lexicon,
    learned: Mapping[str, str],
) -> tuple[Heading, float, set[str]]:
    """The block that is understood best, how far it is, and the fields it names.

    The tallest block counts only as far as each row adds to what is understood.
    """
    totals = [_worth(option, words, learned) for option in options]
    best = max(range(len(options)), key=lambda place: (totals[place][0], -place))
    return options[best], *totals[best]


# --- how tall ----------------------------------------------------------------------------------
def _by_top(merges: list[Merge]) -> dict[int, list[Merge]]:
    """Merged ranges by their first row."""
    made: dict[int, list[Merge]] = {}
    for merged in merges:
        made.setdefault(merged[0], []).append(merged)
    return made


def _heights(
    sheet: exports.reading.sheet.Sheet, row: int, merges: Mapping[int, list[Merge]]
) -> Iterator[int]:
    """Every height a heading that starts at ``row`` may have."""
    least = last = row
    while last - row < _TALLEST:
        cells = sheet.rows.get(last, {})
        sinks = [bottom for _, left, bottom, _ in merges.get(last, ()) if left in cells]
        least = max(least, *sinks, least)
        if last >= least:
            yield last - row + 1
            if not _parts(sheet, row, last, merges):
                return
        last += 1


def _parts(
    sheet: exports.reading.sheet.Sheet, first: int, last: int, merges: Mapping[int, list[Merge]]
) -> bool:
    """Whether the row after ``last`` only parts wide cells of the rows ``first`` to ``last``."""
    below = sheet.rows.get(last + 1)
    if not below:
        return False
    wide, narrow = _spans(sheet, first, last, merges)
    return all(
        column not in narrow
        and (isinstance(value, str) or (column in wide and isinstance(value, int)))
        and len(str(value)) <= _LONGEST
        for column, value in below.items()
    )


def _spans(
    sheet: exports.reading.sheet.Sheet, first: int, last: int, merges: Mapping[int, list[Merge]]
) -> tuple[set[int], set[int]]:
    """Columns under a wide cell that may be parted, and columns that are closed."""
    wide: set[int] = set()
    narrow: set[int] = set()
    used = {column for row in range(first, last + 1) for column in sheet.rows.get(row, ())}
    for row in range(first, last + 1):
        merged = {left: (bottom, right) for _, left, bottom, right in merges.get(row, ())}
        for column in sheet.rows.get(row, ()):
            bottom, right = merged.get(column, (row, column))
            if bottom > row:
                right = column  # merged downwards too: nothing stands under it in the heading
            elif column not in merged:
                # Written in the first of several columns without merging them.
                while right - column < _WIDEST and right + 1 not in used and right < max(used):
                    right += 1
                if right == max(used) and column + 1 not in used:
                    right = column + _WIDEST
            over = set(range(column, right + 1))
            wide -= over
            narrow -= over
            (wide if right > column else narrow).update(over)
    return wide, narrow


def _block(sheet: exports.reading.sheet.Sheet, row: int, height: int) -> Heading:
    """The heading of ``height`` rows that starts at ``row``, merged cells spread out."""
    columns: set[int] = set()
    for each in range(row, row + height):
        columns.update(sheet.rows.get(each, ()))
        columns.update(
            across
            for top, left, bottom, right in sheet.merges
            if top <= each <= bottom and right > left and bottom < row + height
            for across in range(left, min(right, left + _WIDEST) + 1)
        )
    texts: dict[int, tuple[str, ...]] = {}
    for column in sorted(columns):
        over: list[str] = []
        anchors: set[tuple[int, int]] = set()
        for each in range(row, row + height):
            anchor = sheet.anchors.get((each, column), (each, column))
            value = sheet.rows.get(anchor[0], {}).get(anchor[1])
            if anchor not in anchors and value is not None and anchor[0] >= row:
                over.append(exports.reading.values.text(value))
            anchors.add(anchor)
        if over:
            texts[column] = tuple(over)
    return Heading(row, row + height - 1, texts)


# --- what it says -----------------------------------------------------------------------------
def _worth(
    heading: Heading, words: exports.reading.lexicon.Lexicon, learned: Mapping[str, str]
) -> tuple[float, set[str]]:
    """How much of a block is understood, and which fields it names; data rows cost."""
    best: dict[str, float] = {}
    for texts in heading.texts.values():
        scores = scored(texts, words, learned)
        if scores:
            field, score = max(scores.items(), key=lambda item: (item[1], item[0]))
            best[field] = max(best.get(field, 0.0), score)
    named = {field for field, score in best.items() if score >= ENOUGH and field != "note"}
    spare = sum(1 for texts in heading.texts.values() if len(texts[-1]) > _LONGEST)
    return sum(best.values()) - spare, named


def scored(
    texts: tuple[str, ...], words: exports.reading.lexicon.Lexicon, learned: Mapping[str, str]
) -> dict[str, float]:
    """What the words over one column say: the lowest row by itself, or with those above it."""
    joined = exports.reading.words.folded(" ".join(texts))
    if joined in learned:
        return {learned[joined]: 1.1} if learned[joined] else {"!learned": 1.1}
    scores = dict(words.score(texts[-1]))
    if len(texts) > 1:
        for text in (" ".join(texts), " ".join(texts[-2:])):
            for field, score in words.score(text).items():
                # Two rows that say a field together say it better than one of them another.
                scores[field] = max(scores.get(field, 0.0), score * _TOGETHER)
    return scores


def is_numbering(cells: Mapping[int, Any]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 …, (1), (2) … or A, B, C."""
    if len(cells) < _FIELDS:
        return False
    marks = [
        _RULE.sub("", exports.reading.values.text(value)).strip("()[]. ")
        for value in cells.values()
    ]
    if not all(len(mark) <= 3 and (mark.isdigit() or mark.isalpha()) for mark in marks):  # noqa: PLR2004 - column numbers are short
        return False
    figures = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    rising = figures == sorted(set(figures)) and letters == sorted(set(letters))
    return rising and all(len(mark) == 1 for mark in letters) and (not figures or figures[0] <= 2)  # noqa: PLR2004 - "A, 1, 2" and "B, 2, 3" both occur
