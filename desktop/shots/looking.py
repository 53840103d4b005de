"""Every visible text of a window: where it stands, and whether all of it can be read.

A text is *clipped* when some of its ink (the marks on Ễ, the tail of ỵ) falls outside what its
widget or a parent lets through, when letters were left out or replaced by an ellipsis, when one
must scroll sideways to read it, or when it lies upon another text. Below the edge of something
that scrolls down is not clipped, and an ellipsis is none where the whole text shows on hover.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6 import QtGui
from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QToolButton,
    QWidget,
)

import desktop.shots.recording
import desktop.shots.room

_ELLIPSIS = "…"


@dataclass(frozen=True)
class Seen:
    """One visible text; ``rect`` is (x, y, width, height) in pixels of the window.

    ``in_sight`` is False for what must first be scrolled to or lies under something else;
    ``colour`` is that of its first letters, #aarrggbb.
    """

    widget: str
    text: str
    rect: tuple[int, int, int, int]
    clipped: bool
    why: str
    in_sight: bool
    enabled: bool
    colour: str


def look(window: QWidget) -> list[Seen]:
    """Every visible text of ``window`` and of the menus and lists open above it."""
    found: list[Seen] = []
    for top in (window, *popups(window)):
        blocks = [block for widget in shown(top) for block in _blocks(widget)]
        over = desktop.shots.room.overlaps(blocks)
        found += [
            _seen(window, top, block, over.get(number, "")) for number, block in enumerate(blocks)
        ]
    return found


def popups(window: QWidget) -> list[QWidget]:
    """The menus, lists and calendars that are open above ``window``."""
    return [
        top
        for top in QApplication.topLevelWidgets()
        if top is not window
        and top.isVisible()
        and top.windowType() in (Qt.WindowType.Popup, Qt.WindowType.Tool)
    ]


def shown(top: QWidget) -> list[QWidget]:
    """``top`` and everything visible in it, windows of their own left out."""
    inner = (widget for widget in top.findChildren(QWidget) if widget.window() is top)
    return [widget for widget in (top, *inner) if widget.isVisible()]


# --- The texts of one widget ------------------------------------------------------------------


def _blocks(widget: QWidget) -> Iterator[desktop.shots.room.Block]:
    """The texts ``widget`` paints itself."""
    runs = desktop.shots.recording.drawn(widget)
    parts: dict[object, list[desktop.shots.recording.Run]] = {}
    for run in runs:
        parts.setdefault(_part_of(widget, run), []).append(run)
    for part in parts.values():
        lines = _lines(part)
        text = "\n".join(" ".join(words.split()) for words in lines).strip()
        if not text:
            continue
        inked = [run for run in part if run.text.strip()]
        ink = _united([run.ink for run in inked])
        why = _cut(widget, inked) or _elided(widget, inked[0], lines) or _missing(widget, part)
        rect = _united([run.line for run in inked])
        inside = rect.intersected(QRectF(widget.rect()))
        place = (rect if inside.isEmpty() else inside).toAlignedRect()
        yield desktop.shots.room.Block(widget, text, ink, place, inked[0].colour, why)
    if not runs and (words := _expected(widget)):
        yield desktop.shots.room.Block(
            widget, words, QRectF(), QRect(), QColor(), "không hiện chữ nào"
        )


def _part_of(widget: QWidget, run: desktop.shots.recording.Run) -> object:
    """To which cell, heading, tab or entry of ``widget`` a run belongs."""
    at = run.line.center().toPoint()
    view = widget.parentWidget()
    if isinstance(view, QHeaderView) and view.viewport() is widget:
        along = at.x() if view.orientation() == Qt.Orientation.Horizontal else at.y()
        return view.logicalIndexAt(along)
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        index = view.indexAt(at)
        return (index.row(), index.column())
    if isinstance(widget, QTabBar):
        return widget.tabAt(at)
    if isinstance(widget, QMenu):
        return id(widget.actionAt(at))
    return None


def _lines(runs: Sequence[desktop.shots.recording.Run]) -> list[str]:
    """The runs as lines; what is painted twice (the shadow of a disabled word) counts once."""
    once: list[desktop.shots.recording.Run] = []
    for run in runs:
        twice = (
            run.text == other.text
            and abs(run.ink.x() - other.ink.x()) <= desktop.shots.room.FAINT
            and abs(run.base - other.base) <= desktop.shots.room.FAINT
            for other in once
        )
        if not any(twice):
            once.append(run)
    lines: list[list[desktop.shots.recording.Run]] = []
    for run in once:
        if lines and abs(lines[-1][-1].base - run.base) < run.line.height() / 3:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_joined(line) for line in lines]


def _joined(line: Sequence[desktop.shots.recording.Run]) -> str:
    """The words of a line; where something keeps two runs apart, so does a blank."""
    words = line[0].text
    for before, run in itertools.pairwise(line):
        apart = run.ink.left() - before.ink.right() > run.line.height() / 2
        words += f" {run.text}" if apart else run.text
    return words


def _united(rects: Sequence[QRectF]) -> QRectF:
    whole = QRectF()
    for rect in rects:
        whole = whole.united(rect)
    return whole


# --- Whether all of it can be read ------------------------------------------------------------


def _cut(widget: QWidget, runs: Sequence[desktop.shots.recording.Run]) -> str:
    """Why ink falls outside what the widget lets through; "" where none does."""
    for run in runs:
        clip = QRectF(run.clip)
        if desktop.shots.room.scrolls_down(widget.parentWidget(), widget):
            if clip.top() <= 0:
                clip.setTop(-desktop.shots.room.FAR)
            if clip.bottom() >= widget.height():
                clip.setBottom(desktop.shots.room.FAR)
        if desktop.shots.room.scrolls_sideways(widget.parentWidget()):
            clip.setLeft(-desktop.shots.room.FAR)
            clip.setRight(desktop.shots.room.FAR)
        why = desktop.shots.room.outside(run.ink, clip)
        if why:
            return why
    return ""


def _elided(widget: QWidget, run: desktop.shots.recording.Run, lines: Sequence[str]) -> str:
    """Why an ellipsis stands for letters that cannot be read on hover either."""
    whole, hover = _sources(widget, run)
    for line in lines:
        shown = _plain(line)
        if not shown.endswith(_ELLIPSIS) or shown in whole:
            continue
        if shown.removesuffix(_ELLIPSIS).strip() not in hover:
            return "bị thay bằng dấu ba chấm, không xem được đủ khi đưa chuột tới"
    return ""


def _sources(widget: QWidget, run: desktop.shots.recording.Run) -> tuple[str, str]:
    """The words a text was given as, and those that show on hover."""
    view = widget.parentWidget()
    index, at = QModelIndex(), run.line.center().toPoint()
    if isinstance(view, QHeaderView):
        section, roles = view.logicalIndexAt(at), Qt.ItemDataRole
        model = view.model()
        given, hover = (
            model.headerData(section, view.orientation(), role) if model is not None else ""
            for role in (roles.DisplayRole, roles.ToolTipRole)
        )
        return _plain(str(given or "")), _plain(str(hover or ""))
    if isinstance(view, QAbstractItemView):
        index = view.indexAt(at)
    if index.isValid():
        given = index.data() or ""
        hover = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        return _plain(str(given)), _plain(str(hover))
    if isinstance(widget, QMenu):
        return _plain(" ".join(action.text() for action in widget.actions())), ""
    hint = widget.placeholderText() if isinstance(widget, QLineEdit | QComboBox) else ""
    given = _expected(widget) or hint
    return _plain(given), _plain(widget.toolTip())


def _missing(widget: QWidget, runs: Sequence[desktop.shots.recording.Run]) -> str:
    """Whether a label or button paints fewer letters than it was given."""
    expected = "".join(_expected(widget).replace(desktop.shots.recording.BREAK, "").split())
    painted = "".join("".join(run.text for run in runs).split())
    if _ELLIPSIS in painted or len(painted) >= len(expected):
        return ""
    return "không hiện đủ chữ"


def _expected(widget: QWidget) -> str:
    """The words a label or button was given; "" for any other widget."""
    if isinstance(widget, QLabel):
        rich = widget.textFormat() == Qt.TextFormat.RichText or (
            widget.textFormat() == Qt.TextFormat.AutoText
            and QtGui.Qt.mightBeRichText(widget.text())
        )
        if not rich:
            return widget.text().replace("&", "") if widget.buddy() else widget.text()
        document = QTextDocument()
        document.setHtml(widget.text())
        return document.toPlainText().replace("\ufffc", "")
    if isinstance(widget, QToolButton):
        icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
        if widget.toolButtonStyle() == icon_only and not widget.icon().isNull():
            return ""
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    return ""


def _plain(text: str) -> str:
    """``text`` without mark-up and with single blanks."""
    if QtGui.Qt.mightBeRichText(text):
        document = QTextDocument()
        document.setHtml(text)
        text = document.toPlainText()
    return " ".join(text.split())


# --- Parents and neighbours ---------------------------------------------------------------------


def _seen(window: QWidget, top: QWidget, block: desktop.shots.room.Block, over: str) -> Seen:
    """``block`` in pixels of the window, and whether a parent or a neighbour cuts it."""
    why, left = desktop.shots.room.cut_by_parents(block, top)
    corner = block.owner.mapTo(top, block.rect.topLeft())
    if top is not window:
        corner = window.mapFromGlobal(top.mapToGlobal(corner))
    rect = QRect(corner, block.rect.size())
    reason = block.why or why or over
    return Seen(
        desktop.shots.room.name_of(block.owner),
        block.text,
        (rect.x(), rect.y(), rect.width(), rect.height()),
        bool(reason),
        reason,
        2 * left.height() >= block.rect.height() > 0
        and desktop.shots.room.on_top(top, block, left),
        block.owner.isEnabled(),
        block.colour.name(QColor.NameFormat.HexArgb),
    )
