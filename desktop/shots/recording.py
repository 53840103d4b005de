"""What a widget really paints: every run of letters, where it stands, what cuts it, its colour.

A widget is painted once more, alone, onto a paper that takes down the letters and throws
everything else away. So the truth is Qt's own, whatever painted the words: a label, a style sheet,
a delegate or a chart of ours. An ellipsis that Qt puts in place of letters is taken down as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget

_METRIC = QPaintDevice.PaintDeviceMetric
_FRACTION = 65536  # in which Qt gives the device pixel ratio
BREAK = "\u200b"  # where a long name may break: nothing is painted for it


@dataclass(frozen=True)
class Run:
    """Letters painted in one go; rectangles in pixels of the widget.

    ``ink`` is what the letters cover with their marks and tails, ``line`` their share of the line
    they stand on, ``clip`` what the painter let through; ``base`` is the height of the line.
    """

    text: str
    ink: QRectF
    line: QRectF
    clip: QRectF
    base: float
    colour: QColor


class _Engine(QPaintEngine):
    """Takes down letters; forgets lines, areas and pictures."""

    def __init__(self, page: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._page = page
        self.runs: list[Run] = []

    def begin(self, device: QPaintDevice) -> bool:  # noqa: ARG002 - Qt's signature
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Nothing is kept of it: the painter is asked when letters come."""

    def drawTextItem(self, at: Any, item: QTextItem) -> None:
        painter = self.painter()
        way = painter.combinedTransform()
        metrics = QFontMetricsF(item.font())
        text = item.text().replace(BREAK, "")
        ink = metrics.tightBoundingRect(text).translated(at)
        line = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        clip = self._page
        if painter.hasClipping():
            clip = clip.intersected(way.mapRect(painter.clipBoundingRect()))
        self.runs.append(
            Run(
                text,
                way.mapRect(ink),
                way.mapRect(line),
                clip,
                way.map(at).y(),
                QColor(painter.pen().color()),
            )
        )

    def _forget(self, *_drawn: Any) -> None:
        """Lines, areas and pictures are no letters."""

    drawPixmap: Any = _forget  # noqa: N815 - Qt's name
    drawImage: Any = _forget  # noqa: N815 - Qt's name
    drawTiledPixmap: Any = _forget  # noqa: N815 - Qt's name
    drawPath: Any = _forget  # noqa: N815 - Qt's name
    drawPolygon: Any = _forget  # noqa: N815 - Qt's name
    drawRects: Any = _forget  # noqa: N815 - Qt's name
    drawLines: Any = _forget  # noqa: N815 - Qt's name
    drawPoints: Any = _forget  # noqa: N815 - Qt's name
    drawEllipse: Any = _forget  # noqa: N815 - Qt's name


class _Paper(QPaintDevice):
    """As large and as fine as the screen on which ``widget`` is."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self.engine = _Engine(QRectF(widget.rect()))

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return {
            _METRIC.PdmWidth: self._widget.width(),
            _METRIC.PdmHeight: self._widget.height(),
            _METRIC.PdmWidthMM: self._widget.widthMM(),
            _METRIC.PdmHeightMM: self._widget.heightMM(),
            _METRIC.PdmDpiX: self._widget.logicalDpiX(),
            _METRIC.PdmDpiY: self._widget.logicalDpiY(),
            _METRIC.PdmPhysicalDpiX: self._widget.physicalDpiX(),
            _METRIC.PdmPhysicalDpiY: self._widget.physicalDpiY(),
            _METRIC.PdmDepth: 32,
            _METRIC.PdmNumColors: 1 << 24,
            _METRIC.PdmDevicePixelRatio: 1,
            _METRIC.PdmDevicePixelRatioScaled: _FRACTION,
        }.get(metric, 0)


def drawn(widget: QWidget) -> list[Run]:
    """What ``widget`` itself, without its children, paints in letters, in that order."""
    if widget.size().isEmpty():
        return []
    paper = _Paper(widget)
    widget.render(paper, QPoint(), QRegion(widget.rect()), QWidget.RenderFlag(0))
    return paper.engine.runs
