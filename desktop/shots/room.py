"""Whether a text has the room it needs: parents that cut it, neighbours that lie upon it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QLayout, QWidget

FAINT = 0.7  # pixels of ink outside that nobody sees: the blurred edge of a letter
FAR = 1e6


@dataclass(frozen=True)
class Block:
    """What one widget paints to be read as one text; rectangles in pixels of the widget.

    ``ink`` is what its letters cover, ``rect`` the lines they stand on; ``why`` says how the
    widget itself cuts it, "" if it does not.
    """

    owner: QWidget
    text: str
    ink: QRectF
    rect: QRect
    colour: QColor
    why: str


def name_of(widget: QWidget) -> str:
    """The object name, or that of the nearest named thing around it and the class."""
    one: QWidget | None = widget
    while one is not None and (not one.objectName() or one.objectName().startswith("qt_")):
        one = one.parentWidget()
    if one is widget:
        return widget.objectName()
    around = one.objectName() if one is not None else ""
    return f"{around}/{type(widget).__name__}"


def outside(ink: QRectF, room: QRectF) -> str:
    """How ``ink`` is cut by ``room``; "" if it is not."""
    sideways = max(room.left() - ink.left(), ink.right() - room.right())
    upright = max(room.top() - ink.top(), ink.bottom() - room.bottom())
    if sideways > FAINT:
        return f"cắt mất {sideways:.0f} điểm ảnh bề ngang"
    if upright > FAINT:
        return f"cắt mất {upright:.0f} điểm ảnh bề cao"
    return ""


def cut_by_parents(block: Block, top: QWidget) -> tuple[str, QRectF]:
    """Why a parent cuts the text ("" if none does), and what of it is in sight, in ``top``."""
    own = QRectF(block.owner.rect())  # what the widget itself cuts is said in block.why
    ink, left = block.ink.intersected(own), QRectF(block.rect).intersected(own)
    widget = block.owner
    while widget is not top:
        around = widget.parentWidget()
        if around is None:
            break
        for rect in (ink, left):
            rect.translate(widget.pos())
        room = QRectF(around.rect())
        if scrolls_down(around.parentWidget(), around):
            room.setTop(-FAR)
            room.setBottom(FAR)
        if scrolls_sideways(around.parentWidget()):
            room.setLeft(-FAR)
            room.setRight(FAR)
        why = outside(ink, room) if not ink.isEmpty() else ""
        if why:
            return f"{why}, bởi {name_of(around)}", left.intersected(QRectF(around.rect()))
        left = left.intersected(QRectF(around.rect()))
        ink = ink.intersected(QRectF(around.rect()))
        widget = around
    return "", left


def scrolls_sideways(area: QWidget | None) -> bool:
    """Whether ``area`` may be scrolled sideways: it shows a sheet of somebody else's making."""
    if isinstance(area, QHeaderView):
        area = area.parentWidget()
    return area is not None and bool(area.property("wide"))


def scrolls_down(area: QWidget | None, viewport: QWidget) -> bool:
    """Whether ``viewport`` is the window of an area that can be scrolled up and down."""
    if isinstance(area, QHeaderView):
        area = area.parentWidget()
    if not isinstance(area, QAbstractScrollArea):
        return False
    mine = area.viewport() is viewport or isinstance(viewport.parentWidget(), QHeaderView)
    off = area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    bar = area.verticalScrollBar()
    return mine and not off and bar.maximum() > bar.minimum()


def on_top(top: QWidget, block: Block, left: QRectF) -> bool:
    """Whether nothing else lies over the middle of what is left of the text."""
    above = top.childAt(left.center().toPoint()) or top
    owner = block.owner
    return above is owner or above.isAncestorOf(owner) or owner.isAncestorOf(above)


def overlaps(blocks: Sequence[Block]) -> dict[int, str]:
    """Which texts lie upon another one that a layout put beside them, by place in ``blocks``."""
    places = [_place(block) for block in blocks]
    found: dict[int, str] = {}
    for one, other in itertools.combinations(range(len(blocks)), 2):
        shared = places[one].intersected(places[other])
        if shared.width() <= FAINT or shared.height() <= FAINT:
            continue
        if _beside(blocks[one].owner, blocks[other].owner):
            found[one] = f"chồng lên {name_of(blocks[other].owner)}"
    return found


def _place(block: Block) -> QRectF:
    """What of the ink of ``block`` is in sight, in pixels of its window."""
    top = block.owner.window()
    ink = block.ink.translated(QPointF(block.owner.mapTo(top, QPoint())))
    return ink.intersected(cut_by_parents(block, top)[1])


def _beside(one: QWidget, other: QWidget) -> bool:
    """Whether two widgets stand beside each other; a panel that floats over a page does not."""
    if one is other or one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    common = one.parentWidget()
    while common is not None and not common.isAncestorOf(other):
        common = common.parentWidget()
    if common is None:
        return False
    branches = [_branch(common, widget) for widget in (one, other)]
    layout = common.layout()
    held = [layout is not None and _holds(layout, branch) for branch in branches]
    return held[0] == held[1]


def _branch(common: QWidget, widget: QWidget) -> QWidget:
    """The child of ``common`` that ``widget`` is or lies in."""
    while (around := widget.parentWidget()) is not None and around is not common:
        widget = around
    return widget


def _holds(layout: QLayout, widget: QWidget) -> bool:
    """Whether ``layout`` or one inside it places ``widget``."""
    if layout.indexOf(widget) >= 0:
        return True
    # Not asked for its items: PySide takes whatever comes to lie at the address of one for it.
    inner = (one for one in layout.children() if isinstance(one, QLayout))
    return any(_holds(one, widget) for one in inner)
