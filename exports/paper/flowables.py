"""What reportlab does not have: the rule under the title, QR squares, the place to sign, marks.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

import exports.paper.content
import exports.paper.pen


class Rule(Flowable):
    """A horizontal line of a given length, centred."""

    def __init__(self, length: float, gap: float) -> None:
        super().__init__()
        self.length, self.gap = length, gap

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The whole width, the gap above the line high."""
        self.width, self.height = aW, self.gap
        return aW, self.gap

    def draw(self) -> None:
        """Draw the line at the lower edge."""
        left = (self.width - self.length) / 2
        self.canv.setLineWidth(0.8)
        self.canv.line(left, 0, left + self.length, 0)


class Squares(Flowable):
    """A QR code drawn as filled rectangles: vectors, sharp at any size, no image."""

    def __init__(self, matrix: Sequence[Sequence[bool]], module: float, quiet: int) -> None:
        super().__init__()
        self.matrix, self.module, self.quiet = matrix, module, quiet
        self.width = self.height = module * (len(matrix) + 2 * quiet)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """Always its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each row's runs of dark squares as one rectangle."""
        path, side = self.canv.beginPath(), self.module
        for number, row in enumerate(self.matrix):
            bottom = self.height - (self.quiet + number + 1) * side
            for start, length in _runs(row):
                path.rect((self.quiet + start) * side, bottom, length * side, side)
        self.canv.setFillGray(0)
        self.canv.drawPath(path, stroke=0, fill=1)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Start and length of each run of dark squares."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


class SigningPlace(Flowable):
    """The empty lines to sign on; remembers where they came to lie if a field goes there."""

    inset = 8.0  # points left and right, so that two fields side by side do not touch

    def __init__(
        self,
        field: str,
        height: float,
        note: exports.paper.pen.Text | None,
        places: list[exports.paper.content.FieldPlace],
    ) -> None:
        super().__init__()
        self.field, self.space, self.note, self.places = field, height, note, places

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """The whole width; higher than asked only if the note needs it."""
        note = self.note.wrap(aW, aH)[1] if self.note else 0.0
        self.width, self.height = aW, max(self.space, note)
        return self.width, self.height

    def draw(self) -> None:
        """Print the note in the middle and note down the box in page coordinates."""
        if self.note:
            self.note.drawOn(self.canv, 0, (self.height - self.note.height) / 2)
        if self.field:
            left, bottom = self.canv.absolutePosition(self.inset, 2)
            right, top = self.canv.absolutePosition(self.width - self.inset, self.height - 2)
            box = (round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
            page = self.canv.getPageNumber() - 1
            self.places.append(exports.paper.content.FieldPlace(self.field, page, box))


class OutlineMark(Flowable):
    """An entry of the PDF's outline, of no size itself; stands just before its heading."""

    def __init__(self, key: str, text: str, level: int) -> None:
        super().__init__()
        self.key, self.text, self.level = key, text, level

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """Nothing to see."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Set the bookmark at this height and list it."""
        top = self.canv.absolutePosition(0, 0)[1]
        self.canv.bookmarkPage(self.key, fit="XYZ", left=0, top=top + 20, zoom=0)
        self.canv.addOutlineEntry(self.text, self.key, self.level, closed=0)


class KeptTail(Flowable):
    """The last paragraph and what must not stand alone after it (signatures).

    If both do not fit, the paragraph's last ``kept`` lines go to the next page with the block.
    """

    kept = 2

    def __init__(self, tail: exports.paper.pen.Text, block: Sequence[Flowable]) -> None:
        super().__init__()
        self.tail, self.block = tail, list(block)

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        """The gap above is the paragraph's."""
        return float(self.tail.getSpaceBefore())

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as the paragraph and the block together."""
        self._heights = [self.tail.wrap(aW, aH)[1]]
        for part in self.block:
            self._heights.append(part.wrap(aW, aH)[1] + part.getSpaceBefore())
        self.width, self.height = aW, sum(self._heights)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The lines that may stay here, and the rest with the block."""
        self.wrap(aW, aH)
        pitch = float(self.tail.style.leading)
        lines = round(self._heights[0] / pitch)
        staying = min(int(aH / pitch + 1e-6), lines - self.kept)
        parts = self.tail.parted(aW, staying * pitch + 0.01) if staying >= self.kept else None
        return [parts[0], KeptTail(parts[1], self.block)] if parts else []

    def draw(self) -> None:
        """Draw the parts from the top down."""
        bottom = self.height
        for part, height in zip([self.tail, *self.block], self._heights, strict=True):
            bottom -= height
            part.drawOn(self.canv, 0, bottom)
