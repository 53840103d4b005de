"""What a paper says, apart from how it looks: the parts a composer fills and the snapshot keeps.

Every text is literal: there is no markup to escape and none is understood; a line break in a text
is a line break on the page. ``entries`` turns a paper into the JSON that stands in the snapshot
(``documents[].content``, design 6) and back; the same entry always gives the same pages.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclasses.dataclass(frozen=True)
class Heading:
    """A title inside the paper, level 1 to 3; the levels make the outline of the PDF."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1 to 3, not {self.level}")


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; ``indent`` sets its first line in."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    indent: bool = True


@dataclasses.dataclass(frozen=True)
class Item:
    """One line of a list, its marker before it (``-``, ``+``, ``a)``)."""

    text: str
    marker: str = "-"


@dataclasses.dataclass(frozen=True)
class Note:
    """A remark in small italics, such as where the figures under a table come from."""

    text: str


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: ``weight`` is its share of the width, 0 lets the texts decide."""

    title: str
    weight: float = 0.0
    align: Align = "left"

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1000:  # noqa: PLR2004 - a share, not a length
            raise ValueError(f"a column weighs 0 to 1000, not {self.weight}")


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows of texts under column titles, which are repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.columns) <= 30:  # noqa: PLR2004 - more have no room for a word
            raise ValueError("a table has 1 to 30 columns")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of a table has {len(self.columns)} cells")


Block = Heading | Paragraph | Item | Note | Table


@dataclasses.dataclass(frozen=True)
class Annex:
    """An annex: begins on a new page, which may lie on its side for wide tables."""

    title: str
    subtitle: str = ""
    landscape: bool = False
    blocks: tuple[Block, ...] = ()


@dataclasses.dataclass(frozen=True)
class Signer:
    """One place to sign.

    ``authority`` ("T/M CHI BỘ") may be empty, as in minutes; ``field`` names the signature field
    that is to lie over the empty lines ("Sig_BiThu"), or is empty when nobody signs there
    electronically.
    """

    post: str
    name: str
    authority: str = ""
    field: str = ""


@dataclasses.dataclass(frozen=True)
class Paper:
    """One document of the cell, ready to be laid out.

    * ``layout_id`` and ``overrides``: the rule set and the values the unit changes in it.
    * ``number`` without the sign ("05"; ``None`` leaves the place blank), ``sign`` "BC/CB"; no
      sign, no number line.
    * ``place`` empty: no line for place and day (minutes may state them in the text). ``on``
      ``None``: day and month stay blank in ``year``.
    * ``addressee``: the opening line, printed as it is.
    * ``signers``: one signs on the right beside the recipients; two sign left and right.
    * ``unsigned_note`` stands in the place of each signature ("BẢN ĐIỆN TỬ CHƯA KÝ") and
      ``level_line`` in small print at the foot: how the paper is signed (design 6).
    """

    type_code: str
    layout_id: str
    upper: str
    issuer: str
    sign: str
    place: str
    on: date | None
    type_name: str
    abstract: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]
    number: str | None = None
    year: int = 0
    addressee: str = ""
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    unsigned_note: str = ""
    level_line: str = ""
    overrides: tuple[tuple[str, str | int | float | bool], ...] = ()

    def __post_init__(self) -> None:
        if len(self.signers) > 2:  # noqa: PLR2004 - one half of the page each
            raise ValueError("a paper has at most two places to sign")


@dataclasses.dataclass(frozen=True)
class FieldPlace:
    """Where a visible signature field lies on a drawn paper.

    ``page_index`` from 0; ``box`` left, bottom, right, top in points from the page's lower left.
    """

    name: str
    page_index: int
    box: tuple[float, float, float, float]


def number_and_sign(paper: Paper) -> str:
    """``05-BC/CB`` for lists and the QR code; empty while the paper has no number.

    Numbers below ten have a leading zero (domain 1.4).
    """
    if paper.number is None or not paper.sign:
        return ""
    return f"{padded(paper.number)}-{paper.sign}"


def padded(number: str) -> str:
    """A number as it is printed: two digits at least ("5" → "05", "5a" stays)."""
    return number.zfill(2) if number.isascii() and number.isdigit() else number
