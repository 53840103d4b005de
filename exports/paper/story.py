"""A paper as the row of pieces reportlab lays out: title, body, signatures, annexes.

The component numbers in the docstrings are those of the rule's annex (domain 1.2).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

import exports.paper.closing
import exports.paper.content
import exports.paper.faces
import exports.paper.flowables
import exports.paper.header
import exports.paper.pen
import exports.paper.tables

PORTRAIT, LANDSCAPE = "portrait", "landscape"
_HEADINGS = 200.0  # points: headings in a row that take more may be parted
_TABLE_START = 60.0  # points: titles and a first row, below which a heading does not stay behind


class Story:
    """Collects the pieces of one paper; ``fields`` fills while the pages are drawn."""

    def __init__(self, pen: exports.paper.pen.Pen, paper: exports.paper.content.Paper) -> None:
        self.pen, self.paper = pen, paper
        self.fields: list[exports.paper.content.FieldPlace] = []
        self._marks, self._depth = 0, -1

    def pieces(self, qr: str | None) -> list[Flowable]:
        """Everything in reading order; ``qr`` is the text of the code at the foot."""
        page = self.pen.layout.page
        width = (page.width - page.left - page.right) * exports.paper.pen.MM
        depth = (page.height - page.top - page.bottom) * exports.paper.pen.MM
        blocks = _ended(self.paper.blocks, self.pen.layout.body.ending)
        body = self._blocks(blocks, width, annex=False)
        tail = body.pop() if body else None
        if not isinstance(tail, exports.paper.pen.Text):
            body += [tail] if tail else []
            tail = None
        return [
            *exports.paper.header.pieces(self.pen, self.paper, width),
            *body,
            *exports.paper.closing.Closing(self.pen, self.paper, self.fields).pieces(
                qr, tail, width, depth
            ),
            *self._annexes(),
        ]

    def _blocks(
        self, blocks: Sequence[exports.paper.content.Block], width: float, annex: bool
    ) -> list[Flowable]:
        """The pieces of some blocks."""
        pieces: list[Flowable] = []
        for place, block in enumerate(blocks):
            if isinstance(block, exports.paper.content.Heading):
                pieces += self._heading(block, blocks[place + 1 :], width)
            elif isinstance(block, exports.paper.content.Table):
                pieces += self._table(block, width, annex)
            else:
                written = self._text(block)
                if block.text.endswith(":") and place + 1 < len(blocks):
                    # Words that announce a list do not stay alone at the foot of a page.
                    room = written.wrap(width, 1e6)[1] + 3 * self.pen.layout.body.line_pitch
                    pieces.append(CondPageBreak(min(room, _HEADINGS)))
                pieces.append(written)
        return pieces

    def _text(
        self,
        block: exports.paper.content.Paragraph
        | exports.paper.content.Item
        | exports.paper.content.Note
        | exports.paper.content.Heading,
    ) -> exports.paper.pen.Text:
        """A paragraph, list item, note or heading (6, 6.1)."""
        look = self.pen.layout.body
        gap, indent = look.paragraph_gap, look.indent * exports.paper.pen.MM
        running = exports.paper.pen.Setting("justify", gap=gap, indent=indent)
        if isinstance(block, exports.paper.content.Heading):
            return self.pen.write(f"heading{block.level}", block.text, running)
        if isinstance(block, exports.paper.content.Item):
            text = f"{block.marker} {block.text}" if block.marker else block.text
            return self.pen.write("body", text, running)
        if isinstance(block, exports.paper.content.Note):
            pitch = self.pen.layout.table.line_pitch
            small = exports.paper.pen.Setting("justify", pitch=pitch, gap=gap / 2)
            return self.pen.write("note", block.text, small)
        component = {(True, False): "body_bold", (False, True): "body_italic"}.get(
            (block.bold, block.italic), "body_bold_italic" if block.bold else "body"
        )
        indent = indent if block.indent and block.align in ("left", "justify") else 0.0
        setting = exports.paper.pen.Setting(block.align, gap=gap, indent=indent)
        return self.pen.write(component, block.text, setting)

    def _heading(
        self,
        heading: exports.paper.content.Heading,
        following: Sequence[exports.paper.content.Block],
        width: float,
    ) -> list[Flowable]:
        """A heading that does not stay alone at the foot of a page, and its outline entry."""
        written = self._text(heading)
        look = self.pen.layout.body
        room = written.wrap(width, 1e6)[1] + 3 * look.paragraph_gap + 2 * look.line_pitch
        for block in following:  # headings in a row stay together with the first text
            if not isinstance(block, exports.paper.content.Heading):
                room += _TABLE_START if isinstance(block, exports.paper.content.Table) else 0.0
                break
            room += self._text(block).wrap(width, 1e6)[1] + look.paragraph_gap
        return [
            CondPageBreak(min(room, _HEADINGS)),
            self._mark(heading.text, heading.level),
            written,
        ]

    def _mark(self, text: str, level: int) -> Flowable:
        """The next entry of the outline; a level left out is closed up, as PDF asks."""
        self._marks += 1
        self._depth = min(level - 1, self._depth + 1)
        shown = " ".join(exports.paper.faces.printable(text).split())
        return exports.paper.flowables.OutlineMark(f"muc{self._marks}", shown, self._depth)

    def _table(
        self, content: exports.paper.content.Table, width: float, annex: bool
    ) -> list[Flowable]:
        """A table under its caption."""
        drawn = exports.paper.tables.table(self.pen, content, width, annex)
        if not content.caption:
            return [drawn]
        gap = self.pen.layout.body.paragraph_gap
        return [
            CondPageBreak(_TABLE_START),
            self.pen.write(
                "caption", content.caption, exports.paper.pen.Setting("center", gap=gap)
            ),
            drawn,
        ]

    def _annexes(self) -> list[Flowable]:
        """Each annex on a new page, its title and subtitle centred."""
        page, pieces = self.pen.layout.page, list[Flowable]()
        for annex in self.paper.annexes:
            breadth = page.height if annex.landscape else page.width
            pieces += [
                NextPageTemplate(LANDSCAPE if annex.landscape else PORTRAIT),
                PageBreak(),
                self._mark(annex.title, 1),
                self.pen.write("annex_title", annex.title, exports.paper.pen.CENTER),
            ]
            if annex.subtitle:
                pieces.append(
                    self.pen.write("annex_subtitle", annex.subtitle, exports.paper.pen.CENTER)
                )
            pieces.append(Spacer(0, self.pen.layout.body.paragraph_gap))
            width = (breadth - page.left - page.right) * exports.paper.pen.MM
            pieces += self._blocks(annex.blocks, width, annex=True)
        return pieces


def _ended(
    blocks: Sequence[exports.paper.content.Block], ending: str
) -> list[exports.paper.content.Block]:
    """``blocks``, the last full stop as the layout ends papers ("." or "./.", domain 1.6)."""
    ended = list(blocks)
    last = ended[-1] if ended else None
    if (
        isinstance(last, (exports.paper.content.Paragraph, exports.paper.content.Item))
        and last.text.endswith(".")
        and not last.text.endswith(("./.", ".."))
    ):
        ended[-1] = dataclasses.replace(last, text=last.text[:-1] + ending)
    return ended
