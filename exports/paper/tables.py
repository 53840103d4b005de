"""Tables: column widths that suit long Vietnamese texts, repeated titles, rows that may break."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib import colors
from reportlab.platypus import Flowable, LongTable, TableStyle

import exports.paper.content
import exports.paper.pen

_NARROWEST = 18.0  # points: a number of two digits and the padding
_HIGHEST_ROW = 300.0  # points: less than what a page lying on its side has under the titles
_NEED = 0.7  # 1 makes all columns equally long, 0 equally wide
_WIDEST_WORD = 0.4  # of the table: what one word may demand before it is broken


def table(
    pen: exports.paper.pen.Pen, content: exports.paper.content.Table, width: float, annex: bool
) -> Flowable:
    """The table in full ``width`` (points); ``annex`` takes the smaller type of annexes."""
    look = pen.layout.table
    head, cell = ("annex_head", "annex_cell") if annex else ("table_head", "table_cell")
    pitch = look.annex_line_pitch if annex else look.line_pitch
    titles = [
        pen.write(head, column.title, exports.paper.pen.Setting("center", pitch))
        for column in content.columns
    ]
    rows = [
        [
            pen.write(cell, text, exports.paper.pen.Setting(column.align, pitch))
            for text, column in zip(row, content.columns, strict=True)
        ]
        for row in content.rows
    ]
    rooms = column_widths(pen, content, width, annex)
    widths = [room - 2 * look.padding for room in rooms]
    highest = max(one.wrap(room, 1e6)[1] for one, room in zip(titles, widths, strict=True))
    parts = [part for row in rows for part in _parted(row, widths)]
    drawn = LongTable(
        [*_parted(titles, widths), *parts],
        colWidths=rooms,
        repeatRows=1 if highest < _HIGHEST_ROW / 2 else 0,
        spaceBefore=pen.layout.body.paragraph_gap,
        spaceAfter=pen.layout.body.paragraph_gap,
    )
    drawn.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), pen.face(cell), pen.size(cell), pitch),
                ("GRID", (0, 0), (-1, -1), look.line, colors.black),
                ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
                ("VALIGN", (0, 1), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), look.padding),
                ("RIGHTPADDING", (0, 0), (-1, -1), look.padding),
                ("TOPPADDING", (0, 0), (-1, -1), look.padding / 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), look.padding * 3 / 4),
            ]
        )
    )
    return drawn


def _parted(
    cells: Sequence[exports.paper.pen.Text], widths: Sequence[float]
) -> list[list[exports.paper.pen.Text | str]]:
    """The row, or if it is too high for a page, the rows it goes on in.

    reportlab's own breaking of rows repeats the titles in the middle of a page and forgets rules.
    """
    columns = [_pieces(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(column) for column in columns)
    return [
        [column[place] if place < len(column) else "" for column in columns]
        for place in range(height)
    ]


def _pieces(cell: exports.paper.pen.Text, width: float) -> list[exports.paper.pen.Text]:
    """``cell`` in pieces of which two and their titles fit on any page."""
    pieces, rest = [], cell
    while rest.wrap(width, 1e6)[1] > _HIGHEST_ROW:
        parts = rest.parted(width, _HIGHEST_ROW / 2)
        if parts is None:  # a line higher than that
            break
        pieces.append(parts[0])
        rest = parts[1]
    return [*pieces, rest]


def column_widths(
    pen: exports.paper.pen.Pen, content: exports.paper.content.Table, width: float, annex: bool
) -> list[float]:
    """Points for each column, ``width`` together.

    Every column gets its longest word; the rest is shared by the columns' weights, or, where no
    column has one, by a root of what its texts need on one line, and never more than that: long
    texts get the most room, yet names and short results stay on one or two lines.
    """
    head, cell = ("annex_head", "annex_cell") if annex else ("table_head", "table_cell")
    padding = 2 * pen.layout.table.padding + 1.0
    least, whole = [], []
    for place, column in enumerate(content.columns):
        texts = [row[place] for row in content.rows]
        word = max(_longest_word(pen, head, [column.title]), _longest_word(pen, cell, texts))
        least.append(max(_NARROWEST, min(word, _WIDEST_WORD * width) + padding))
        lines = sorted(pen.width(cell, text) for text in texts) or [0.0]
        usual = lines[(len(lines) * 9) // 10]  # nine in ten of the texts are not longer
        whole.append(max(usual, pen.width(head, column.title)) + padding)
    if sum(least) > width:  # more columns than the page can hold: all shrink alike
        return [one * width / sum(least) for one in least]
    weights = [column.weight for column in content.columns]
    if any(weights):
        return _by_weight(least, weights, width)
    return _by_need(least, whole, width)


def _by_weight(least: Sequence[float], weights: Sequence[float], width: float) -> list[float]:
    """``least`` filled up towards each column's share of ``width``."""
    shares = [width * weight / sum(weights) for weight in weights]
    need = [max(0.0, share - one) for share, one in zip(shares, least, strict=True)]
    spare = width - sum(least)
    return [
        one + (spare * part / sum(need) if sum(need) else spare / len(least))
        for one, part in zip(least, need, strict=True)
    ]


def _by_need(least: Sequence[float], whole: Sequence[float], width: float) -> list[float]:
    """``least`` filled up by a root of ``whole``, each column at most to ``whole``."""
    widths, spare = list(least), width - sum(least)
    growing = [place for place, most in enumerate(whole) if widths[place] < most]
    while growing and spare > 0.01:  # noqa: PLR2004 - a hundredth of a point is nothing
        roots = sum(whole[place] ** _NEED for place in growing)
        for place in growing:
            part = spare * whole[place] ** _NEED / roots
            widths[place] = min(widths[place] + part, whole[place])
        spare = width - sum(widths)
        growing = [place for place in growing if widths[place] < whole[place] - 0.01]
    return [one * width / sum(widths) for one in widths]  # all on one line: all grow alike


def _longest_word(pen: exports.paper.pen.Pen, component: str, texts: Sequence[str]) -> float:
    """Points of the longest single word; only the few longest by letters are measured."""
    words = {word for text in texts for word in text.split()}
    longest = sorted(words, key=len, reverse=True)[:8]
    return max((pen.width(component, word) for word in longest), default=0.0)
