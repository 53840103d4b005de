"""What is wrong in a window as it stands: each fault with the widget, the text and a reason.

Not everything that is wrong can be found by rule; a picture is still looked at. What can be found
is: text that cannot be read whole, words in another language or that this program does not use,
colours too close to their ground, targets too small for an unsteady hand, things that a screen
reader could not name, and having to scroll sideways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

import desktop.shots.language
import desktop.shots.looking
import desktop.shots.room

SMALLEST = 32  # pixels a target is high at least
_ROUNDED = 1  # pixel that a width may be off for having been rounded
CONTRAST = 4.5  # to one, between letters and their ground
_TOUCHED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_NAMED = (*_TOUCHED, QPlainTextEdit, QTextEdit, QAbstractItemView)
_INSIDE = (
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QCalendarWidget,
    QTabBar,
    QScrollBar,
    QAbstractItemView,
)
_LINEAR, _BEND = 0.03928, 12.92  # WCAG 2: where the curve of brightness begins


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; ``kind`` is a short English word, ``why`` a Vietnamese phrase."""

    kind: str
    widget: str
    text: str
    why: str


def faults(window: QWidget, seen: list[desktop.shots.looking.Seen] | None = None) -> list[Fault]:
    """Everything that a rule finds wrong in ``window`` and what is open above it, each once."""
    texts = desktop.shots.looking.look(window) if seen is None else seen
    found = [fault for one in texts for fault in _wrong_text(one)]
    found += list(_faint(window, texts))
    for top in (window, *desktop.shots.looking.popups(window)):
        for widget in desktop.shots.looking.shown(top):
            found += list(_wrong_widget(widget))
    return list(dict.fromkeys(found))


def picture(window: QWidget) -> QImage:
    """``window`` as it stands on the screen, with the menus and lists open above it."""
    QApplication.processEvents()
    image = QPixmap(window.grab()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for top in desktop.shots.looking.popups(window):
        painter.drawPixmap(window.mapFromGlobal(top.mapToGlobal(QPoint())), top.grab())
    painter.end()
    return image


def contrast(one: QColor, other: QColor) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2)."""
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


# --- Texts --------------------------------------------------------------------------------------


def _wrong_text(one: desktop.shots.looking.Seen) -> Iterator[Fault]:
    if one.clipped:
        yield Fault("clipped", one.widget, one.text, one.why)
    words = desktop.shots.language.foreign(one.text)
    if words and not desktop.shots.language.shows_codes(one.widget):
        yield Fault("foreign", one.widget, one.text, f"không phải tiếng Việt: {', '.join(words)}")
    for wrong, right in desktop.shots.language.unwanted(one.text).items():
        why = f"không dùng “{wrong}”" + (f", mà dùng “{right}”" if right else "")
        yield Fault("word", one.widget, one.text, why)


def _faint(window: QWidget, texts: list[desktop.shots.looking.Seen]) -> Iterator[Fault]:
    """Letters whose colour is too close to the ground they stand on; disabled ones may be."""
    image, above = picture(window), desktop.shots.looking.popups(window)
    covered = [QRect(window.mapFromGlobal(top.mapToGlobal(QPoint())), top.size()) for top in above]
    inside = {
        desktop.shots.room.name_of(part)
        for top in above
        for part in desktop.shots.looking.shown(top)
    }
    for one in texts:
        rect = QRect(*one.rect).intersected(image.rect())
        if not one.in_sight or not one.enabled or rect.isEmpty():
            continue
        if one.widget not in inside and any(place.intersects(rect) for place in covered):
            continue  # half under a list or menu that is open
        ink = QColor(one.colour)
        ground = _ground(image, rect, ink)
        apart = contrast(_laid_on(ink, ground), ground)
        if apart < CONTRAST:
            said = f"{apart:.1f}".replace(".", ",")
            yield Fault("faint", one.widget, one.text, f"độ tương phản chỉ {said}, cần 4,5")


def _ground(image: QImage, rect: QRect, ink: QColor) -> QColor:
    """The colour that covers most of ``rect`` and is not the ink."""
    part = image.copy(rect)
    counted = Counter(memoryview(part.constBits()).cast("I"))
    ranked = [QColor.fromRgb(value) for value, _ in counted.most_common(2)]
    return next((colour for colour in ranked if colour.rgb() != ink.rgb()), ink)


def _laid_on(ink: QColor, ground: QColor) -> QColor:
    """What an ink that lets the ground through looks like on it."""
    pairs = (
        (ink.redF(), ground.redF()),
        (ink.greenF(), ground.greenF()),
        (ink.blueF(), ground.blueF()),
    )
    return QColor.fromRgbF(
        *(above * ink.alphaF() + below * (1 - ink.alphaF()) for above, below in pairs)
    )


def _brightness(colour: QColor) -> float:
    """Relative luminance (WCAG 2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / _BEND if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- Widgets ------------------------------------------------------------------------------------


def _wrong_widget(widget: QWidget) -> Iterator[Fault]:
    name, part = desktop.shots.room.name_of(widget), _is_part(widget)
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QHeaderView):
        bar = widget.horizontalScrollBar()
        if bar.maximum() - bar.minimum() > _ROUNDED and not desktop.shots.room.scrolls_sideways(
            widget
        ):
            yield Fault("sideways", name, "", f"phải cuộn ngang {bar.maximum()} điểm ảnh")
    # A figure in running text is as high as its line.
    part_of_text = widget.property("figure") is not None
    touched = isinstance(widget, _TOUCHED) and not (part or part_of_text) and widget.isEnabled()
    if touched and widget.height() < SMALLEST:
        yield Fault("small", name, "", f"cao {widget.height()} điểm ảnh, cần {SMALLEST}")
    if isinstance(widget, _NAMED) and not part and not isinstance(widget, QHeaderView):
        if not widget.objectName() or widget.objectName().startswith("qt_"):
            yield Fault("nameless", name, "", "chưa có tên (objectName)")
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _spoken(widget):
            yield Fault("unspoken", name, "", "máy đọc màn hình không có gì để đọc")


def _is_part(widget: QWidget) -> bool:
    """Whether a widget is Qt's own part of a larger one that is judged as a whole."""
    around = widget.parentWidget()
    while around is not None and not _is_of_its_own(around):
        if isinstance(around, _INSIDE):
            return True
        around = around.parentWidget()
    return False


def _is_of_its_own(widget: QWidget) -> bool:
    """Whether a widget is a window; the list that drops out of a combo box belongs to it."""
    return widget.isWindow() and not isinstance(widget.parentWidget(), QComboBox)


def _spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""
