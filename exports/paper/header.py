"""The head of the first page: whose paper, the Party, number and day, type and abstract.

Component numbers: domain 1.2.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

import exports.paper.content
import exports.paper.flowables
import exports.paper.pen

_BLANK = exports.paper.pen.NO_BREAK * 7  # room to write a number or a day by hand


def pieces(
    pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper, width: float
) -> list[Flowable]:
    """Components 1 to 5b and the opening line; ``width`` of the text in points."""
    left = pen.layout.header.left_width * exports.paper.pen.MM
    columns = side_by_side(pen, _issuer(pen, paper, left), _party(pen, paper), (left, width - left))
    return [columns, Spacer(0, pen.layout.header.after), *_title(pen, paper, width)]


def side_by_side(
    pen: exports.paper.pen.Pen,
    left: Sequence[Flowable],
    right: Sequence[Flowable],
    widths: tuple[float, float],
) -> Table:
    """Two columns of pieces on the same height; breaks over pages only if it must."""
    table = Table([[list(left), list(right)]], colWidths=widths, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), pen.face("body"), pen.size("body")),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def day_line(paper: exports.paper.content.Paper) -> str:
    """``Việt Hưng, ngày 05 tháng 02 năm 2026``: zeros before days below 10 and months 1 and 2 (4).

    Without a day its place and the month's stay blank; empty if the paper names no place.
    """
    if not paper.place:
        return ""
    if paper.on is None:
        return f"{paper.place}, ngày{_BLANK}tháng{_BLANK}năm {paper.year or _BLANK}"
    month = f"{paper.on.month:02d}" if paper.on.month <= 2 else f"{paper.on.month}"  # noqa: PLR2004 - January, February
    return f"{paper.place}, ngày {paper.on.day:02d} tháng {month} năm {paper.on.year}"


def number_line(paper: exports.paper.content.Paper, word: str) -> str:
    """``Số 05-BC/CB``, blank where the number is still to come (3); empty without a sign."""
    if not paper.sign:
        return ""
    if paper.number is None:
        return f"{word}{_BLANK}-{paper.sign}"
    return f"{word} {exports.paper.content.number_and_sign(paper)}"


def _issuer(
    pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper, width: float
) -> list[Flowable]:
    """The left column: 2a, 2b, 2c, 3."""
    look = pen.layout.header
    lines = (
        ("upper", paper.upper),
        ("issuer", paper.issuer),
        ("star", look.star),
        ("number", number_line(paper, look.number_word)),
    )
    return [pen.balanced(name, text, width) for name, text in lines if text]


def _party(pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper) -> list[Flowable]:
    """The right column: 1 with its rule exactly as long as the title, 4."""
    look = pen.layout.header
    length = pen.width("party", look.party)
    day = day_line(paper)
    return [
        pen.write("party", look.party, exports.paper.pen.CENTER),
        exports.paper.flowables.Rule(length, look.rule_gap),
        *(
            [Spacer(0, look.rule_gap), pen.write("place", day, exports.paper.pen.CENTER)]
            if day
            else ()
        ),
    ]


def _title(
    pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper, width: float
) -> list[Flowable]:
    """5a, 5b, the five hyphens, and the opening line."""
    look = pen.layout.title_block
    lines = (
        ("type_name", paper.type_name),
        ("abstract", paper.abstract),
        ("hyphens", look.hyphens),
    )
    written: list[Flowable] = [pen.balanced(name, text, width) for name, text in lines if text]
    written.append(Spacer(0, look.after))
    if paper.addressee:
        written += [
            pen.write("addressee", paper.addressee, exports.paper.pen.CENTER),
            Spacer(0, look.after),
        ]
    return written
