"""The pen of one layout: makes reportlab paragraphs in the style of a component.

This room and those beside it that import reportlab at the top are themselves imported only when a
paper is drawn (``exports.paper.render``).
"""

from __future__ import annotations

import dataclasses
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

import exports.paper.content
import exports.paper.faces
import exports.paper.layout

MM = 72 / 25.4  # points in a millimetre
NO_BREAK = "\u00a0"

_ALIGN: dict[str, Literal[0, 1, 2, 4]] = {"left": 0, "center": 1, "right": 2, "justify": 4}


@dataclasses.dataclass(frozen=True)
class Setting:
    """How a paragraph is set, in points.

    Line pitch (0: the body's), gap above, indent of the first line, indent of both sides.
    """

    align: exports.paper.content.Align = "left"
    pitch: float = 0.0
    gap: float = 0.0
    indent: float = 0.0
    sides: float = 0.0


LEFT, CENTER = Setting(), Setting("center")


class Text(Paragraph):
    """A paragraph that breaks its lines once for a width; tables ask four times."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """Width and height in points."""
        if getattr(self, "_broken_for", None) != aW or not hasattr(self, "blPara"):
            super().wrap(aW, aH)
            self._broken_for = aW
        return self.width, self.height

    def parted(self, width: float, height: float) -> tuple[Text, Text] | None:
        """What stands in the first ``height`` points, and the rest; ``None`` if it cannot be."""
        parts = self.split(width, height)
        if len(parts) != 2:  # noqa: PLR2004 - now and later
            return None
        first, rest = parts
        if not isinstance(first, Text) or not isinstance(rest, Text):
            raise TypeError("reportlab parts a paragraph into its own kind")
        return first, rest


class Pen:
    """Writes texts in the styles of one layout; each style is made once."""

    def __init__(self, layout: exports.paper.layout.Layout) -> None:
        exports.paper.faces.register()
        self.layout = layout
        self._made: dict[tuple[str, Setting], ParagraphStyle] = {}

    def face(self, component: str) -> str:
        """The face a component is set in."""
        style = self.layout.styles[component]
        return exports.paper.faces.face(style.bold, style.italic)

    def size(self, component: str) -> float:
        """The size of a component in points."""
        return self.layout.styles[component].size

    def width(self, component: str, text: str) -> float:
        """How long ``text`` is on one line, in points."""
        return stringWidth(self._shown(component, text), self.face(component), self.size(component))

    def write(self, component: str, text: str, setting: Setting | None = None) -> Text:
        """``text`` as a paragraph in the style of a component."""
        shown = escape(self._shown(component, text)).replace("\n", "<br/>")
        if self.layout.styles[component].underline:
            shown = f"<u>{shown}</u>"
        return Text(shown, self._style(component, setting or LEFT))

    def balanced(self, component: str, text: str, width: float) -> Text:
        """``text`` centred in ``width``, its lines about equally long: no last word on its own."""
        best = self.write(component, text, CENTER)
        height = best.wrap(width, 1e6)[1]
        for step in range(1, 13) if height > self.layout.body.line_pitch else ():
            tighter = self.write(component, text, Setting("center", sides=width * step / 40))
            if tighter.wrap(width, 1e6)[1] > height:
                break
            best = tighter
        return best

    def _shown(self, component: str, text: str) -> str:
        """``text`` as it is printed: capitals where the rule asks, only drawable characters."""
        capitals = text.upper() if self.layout.styles[component].caps else text
        return exports.paper.faces.printable(capitals)

    def _style(self, component: str, setting: Setting) -> ParagraphStyle:
        """The reportlab style for a component so set."""
        key = (component, setting)
        if key not in self._made:
            self._made[key] = ParagraphStyle(
                component,
                fontName=self.face(component),
                bulletFontName=self.face(component),
                fontSize=self.size(component),
                leading=setting.pitch or self.layout.body.line_pitch,
                alignment=_ALIGN[setting.align],
                spaceBefore=setting.gap,
                firstLineIndent=setting.indent,
                leftIndent=setting.sides,
                rightIndent=setting.sides,
                allowWidows=0,
                allowOrphans=0,
            )
        return self._made[key]
